/// 工作表收集：one sheet's part, cell by cell, into a table.
///
/// Blank cells, however formatted, leave nothing behind, so a million rows that somebody coloured cost the time to pass them.
final class SheetCollector: XMLStream.Receiver {
  /// What the sheets of a workbook share.
  struct Context {
    var strings: SharedStrings
    var formats: [NumberFormat]
    var dates: SerialDate
    /// The results of formulas are placeholders of the program that wrote the file.
    var areResultsStale: Bool
    var limits: WorkbookReadingLimits
  }

  private(set) var problem: FormatProblem?
  /// Cells of the table so far, blanks before others among them.
  var cellCount: Int { cells.count }

  private let context: Context
  /// Cells that the sheets before this one have left.
  private let cellsLeft: Int
  private var detail: SheetDetail
  private var own: [UInt8] = []
  private var cells: [CellTable.CellRecord] = []
  private var rowStarts: [UInt32] = [0]
  private var textBytes = 0

  private var depth = 0
  private var phoneticDepth: Int?
  private var row = 0
  private var isRowHidden = false
  private var column = 0
  private var cellStart: UInt32 = 0
  private var kind = Kind.number
  private var style = 0
  private var isInCell = false
  /// Whose characters are being collected.
  private var element = Element.other
  private var value: [UInt8] = []
  private var formula: [UInt8] = []
  private var hasFormula = false

  private enum Kind { case number, shared, text, formulaText, boolean, error, date }
  private enum Element { case value, formula, text, other }

  init(_ context: Context, number: Int, cellsLeft: Int) {
    self.context = context
    self.cellsLeft = cellsLeft
    detail = SheetDetail(number: number)
  }

  // MARK: Events

  func start(_ name: XMLStreamName, _ attributes: XMLStreamAttributes) {
    depth += 1
    guard name.isOfSpreadsheets, phoneticDepth == nil else { return }
    if name.isNamed("c") {
      startCell(attributes)
    } else if isInCell {
      if name.isNamed("v") {
        element = .value
      } else if name.isNamed("f") {
        element = .formula
        hasFormula = true
      } else if name.isNamed("t") {
        element = .text
      } else if name.isNamed("rPh") {
        phoneticDepth = depth
      }
    } else if name.isNamed("row") {
      startRow(attributes)
    } else if name.isNamed("col") {
      guard attributes.isTrue("hidden"), let first = attributes.number("min"),
        let last = attributes.number("max"), first <= last, detail.hiddenColumns.count < 1_000
      else { return }
      detail.hiddenColumns.append(first...last)
    } else if name.isNamed("mergeCell") {
      guard let area = attributes.bytes("ref").flatMap({ MergedArea($0) }) else {
        return note(.sheetBroken, "mergeCell")
      }
      detail.mergedAreas.append(area)
      if detail.mergedAreas.count > context.limits.mergedAreaCount {
        problem = FormatProblem(.tooManyCells, limit: context.limits.mergedAreaCount)
      }
    }
  }

  func end(_ name: XMLStreamName) {
    if phoneticDepth == depth { phoneticDepth = nil }
    depth -= 1
    guard name.isOfSpreadsheets else { return }
    if name.isNamed("c") {
      if isInCell { endCell() }
      isInCell = false
    } else if name.isNamed("row") {
      endRow()
    }
    element = .other
  }

  func characters(_ text: UnsafeBufferPointer<UInt8>) {
    guard phoneticDepth == nil else { return }
    switch element {
    case .value, .text:
      value.append(contentsOf: text)
      if value.count > context.limits.cellBytes {
        problem = FormatProblem(.cellTooLong, line: row, column: column, limit: context.limits.cellBytes)
      }
    case .formula: if formula.count < 256 { formula.append(contentsOf: text) }
    case .other: break
    }
  }

  private func note(_ kind: FormatProblem.Kind, _ detail: String) {
    if problem == nil {
      problem = FormatProblem(
        kind, line: row > 0 ? row : nil, column: column > 0 ? column : nil, detail: detail)
    }
  }

  // MARK: Rows and cells

