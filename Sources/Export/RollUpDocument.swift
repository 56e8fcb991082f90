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

  static let root = "report"

  init(_ rollUp: RollUp, _ catalogue: Catalogue) {
    self.rollUp = rollUp
    self.catalogue = catalogue
    plan = catalogue.plan(rollUp.plan)
    asked = plan.map { AskedLeaves(catalogue, plan: $0, of: rollUp.unit, in: rollUp.period) }
  }

  /// The document up to and including the unit's own paragraphs, handed over in pieces.
  mutating func head<Failure: Error>(_ take: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    let narrative = Narrative(of: rollUp)
    var writer = XMLWriter()
    writer.open(
      Self.root,
      [
        ("xmlns", "urn:cengbao:report:1"), ("unit", rollUp.unit.rawValue), ("plan", rollUp.plan.rawValue),
        ("period", rollUp.period.description), ("scope", ReportScope.rollup.rawValue),
        ("revision", String(rollUp.revision)),
      ])
    writer.open("cover")
    writer.element("unitName", text: catalogue.units.name(of: rollUp.unit))
    writer.close()
    try write(rollUp.basis, to: &writer, take)
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
      for observation in observations {
        write(observation, to: &writer)
        try writer.handOver(to: take)
      }
      if let summary { writer.element("summary", text: summary) }
      writer.close()
    }
    for paragraph in narrative.paragraphs { writer.write(paragraph) }
    try take(writer.written)
  }

  /// The plan's tasks in document order, then any that the plan does not know.
  private var taskOrder: [TaskID] {
    let planned = plan?.matrix.tasks.map(\.id) ?? []
    let known = Set(planned)
    let mentioned = Set(rollUp.observations.map(\.task)).union(rollUp.basis.statusCounts.keys)
      .union(rollUp.paragraphs.lazy.filter { $0.unit == rollUp.unit }.compactMap(\.task))
    return planned + mentioned.subtracting(known).sorted()
  }

  private func write<Failure: Error>(
    _ basis: RollUpBasis, to writer: inout XMLWriter, _ take: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
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
      try writer.handOver(to: take)
    }
    writer.close()
    writer.open("missingUnits")
    for code in basis.missingUnits.sorted() { writer.element("unit", [("code", code.rawValue)]) }
    writer.close()
  }

  private mutating func write(_ observation: Observation, to writer: inout XMLWriter) {
    writer.open("figure")
    writer.attribute("indicator", observation.indicator.rawValue)
    writer.attributes(of: observation.values)
    guard let rolled = observation.rolled else {
      if observation.status == .notApplicable { writer.attribute("state", "notApplicable") }
      writer.close()
      return
    }
    writer.attribute("state", rolled.completeness.rawValue)
    writer.attribute(
      "reason", observation.adjustmentReason.map { String($0.unicodeScalars.prefix(Self.labelLength)) })
    writer.attribute("estimated", rolled.estimated)
    let definition = plan?.indicator(observation.indicator)
    writer.open("coverage")
    write(rolled.coverage, asked: definition.flatMap { asked?.leaves(of: $0) }, to: &writer)
    writer.close()
    write(rolled.parts, to: &writer)
    if let reconciliation = rolled.reconciliation {
      writer.open("reconciliation")
      writer.attributes(of: reconciliation.values)
      write(
        reconciliation.coverage, asked: definition.flatMap { asked?.subordinateLeaves(of: $0) }, to: &writer)
      write(reconciliation.parts, to: &writer)
      writer.close()
    }
    writer.close()
  }

  /// Into the element that is open: its numbers, and the leaves by name.
  private func write(_ coverage: FigureCoverage, asked: Set<OrgUnitCode>?, to writer: inout XMLWriter) {
    writer.attribute("expected", coverage.expected.count)
    writer.attribute("reported", coverage.reportedCount)
    writer.attribute("notApplicable", coverage.notApplicable.count)
    writer.attribute("missing", coverage.missing.count)
    writer.attribute("provisional", coverage.provisional.count)
    for leaf in coverage.leaves(beside: asked) {
      writer.open("leaf")
      writer.attribute("unit", leaf.unit.rawValue)
      writer.attribute("state", leaf.state.rawValue)
      writer.close()
    }
  }

  private func write(_ parts: [FigurePart], to writer: inout XMLWriter) {
    for part in parts.inOrder(of: rollUp.unit) {
      writer.open("part")
      writer.attribute("unit", part.unit.rawValue)
      writer.attribute("scope", part.scope.rawValue)
      writer.attributes(of: part.values)
      writer.attribute("state", part.status.rawValue)
      writer.attribute("estimated", part.estimated)
      if part.isCarried { writer.attribute("carried", "true") }
      writer.close()
    }
  }

  /// `Label` in the schema: characters at most.
  private static let labelLength = 200
}

extension XMLWriter {
  /// A nation's sources and figures are more than should be held at once.
  fileprivate mutating func handOver<Failure: Error>(
    to take: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    guard written.count >= RollUpFile.pieceBytes else { return }
    try take(written)
    removeWritten()
  }

  fileprivate mutating func attributes(of values: FigureValues) {
    for item in FigureItem.allCases { attribute(item.rawValue, values[item]) }
  }

  fileprivate mutating func attribute(_ name: String, _ amount: Amount?) {
    guard let amount else { return }
    attribute(name) { amount.append(to: &$0) }
  }
}

/// 覆盖明细：one leaf that stands out from those that simply reported.
struct CoverageLeaf: Hashable {
  enum State: String { case missing, notApplicable, provisional, reported }
  let unit: OrgUnitCode
  let state: State
}

extension FigureCoverage {
  /// By code: whoever is missing, not applicable or in question, and who reported without being asked.
  ///
  /// Leaves that were asked and reported are not named: the superior knows them from the same register. One that
  /// the register does not ask in this period (a yearly figure that came early) has to be named, or the
  /// superior would not know that it stands behind the total.
  func leaves(beside asked: Set<OrgUnitCode>?) -> [CoverageLeaf] {
    var named: [CoverageLeaf] = []
    for unit in missing { named.append(CoverageLeaf(unit: unit, state: .missing)) }
    for unit in notApplicable { named.append(CoverageLeaf(unit: unit, state: .notApplicable)) }
    for unit in provisional { named.append(CoverageLeaf(unit: unit, state: .provisional)) }
    if let asked, asked != expected {
      for unit in expected
      where !asked.contains(unit) && !missing.contains(unit) && !notApplicable.contains(unit) {
        named.append(CoverageLeaf(unit: unit, state: .reported))
      }
    }
    return named.sorted { $0.unit == $1.unit ? $0.state.rawValue < $1.state.rawValue : $0.unit < $1.unit }
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
    let isInOrder = indices.dropFirst().allSatisfy { !precedes(self[$0], self[$0 - 1]) }
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
