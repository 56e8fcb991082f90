import Findings
import Formats
import ReportModel

/// 信封：a file's size, container and encoding, settled before anybody looks at what it says.
///
/// What a file is comes from its bytes and never from its name.
struct Envelope {
  enum Content {
    case xml(DecodedText)
    case table(DecodedText)
    case workbook(Workbook)
  }

  /// Bytes of a file, as sent and after expansion.
  static let limitBytes = 64 << 20

  private(set) var isGzip = false
  private(set) var encoding: String?
  /// UTF-8; `nil` where the file cannot be read, which is then in the log.
  private(set) var content: Content?

  /// - Throws: where a C library or a converter fails, never for what the file is.
  init(_ bytes: [UInt8], log: inout FindingLog) throws(FormatFault) {
    if bytes.count > Self.limitBytes {
      log.note(IngestSheet.fileTooLarge, ["limit": Self.size(Self.limitBytes)])
      return
    }
    var plain = bytes
    if FileKind(of: bytes) == .gzip {
      isGzip = true
      switch try gunzip(bytes, limits: GzipLimits(outputBytes: Self.limitBytes)) {
      case .success(let expanded): plain = expanded
      case .failure(let problem):
        log.note(problem)
        return
      }
    }
    switch FileKind(of: plain) {
    case .empty: log.note(IngestSheet.emptyFile)
    case .gzip: log.note(IngestSheet.gzipTwice)
    case .xlsx:
      switch try readWorkbook(plain) {
      case .success(let workbook): content = .workbook(workbook)
      case .failure(let problem): log.note(problem)
      }
    case .xlsb: log.note(IngestSheet.isWorkbook)
    case .ods: log.note(IngestSheet.isOpenDocument)
    case .encryptedOffice: log.note(IngestSheet.isEncrypted)
    case .zip: log.note(IngestSheet.isArchive)
    case .docx: log.note(IngestSheet.isWord)
    case .oldOffice: log.note(IngestSheet.isOldOffice)
    case .pdf: log.note(IngestSheet.isPDF)
    case .xml:
      if Self.isWebPage(plain) {
        log.note(IngestSheet.isWebPage)
      } else if let text = decoded(try decodeXMLText(plain), &log) {
        content = .xml(text)
      }
    case .text where Self.isArchive(plain): log.note(IngestSheet.isArchive)
    case .text where Self.isPicture(plain): log.note(IngestSheet.isPicture)
    case .text:
      if let text = decoded(try decodeText(plain), &log) { content = .table(text) }
    }
  }

  private mutating func decoded(
    _ result: Result<DecodedText, FormatProblem>, _ log: inout FindingLog
  ) -> DecodedText? {
    switch result {
    case .failure(let problem):
      log.note(problem)
      return nil
    case .success(let text):
      encoding = text.encoding.rawValue
      if !text.utf8.contains(where: { $0 > 0x20 }) {
        log.note(IngestSheet.emptyFile)
        return nil
      }
      return text
    }
  }

  /// `Rar!` and `7z`, the two that offices have besides zip.
  private static func isArchive(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07])
      || bytes.starts(with: [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C])
  }

  /// PNG, JPEG, GIF, TIFF, and BMP, whose `BM` could also begin a text.
  private static func isPicture(_ bytes: [UInt8]) -> Bool {
    let signs: [[UInt8]] = [
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], [0xFF, 0xD8, 0xFF], Array("GIF8".utf8), [0x49, 0x49, 0x2A, 0x00],
      [0x4D, 0x4D, 0x00, 0x2A],
    ]
    return signs.contains { bytes.starts(with: $0) }
      || bytes.starts(with: Array("BM".utf8)) && bytes.dropFirst(6).starts(with: [0, 0, 0, 0])
  }

  /// Some systems give pages of HTML the name of a spreadsheet.
  private static func isWebPage(_ bytes: [UInt8]) -> Bool {
    let head = bytes.prefix(512)
    return head.indices.contains { start in
      head[start] == UInt8(ascii: "<")
        && (starts(head[start...], "<html") || starts(head[start...], "<!doctype html"))
    }
  }

  /// Whether a tag begins so, in large or small letters; `sign` has small ones.
  private static func starts(_ bytes: ArraySlice<UInt8>, _ sign: StaticString) -> Bool {
    sign.withUTF8Buffer { sign in
      bytes.count >= sign.count && zip(bytes, sign).allSatisfy { $0 == $1 || Self.lowercased($0) == $1 }
    }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  static func size(_ bytes: Int) -> String {
    bytes >= 1 << 20 ? "\(bytes >> 20) MB" : bytes >= 1 << 10 ? "\(bytes >> 10) KB" : "\(bytes)"
  }
}

