import Findings
import Formats
import Ingest
import ReportModel

extension FuzzGround {
  /// One value with its measure, one period, one date, each on a line of the input: what is read, written in its plain
  /// spelling, is read as the same without a word.
  func checkCells(_ bytes: [UInt8], _ laws: inout Laws) throws {
    let lines = String(decoding: bytes, as: UTF8.self).unicodeScalars.filter { $0 != "\0" }
      .split(separator: "\n", maxSplits: 3, omittingEmptySubsequences: false).map { String($0) }
    let value = lines[0]
    let measure = lines.count > 1 ? lines[1] : "名"
    let period = lines.count > 2 ? lines[2] : "2024-Q3"
    let date = lines.count > 3 ? lines[3] : "2024-10-08"
    let reading = try read(value, measure, period, date)
    laws.requireWords(for: reading.findings, counts: reading.counts, in: sheets)
    guard let draft = reading.draft else { return }
    let figure = draft.tasks.first?.figures.first
    let amount = figure?.values.inPeriod
    let plain = try read(
      amount?.description ?? "1", measure, draft.period?.description ?? "2024-Q3",
      draft.cover.filledOn ?? "2024-10-08")
    let rewritten = plain.draft
    if let amount {
      let now = rewritten?.tasks.first?.figures.first
      laws.require(
        now?.values.inPeriod == amount,
        "“\(value)” is read as \(amount), which is read as \(now?.values.inPeriod?.description ?? "nothing")")
      laws.require(
        !marks(of: plain).contains(where: { $0.line == 6 && $0.column == 6 }), "\(amount) is remarked on")
    }
    if let read = draft.period {
      laws.require(rewritten?.period == read, "“\(period)” is read as \(read), which is not read as itself")
      laws.require(!marks(of: plain).contains(where: { $0.line == 2 }), "\(read) is remarked on")
    }
    if let read = draft.cover.filledOn {
      laws.require(
        rewritten?.cover.filledOn == read, "“\(date)” is read as \(read), which is not read as itself")
      laws.require(!marks(of: plain).contains(where: { $0.line == 3 }), "\(read) is remarked on")
    }
  }

  private func read(_ value: String, _ measure: String, _ period: String, _ date: String) throws -> ReadResult
  {
    func quoted(_ text: String) -> String { "\"\(text.replacing("\"", with: "\"\""))\"" }
    let table = """
      报送单位,610703
      报告期,\(quoted(period))
      填表日期,\(quoted(date))
      实施方案,hanzhong-2022
      任务编号,主要任务,指标编号,指标名称,计量单位,本期数,本年累计
      hz-06,,key-teachers,,\(quoted(measure)),\(quoted(value)),

      """
    return try reader.read(Array(table.utf8), fileName: "样表")
  }

  private func marks(of reading: ReadResult) -> [SourcePosition] {
    reading.findings.map(\.place.position) + (reading.draft?.repairs ?? []).map(\.position)
  }
}
