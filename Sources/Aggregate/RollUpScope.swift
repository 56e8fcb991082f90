import ReportModel

/// 汇总范围：what is rolled up, and everything but the reports that a roll-up depends on.
package struct RollUpScope: Sendable {
  package var programme: ProgrammeID
  package var root: OrgUnitCode
  package var catalogue: Catalogue
  /// 规则目录版本.
  package var ruleCatalogue: String

  package init(
    programme: ProgrammeID, root: OrgUnitCode, catalogue: Catalogue, ruleCatalogue: String = ""
  ) {
    self.programme = programme
    self.root = root
    self.catalogue = catalogue
    self.ruleCatalogue = ruleCatalogue
  }

  /// 汇总方法版本：to be raised whenever the same reports come to another result or the workings are written in
  /// another way; what an earlier version worked out is then not used.
  package static let methodVersion = 3

  /// 底稿依据：workings that were made under another basis are of no use.
  ///
  /// Officers' exemptions are not part of it: they are about one unit in one quarter, and stand in what its workings
  /// were made from. The first period of which the office has a report is part of it, because every roll-up begins there.
  ///
  /// - Parameter firstPeriod: the first of which anything is in force.
  package func basis(from firstPeriod: Period?) -> Fingerprint {
    var basis = Fingerprint()
    basis.add(UInt64(Self.methodVersion))
    basis.add(programme.rawValue)
    basis.add(root.rawValue)
    basis.add(ruleCatalogue)
    basis.add(firstPeriod?.description ?? "")
    basis.add(catalogue.digests.units)
    for (plan, digest) in catalogue.digests.plans.sorted(by: { $0.key < $1.key }) {
      basis.add(plan.rawValue)
      basis.add(digest)
    }
    basis.add("measures")
    for (symbol, unit) in catalogue.measures.units.sorted(by: { $0.key < $1.key }) {
      basis.add(symbol)
      basis.add(unit.dimension)
      basis.add(UInt64(bitPattern: Int64(unit.powerOfTen)))
    }
    basis.add("allocations")
    for allocation in catalogue.allocations {
      basis.add(allocation.plan.rawValue)
      basis.add(allocation.target.rawValue)
      basis.add(allocation.unit.rawValue)
      basis.add(allocation.value.description)
    }
    return basis
  }
}