  private func startRow(_ attributes: XMLStreamAttributes) {
    let number = attributes.bytes("r") == nil ? row + 1 : attributes.number("r") ?? 0
    guard number > row, number <= CellReference.lastRow else { return note(.sheetBroken, "row") }
    row = number
    column = 0
    isRowHidden = attributes.isTrue("hidden")
  }

  private func endRow() {
    guard problem == nil, let last = rowStarts.last, cells.count > Int(last) else { return }
    detail.rowNumbers.append(UInt32(row))
    rowStarts.append(UInt32(cells.count))
    if isRowHidden { detail.hiddenRows.insert(row) }
    if detail.rowNumbers.count > context.limits.rowCount {
      problem = FormatProblem(.tooManyRows, line: row, limit: context.limits.rowCount)
    }
  }

  private func startCell(_ attributes: XMLStreamAttributes) {
    if let address = attributes.bytes("r") {
      guard let reference = CellReference(address), reference.row == row, reference.column > column else {
        return note(.sheetBroken, String(decoding: address.prefix(20), as: UTF8.self))
      }
      column = reference.column
    } else {
      column += 1
    }
    guard row > 0, column <= CellReference.lastColumn else { return note(.sheetBroken, "c") }
    style = attributes.number("s") ?? 0
    kind = .number
    if let type = attributes.bytes("t") {
      let kinds: [(StaticString, Kind)] = [
        ("n", .number), ("s", .shared), ("inlineStr", .text), ("str", .formulaText), ("b", .boolean),
        ("e", .error), ("d", .date),
      ]
      guard
        let known = kinds.first(where: { word, _ in
          word.withUTF8Buffer { $0.elementsEqual(type) }
        })
      else { return note(.sheetBroken, "t") }
      kind = known.1
    }
    isInCell = true
    hasFormula = false
    value.removeAll(keepingCapacity: true)
    formula.removeAll(keepingCapacity: true)
  }

  private func endCell() {
    guard problem == nil else { return }
    var detail = CellDetail()
    if hasFormula {
      detail.formula = "=" + String(decoding: formula.prefix(256), as: UTF8.self)
      detail.isWithoutResult = context.areResultsStale || value.isEmpty && kind != .formulaText
    }
    if detail.isWithoutResult {
      append(nil, detail)
      return
    }
    if value.isEmpty, !hasFormula { return }
    switch kind {
    case .shared:
      guard let index = Self.index(value), let range = context.strings.range(index) else {
        return note(.sheetBroken, "s")
      }
      append(shared: range, detail)
    case .number: appendNumber(detail)
    case .boolean: append(Array((value == [UInt8(ascii: "1")] ? "TRUE" : "FALSE").utf8), detail)
    case .date:
      // 2024-10-08T00:00:00
      let text = String(decoding: value, as: UTF8.self)
      append(Array((text.hasSuffix("T00:00:00") ? String(text.dropLast(9)) : text).utf8), detail)
    case .text, .formulaText, .error:
      unescape(&value, from: 0)
      append(value, detail)
    }
  }

  private func appendNumber(_ given: CellDetail) {
    var detail = given
    guard let number = StoredNumber(value) else {
      // Whatever it is, it is quoted as it stands and no number.
      append(value, detail)
      return
    }
    guard style == 0 || style < context.formats.count else { return note(.sheetBroken, "s=\(style)") }
    let format = style < context.formats.count ? context.formats[style] : .general
    let cell = CellNumber(number, format, dates: context.dates)
    detail.shown = cell.shown
    detail.noise = cell.noise
    append(Array(cell.text.utf8), detail)
  }

