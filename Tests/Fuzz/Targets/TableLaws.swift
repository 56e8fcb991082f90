import Formats

extension FuzzGround {
  /// Reads a table with every delimiter, writes it and reads it again.
  func checkTable(_ bytes: [UInt8], _ laws: inout Laws) throws {
    for delimiter in CSVDelimiter.allCases { requireShape(of: readCSV(bytes, delimiter: delimiter), &laws) }
    guard case .success(let text) = try decodeText(bytes) else { return }
    laws.require(String(validating: text.utf8, as: UTF8.self) != nil, "the decoded text is not UTF-8")
    let table = readCSV(text.utf8)
    requireShape(of: table, &laws)
    guard table.problems.isEmpty else { return }

    let rows = table.rows.map { row in row.map(\.text) }
    let expected = rows.map { row in row.map(csvNeutralised) }
    for (lineEnd, hasBOM) in [(CSVWriter.LineEnd.lf, false), (.crlf, true)] {
      var writer = CSVWriter(lineEnd: lineEnd, hasBOM: hasBOM)
      for row in rows { writer.row(row.map { .text($0) }) }
      let written = writer.finish()
      let reread = readCSV(written, delimiter: .comma)
      let cells = reread.rows.map { row in row.map(\.text) }
      laws.require(
        cells == expected.map { $0 == [""] ? [] : $0 },
        "written and read again it is \(cells) and not \(expected)")
    }
  }

  private func requireShape(of table: CellTable, _ laws: inout Laws) {
    laws.require(table.rowCount > 0 || !table.problems.isEmpty, "neither rows nor a problem")
    var last = 0
    for row in table.rows {
      let line = row.line
      laws.require(line > last, "row \(row.index) does not stand behind the one before")
      last = line
      for cell in row {
        laws.require(cell.line >= line, "a cell stands before its row")
        laws.require(cell.isBlank || !cell.text.isEmpty, "an empty cell is not blank")
      }
    }
    for problem in table.problems {
      laws.require(
        (0...table.source.count).contains(problem.offset ?? 0) || table.source.isEmpty, "\(problem)")
    }
  }
}
