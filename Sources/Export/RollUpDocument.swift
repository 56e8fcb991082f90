import Findings
import Formats
import ReportModel

/// 汇总文件：a roll-up written in the report format (`scope="rollup"`).
///
/// Order is defined everywhere: tasks as in the plan, figures as in the roll-up, the own level before
/// subordinates, subordinates by code. Names and telephone numbers of persons have no place in it.
struct RollUpDocument {
  private let rollUp: RollUp
  private let catalogue: Catalogue
  private let plan: Plan?
  private var asked: AskedLeaves?

  init(_ rollUp: RollUp, _ catalogue: Catalogue) {
    self.rollUp = rollUp
    self.catalogue = catalogue
    plan = catalogue.plan(rollUp.plan)
    asked = plan.map { AskedLeaves(catalogue, plan: $0, of: rollUp.unit, in: rollUp.period) }
  }

  mutating func bytes() -> [UInt8] {
    let narrative = Narrative(of: rollUp)
    var writer = XMLWriter()
    writer.open(
      "report",
      [
        ("xmlns", "urn:cengbao:report:1"), ("unit", rollUp.unit.rawValue), ("plan", rollUp.plan.rawValue),
        ("period", rollUp.period.description), ("scope", ReportScope.rollup.rawValue),
        ("revision", String(rollUp.revision)),
      ])
    writer.open("cover")
    writer.element("unitName", text: catalogue.units.name(of: rollUp.unit))
    writer.close()
    write(rollUp.basis, to: &writer)
    if let summary = narrative.summary { writer.element("summary", text: summary) }

    let figures = Dictionary(grouping: rollUp.observations, by: \.task)
    for task in taskOrder {
      let counts = rollUp.basis.statusCounts[task] ?? []
      let observations = figures[task] ?? []
      let summary = narrative.taskSummaries[task]
      guard !counts.isEmpty || !observations.isEmpty || summary != nil else { continue }
      writer.open("task", [("id", task.rawValue)])
      for count in counts.sorted(by: { $0.status.order < $1.status.order }) {
        writer.element(
          "statusCount", [("status", count.status.rawValue), ("units", String(count.units))])
      }
      for observation in observations { write(observation, to: &writer) }
      if let summary { writer.element("summary", text: summary) }
      writer.close()
    }
    for paragraph in narrative.paragraphs { write(paragraph, to: &writer) }
    writer.close()
    return writer.finish()
  }

  /// The plan's tasks in document order, then any that the plan does not know.
  private var taskOrder: [TaskID] {
    let planned = plan?.matrix.tasks.map(\.id) ?? []
    let known = Set(planned)
    let mentioned = Set(rollUp.observations.map(\.task)).union(rollUp.basis.statusCounts.keys)
      .union(rollUp.paragraphs.filter { $0.unit == rollUp.unit }.compactMap(\.task))
    return planned + mentioned.subtracting(known).sorted()
  }

  private func write(_ basis: RollUpBasis, to writer: inout XMLWriter) {
    writer.open("basis", [("units", basis.digests.units), ("rules", basis.ruleCatalogue)])
    for (plan, digest) in basis.digests.plans.sorted(by: { $0.key < $1.key }) {
      writer.element("plan", [("id", plan.rawValue), ("digest", digest)])
    }
    writer.close()
    writer.open("sources")
    for source in basis.sources.inOrder {
      writer.element(
        "source",
        [
          ("unit", source.unit.rawValue), ("plan", source.plan.rawValue), ("scope", source.scope.rawValue),
          ("revision", String(source.revision)), ("digest", source.digest),
          ("receivedAt", Instant(seconds: source.receivedAt).iso8601), ("outcome", source.outcome.rawValue),
          ("late", source.isLate ? "true" : "false"),
        ])
    }
    writer.close()
    writer.open("missingUnits")
    for code in basis.missingUnits.sorted() { writer.element("unit", [("code", code.rawValue)]) }
    writer.close()
  }

  private mutating func write(_ observation: Observation, to writer: inout XMLWriter) {
    var attributes: [XMLWriter.Attribute] = [("indicator", observation.indicator.rawValue)]
    attributes.append(observation.values)
    guard let rolled = observation.rolled else {
      if observation.status == .notApplicable { attributes.append(("state", "notApplicable")) }
      writer.element("figure", attributes)
      return
    }
    attributes.append(("state", rolled.completeness.rawValue))
    if let reason = observation.adjustmentReason {
      attributes.append(("reason", String(reason.unicodeScalars.prefix(Self.labelLength))))
    }
    if let estimated = rolled.estimated { attributes.append(("estimated", String(describing: estimated))) }
    writer.open("figure", attributes)
    let definition = plan?.indicator(observation.indicator)
    writer.open("coverage", rolled.coverage.attributes)
    let expected = definition.flatMap { asked?.leaves(of: $0) }
    write(rolled.coverage.leaves(beside: expected), to: &writer)
    writer.close()
    write(rolled.parts, to: &writer)
    if let reconciliation = rolled.reconciliation {
      var attributes: [XMLWriter.Attribute] = []
      attributes.append(reconciliation.values)
      writer.open("reconciliation", attributes + reconciliation.coverage.attributes)
      let expected = definition.flatMap { asked?.subordinateLeaves(of: $0) }
      write(reconciliation.coverage.leaves(beside: expected), to: &writer)
      write(reconciliation.parts, to: &writer)
      writer.close()
    }
    writer.close()
  }

