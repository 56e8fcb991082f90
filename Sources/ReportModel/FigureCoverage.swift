/// 填报覆盖：which leaves of the reporting tree stand behind a rolled-up figure.
///
/// A leaf is an area's own level. Leaves are named, not only counted, so that a superior can join two figures of
/// one unit without counting its leaves twice. A copy shares its leaves with the original until one of them is changed: the
/// two hundred figures of a nation mostly have the same three thousand.
package struct FigureCoverage: Sendable {
  private var leaves: Leaves

  /// Changed only while nobody else holds it.
  private final class Leaves: @unchecked Sendable {
    var expected: Set<OrgUnitCode>
    var missing: Set<OrgUnitCode>
    var notApplicable: Set<OrgUnitCode>
    var provisional: Set<OrgUnitCode>
    init(
      expected: Set<OrgUnitCode>, missing: Set<OrgUnitCode>, notApplicable: Set<OrgUnitCode>,
      provisional: Set<OrgUnitCode>
    ) {
      self.expected = expected
      self.missing = missing
      self.notApplicable = notApplicable
      self.provisional = provisional
    }
    static let none = Leaves(expected: [], missing: [], notApplicable: [], provisional: [])
  }

  package init() { leaves = .none }

  package init(
    expected: Set<OrgUnitCode> = [], missing: Set<OrgUnitCode> = [], notApplicable: Set<OrgUnitCode> = [],
    provisional: Set<OrgUnitCode> = []
  ) {
    leaves = Leaves(
      expected: expected, missing: missing, notApplicable: notApplicable, provisional: provisional)
  }

  private mutating func makeUnique() {
    guard !isKnownUniquelyReferenced(&leaves) else { return }
    leaves = Leaves(
      expected: leaves.expected, missing: leaves.missing, notApplicable: leaves.notApplicable,
      provisional: leaves.provisional)
  }

  /// Everybody who was asked.
  package var expected: Set<OrgUnitCode> {
    get { leaves.expected }
    _modify {
      makeUnique()
      yield &leaves.expected
    }
  }
  package var missing: Set<OrgUnitCode> {
    get { leaves.missing }
    _modify {
      makeUnique()
      yield &leaves.missing
    }
  }
  package var notApplicable: Set<OrgUnitCode> {
    get { leaves.notApplicable }
    _modify {
      makeUnique()
      yield &leaves.notApplicable
    }
  }
  /// Leaves whose figure is still in question.
  package var provisional: Set<OrgUnitCode> {
    get { leaves.provisional }
    _modify {
      makeUnique()
      yield &leaves.provisional
    }
  }

  package var reportedCount: Int {
    leaves.expected.count - leaves.missing.count - leaves.notApplicable.count
  }

  /// Nobody at all.
  package var isEmpty: Bool {
    leaves.expected.isEmpty && leaves.missing.isEmpty && leaves.notApplicable.isEmpty
      && leaves.provisional.isEmpty
  }

  /// Whether both are one and the same list, which says that they are equal without looking; equal ones can be two lists.
  package func isShared(with other: FigureCoverage) -> Bool { leaves === other.leaves }

  /// The same for as long as somebody holds this coverage and does not change it.
  package var identity: ObjectIdentifier { ObjectIdentifier(leaves) }

  /// Leaves of different units side by side.
  package mutating func formUnion(_ other: FigureCoverage) {
    if other.isEmpty { return }
    if isEmpty {
      self = other
      return
    }
    expected.formUnion(other.leaves.expected)
    if !other.leaves.missing.isEmpty { missing.formUnion(other.leaves.missing) }
    if !other.leaves.notApplicable.isEmpty { notApplicable.formUnion(other.leaves.notApplicable) }
    if !other.leaves.provisional.isEmpty { provisional.formUnion(other.leaves.provisional) }
  }

  /// Two figures of the same leaves joined into one: a leaf is missing if one of them is, not applicable only
  /// where neither reports.
  package func joined(with other: FigureCoverage) -> FigureCoverage {
    var joined = FigureCoverage(expected: expected.union(other.expected))
    joined.missing = missing.union(other.missing)
    joined.provisional = provisional.union(other.provisional)
    let silentHere = joined.expected.subtracting(expected).union(notApplicable)
    let silentThere = joined.expected.subtracting(other.expected).union(other.notApplicable)
    joined.notApplicable = silentHere.intersection(silentThere).subtracting(joined.missing)
    return joined
  }
}

extension FigureCoverage: Hashable {
  package static func == (left: FigureCoverage, right: FigureCoverage) -> Bool {
    left.isShared(with: right)
      || (left.leaves.expected == right.leaves.expected && left.leaves.missing == right.leaves.missing
        && left.leaves.notApplicable == right.leaves.notApplicable
        && left.leaves.provisional == right.leaves.provisional)
  }

  /// By numbers alone: who they are is looked at only where the numbers agree.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(leaves.expected.count)
    hasher.combine(leaves.missing.count)
    hasher.combine(leaves.notApplicable.count)
    hasher.combine(leaves.provisional.count)
  }
}
