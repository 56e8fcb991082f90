import GRDB
import ReportModel

/// 报送内容写入：what a reviewed submission says, row by row.
struct ContentWriter {
  private var figures: BulkInsertion
  private var statuses: BulkInsertion
  private var paragraphs: BulkInsertion
  private var explanations: BulkInsertion

  init(_ database: Database) throws {
    figures = try BulkInsertion(
      database, into: "figure",
      columns: ["submission", "position", "task", "indicator", "status"] + FigureItem.allCases.map(\.rawValue)
        + ["adjustmentReason", "isProvisional", "line", "rolled"])
    statuses = try BulkInsertion(database, into: "taskStatus", columns: ["submission", "task", "status"])
    paragraphs = try BulkInsertion(
      database, into: "paragraph",
      columns: ["submission", "position", "unit", "plan", "task", "kind", "indicator", "rule", "text"])
    explanations = try BulkInsertion(
      database, into: "explanation",
      columns: ["submission", "position", "rule", "indicator", "task", "text"])
  }

  mutating func write(_ submission: ReviewedSubmission, as id: EntryID) throws {
    for (position, observation) in submission.observations.enumerated() {
      figures.bind(id.rawValue)
      figures.bind(Int64(position))
      figures.bind(observation.task.rawValue)
      figures.bind(observation.indicator.rawValue)
      figures.bind(observation.status.rawValue)
      for item in FigureItem.allCases { figures.bind(observation.values[item]) }
      figures.bind(observation.adjustmentReason)
      figures.bind(observation.isProvisional)
      figures.bind(Int64(observation.line))
      figures.bind(try observation.rolled.map(StoredDetail.text(of:)))
      try figures.insert()
    }
    for (task, status) in submission.statuses.sorted(by: { $0.key < $1.key }) {
      statuses.bind(id.rawValue)
      statuses.bind(task.rawValue)
      statuses.bind(status.rawValue)
      try statuses.insert()
    }
    for (position, paragraph) in submission.paragraphs.enumerated() {
      paragraphs.bind(id.rawValue)
      paragraphs.bind(Int64(position))
      paragraphs.bind(paragraph.unit.rawValue)
      paragraphs.bind(paragraph.plan.rawValue)
      paragraphs.bind(paragraph.task?.rawValue)
      paragraphs.bind(paragraph.kind.rawValue)
      paragraphs.bind(paragraph.indicator?.rawValue)
      paragraphs.bind(paragraph.rule)
      paragraphs.bind(paragraph.text)
      try paragraphs.insert()
    }
    for (position, explanation) in submission.explanations.enumerated() {
      explanations.bind(id.rawValue)
      explanations.bind(Int64(position))
      explanations.bind(explanation.rule)
      explanations.bind(explanation.indicator?.rawValue)
      explanations.bind(explanation.task?.rawValue)
      explanations.bind(explanation.text)
      try explanations.insert()
    }
  }
}
