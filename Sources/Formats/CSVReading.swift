/// CSV读取：reads rows and cells by RFC 4180 from UTF-8 bytes, with any line end and any usual delimiter.
///
/// A quote opens a quoted cell only at the cell's start; elsewhere it is a character like others. Blank
/// rows are kept. A line end at the very end of the file does not make a further row.
///
/// - Parameter delimiter: found out from the rows if not given.
/// - Returns: the table. Its problems are `empty`, `tooLarge`, `undecodable`, `nulByte`, `unterminatedQuote`
///   (on the line of the quote), `textAfterQuote`, `tooManyRows`, `tooManyCells`, `cellTooLong`. Text after a
///   quote is taken along and reading goes on; all others end it.
package func readCSV(
  _ utf8: [UInt8], delimiter: CSVDelimiter? = nil, limits: CSVLimits = CSVLimits()
) -> CellTable {
  let source = utf8.starts(with: byteOrderMark) ? Array(utf8.dropFirst(byteOrderMark.count)) : utf8
  if let problem = firstProblem(in: source, limits) { return CellTable(refusedFor: problem, delimiter) }
  if let invalid = firstInvalidUTF8(in: source) {
    return CellTable(refusedFor: at(invalid.offset, .undecodable, source), delimiter)
  }
  return parseCSV(source, delimiter, limits)
}

/// As above for bytes that have been decoded, which are not asked again whether they are UTF-8.
package func readCSV(
  _ text: DecodedText, delimiter: CSVDelimiter? = nil, limits: CSVLimits = CSVLimits()
) -> CellTable {
  let isMarked = text.utf8.starts(with: byteOrderMark)
  let source = isMarked ? Array(text.utf8.dropFirst(byteOrderMark.count)) : text.utf8
  if let problem = firstProblem(in: source, limits) { return CellTable(refusedFor: problem, delimiter) }
  return parseCSV(source, delimiter, limits)
}

private func firstProblem(in source: [UInt8], _ limits: CSVLimits) -> FormatProblem? {
  let allowedBytes = min(limits.fileBytes, 1 << 30)
  if source.isEmpty { return FormatProblem(.empty) }
  if source.count > allowedBytes { return FormatProblem(.tooLarge, limit: allowedBytes) }
  return firstNul(in: source).map { at($0, .nulByte, source) }
}

private func at(_ offset: Int, _ kind: FormatProblem.Kind, _ source: [UInt8]) -> FormatProblem {
  FormatProblem(kind, line: LineTable(source, countsLoneCR: true).line(of: offset), offset: offset)
}

private func parseCSV(_ source: [UInt8], _ delimiter: CSVDelimiter?, _ limits: CSVLimits) -> CellTable {
  let detected = delimiter ?? CSVDelimiter.detect(in: source)
  var reader = CSVReader(source: source, delimiter: (detected ?? .comma).byte, limits: limits)
  reader.run()
  return CellTable(
    source: source, delimiter: detected ?? .comma, isDelimiterCertain: detected != nil,
    problems: reader.problems, unquoted: reader.unquoted, cells: reader.cells,
    rowStarts: reader.rowStarts, rowOffsets: reader.rowOffsets, lines: reader.lines)
}

extension CellTable {
  /// Nothing but the reason why the file was not read.
  fileprivate convenience init(refusedFor problem: FormatProblem, _ delimiter: CSVDelimiter?) {
    self.init(
      source: [], delimiter: delimiter ?? .comma, isDelimiterCertain: false, problems: [problem],
      unquoted: [], cells: [], rowStarts: [0], rowOffsets: [], lines: LineTable([], countsLoneCR: true))
  }
}

/// The walk over the bytes, row by row and cell by cell.
private struct CSVReader {
  let source: [UInt8]
  let delimiter: UInt8
  let limits: CSVLimits
  let lines: LineTable

  var problems: [FormatProblem] = []
  var unquoted: [UInt8] = []
  var cells: [CellTable.CellRecord] = []
  var rowStarts: [UInt32] = [0]
  var rowOffsets: [UInt32] = []

  private var position = 0
  private static let quote = UInt8(ascii: "\"")

