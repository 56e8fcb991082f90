import Foundation
import ReportModel

/// 附项存储形式：the JSON text of what has parts of its own: cover, coverage, basis.
///
/// Domain values know nothing of JSON; these mirrors do. Sets are written as sorted lists and maps as lists of pairs, so
/// that equal values are equal bytes. Amounts are text, exact.
enum StoredDetail {
  static func text(of cover: Cover) throws -> String { try encode(StoredCover(cover)) }
  static func text(of basis: RollUpBasis) throws -> String { try encode(StoredBasis(basis)) }
  static func text(of rolled: RolledDetail) throws -> String { try encode(StoredRolled(rolled)) }

  static func rolled(_ text: String) throws -> RolledDetail {
    let stored: StoredRolled
    do {
      stored = try JSONDecoder().decode(StoredRolled.self, from: Data(text.utf8))
    } catch {
      throw StoreFault.corrupt(detail: "rolled = \(text.prefix(80))")
    }
    return try stored.value()
  }

  private static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

struct StoredCover: Codable {
  var unitName, filledBy, reviewedBy, approvedBy, phone, filledOn, creditCode: String?
  var blankMeansZero: Bool

  init(_ cover: Cover) {
    unitName = cover.unitName
    filledBy = cover.filledBy
    reviewedBy = cover.reviewedBy
    approvedBy = cover.approvedBy
    phone = cover.phone
    filledOn = cover.filledOn
    creditCode = cover.creditCode
    blankMeansZero = cover.blankMeansZero
  }

  var value: Cover {
    Cover(
      unitName: unitName, filledBy: filledBy, reviewedBy: reviewedBy, approvedBy: approvedBy, phone: phone,
      filledOn: filledOn, creditCode: creditCode, blankMeansZero: blankMeansZero)
  }
}

struct StoredValues: Codable {
  var inPeriod, yearToDate, planToDate, atEnd, numerator, denominator, adjustment: String?

  init(_ values: FigureValues) {
    inPeriod = values.inPeriod?.description
    yearToDate = values.yearToDate?.description
    planToDate = values.planToDate?.description
    atEnd = values.atEnd?.description
    numerator = values.numerator?.description
    denominator = values.denominator?.description
    adjustment = values.adjustment?.description
  }

  func value() throws -> FigureValues {
    FigureValues(
      inPeriod: try amount(inPeriod), yearToDate: try amount(yearToDate), planToDate: try amount(planToDate),
      atEnd: try amount(atEnd), numerator: try amount(numerator), denominator: try amount(denominator),
      adjustment: try amount(adjustment))
  }
}

struct StoredCoverage: Codable {
  var expected, missing, notApplicable, provisional: [String]

  init(_ coverage: FigureCoverage) {
    expected = coverage.expected.sorted().map(\.rawValue)
    missing = coverage.missing.sorted().map(\.rawValue)
    notApplicable = coverage.notApplicable.sorted().map(\.rawValue)
    provisional = coverage.provisional.sorted().map(\.rawValue)
  }

  var value: FigureCoverage {
    func codes(_ texts: [String]) -> Set<OrgUnitCode> { Set(texts.map(OrgUnitCode.init)) }
    return FigureCoverage(
      expected: codes(expected), missing: codes(missing), notApplicable: codes(notApplicable),
      provisional: codes(provisional))
  }
}

struct StoredPart: Codable {
  var unit, scope, status: String
  var values: StoredValues
  var isCarried: Bool
  var estimated: String?

  init(_ part: FigurePart) {
    unit = part.unit.rawValue
    scope = part.scope.rawValue
    status = part.status.rawValue
    values = StoredValues(part.values)
    isCarried = part.isCarried
    estimated = part.estimated?.description
  }

  func value() throws -> FigurePart {
    FigurePart(
      unit: OrgUnitCode(unit), scope: try term(scope), values: try values.value(), status: try term(status),
      isCarried: isCarried, estimated: try amount(estimated))
  }
}

struct StoredRolled: Codable {
  var completeness: String
  var coverage: StoredCoverage
  var parts: [StoredPart]
  var estimated: String?
  var reconciliation: StoredReconciliation?

