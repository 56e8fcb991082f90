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
  let files = files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  guard let planSchema = files.first(where: { $0.name == "plan.xsd" }) else { throw .planSchemaMissing }
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

  let planFiles = files.filter { $0.isIn("plans", ending: ".xml") }
  let (plans, planDigests, planFindings) = try readPlans(planFiles, schema: planSchema.bytes, digest: digest)
  findings += planFindings
  if planFiles.isEmpty { missing(FileRules.missingFile, "plans/*.xml") }

  let unitFiles = files.filter { $0.isIn("units", ending: ".csv") }
  let (units, unitFindings) = try readUnits(unitFiles)
  findings += unitFindings
  if unitFiles.isEmpty { missing(FileRules.missingFile, "units/*.csv") }

  let catalogue = Catalogue(
    units: UnitRegister(units), measures: MeasureTable(measures), plans: plans, allocations: allocations,
    deadlines: deadlines,
    digests: CatalogueDigests(units: digest(unitFiles.flatMap(\.bytes)), plans: planDigests))
  return (catalogue, findings)
}

/// Reads the plans with one compiled schema; of two files that name one plan the first counts.
private func readPlans(
  _ files: [SchemaFile], schema: [UInt8], digest: ([UInt8]) -> String
) throws(SchemasFault) -> ([Plan], [PlanID: String], [Finding]) {
  var plans: [Plan] = []
  var digests: [PlanID: String] = [:]
  var findings: [Finding] = []
  do {
    let compiled = try XMLSchema(schema)
    for file in files {
      let (plan, problems) = try readPlan(file, schema: compiled)
      findings += problems
      guard let plan else { continue }
      guard digests[plan.id] == nil else {
        var log = CatalogueLog(file: file.name)
        log.report(PlanFileRules.repeatedPlan, value: plan.id.rawValue)
        findings += log.findings
        continue
      }
      digests[plan.id] = digest(file.bytes)
      plans.append(plan)
    }
  } catch {
    throw SchemasFault(error)
  }
  return (plans, digests, findings)
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