  init(source: [UInt8], delimiter: UInt8, limits: CSVLimits) {
    self.source = source
    self.delimiter = delimiter
    self.limits = limits
    lines = LineTable(source, countsLoneCR: true)
    cells.reserveCapacity(source.count / 8)
  }

  mutating func run() {
    while position < source.count {
      if rowOffsets.count == limits.rowCount {
        note(.tooManyRows, at: position, limit: limits.rowCount)
        return
      }
      let rowStart = position
      rowOffsets.append(UInt32(rowStart))
      let isGoingOn = readRow()
      rowStarts.append(UInt32(cells.count))
      if !isGoingOn { return }
    }
  }

  /// Reads up to and with the line end; a line without a byte is a row without cells.
  private mutating func readRow() -> Bool {
    let firstCell = cells.count
    if isLineEnd(position) {
      skipLineEnd()
      return true
    }
    while true {
      if cells.count - firstCell == limits.cellCount {
        note(.tooManyCells, at: position, limit: limits.cellCount, column: limits.cellCount + 1)
        return false
      }
      guard readCell(column: cells.count - firstCell + 1) else { return false }
      if position == source.count { return true }
      if source[position] == delimiter {
        position += 1
      } else {
        skipLineEnd()
        return true
      }
    }
  }

  /// Reads up to the delimiter, the line end or the end of the file.
  private mutating func readCell(column: Int) -> Bool {
    let start = position
    if start < source.count, source[start] == Self.quote { return readQuotedCell(column: column) }
    skipPlain()
    cells.append(
      CellTable.CellRecord(
        offset: UInt32(start), start: UInt32(start), end: UInt32(position), isUnquoted: false,
        wasQuoted: false))
    return checkLength(position - start, at: start, column: column)
  }

  private mutating func readQuotedCell(column: Int) -> Bool {
    let opening = position
    let unquotedStart = unquoted.count
    var stretch = opening + 1
    position = stretch
    while true {
      while position < source.count, source[position] != Self.quote { position += 1 }
      if position == source.count {
        note(.unterminatedQuote, at: opening, column: column)
        return false
      }
      if position + 1 < source.count, source[position + 1] == Self.quote {
        unquoted.append(contentsOf: source[stretch...position])
        position += 2
        stretch = position
      } else {
        break
      }
    }
    let closing = position
    position += 1
    let hasTextAfter = position < source.count && source[position] != delimiter && !isLineEnd(position)
    var record = CellTable.CellRecord(
      offset: UInt32(opening), start: UInt32(stretch), end: UInt32(closing), isUnquoted: false,
      wasQuoted: true)
    if unquoted.count > unquotedStart || hasTextAfter {
      unquoted.append(contentsOf: source[stretch..<closing])
      if hasTextAfter {
        let after = position
        skipPlain()
        note(.textAfterQuote, at: after, column: column)
        unquoted.append(contentsOf: source[after..<position])
      }
      record.start = UInt32(unquotedStart)
      record.end = UInt32(unquoted.count)
      record.isUnquoted = true
    }
    cells.append(record)
    return checkLength(Int(record.end - record.start), at: opening, column: column)
  }

  private mutating func checkLength(_ length: Int, at offset: Int, column: Int) -> Bool {
    guard length > limits.cellBytes else { return true }
    note(.cellTooLong, at: offset, limit: limits.cellBytes, column: column)
    return false
  }

  private mutating func skipPlain() {
    let delimiter = delimiter
    position = source.withUnsafeBufferPointer { [position] bytes in
      var position = position
      while position < bytes.count {
        let byte = bytes[position]
        if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
        position += 1
      }
      return position
    }
  }

  private func isLineEnd(_ position: Int) -> Bool {
    source[position] == 0x0A || source[position] == 0x0D
  }

  private mutating func skipLineEnd() {
    let isCRLF = source[position] == 0x0D && position + 1 < source.count && source[position + 1] == 0x0A
    position += isCRLF ? 2 : 1
  }

  /// Problems of one kind are kept up to a hundred; a file with more tells its sender nothing further.
  private mutating func note(
    _ kind: FormatProblem.Kind, at offset: Int, limit: Int? = nil, column: Int? = nil
  ) {
    guard problems.count < 100 else { return }
    problems.append(
      FormatProblem(kind, line: lines.line(of: offset), column: column, offset: offset, limit: limit))
  }
}
