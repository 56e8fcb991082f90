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
  init(_ workings: Workings) {
    var packer = Packer.listing
    packer.add(workings.content)
    content = packer.finished(version: RollUpScope.methodVersion)
    packer = .listing
    packer.add(workings.output)
    output = packer.finished(version: RollUpScope.methodVersion)
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

extension UnitLedger: Packable {
  func pack(into packer: inout Packer) {
    packer.add(standing) { $0.add($1) }
    packer.add(departments) { packer, states in packer.add(states) { $0.add($1) } }
    packer.add(statedWhole)
    packer.add(counted) { $0.add($1) }
    packer.add(contributed) { $0.add($1) }
    packer.add(behind) { $0.add($1) }
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    typealias States = [IndicatorID: FigureState]
    func states(_ unpacker: inout Unpacker) throws(WorkingsUnreadable) -> States {
      try unpacker.dictionary { unpacker throws(WorkingsUnreadable) in try unpacker.value() }
    }
    func contributions(
      _ unpacker: inout Unpacker
    ) throws(WorkingsUnreadable) -> [IndicatorID: Contribution] {
      try unpacker.dictionary { unpacker throws(WorkingsUnreadable) in try unpacker.contribution() }
    }
    self.init(
      standing: try states(&unpacker), departments: try unpacker.dictionary(states),
      statedWhole: try unpacker.set(), counted: try contributions(&unpacker),
      contributed: try contributions(&unpacker),
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
      totalFindings: try unpacker.list(), figure: try unpacker.optionalContribution())
  }
}

extension Account: Packable {
  func pack(into packer: inout Packer) {
    packer.add(sources)
    packer.add(missingUnits)
    packer.add(words)
    packer.add(paragraphs)
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
    paragraphs = try unpacker.list()
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
    packer.add(ledger)
    packer.add(below) { $0.add($1) }
    packer.add(cells) { $0.add($1) }
    packer.add(account)
    packer.add(isRollUp)
    packer.add(upward) { $0.add($1) }
    packer.add(side)
    packer.add(findings)
  }
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable) {
    self.init(
      ledger: try unpacker.value(),
      below: try unpacker.dictionary { unpacker throws(WorkingsUnreadable) in try unpacker.value() },
      cells: try unpacker.dictionary { unpacker throws(WorkingsUnreadable) in try unpacker.value() },
      account: try unpacker.value(), isRollUp: try unpacker.flag(),
      upward: try unpacker.dictionary { unpacker throws(WorkingsUnreadable) in try unpacker.contribution() },
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
