import Findings
import ReportModel

/// 存档底稿：workings as the register keeps them, without knowing what they say.
package struct PackedWorkings: Hashable, Sendable {
  /// What others go on from; `nil` where it was not asked for.
  package var content: [UInt8]?
  /// What is only shown.
  package var output: [UInt8]?
  package init(content: [UInt8]?, output: [UInt8]?) {
    self.content = content
    self.output = output
  }
}

extension PackedWorkings {
  /// - Parameter indicators: those of the area's plan, in the order of their codes.
  init(_ workings: Workings, _ indicators: [IndicatorID]) {
    var packer = Packer.listing(indicators)
    packer.add(workings.content)
    content = packer.finished(version: RollUpScope.methodVersion)
    packer = .listing(indicators)
    packer.add(workings.output)
    output = packer.finished(version: RollUpScope.methodVersion)
  }

  /// 汇总数: what the area's roll-up shows of figures and progress; `nil` where it compiled none.
  func figures(of unit: OrgUnitCode, _ plan: PlanID, _ period: Period) throws(WorkingsUnreadable) -> RollUp? {
    try unpackedOutput().compiled.map {
      RollUp(unit: unit, plan: plan, period: period, observations: $0.observations, progress: $0.progress)
    }
  }

  func unpackedContent() throws(WorkingsUnreadable) -> Workings.Content { try Self.read(content) }
  func unpackedOutput() throws(WorkingsUnreadable) -> Workings.Output { try Self.read(output) }

  private static func read<Part: Packable>(_ bytes: [UInt8]?) throws(WorkingsUnreadable) -> Part {
    guard let bytes else { throw WorkingsUnreadable() }
    var unpacker = try Unpacker(bytes, version: RollUpScope.methodVersion)
    let part = try Part(from: &unpacker)
    guard unpacker.isAtEnd else { throw WorkingsUnreadable() }
    return part
  }
}

extension Fingerprint: Packable {
  func pack(into packer: inout Packer) {
    for shift in stride(from: 0, to: 128, by: 8) {
      packer.add(byte: UInt8(truncatingIfNeeded: value >> UInt128(shift)))
    }
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    var value: UInt128 = 0
    for shift in stride(from: 0, to: 128, by: 8) {
      value |= UInt128(try unpacker.byte()) << UInt128(shift)
    }
    self.init(value: value)
  }
}

extension UnitLedger.TargetKey: Packable {
  func pack(into packer: inout Packer) {
    packer.add(target)
    packer.add(holder)
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    self.init(target: try unpacker.value(), holder: try unpacker.value())
  }
}

/// 照旧：figures that are mostly those of another list are written as a mark where they are.
extension Packer {
  mutating func add(
    _ figures: [IndicatorID: Contribution], unless known: (IndicatorID) -> Contribution?
  ) {
    add(figures) { packer, indicator, figure in
      let isKnown = known(indicator) == figure
      packer.add(isKnown)
      if !isKnown { packer.add(figure) }
    }
  }
}

extension Unpacker {
  mutating func contributions(
    unless known: (IndicatorID) -> Contribution?
  ) throws(WorkingsUnreadable) -> [IndicatorID: Contribution] {
    try dictionary { (unpacker: inout Unpacker, indicator: IndicatorID) throws(WorkingsUnreadable) in
      guard try unpacker.flag() else { return try unpacker.value() }
      guard let figure = known(indicator) else { throw WorkingsUnreadable() }
      return figure
    }
  }
}

extension UnitLedger: Packable {
  func pack(into packer: inout Packer) {
    pack(into: &packer, counted: { _ in nil }, contributed: { _ in nil })
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    try self.init(from: &unpacker, counted: { _ in nil }, contributed: { _ in nil })
  }

  /// - Parameters:
  ///   - counted: what `counted` mostly says, where that is at hand.
  ///   - contributed: what `contributed` mostly says.
  func pack(
    into packer: inout Packer, counted: (IndicatorID) -> Contribution?,
    contributed: (IndicatorID) -> Contribution?
  ) {
    packer.add(standing) { packer, indicator, state in
      let isKnown = counted(indicator)?.values == state.values
      packer.add(isKnown)
      packer.add(state, withValues: !isKnown)
    }
    packer.add(departments) { packer, states in packer.add(states) { $0.add($1) } }
    packer.add(statedWhole)
    packer.add(self.counted, unless: counted)
    packer.add(self.contributed, unless: contributed)
    packer.add(behind) { $0.add($1) }
  }