  private static func index(_ text: [UInt8]) -> Int? {
    guard (1...9).contains(text.count), text.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return text.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private func append(shared range: Range<UInt32>, _ detail: CellDetail) {
    if !range.isEmpty || !detail.isPlain { append(range, isOwn: false, detail) }
  }

  private func append(_ text: [UInt8]?, _ detail: CellDetail) {
    let start = UInt32(own.count)
    own.append(contentsOf: text ?? [])
    if own.count > Int(start) || !detail.isPlain { append(start..<UInt32(own.count), isOwn: true, detail) }
  }

  private func append(_ range: Range<UInt32>, isOwn: Bool, _ detail: CellDetail) {
    guard let first = rowStarts.last.map(Int.init) else { return }
    guard column <= context.limits.columnCount else {
      problem = FormatProblem(
        .tooManyCells, line: row, column: column, limit: context.limits.columnCount)
      return
    }
    // The blanks before it, so that a cell is found by its column.
    while cells.count - first < column - 1 {
      cells.append(
        CellTable.CellRecord(offset: 0, start: 0, end: 0, isUnquoted: true, wasQuoted: false))
    }
    cells.append(
      CellTable.CellRecord(
        offset: 0, start: range.lowerBound, end: range.upperBound, isUnquoted: isOwn, wasQuoted: false))
    if !detail.isPlain { self.detail.cells[UInt32(cells.count - 1)] = detail }
    textBytes += range.count
    if textBytes > context.limits.textBytes {
      problem = FormatProblem(.sheetTextTooLong, line: row, limit: context.limits.textBytes)
    } else if cells.count > cellsLeft {
      problem = FormatProblem(.tooManyCells, line: row, limit: context.limits.cellCount)
    }
  }

  // MARK: The end

  /// The table as far as the sheet could be read.
  func table() -> (table: CellTable, problem: FormatProblem?) {
    // A row that was cut off.
    if let last = rowStarts.last { cells.removeLast(cells.count - Int(last)) }
    var found = problem
    if !clearCovered(), found == nil { found = FormatProblem(.tooManyCells, limit: context.limits.cellCount) }
    if found == nil, firstInvalidUTF8(in: own) != nil { found = FormatProblem(.sheetBroken, detail: "UTF-8") }
    let isReadable = found == nil || firstInvalidUTF8(in: own) == nil
    return (
      CellTable(
        source: context.strings.bytes, delimiter: .comma, isDelimiterCertain: false, problems: [],
        unquoted: isReadable ? own : [], cells: isReadable ? cells : [],
        rowStarts: isReadable ? rowStarts : [0], rowOffsets: isReadable ? detail.rowNumbers : [],
        lines: LineTable([], countsLoneCR: true), sheet: detail), found
    )
  }

  /// Takes away what stands under merged cells, and notes which rows they meet.
  ///
  /// - Returns: `false` where they meet more than could be looked at.
  private func clearCovered() -> Bool {
    var visits = 0
    for (index, area) in detail.mergedAreas.enumerated() {
      var position = detail.rowNumbers.partitioningIndex { Int($0) >= area.rows.lowerBound }
      while position < detail.rowNumbers.count, Int(detail.rowNumbers[position]) <= area.rows.upperBound {
        let number = Int(detail.rowNumbers[position])
        let first = Int(rowStarts[position])
        let end = Int(rowStarts[position + 1])
        detail.areasByRow[number, default: []].append(index)
        visits += 1
        for cell
          in (first + area.columns.lowerBound - 1)..<max(
            first + area.columns.lowerBound - 1, min(end, first + area.columns.upperBound))
        {
          visits += 1
          let column = cell - first + 1
          let isAnchor = number == area.rows.lowerBound && column == area.columns.lowerBound
          if cells[cell].start == cells[cell].end, self.detail.cells[UInt32(cell)] == nil { continue }
          if isAnchor {
            detail.filledAreas.insert(index)
            continue
          }
          if detail.covered.count < 100 {
            let record = cells[cell]
            let bytes = record.isUnquoted ? own : context.strings.bytes
            let text = String(decoding: bytes[Int(record.start)..<Int(record.end)], as: UTF8.self)
            detail.covered.append((number, column, text))
          }
          cells[cell].end = cells[cell].start
          detail.cells[UInt32(cell)] = nil
        }
        if visits > context.limits.cellCount { return false }
        position += 1
      }
    }
    return true
  }
}

extension Array {
  /// The first place from which on the predicate holds; it has to hold for everything behind it.
  fileprivate func partitioningIndex(_ isBehind: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
