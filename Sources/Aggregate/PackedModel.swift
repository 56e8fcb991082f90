import Findings
import ReportModel

// How the values of the domain are packed. Whoever changes what is written raises `RollUpScope.methodVersion`.

extension Packable where Self: Identifier {
  func pack(into packer: inout Packer) { packer.add(symbol) }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) { self.init(try unpacker.text()) }
}
extension OrgUnitCode: Packable {}
extension PlanID: Packable {}
extension TaskID: Packable {}
extension IndicatorID: Packable {}

extension Packable where Self: RawRepresentable, RawValue == String {
  func pack(into packer: inout Packer) { packer.add(rawValue) }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    guard let term = Self(rawValue: try unpacker.text()) else { throw WorkingsUnreadable() }
    self = term
  }
}
/// In one byte: there is one in every figure.
extension ObservationStatus: Packable {
  func pack(into packer: inout Packer) {
    switch self {
    case .reported: packer.add(byte: 0)
    case .notApplicable: packer.add(byte: 1)
    case .missing: packer.add(byte: 2)
    }
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    switch try unpacker.byte() {
    case 0: self = .reported
    case 1: self = .notApplicable
    case 2: self = .missing
    default: throw WorkingsUnreadable()
    }
  }
}
extension Completeness: Packable {}
extension ReportScope: Packable {}
extension Outcome: Packable {}
extension TaskStatus: Packable {}
extension ParagraphKind: Packable {}
extension Light: Packable {}
extension DueUnit.State: Packable {}
extension Severity: Packable {}

extension Amount: Packable {
  func pack(into packer: inout Packer) {
    packer.add(byte: scale)
    packer.add(significand)
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    let scale = try unpacker.byte()
    let significand = try unpacker.number()
    guard let amount = Amount(significand: Int128(significand), scale: Int(scale)) else {
      throw WorkingsUnreadable()
    }
    self = amount
  }
}

extension Quotient: Packable {
  func pack(into packer: inout Packer) {
    packer.add(numerator)
    packer.add(denominator)
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    let numerator: Amount = try unpacker.value()
    guard let quotient = Quotient(numerator, over: try unpacker.value()) else { throw WorkingsUnreadable() }
    self = quotient
  }
}

extension Period: Packable {
  func pack(into packer: inout Packer) { packer.add(unsigned: UInt64(ordinal)) }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    let ordinal = Int(clamping: try unpacker.unsigned())
    guard let period = Period(year: ordinal / 4, quarter: ordinal % 4 + 1) else { throw WorkingsUnreadable() }
    self = period
  }
}

extension FigureValues: Packable {
  func pack(into packer: inout Packer) {
    packer.add(
      flags: inPeriod != nil, yearToDate != nil, planToDate != nil, atEnd != nil, numerator != nil,
      denominator != nil, adjustment != nil)
    inPeriod?.pack(into: &packer)
    yearToDate?.pack(into: &packer)
    planToDate?.pack(into: &packer)
    atEnd?.pack(into: &packer)
    numerator?.pack(into: &packer)
    denominator?.pack(into: &packer)
    adjustment?.pack(into: &packer)
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    self.init()
    let isPresent = try unpacker.flags()
    for (position, item) in FigureItem.allCases.enumerated() where isPresent(position) {
      self[item] = try unpacker.value()
    }
  }
}

extension FigureState: Packable {
  func pack(into packer: inout Packer) {
    packer.add(values)
    packer.add(self, withValues: false)
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    let values: FigureValues = try unpacker.value()
    try self.init(from: &unpacker, values: values)
  }

  /// What stands beside the values.
  init(from unpacker: inout Unpacker, values: FigureValues) throws(WorkingsUnreadable) {
    self.init(period: try unpacker.value(), status: try unpacker.value(), values: values)
    let first = try unpacker.flags()
    let second = try unpacker.flags()
    yearIsIncomplete = first(0)
    planIsIncomplete = first(1)
    quarterIsUnknown = first(2)
    isCarried = first(3)
    isEstimated = first(4)
    isProvisional = first(5)
    hasOverflowed = first(6)
    memory = Memory(
      yearIsIncomplete: second(0), planIsIncomplete: second(1), planIsIncompleteBeforeYear: second(2))
    if second(3) { lastReported = first(7) ? period : try unpacker.value() }
    if second(4) { unreported = try unpacker.value() }
  }
}

