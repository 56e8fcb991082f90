import Formats
import Ingest
import ReportModel
import TestKit

extension FuzzGround {
  /// Reads a workbook, as an archive and as a report.
  ///
  /// Bytes that are no archive are parts of one, parted by lines of `%%%`: the sheet, the shared texts, the formats. No mutator
  /// would ever get past the checksums otherwise.
  func checkWorkbook(_ bytes: [UInt8], _ laws: inout Laws) throws {
    let archive = bytes.starts(with: [0x50, 0x4B]) ? bytes : Self.archive(of: bytes)
    let limits = WorkbookReadingLimits(
      zip: ZipLimits(entryCount: 100, expandedBytes: 4 << 20, ratioFloorBytes: 1 << 16), cellCount: 20_000,
      rowCount: 2_000, textBytes: 1 << 20, mergedAreaCount: 100)
    switch try readWorkbook(archive, limits: limits) {
    case .failure(let problem):
      laws.require(
        try readWorkbook(archive, limits: limits).problem == problem, "refused for another reason then")
    case .success(let book):
      for sheet in book.sheets { requireShape(of: sheet, limits, &laws) }
    }
    let reading = try reader.read(archive, fileName: "样表.xlsx")
    laws.requireWords(for: reading.findings, counts: reading.counts, in: sheets)
    laws.require(reading.draft != nil || !reading.findings.isEmpty, "neither a draft nor a finding")
    for finding in reading.findings {
      let place = finding.place.position
      laws.require(place.sheet <= max(reading.sheets.count, 0), "a place on a sheet that is not there")
      laws.require(place.sheet > 0 || place.line == 0 || reading.sheets.isEmpty, "a cell on no sheet")
    }
    for figure in reading.draft?.tasks.flatMap(\.figures) ?? [] {
      for cell in figure.cells.cells where figure.values[cell.item] == nil && figure.status != .notApplicable
      {
        laws.require(
          reading.findings.contains { $0.severity != .note },
          "“\(cell.typed.text)” is gone and nothing says so")
      }
    }
  }

  private static func archive(of bytes: [UInt8]) -> [UInt8] {
    var parts: [[UInt8]] = [[]]
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if line.elementsEqual("%%%".utf8) { parts.append([]) } else { parts[parts.count - 1] += line + [0x0A] }
    }
    var archive = WorkbookParts([WorkbookParts.Sheet("表", [])]).zip(isDeflated: false)
    for (part, name) in zip(parts, ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"]) {
      archive[name].data = part
    }
    return archive.bytes()
  }

  private func requireShape(of sheet: WorkbookSheet, _ limits: WorkbookReadingLimits, _ laws: inout Laws) {
    var last = 0
    for row in sheet.table.rows {
      laws.require(row.number > last && row.number <= 1_048_576, "row \(row.number) behind row \(last)")
      last = row.number
      laws.require(!row.isEmpty && row.count <= limits.columnCount, "\(row.count) cells in a row")
      for cell in row {
        laws.require(String(validating: cell.bytes, as: UTF8.self) != nil, "a cell that is no UTF-8")
        laws.require(cell.bytes.count <= limits.cellBytes, "a cell beyond its bound")
      }
    }
    laws.require(sheet.table.rowCount <= limits.rowCount + 1, "more rows than allowed")
  }
}

extension Result<Workbook, FormatProblem> {
  fileprivate var problem: FormatProblem? {
    if case .failure(let problem) = self { problem } else { nil }
  }
}