  init(
    from unpacker: inout Unpacker, counted: (IndicatorID) -> Contribution?,
    contributed: (IndicatorID) -> Contribution?
  ) throws(WorkingsUnreadable) {
    typealias States = [IndicatorID: FigureState]
    func states(_ unpacker: inout Unpacker) throws(WorkingsUnreadable) -> States {
      try unpacker.dictionary { unpacker throws(WorkingsUnreadable) in try unpacker.value() }
    }
    let standing: States = try unpacker.dictionary {
      (unpacker: inout Unpacker, indicator: IndicatorID) throws(WorkingsUnreadable) in
      guard try unpacker.flag() else { return try unpacker.value() }
      guard let values = counted(indicator)?.values else { throw WorkingsUnreadable() }
      return try FigureState(from: &unpacker, values: values)
    }
    self.init(
      standing: standing, departments: try unpacker.dictionary(states), statedWhole: try unpacker.set(),
      counted: try unpacker.contributions(unless: counted),
      contributed: try unpacker.contributions(unless: contributed),
      behind: try unpacker.dictionary { unpacker throws(WorkingsUnreadable) in try unpacker.value() })
  }
}

extension FigureCell: Packable {
  func pack(into packer: inout Packer) {
    packer.add(inputs)
    packer.add(estimated)
    packer.add(levelFindings)
    packer.add(totalFindings)
    packer.add(figure)
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    self.init(
      inputs: try unpacker.value(), estimated: try unpacker.optional(), levelFindings: try unpacker.list(),
      totalFindings: try unpacker.list(), figure: try unpacker.optional())
  }
}

extension Account: Packable {
  func pack(into packer: inout Packer) {
    packer.add(sources)
    packer.add(missingUnits)
    packer.add(words)
    packer.add(statusCounts) { packer, counts in
      packer.add(unsigned: UInt64(counts.count))
      for status in TaskStatus.allCases {
        guard let units = counts[status] else { continue }
        packer.add(status)
        packer.add(units)
      }
    }
    packer.add(flags: hasReports, hasQuestions, isLate)
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    sources = try unpacker.list()
    missingUnits = try unpacker.list()
    words = try unpacker.list()
    statusCounts = try unpacker.dictionary { unpacker throws(WorkingsUnreadable) in
      try unpacker.dictionary { unpacker throws(WorkingsUnreadable) in try unpacker.int() }
    }
    let flags = try unpacker.flags()
    hasReports = flags(0)
    hasQuestions = flags(1)
    isLate = flags(2)
  }
}

extension Workings.Content: Packable {
  func pack(into packer: inout Packer) {
    packer.add(cells) { $0.add($1) }
    packer.add(upward) { cells[$0]?.figure }
    ledger.pack(into: &packer, counted: { cells[$0]?.figure }, contributed: { upward[$0] })
    packer.add(below) { $0.add($1) }
    packer.add(account)
    packer.add(isRollUp)
    packer.add(side)
    packer.add(findings)
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    let cells: [IndicatorID: FigureCell] = try unpacker.dictionary {
      unpacker throws(WorkingsUnreadable) in try unpacker.value()
    }
    let upward = try unpacker.contributions { cells[$0]?.figure }
    self.init(
      ledger: try UnitLedger(from: &unpacker, counted: { cells[$0]?.figure }, contributed: { upward[$0] }),
      below: try unpacker.dictionary { unpacker throws(WorkingsUnreadable) in try unpacker.value() },
      cells: cells, account: try unpacker.value(), isRollUp: try unpacker.flag(), upward: upward,
      side: try unpacker.list(), findings: try unpacker.list())
  }
}

extension Workings.Compiled: Packable {
  func pack(into packer: inout Packer) {
    packer.add(observations)
    packer.add(progress)
    packer.add(due)
    packer.add(side)
    packer.add(findings)
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    self.init(
      observations: try unpacker.list(), progress: try unpacker.list(), due: try unpacker.list(),
      side: try unpacker.list(), findings: try unpacker.list())
  }
}

extension Workings.Output: Packable {
  func pack(into packer: inout Packer) {
    packer.add(compiled)
    packer.add(base)
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    self.init(compiled: try unpacker.optional(), base: try unpacker.list())
  }
}