extension Packer {
  mutating func add(_ state: FigureState, withValues: Bool) {
    if withValues { return add(state) }
    add(state.period)
    add(state.status)
    add(
      flags: state.yearIsIncomplete, state.planIsIncomplete, state.quarterIsUnknown, state.isCarried,
      state.isEstimated, state.isProvisional, state.hasOverflowed, state.lastReported == state.period)
    add(
      flags: state.memory.yearIsIncomplete, state.memory.planIsIncomplete,
      state.memory.planIsIncompleteBeforeYear, state.lastReported != nil, state.unreported != nil)
    if let lastReported = state.lastReported, lastReported != state.period { add(lastReported) }
    if let unreported = state.unreported { add(unreported) }
  }
}

extension FigureCoverage: Packable {
  func pack(into packer: inout Packer) {
    packer.add(expected)
    packer.add(missing)
    packer.add(notApplicable)
    packer.add(provisional)
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    self.init(
      expected: try unpacker.set(), missing: try unpacker.set(), notApplicable: try unpacker.set(),
      provisional: try unpacker.set())
  }
}

extension WordsSource: Packable {
  func pack(into packer: inout Packer) {
    packer.add(unit)
    packer.add(scope)
    packer.add(version != nil)
    if let version { packer.add(version) }
    packer.add(stated)
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    self.init(
      unit: try unpacker.value(), scope: try unpacker.value(),
      version: try unpacker.flag() ? try unpacker.number() : nil, stated: try unpacker.list())
  }
}

extension Contribution: Packable {
  func pack(into packer: inout Packer) {
    packer.add(values)
    packer.add(status)
    packer.add(coverage)
    packer.add(flags: isIncomplete, isStatedByRollUp)
    packer.add(estimated)
    packer.add(period)
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    let values: FigureValues = try unpacker.value()
    let status: ObservationStatus = try unpacker.value()
    let coverage = try unpacker.coverage()
    let flags = try unpacker.flags()
    self.init(
      values: values, status: status, coverage: coverage, isIncomplete: flags(0),
      estimated: try unpacker.optional(), period: try unpacker.value(), isStatedByRollUp: flags(1))
  }
}

extension FigurePart: Packable {
  func pack(into packer: inout Packer) {
    packer.add(unit)
    packer.add(scope)
    packer.add(values)
    packer.add(status)
    packer.add(isCarried)
    packer.add(estimated)
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    self.init(
      unit: try unpacker.value(), scope: try unpacker.value(), values: try unpacker.value(),
      status: try unpacker.value(), isCarried: try unpacker.flag(), estimated: try unpacker.optional())
  }
}

extension Reconciliation: Packable {
  func pack(into packer: inout Packer) {
    packer.add(values)
    packer.add(coverage)
    packer.add(parts)
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    self.init(
      values: try unpacker.value(), coverage: try unpacker.coverage(), parts: try unpacker.list())
  }
}

extension RolledDetail: Packable {
  func pack(into packer: inout Packer) {
    packer.add(completeness)
    packer.add(coverage)
    packer.add(parts)
    packer.add(estimated)
    packer.add(reconciliation)
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    self.init(
      completeness: try unpacker.value(), coverage: try unpacker.coverage(), parts: try unpacker.list(),
      estimated: try unpacker.optional(), reconciliation: try unpacker.optional())
  }
}

/// As a roll-up states it: without line, reason and everything that only a clerk's file has.
extension Observation: Packable {
  func pack(into packer: inout Packer) {
    packer.add(task)
    packer.add(indicator)
    packer.add(values)
    packer.add(status)
    packer.add(isProvisional)
    packer.add(rolled)
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    self.init(
      task: try unpacker.value(), indicator: try unpacker.value(), values: try unpacker.value(),
      status: try unpacker.value(), isProvisional: try unpacker.flag(), rolled: try unpacker.optional())
  }
}

extension SubmissionSource: Packable {
  func pack(into packer: inout Packer) {
    packer.add(unit)
    packer.add(plan)
    packer.add(scope)
    packer.add(revision)
    packer.add(long: digest)
    packer.add(receivedAt)
    packer.add(outcome)
    packer.add(isLate)
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    self.init(
      unit: try unpacker.value(), plan: try unpacker.value(), scope: try unpacker.value(),
      revision: try unpacker.int(), digest: try unpacker.long(), receivedAt: try unpacker.number(),
      outcome: try unpacker.value(), isLate: try unpacker.flag())
  }
}