  init(_ rolled: RolledDetail) {
    completeness = rolled.completeness.rawValue
    coverage = StoredCoverage(rolled.coverage)
    parts = rolled.parts.map(StoredPart.init)
    estimated = rolled.estimated?.description
    reconciliation = rolled.reconciliation.map(StoredReconciliation.init)
  }

  func value() throws -> RolledDetail {
    RolledDetail(
      completeness: try term(completeness), coverage: coverage.value, parts: try parts.map { try $0.value() },
      estimated: try amount(estimated), reconciliation: try reconciliation?.value())
  }
}

struct StoredReconciliation: Codable {
  var values: StoredValues
  var coverage: StoredCoverage
  var parts: [StoredPart]

  init(_ reconciliation: Reconciliation) {
    values = StoredValues(reconciliation.values)
    coverage = StoredCoverage(reconciliation.coverage)
    parts = reconciliation.parts.map(StoredPart.init)
  }

  func value() throws -> Reconciliation {
    Reconciliation(
      values: try values.value(), coverage: coverage.value, parts: try parts.map { try $0.value() })
  }
}

struct StoredSource: Codable {
  var unit, plan, scope, digest, outcome: String
  var revision: Int
  var receivedAt: Int64
  var isLate: Bool

  init(_ source: SubmissionSource) {
    unit = source.unit.rawValue
    plan = source.plan.rawValue
    scope = source.scope.rawValue
    digest = source.digest
    outcome = source.outcome.rawValue
    revision = source.revision
    receivedAt = source.receivedAt
    isLate = source.isLate
  }

  func value() throws -> SubmissionSource {
    SubmissionSource(
      unit: OrgUnitCode(unit), plan: PlanID(plan), scope: try term(scope), revision: revision, digest: digest,
      receivedAt: receivedAt, outcome: try term(outcome), isLate: isLate)
  }
}

struct StoredBasis: Codable {
  struct PlanDigest: Codable { var plan, digest: String }
  struct Count: Codable {
    var status: String
    var units: Int
  }
  struct TaskCounts: Codable {
    var task: String
    var counts: [Count]
  }

  var sources: [StoredSource]
  var missingUnits: [String]
  var unitsDigest: String
  var planDigests: [PlanDigest]
  var ruleCatalogue: String
  var statusCounts: [TaskCounts]

  init(_ basis: RollUpBasis) {
    sources = basis.sources.map(StoredSource.init)
    missingUnits = basis.missingUnits.map(\.rawValue)
    unitsDigest = basis.digests.units
    planDigests = basis.digests.plans.sorted { $0.key < $1.key }.map {
      PlanDigest(plan: $0.key.rawValue, digest: $0.value)
    }
    ruleCatalogue = basis.ruleCatalogue
    statusCounts = basis.statusCounts.sorted { $0.key < $1.key }.map { task, counts in
      TaskCounts(
        task: task.rawValue,
        counts: counts.map { Count(status: $0.status.rawValue, units: $0.units) })
    }
  }

  func value() throws -> RollUpBasis {
    var basis = RollUpBasis(
      sources: try sources.map { try $0.value() }, missingUnits: missingUnits.map(OrgUnitCode.init),
      digests: CatalogueDigests(units: unitsDigest), ruleCatalogue: ruleCatalogue)
    for entry in planDigests { basis.digests.plans[PlanID(entry.plan)] = entry.digest }
    for entry in statusCounts {
      basis.statusCounts[TaskID(entry.task)] = try entry.counts.map {
        StatusCount(status: try term($0.status), units: $0.units)
      }
    }
    return basis
  }
}

private func term<Term: RawRepresentable>(_ text: String) throws -> Term where Term.RawValue == String {
  guard let term = Term(rawValue: text) else { throw StoreFault.corrupt(detail: text) }
  return term
}

private func amount(_ text: String?) throws -> Amount? {
  guard let text else { return nil }
  guard let amount = Amount(text) else { throw StoreFault.corrupt(detail: text) }
  return amount
}
