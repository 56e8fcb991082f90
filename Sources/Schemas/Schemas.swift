import Findings
import Formats
import ReportModel

/// 读取目录：everything under `Schemas/` becomes one `Catalogue`, and everything that is wrong with it findings.
///
/// Reads `units/*.csv` (all of them, merged in the order of their names), `measures.csv`, `plans/*.xml` checked
/// against `plan.xsd`, `allocations/*.csv`, `calendar.csv` and `holidays.csv`; other files are passed over. What a file states
/// wrongly is left out of the catalogue and named by a finding (file in the fact `file`, line and column in the
/// place). Whether the parts fit together is for `checkCatalogue`.
///
/// - Parameter digest: the digest of some bytes as text, SHA-256 in practice; for the units it is asked about all
///   unit files one after the other.
/// - Throws: `planSchemaMissing`, `planSchemaRefused`, `readerFailed`.
package func readCatalogue(
  _ files: [SchemaFile], digest: ([UInt8]) -> String
) throws(SchemasFault) -> (Catalogue, [Finding]) {
  let plans = try readPlans(files, digest: digest)
  return try readCatalogue(files, plans: { plans }, digest: digest)
}

/// As above, with the plans read before, or at the same time by somebody else.
package func readCatalogue(
  _ files: [SchemaFile], plans: () throws(SchemasFault) -> PlanReading, digest: ([UInt8]) -> String
) throws(SchemasFault) -> (Catalogue, [Finding]) {
  let files = files.inNameOrder
  var findings: [Finding] = []
  func missing(_ sheet: RuleSheet, _ name: String) {
    var log = CatalogueLog(file: name)
    log.report(sheet)
    findings += log.findings
  }

  let allocationFiles = files.filter { $0.isIn("allocations", ending: ".csv") }
  let (allocations, allocationFindings) = try readAllocations(allocationFiles)
  findings += allocationFindings

  var workingDays = WorkingDays()
  if let file = files.first(where: { $0.name == "holidays.csv" }) {
    let (read, problems) = try readHolidays(file)
    workingDays = read
    findings += problems
  }

  var deadlines: [Deadline] = []
  if let file = files.first(where: { $0.name == "calendar.csv" }) {
    let (read, problems) = try readCalendar(file, workingDays: workingDays)
    deadlines = read
    findings += problems
  } else {
    missing(FileRules.calendarMissing, "calendar.csv")
  }

  var measures: [MeasureUnit] = []
  if let file = files.first(where: { $0.name == "measures.csv" }) {
    let (read, problems) = try readMeasures(file)
    measures = read
    findings += problems
  } else {
    missing(FileRules.missingFile, "measures.csv")
  }

  let unitFiles = files.filter { $0.isIn("units", ending: ".csv") }
  let (units, unitFindings) = try readUnits(unitFiles)
  let plans = try plans()
  findings += plans.findings
  if plans.fileCount == 0 { missing(FileRules.missingFile, "plans/*.xml") }
  findings += unitFindings
  if unitFiles.isEmpty { missing(FileRules.missingFile, "units/*.csv") }

  let catalogue = Catalogue(
    units: UnitRegister(units), measures: MeasureTable(measures), plans: plans.plans,
    allocations: allocations,
    deadlines: deadlines,
    digests: CatalogueDigests(units: digest(unitFiles.flatMap(\.bytes)), plans: plans.digests))
  return (catalogue, findings)
}

/// 读取方案：the plans of a Schemas folder and what is wrong with their files.
package struct PlanReading: Sendable {
  var plans: [Plan] = []
  var digests: [PlanID: String] = [:]
  var findings: [Finding] = []
  var fileCount = 0
}

/// Reads the plans with one compiled schema; of two files that name one plan the first counts.
package func readPlans(
  _ files: [SchemaFile], digest: ([UInt8]) -> String
) throws(SchemasFault) -> PlanReading {
  guard let schema = files.first(where: { $0.name == "plan.xsd" }) else { throw .planSchemaMissing }
  let files = files.inNameOrder.filter { $0.isIn("plans", ending: ".xml") }
  var reading = PlanReading(fileCount: files.count)
  do {
    let compiled = try XMLSchema(schema.bytes)
    for file in files {
      let (plan, problems) = try readPlan(file, schema: compiled)
      reading.findings += problems
      guard let plan else { continue }
      guard reading.digests[plan.id] == nil else {
        var log = CatalogueLog(file: file.name)
        log.report(PlanFileRules.repeatedPlan, value: plan.id.rawValue)
        reading.findings += log.findings
        continue
      }
      reading.digests[plan.id] = digest(file.bytes)
      reading.plans.append(plan)
    }
  } catch {
    throw SchemasFault(error)
  }
  return reading
}

extension [SchemaFile] {
  fileprivate var inNameOrder: [SchemaFile] {
    sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }
}

/// 方案文件规则.
enum PlanFileRules {
  static let repeatedPlan = RuleSheet.catalogue(
    "P1301", .hard, "方案标识重复", "{file} 的方案标识 {value} 已被另一个文件使用，这个文件不起作用。",
    "一个方案只放一个文件；另一个方案换一个标识（plan 的 id）。",
    en: "Plan id used twice", "Plan id {value} in {file} is taken by another file; this file has no effect.",
    "Keep one file per plan, or give the other plan another id.")

  static let all = [repeatedPlan]
}