extension FindingLog {
  /// Every kind of problem that Formats can name, in words for the sender.
  mutating func note(_ problem: FormatProblem, sheet: WorkbookSheet? = nil) {
    let position = SourcePosition(
      sheet: sheet?.number ?? 0, line: problem.line ?? 0, column: problem.column ?? 0)
    var facts: Facts = [:]
    if let line = problem.line { facts["line"] = String(line) }
    if let limit = problem.limit { facts["limit"] = String(limit) }
    if !problem.detail.isEmpty {
      facts["label"] = Self.quote(problem.detail)
      facts["detail"] = Self.quote(problem.detail)
    }
    func bound(_ what: String, _ whatEN: String) -> Facts {
      facts.merging(["what": what, "whatEN": whatEN]) { $1 }
    }
    switch problem.kind {
    case .utf16: note(IngestSheet.utf16, at: position, facts)
    case .undecodable: note(IngestSheet.undecodable, at: position, facts)
    case .cutCharacter: note(IngestSheet.cutCharacter, at: position, facts)
    case .mixedEncodings: note(IngestSheet.mixedEncodings, at: position, facts)
    case .labelDisagrees:
      // Where nothing is declared, XML means UTF-8.
      if problem.detail.isEmpty { facts["label"] = TextEncoding.utf8.rawValue }
      note(IngestSheet.labelDisagrees, at: position, facts)
    case .unknownLabel:
      facts["label"] = Self.quote(problem.detail)
      note(IngestSheet.unknownLabel, at: position, facts)
    case .nulByte: note(IngestSheet.nulByte, at: position, facts)
    case .empty: note(IngestSheet.emptyFile)
    case .tooLarge:
      if let limit = problem.limit { facts["limit"] = Envelope.size(limit) }
      note(problem.offset == nil ? IngestSheet.fileTooLarge : IngestSheet.gzipTooLarge, facts)
    case .gzipRatio:
      facts["limit"] = "1:\(problem.limit ?? 0)"
      note(IngestSheet.gzipTooLarge, facts)
    case .notGzip, .gzipCorrupt, .gzipCut, .gzipTrailingBytes: note(IngestSheet.gzipBroken, facts)
    case .doctype: note(IngestSheet.doctype, at: position, facts)
    case .malformed
    where problem.detail.contains("Extra content") || problem.detail.contains("Premature end"):
      note(IngestSheet.xmlCut, at: position, facts)
    case .malformed:
      facts["detail"] = XMLVocabulary.syntaxError(problem.detail)
      facts["detailEN"] = Self.quote(problem.detail)
      note(IngestSheet.notWellFormed, at: position, facts)
    case .incomplete: note(IngestSheet.xmlCut, at: position, facts)
    case .tooDeep: note(IngestSheet.xmlTooComplex, at: position, bound("层次太深", "nested too deep"))
    case .tooManyElements: note(IngestSheet.xmlTooComplex, at: position, bound("元素太多", "too many elements"))
    case .tooManyAttributes:
      note(IngestSheet.xmlTooComplex, at: position, bound("一个元素的属性太多", "too many attributes on one element"))
    case .tooManyComments: note(IngestSheet.xmlTooComplex, at: position, bound("注释太多", "too many comments"))
    case .textTooLong: note(IngestSheet.xmlTooComplex, at: position, bound("一段文字太长", "a text is too long"))
    case .unterminatedQuote: note(IngestSheet.unterminatedQuote, at: position, facts)
    case .textAfterQuote: note(IngestSheet.textAfterQuote, at: position, facts)
    case .tooManyRows: note(IngestSheet.csvTooLarge, at: position, bound("行数太多", "too many rows"))
    case .tooManyCells where sheet != nil:
      note(IngestSheet.csvTooLarge, at: position, bound("单元格太多", "too many cells"))
    case .tooManyCells:
      note(IngestSheet.csvTooLarge, at: position, bound("一行的单元格太多", "too many cells in a row"))
    case .cellTooLong: note(IngestSheet.csvTooLarge, at: position, bound("一个单元格的文字太长", "a cell is too long"))
    case .zipEncrypted: note(IngestSheet.isEncrypted)
    case .zipBroken, .zipUnsafeName, .zipOverlap, .partMissing, .partBroken, .sheetBroken:
      noteBroken(problem, sheet: sheet, at: position)
    case .zipTooManyEntries, .zipTooLarge, .zipRatio, .tooManySheets, .sheetTextTooLong:
      noteTooLarge(problem, sheet: sheet, at: position)
    }
  }

  private mutating func noteBroken(_ problem: FormatProblem, sheet: WorkbookSheet?, at place: SourcePosition)
  {
    let part = Self.quote(sheet?.name ?? problem.detail)
    let (what, whatEN) =
      switch problem.kind {
      case .zipUnsafeName: ("里面有名称不合规矩的部分（\(part)）", "a part has a name that is not allowed (\(part))")
      case .zipOverlap: ("里面的部分互相重叠（\(part)）", "parts overlap (\(part))")
      case .partMissing: ("缺少 \(part)", "\(part) is missing")
      case .partBroken: ("\(part) 的内容不合规矩", "\(part) is not what it should be")
      case .sheetBroken:
        ("表页“\(part)”里的单元格位置或引用不合规矩", "cells of the sheet “\(part)” are out of place or refer to nothing")
      default: ("压缩结构前后不一致", "its parts do not fit together")
      }
    note(IngestSheet.workbookBroken, at: place, ["what": what, "whatEN": whatEN])
  }

  private mutating func noteTooLarge(
    _ problem: FormatProblem, sheet: WorkbookSheet?, at place: SourcePosition
  ) {
    let limit = problem.limit ?? 0
    let (what, whatEN, bound) =
      switch problem.kind {
      case .zipTooManyEntries: ("里面的部分太多", "too many parts", String(limit))
      case .tooManySheets: ("表页太多", "too many sheets", String(limit))
      case .zipRatio: ("压缩比太高", "compressed too much", "1:\(limit)")
      case .sheetTextTooLong: ("文字太多", "too much text", Envelope.size(limit))
      default: ("解开后太大", "too large when unpacked", Envelope.size(limit))
      }
    note(IngestSheet.workbookTooLarge, at: place, ["what": what, "whatEN": whatEN, "limit": bound])
  }
}
