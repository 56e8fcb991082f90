import Foundation

/// 测速页：the measured part of BENCHMARKS.md; what people wrote around it stays.
struct BenchmarkPage {
  var stand: TestStand
  var rows: [Row]
  var footprints: [Footprint]

  static let start = "<!-- measured: by make bench, edits here are overwritten -->"
  static let end = "<!-- /measured -->"

  var text: String {
    var text = Machine(stand: stand).lines.map { "- \($0)\n" }.joined()
    text +=
      "- \(stand.runs) runs, \(stand.shortRuns) where the work takes milliseconds; median (least–most).\n"
    if stand.isQuick { text += "- Tried out on a tenth of everything: **these are not the bars**.\n" }
    text += "\n| Bar | Work | Measured | Compared with | Ratio | At most | |\n|---|---|---|---|---|---|---|\n"
    for row in rows {
      let cells = [
        row.bar.rawValue, row.work, row.result, row.compared, row.ratio, row.limit, row.verdict.rawValue,
      ]
      text += "| \(cells.joined(separator: " | ")) |\n"
    }
    if !footprints.isEmpty {
      text += "\n| Work | Peak memory | Processor time |\n|---|---|---|\n"
      for footprint in footprints {
        let seconds = Measurement.decimals(footprint.measurement.medianProcessor, 2)
        text += "| \(footprint.work) | \(footprint.measurement.peakText) | \(seconds) s |\n"
      }
      text += "\nThe kernel shows no peak below that of the measuring program, here "
      text += "\(Measurement.megabytes(ChildProcess.ownPeakBytes)).\n"
    }
    return text + "\n" + commands
  }

  /// The commands as they are run, with short names for the folders.
  private var commands: String {
    let (first, last) = (NationalReport.period(0), NationalReport.period(TestStand.quarters - 1))
    let county = NationalTree(stand.base).counties
    return """
      ```sh
      cengbao init WS --unit \(NationalTree.root) --schemas Schemas --settle 0                          # not timed, nor is copying into WS/Inbox
      CENGBAO_NOW=\(NationalReport.now(0)) cengbao run \(first) --quiet --workspace WS        # P1, P2, P4
      xmllint --noout --schema Schemas/report.xsd reports/*.xml                                # P1
      python scripts/bench-peers/lxml_pandas_xml.py reports                                    # P1
      python scripts/bench-peers/duckdb_csv.py reports                                         # P2
      CENGBAO_NOW=\(NationalReport.now(TestStand.quarters - 1, hour: 11)) cengbao run \(last) --quiet --workspace WS        # P3
      cengbao status \(first) --workspace WS                                                   # P5, and \(last)
      cengbao explain \(county[county.count / 2].code) \(first) \(NationalPlan.indicator(1, .count)) --workspace WS                                   # P5, and \(NationalTree.root)
      strace -f -c -e trace=fsync,fdatasync,syncfs,sync,sync_file_range,msync cengbao …        # P6
      ```

      """
  }

  /// Puts the measured part into the page, between its markers.
  func write(to page: URL) throws {
    let old = try String(contentsOf: page, encoding: .utf8)
    guard let start = old.range(of: Self.start), let end = old.range(of: Self.end),
      start.upperBound <= end.lowerBound
    else { throw BenchFailure("\(page.path) has no place for the numbers: \(Self.start) … \(Self.end)") }
    let new = old[..<start.upperBound] + "\n" + text + old[end.lowerBound...]
    try Data(new.utf8).write(to: page)
  }
}
