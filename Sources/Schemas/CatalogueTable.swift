import Findings
import Formats

/// 目录表：a CSV sheet of the catalogue, its cells found by the names in its header.
///
/// Columns may stand in any order and columns that nobody asked for may stand among them: officers add notes of
/// their own. Blank rows are passed over; so are rows that begin with `#` where comments are allowed.
struct CatalogueTable {
  struct Row {
    let line: Int
    fileprivate let cells: TableRow
    fileprivate let header: Header

    /// The cell as typed; empty where the row is too short or has no such column.
    func raw(_ column: String) -> String {
      guard let index = header.positions[column], index < cells.count else { return "" }
      let text = cells[index].text
      return header.hasCRLF ? text.unifyingLineEnds : text
    }

    /// The cell without white space around it; `nil` where nothing is left.
    subscript(column: String) -> String? {
      let text = raw(column).trimmed
      return text.isEmpty ? nil : text
    }

    func position(of column: String) -> Int { header.positions[column].map { $0 + 1 } ?? 0 }
  }

  /// 表头: what all rows of a table have in common.
  fileprivate final class Header {
    let positions: [String: Int]
    /// What a program rewrote with CRLF at the end of rows it rewrote inside cells as well.
    let hasCRLF: Bool

    init(_ positions: [String: Int], hasCRLF: Bool) {
      self.positions = positions
      self.hasCRLF = hasCRLF
    }
  }

  let columns: Set<String>
  let rows: [Row]

  /// - Returns: `nil` where the sheet cannot be used; the log then says why.
  init?(
    _ file: SchemaFile, required: [String], allowsComments: Bool = false, log: inout CatalogueLog
  ) throws(SchemasFault) {
    guard let utf8 = try Self.text(of: file, log: &log) else { return nil }
    let delimiter = Self.delimiter(ofHeaderIn: utf8, allowsComments: allowsComments)
    let table = readCSV(utf8, delimiter: delimiter)
    for problem in table.problems {
      log.report(
        FileRules.brokenTable, line: problem.line ?? 0, column: problem.column ?? 0,
        problem.facts)
    }
    var header: Header?
    var width = 0
    var rows: [Row] = []
    for row in table.rows where !row.isBlank {
      if allowsComments, row.first?.isComment ?? false { continue }
      guard let header else {
        let names = row.map { $0.text.trimmed }
        width = names.count
        var found: [String: Int] = [:]
        for (index, name) in names.enumerated() where !name.isEmpty {
          if found[name] != nil {
            log.report(FileRules.repeatedColumn, line: row.line, column: index + 1, ["column": name])
          } else {
            found[name] = index
          }
        }
        header = Header(found, hasCRLF: Self.endsRowsWithCRLF(utf8))
        let missing = required.filter { found[$0] == nil }
        for name in missing { log.report(FileRules.missingColumn, line: row.line, ["column": name]) }
        if !missing.isEmpty { return nil }
        continue
      }
      if row.count > width {
        for cell in row.dropFirst(width) where !cell.isBlank {
          log.report(
            FileRules.surplusCell, line: row.line, column: cell.column, value: cell.text,
            ["column": String(cell.column)])
        }
      }
      rows.append(Row(line: row.line, cells: row, header: header))
    }
    guard let header else {
      for name in required { log.report(FileRules.missingColumn, ["column": name]) }
      return nil
    }
    columns = Set(header.positions.keys)
    self.rows = rows
  }

  /// The file as UTF-8, or `nil` and a finding.
  static func text(of file: SchemaFile, log: inout CatalogueLog) throws(SchemasFault) -> [UInt8]? {
    do {
      switch try decodeText(file.bytes) {
      case .success(let text): return text.utf8
      case .failure(let problem):
        log.report(
          FileRules.unreadableText, line: problem.line ?? 0, column: problem.column ?? 0,
          problem.facts)
        return nil
      }
    } catch {
      throw SchemasFault(error)
    }
  }