extension SourceParagraph: Packable {
  func pack(into packer: inout Packer) {
    packer.add(unit)
    packer.add(plan)
    packer.add(task)
    packer.add(kind)
    packer.add(indicator)
    packer.add(rule ?? "")
    packer.add(long: text)
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    self.init(
      unit: try unpacker.value(), plan: try unpacker.value(), task: try unpacker.optional(),
      kind: try unpacker.value(), indicator: try unpacker.optional(), text: "")
    let rule = try unpacker.text()
    self.rule = rule.isEmpty ? nil : rule
    text = try unpacker.long()
  }
}

extension SideFigure: Packable {
  func pack(into packer: inout Packer) {
    packer.add(unit)
    packer.add(plan)
    packer.add(indicator)
    packer.add(relatedTo)
    packer.add(values)
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    self.init(
      unit: try unpacker.value(), plan: try unpacker.value(), indicator: try unpacker.value(),
      relatedTo: try unpacker.optional(), values: try unpacker.value())
  }
}

extension DueUnit: Packable {
  func pack(into packer: inout Packer) {
    packer.add(unit)
    packer.add(state)
    packer.add(scope)
    packer.add(flags: isDepartment, hasQuestions)
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    let unit: OrgUnitCode = try unpacker.value()
    let state: State = try unpacker.value()
    let scope: ReportScope = try unpacker.value()
    let flags = try unpacker.flags()
    self.init(unit: unit, state: state, scope: scope, isDepartment: flags(0), hasQuestions: flags(1))
  }
}

extension TargetProgress: Packable {
  func pack(into packer: inout Packer) {
    packer.add(target)
    packer.add(indicator)
    packer.add(unit)
    packer.add(value)
    packer.add(ratio)
    packer.add(goal)
    packer.add(progress)
    packer.add(pace)
    packer.add(light)
    packer.add(wasBehind)
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    self.init(
      target: try unpacker.value(), indicator: try unpacker.value(), unit: try unpacker.value(),
      value: try unpacker.optional(), ratio: try unpacker.optional(), goal: try unpacker.optional(),
      progress: try unpacker.optional(), pace: try unpacker.optional(), light: try unpacker.value(),
      wasBehind: try unpacker.optional())
  }
}

/// As one of Aggregate's: without a place in a file.
extension Finding: Packable {
  func pack(into packer: inout Packer) {
    packer.add(code)
    packer.add(severity)
    packer.add(flags: place.unit != nil, place.task != nil, place.indicator != nil, place.value != nil)
    for text in [place.unit?.rawValue, place.task, place.indicator, place.value] {
      if let text { packer.add(text) }
    }
    packer.add(unsigned: UInt64(facts.count))
    for (slot, fact) in facts.sorted(by: { $0.key < $1.key }) {
      packer.add(slot)
      packer.add(fact)
    }
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    let code = try unpacker.text()
    let severity: Severity = try unpacker.value()
    let has = try unpacker.flags()
    var place = Place()
    if has(0) { place.unit = OrgUnitCode(try unpacker.text()) }
    if has(1) { place.task = try unpacker.text() }
    if has(2) { place.indicator = try unpacker.text() }
    if has(3) { place.value = try unpacker.text() }
    var facts: Facts = [:]
    for _ in 0..<(try unpacker.unsigned()) { facts[try unpacker.text()] = try unpacker.text() }
    self.init(code: code, severity: severity, place: place, facts: facts)
  }
}

extension BaseRow: Packable {
  func pack(into packer: inout Packer) {
    packer.add(unit)
    packer.add(plan)
    packer.add(period)
    packer.add(task)
    packer.add(indicator)
    packer.add(status)
    packer.add(values)
    packer.add(flags: isCarried, isProvisional, isIncomplete)
    packer.add(estimated)
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    let unit: OrgUnitCode = try unpacker.value()
    let plan: PlanID = try unpacker.value()
    let period: Period = try unpacker.value()
    let task: TaskID = try unpacker.value()
    let indicator: IndicatorID = try unpacker.value()
    let status: ObservationStatus = try unpacker.value()
    let values: FigureValues = try unpacker.value()
    let flags = try unpacker.flags()
    self.init(
      unit: unit, plan: plan, period: period, task: task, indicator: indicator, status: status,
      values: values, isCarried: flags(0), estimated: try unpacker.optional(), isProvisional: flags(1),
      isIncomplete: flags(2))
  }
}
