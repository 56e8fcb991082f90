import Findings
import Foundation
import Ingest
import ReportModel
import Testing

/// Files of this repository that the tests read.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func bytes(_ path: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: root.appending(path: path)))
  }
  static func sample(_ name: String) throws -> [UInt8] { try bytes("Tests/IngestTests/Samples/" + name) }
}

/// Reads one file with a reader of its own.
func read(_ bytes: [UInt8], named name: String = "样表") throws -> ReadResult {
  try ReportReader(reportSchema: Repository.bytes("Schemas/report.xsd")).read(bytes, fileName: name)
}

func read(_ text: String) throws -> ReadResult { try read(Array(text.utf8)) }
func readSample(_ name: String) throws -> ReadResult { try read(Repository.sample(name), named: name) }

extension ReadResult {
  /// Every finding as `I2001 6:6`.
  var marks: [String] {
    findings.map { "\($0.code) \(place($0.place.position))" }
  }

  /// Every repair as `I3001 6:6 ５８ → 58`.
  var traces: [String] {
    (draft?.repairs ?? []).map {
      "\($0.code) \(place($0.position)) \($0.value) → \($0.readAs)"
    }
  }

  /// `6:6`; in a workbook `指标!F6`.
  private func place(_ position: SourcePosition) -> String {
    sheets.sheetName(position) != nil
      ? sheets.cellName(position) ?? "" : "\(position.line):\(position.column)"
  }

  var figures: [DraftFigure] { draft?.tasks.flatMap(\.figures) ?? [] }
}

/// The form as it is handed out, line 5 its header, rows from line 6 on.
enum Form {
  static let cover = "报送单位,610703,南郑区\n实施方案,hanzhong-2022\n报告期,2024-Q3\n"
  static let header =
    "任务编号,主要任务,指标编号,指标名称,计量单位,本期数,本年累计,规划期累计,期末数,分子,分母,历史调整数,调整原因,完成状态,工作进展,存在问题,下一步打算,汇总情况说明,情况说明"

  static func table(_ rows: String..., cover: String = cover, header: String = header) -> String {
    cover + "\n" + header + "\n" + rows.map { $0 + "\n" }.joined()
  }

  /// One row with a value in 本期数, which is column 6.
  static func row(_ value: String, measure: String = "名") -> String {
    "hz-06,提升教师科学素质,key-teachers,重点培养骨干教师,\(measure),\(value)"
  }

  static func xml(
    _ body: String, attributes: String = "unit=\"610703\" plan=\"hanzhong-2022\" period=\"2024-Q3\""
  ) -> String {
    "<report xmlns=\"urn:cengbao:report:1\" \(attributes)>\n\(body)\n</report>\n"
  }
}

/// A draft as text without places, repairs and the names of file and format: what must be equal however it arrived.
func content(of draft: SubmissionDraft?) -> String {
  guard var draft else { return "nothing" }
  func bare(_ text: TypedText?) -> TypedText? { text.map { TypedText($0.text) } }
  func bare(_ figure: DraftFigure) -> DraftFigure {
    var figure = figure
    figure.position = .none
    figure.task.position = .none
    figure.indicator.position = .none
    figure.measure?.position = .none
    figure.measureNotes = nil
    figure.typedRate = bare(figure.typedRate)
    figure.cells = TypedCells()
    return figure
  }
  draft.fileName = ""
  draft.format = .xml
  draft.repairs = []
  draft.explanationHeading = nil
  draft.sheets = []
  draft.periodText = nil
  draft.scopeText = nil
  draft.unit = bare(draft.unit)
  draft.unitName = bare(draft.unitName)
  draft.plan = bare(draft.plan)
  draft.filledOn = draft.cover.filledOn.map { TypedText($0) }
  draft.subtotals = []
  draft.tasks = draft.tasks.map { task in
    var task = task
    task.id.position = .none
    task.figures = task.figures.map(bare)
    return task
  }
  var text = ""
  dump(draft, to: &text)
  return text
}