  /// Lists inside cells use semicolons, so the header alone decides.
  private static func delimiter(ofHeaderIn utf8: [UInt8], allowsComments: Bool) -> CSVDelimiter {
    for line in utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      if line.allSatisfy({ $0 <= 0x20 }) { continue }
      if allowsComments, line.first(where: { $0 > 0x20 }) == UInt8(ascii: "#") { continue }
      let counts = CSVDelimiter.allCases.map { delimiter in
        (delimiter, line.count { $0 == delimiter.byte })
      }
      return counts.reduce((CSVDelimiter.comma, 0)) { best, next in next.1 > best.1 ? next : best }.0
    }
    return .comma
  }

  private static func endsRowsWithCRLF(_ utf8: [UInt8]) -> Bool {
    guard let end = utf8.firstIndex(of: 0x0A) else { return false }
    return end > 0 && utf8[end - 1] == 0x0D
  }
}

extension TableCell {
  /// Most begin with something else, which a look at the first byte tells.
  fileprivate var isComment: Bool {
    let first = withBytes { $0.isEmpty ? 0 : $0[0] }
    if first > UInt8(ascii: "#"), first < 0x80 { return false }
    return text.trimmed.hasPrefix("#")
  }
}

extension String {
  /// Without white space at both ends, the ideographic space included.
  var trimmed: String {
    let scalars = unicodeScalars
    guard let first = scalars.first, let last = scalars.last else { return "" }
    if !first.isBlank, !last.isBlank { return self }
    guard let begin = scalars.firstIndex(where: { !$0.isBlank }),
      let end = scalars.lastIndex(where: { !$0.isBlank })
    else { return "" }
    return String(scalars[begin...end])
  }

  fileprivate var unifyingLineEnds: String {
    guard utf8.contains(0x0D) else { return self }
    var scalars = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in unicodeScalars {
      if scalar == "\n", previous == "\r" { scalars.removeLast() }
      scalars.append(scalar)
      previous = scalar
    }
    return String(scalars)
  }
}

extension Unicode.Scalar {
  fileprivate var isBlank: Bool {
    // Most are plain letters or Chinese characters; behind the ideographic space Unicode has no other white space.
    if (0x21...0x7E).contains(value) { return false }
    return value > 0x3000 ? value == 0xFEFF : properties.isWhitespace
  }
}

extension FormatProblem {
  var facts: Facts {
    ["problem": kind.chinese, "problemEN": detail.isEmpty ? kind.rawValue : "\(kind.rawValue): \(detail)"]
  }
}

extension FormatProblem.Kind {
  /// What is wrong, as an officer would say it.
  var chinese: String {
    switch self {
    case .utf16: "文件是 UTF-16 编码"
    case .undecodable: "既不是 UTF-8 也不是 GB18030 编码"
    case .cutCharacter: "末尾的字被截断"
    case .mixedEncodings: "一个文件里混有两种编码"
    case .labelDisagrees: "声明的编码与实际不符"
    case .unknownLabel: "声明的编码不认识"
    case .nulByte: "含有空字符"
    case .empty: "文件是空的"
    case .tooLarge: "文件太大"
    case .notGzip, .gzipCorrupt, .gzipCut, .gzipTrailingBytes, .gzipRatio: "压缩文件有误"
    case .doctype: "不允许有 DOCTYPE 声明"
    case .malformed: "标签或符号不规范"
    case .incomplete: "文件不完整"
    case .tooDeep: "层次太深"
    case .tooManyElements: "元素太多"
    case .tooManyAttributes: "属性太多"
    case .tooManyComments: "注释太多"
    case .textTooLong: "一段文字太长"
    case .unterminatedQuote: "引号没有收尾"
    case .textAfterQuote: "收尾引号后面还有文字"
    case .tooManyRows: "行数太多"
    case .tooManyCells: "一行的单元格太多"
    case .cellTooLong: "一个单元格的文字太长"
    case .zipBroken, .zipUnsafeName, .zipOverlap, .zipEncrypted, .zipTooManyEntries, .zipTooLarge, .zipRatio,
      .partMissing, .partBroken, .sheetBroken, .tooManySheets, .sheetTextTooLong:
      "工作簿有误"
    }
  }
}
