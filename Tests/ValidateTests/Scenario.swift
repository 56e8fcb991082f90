import Findings
import ReportModel
import Testing

@testable import Validate

/// One report as text, and everything around it that the checks look at.
///
/// A line is a row: task, indicator, then `item=value` in any order, `measure=…`, `reason=…`, `explain=…`, `explain:V4003=…`,
/// `—` for 不适用; `inPeriod()=元` for a heading 本期数（元） and `line=万元` for 单位：万元 above the table; nothing more is a blank row. `hz-01 - status=… progress=…` is a row with words only.
/// Line and column of every value are those in the text, so expectations can name exact places.
struct Scenario {
  var text = ""
  var unit: String? = "610702"
  var unitName: String?
  var plan: String? = "sample-2021"
  var period: Period? = .q("2021-Q1")
  var scope = ReportScope.own
  var revision: Int?
  var mode = ReportMode.replace
  var cover = Cover(
    filledBy: "甲", reviewedBy: "乙", approvedBy: "丙", phone: "0916-0000000", filledOn: "2029-10-08")
  var catalogue = SamplePlan.catalogue
  var earlier: [ReviewedSubmission] = []
  var inForce: ReviewedSubmission?
  var workspace = SamplePlan.city
  var folder: OrgUnitCode?
  var channel = SenderChannel.openInbox
  var ingestFindings: [Finding] = []
  var basis: RollUpBasis?
  var prepare: (inout SubmissionDraft) -> Void = { _ in }

  init(_ text: String) { self.text = text }

  init(_ text: String, _ change: (inout Scenario) throws -> Void) rethrows {
    self.text = text
    try change(&self)
  }

  /// Makes the named indicators owed every quarter.
  mutating func owe(_ ids: IndicatorID...) {
    let decisions = catalogue.decisions
    catalogue = Catalogue(
      units: catalogue.units, measures: catalogue.measures,
      plans: catalogue.plans.map { plan in
        var plan = plan
        plan.indicators = plan.indicators.map { indicator in
          var indicator = indicator
          if ids.contains(indicator.id) { indicator.asked = .quarterly }
          return indicator
        }
        return plan
      }, allocations: catalogue.allocations, digests: catalogue.digests)
    catalogue.decisions = decisions
  }

  /// The catalogue in which exactly the indicators that the rows name are asked every quarter: their silence is a gap,
  /// and nothing else is owed. A roll-up owes what its own sample says.
  private var effectiveCatalogue: Catalogue {
    guard scope == .own else { return catalogue }
    let named = Set(
      text.split(separator: "\n").compactMap { $0.split(separator: " ").dropFirst().first.map(String.init) })
    var copy = self
    for id in named { copy.owe(IndicatorID(id)) }
    return copy.catalogue
  }

