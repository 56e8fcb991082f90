import ReportModel

/// 期末：where every area stands after a quarter, so that a run of a later one need not go through the quarters before.
///
/// It holds no figures, only what each area's ledger was made from and in which workings it stands.
package struct PeriodEnd: Hashable, Sendable {
  package var period: Period
  /// 来历 of every area's ledger.
  var origins: [OrgUnitCode: Fingerprint]
  /// Where the ledger stands: an area that was not there in this quarter has it in an earlier one.
  var places: [OrgUnitCode: UnitPeriod]
  /// Who compiled a roll-up in this quarter, under which plan.
  var compiled: [OrgUnitCode: PlanID]
}

extension PeriodEnd {
  /// The figures and the progress of the roll-up that a unit compiled in this quarter, out of its workings; `nil` where it
  /// compiled none.
  package func figures(of unit: OrgUnitCode, _ workings: PackedWorkings?) throws(WorkingsUnreadable)
    -> RollUp?
  {
    guard let plan = compiled[unit] else { return nil }
    guard let workings else { throw WorkingsUnreadable() }
    return try workings.figures(of: unit, plan, period)
  }

  /// As the register keeps it, without knowing what it says.
  package var packed: [UInt8] {
    var packer = Packer.listing()
    packer.add(period)
    packer.add(origins) { $0.add($1) }
    packer.add(places) { packer, _, place in
      packer.add(place.unit)
      packer.add(place.period)
    }
    packer.add(compiled) { $0.add($1) }
    return packer.finished(version: RollUpScope.methodVersion)
  }

  package init(packed: [UInt8]) throws(WorkingsUnreadable) {
    var unpacker = try Unpacker(packed, version: RollUpScope.methodVersion)
    period = try unpacker.value()
    origins = try unpacker.dictionary { unpacker throws(WorkingsUnreadable) in try unpacker.value() }
    places = try unpacker.dictionary { unpacker throws(WorkingsUnreadable) in
      UnitPeriod(try unpacker.value(), try unpacker.value())
    }
    compiled = try unpacker.dictionary { unpacker throws(WorkingsUnreadable) in try unpacker.value() }
    guard unpacker.isAtEnd else { throw WorkingsUnreadable() }
  }
}
