import ReportModel

/// 现行版本：which version of a report counts, by its number in the register; a number never stands for two contents.
package struct VersionInForce: Hashable, Sendable {
  package var identity: SubmissionIdentity
  package var number: Int64
  package init(_ identity: SubmissionIdentity, number: Int64) {
    self.identity = identity
    self.number = number
  }
}

/// 现行版本表：what is in force, without what it says. Reports under an abolished code are those of the unit that
/// replaced it.
struct VersionsInForce {
  private var numbers: [SubmissionIdentity: [Int64]] = [:]
  private var renamed: Set<Int64> = []
  private(set) var firstPeriod: Period?

  init(_ versions: [VersionInForce], through last: Period, units: UnitRegister) {
    numbers.reserveCapacity(versions.count)
    for version in versions where version.identity.period <= last {
      var identity = version.identity
      let current = units.current(identity.unit)
      if current != identity.unit {
        identity = identity.renamed(to: current)
        renamed.insert(version.number)
      }
      numbers[identity, default: []].append(version.number)
      if firstPeriod.map({ identity.period < $0 }) ?? true { firstPeriod = identity.period }
    }
    for (identity, several) in numbers where several.count > 1 { numbers[identity] = several.sorted() }
  }

  func numbers(_ identity: SubmissionIdentity) -> [Int64] { numbers[identity] ?? [] }

  /// The one version whose words are those of the report, as they stand in it; `nil` where several were laid over each other,
  /// or where they stand under an abolished code.
  func wording(of identity: SubmissionIdentity) -> Int64? {
    guard let numbers = numbers[identity], numbers.count == 1, !renamed.contains(numbers[0]) else {
      return nil
    }
    return numbers[0]
  }
}