  var draft: SubmissionDraft {
    var draft = SubmissionDraft(fileName: "sample.csv", format: .csv)
    draft.unit = unit.map { TypedText($0, at: .none) }
    draft.unitName = unitName.map { TypedText($0, at: .none) }
    draft.plan = plan.map { TypedText($0, at: .none) }
    draft.period = period
    draft.scope = scope
    draft.revision = revision
    draft.mode = mode
    draft.cover = cover
    draft.filledOn = cover.filledOn.map { TypedText($0, at: .none) }
    draft.basis = basis
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      add(String(line), number: index + 1, to: &draft)
    }
    prepare(&draft)
    return draft
  }

  private func add(_ line: String, number: Int, to draft: inout SubmissionDraft) {
    var column = 1
    var tokens: [(text: String, position: SourcePosition)] = []
    for token in line.split(separator: " ", omittingEmptySubsequences: false) {
      if !token.isEmpty {
        tokens.append((String(token), SourcePosition(line: number, column: column)))
      }
      column += token.count + 1
    }
    guard tokens.count >= 2 else { return }
    let task = TypedText(tokens[0].text, at: tokens[0].position)
    var row = DraftFigure(
      task: task, indicator: TypedText(tokens[1].text, at: tokens[1].position), position: tokens[1].position)
    var words = DraftTask(id: task)
    for token in tokens.dropFirst(2) {
      let (key, value) = token.text.split(separator: "=", maxSplits: 1).map(String.init).pair
      switch key {
      case "—": row.status = .notApplicable
      case "measure": row.measure = TypedText(value, at: token.position)
      case "rate":
        row.typedRate = TypedText(value, at: token.position)
        row.typedRateAmount = Amount(value.filter { $0 != "%" })
      case "line", "inPeriod()", "yearToDate()", "planToDate()":
        let note = MeasureNotes.Note(
          TypedText("\(key)（\(value)）", at: SourcePosition(line: 90, column: headingColumn(of: key))),
          measures: value.split(separator: "、").map(String.init))
        var columns = row.measureNotes?.columns ?? [:]
        if let item = FigureItem(rawValue: String(key.dropLast(2))) { columns[item] = note }
        row.measureNotes = MeasureNotes(
          line: key == "line" ? note : row.measureNotes?.line, columns: columns)
      case "reason": row.adjustmentReason = value
      case "progress": words.progress = value
      case "status": words.status = TaskStatus(rawValue: value)
      case "explain": words.explanations.append(explanation(nil, row, value))
      case let key where key.hasPrefix("explain:"):
        words.explanations.append(explanation(String(key.dropFirst(8)), row, value))
      default:
        guard let item = FigureItem(rawValue: key) else {
          Issue.record("the sample has a token that nothing understands: \(token.text)")
          continue
        }
        row.values[item] = Amount(value)
        row.cells[item] = TypedText(value, at: token.position)
        row.status = .reported
      }
    }
    let index =
      draft.tasks.firstIndex { $0.id.text == task.text && $0.status == words.status && words.progress == nil }
      ?? {
        draft.tasks.append(words)
        draft.tasks[draft.tasks.count - 1].explanations = []
        return draft.tasks.count - 1
      }()
    if row.indicator.text == "合计" {
      row.indicator.text = ""
      draft.subtotals.append(row)
    } else if row.indicator.text != "-" {
      draft.tasks[index].figures.append(row)
    }
    draft.tasks[index].explanations += words.explanations
  }

  /// Headings and the line are on a line 90 of their own, in this order.
  private func headingColumn(of key: String) -> Int {
    ["line", "inPeriod()", "yearToDate()", "planToDate()"].firstIndex(of: key) ?? 0
  }

  private func explanation(_ rule: String?, _ row: DraftFigure, _ text: String) -> Explanation {
    Explanation(
      rule: rule, indicator: row.indicator.text == "-" ? nil : IndicatorID(row.indicator.text), text: text)
  }

  /// Identifies and reviews, as the pipeline does; an unidentified file has the findings of its cover only.
  func run() -> Review {
    let draft = draft
    let catalogue = effectiveCatalogue
    let identification = identify(draft, in: catalogue)
    guard let identity = identification.identity, let plan = catalogue.plan(identity.plan) else {
      return Review(
        outcome: identification.outcome, findings: identification.findings, counts: [:],
        repairs: identification.repairs, submission: nil, changes: [], figureCount: 0)
    }
    let own = earlier.filter { $0.identity.unit == identity.unit }
    let context = ValidationContext(
      catalogue: catalogue,
      roster: Roster(catalogue, programme: plan.programme, period: identity.period), plan: plan,
      identity: identity, history: history(of: own, through: identity.period.previous, plan: plan),
      recentQuarters: recentQuarters(of: own, before: identity.period, plan: plan), inForce: inForce,
      workspaceUnit: workspace, channel: channel, dropFolderUnit: folder,
      digest: String(repeating: "a", count: 64), receivedAt: 0)
    return review(draft, ingestFindings: ingestFindings + identification.findings, in: context)
  }

  /// What became of the report, for a next one to stand on; a failure of the sample otherwise.
  func accepted() throws -> ReviewedSubmission { try #require(run().submission) }
}

extension [String] {
  fileprivate var pair: (String, String) { (first ?? "", count > 1 ? self[1] : "") }
}

extension Period {
  /// A period that the test writes itself.
  static func q(_ text: String) -> Period { Period(text) ?? .earliest }
}

extension Finding {
  /// `V2003 hard 1:17 activities`: what the expectations of the samples say.
  var brief: String {
    "\(code) \(severity.rawValue) \(place.position.line):\(place.position.column) "
      + (place.indicator ?? place.task ?? "-")
  }
}

extension Review {
  var brief: [String] { findings.map(\.brief) }
}

/// A chain of reports of one unit, each reviewed on top of those before.
func chain(_ reports: [(String, String)], unit: String = "610702") throws -> [ReviewedSubmission] {
  var accepted: [ReviewedSubmission] = []
  for (period, text) in reports {
    let scenario = Scenario(text) {
      $0.unit = unit
      $0.period = .q(period)
      $0.earlier = accepted
    }
    accepted.append(try scenario.accepted())
  }
  return accepted
}