  private func write(_ leaves: [CoverageLeaf], to writer: inout XMLWriter) {
    for leaf in leaves {
      writer.element("leaf", [("unit", leaf.unit.rawValue), ("state", leaf.state.rawValue)])
    }
  }

  private func write(_ parts: [FigurePart], to writer: inout XMLWriter) {
    for part in parts.inOrder(of: rollUp.unit) {
      var attributes: [XMLWriter.Attribute] = [
        ("unit", part.unit.rawValue), ("scope", part.scope.rawValue),
      ]
      attributes.append(part.values)
      attributes.append(("state", part.status.rawValue))
      if let estimated = part.estimated { attributes.append(("estimated", String(describing: estimated))) }
      if part.isCarried { attributes.append(("carried", "true")) }
      writer.element("part", attributes)
    }
  }

  private func write(_ paragraph: SourceParagraph, to writer: inout XMLWriter) {
    var attributes: [XMLWriter.Attribute] = [
      ("unit", paragraph.unit.rawValue), ("plan", paragraph.plan.rawValue),
    ]
    if let task = paragraph.task { attributes.append(("task", task.rawValue)) }
    attributes.append(("kind", paragraph.kind.rawValue))
    if let indicator = paragraph.indicator { attributes.append(("indicator", indicator.rawValue)) }
    if let rule = paragraph.rule { attributes.append(("rule", rule)) }
    writer.element("paragraph", attributes, text: paragraph.text)
  }

  /// `Label` in the schema: characters at most.
  private static let labelLength = 200
}

extension [XMLWriter.Attribute] {
  fileprivate mutating func append(_ values: FigureValues) {
    for item in FigureItem.allCases {
      if let value = values[item] { append((item.rawValue, String(describing: value))) }
    }
  }
}

/// 覆盖明细：one leaf that stands out from those that simply reported.
struct CoverageLeaf: Hashable {
  enum State: String { case missing, notApplicable, provisional, reported }
  let unit: OrgUnitCode
  let state: State
}

extension FigureCoverage {
  fileprivate var attributes: [XMLWriter.Attribute] {
    [
      ("expected", String(expected.count)), ("reported", String(reportedCount)),
      ("notApplicable", String(notApplicable.count)), ("missing", String(missing.count)),
      ("provisional", String(provisional.count)),
    ]
  }

  /// By code: whoever is missing, not applicable or in question, and who reported without being asked.
  ///
  /// Leaves that were asked and reported are not named: the superior knows them from the same register. One that
  /// the register does not ask in this period (a yearly figure that came early) has to be named, or the
  /// superior would not know that it stands behind the total.
  func leaves(beside asked: Set<OrgUnitCode>?) -> [CoverageLeaf] {
    let unasked = asked.map { expected.subtracting($0) } ?? []
    let named: [CoverageLeaf] =
      missing.map { CoverageLeaf(unit: $0, state: .missing) }
      + notApplicable.map { CoverageLeaf(unit: $0, state: .notApplicable) }
      + provisional.map { CoverageLeaf(unit: $0, state: .provisional) }
      + unasked.subtracting(missing).subtracting(notApplicable)
      .map { CoverageLeaf(unit: $0, state: .reported) }
    return named.sorted { ($0.unit, $0.state.rawValue) < ($1.unit, $1.state.rawValue) }
  }
}

extension [FigurePart] {
  /// The own level of `unit` first, then subordinates by code.
  func inOrder(of unit: OrgUnitCode) -> [FigurePart] {
    func precedes(_ left: FigurePart, _ right: FigurePart) -> Bool {
      if left.unit == right.unit { return left.scope < right.scope }
      if left.unit == unit || right.unit == unit { return left.unit == unit }
      return left.unit < right.unit
    }
    // They are made in this order; looking is cheaper than sorting.
    let isInOrder = zip(self, dropFirst()).allSatisfy { !precedes($1, $0) }
    return isInOrder ? self : sorted(by: precedes)
  }
}

extension [SubmissionSource] {
  var inOrder: [SubmissionSource] {
    sorted {
      ($0.unit, $0.plan, $0.scope, $0.revision, $0.digest) < (
        $1.unit, $1.plan, $1.scope, $1.revision, $1.digest
      )
    }
  }
}

extension TaskStatus {
  /// The order in which officials list them.
  var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
