import Findings
import ReportModel

/// Reads `checks.csv`, a row for each audit formula.
func readChecks(_ file: SchemaFile) throws(SchemasFault) -> ([AuditFormula], [Finding]) {
  var log = CatalogueLog(file: file.name)
  let table = try CatalogueTable(file, required: ["id", "formula", "severity", "text"], log: &log)
  var formulas: [AuditFormula] = []
  for row in table?.rows ?? [] {
    let id = row.required("id", .indicatorID, &log)
    let text = row.text("formula", limit: Formula.maximumLength, &log)
    let severity = row.required("severity", .word(AuditFormula.Severity.self), &log)
    let meaning = row.filledLabel("text", CellForm("应当成立的关系", "what must hold") { $0 }, &log)
    let subject = row.optional("on", .word(AuditFormula.Subject.self), &log)
    let columns = row.optional("columns", .word(AuditFormula.Columns.self), &log)
    let missing = row.optional("missing", .word(AuditFormula.Missing.self), &log)
    let isTrial = row.optional("trial", .truth, &log)
    let levels = row.optional("levels", .levels, &log)
    let meaningEN = row.label("textEN", &log)
    guard let id, let severity else { continue }
    do throws(FormulaError) {
      formulas.append(
        try AuditFormula(
          id: id, text, severity: severity, isTrial: isTrial ?? false, subject: subject ?? .reports,
          levels: levels ?? [], columns: columns ?? .inPeriod, missing: missing ?? .skip, meaning: meaning,
          meaningEN: meaningEN))
    } catch {
      log.report(
        FormulaRules.badFormula, line: row.line, column: row.position(of: "formula"), value: text,
        FormulaRules.facts(of: error, in: text, id: id))
    }
  }
  return (formulas, log.findings)
}

extension CellForm where Value == [OrgLevel] {
  /// `county;city`: levels that report or compile.
  fileprivate static var levels: CellForm {
    CellForm(
      "province、city、county、town、department 中的几个，用英文分号分开",
      "some of province, city, county, town, department, separated by semicolons"
    ) { text in
      let words = text.split { $0 == ";" || $0 == "；" }.map { String($0).trimmed }.filter { !$0.isEmpty }
      let levels = words.compactMap { OrgLevel(rawValue: $0) }.filter { $0 != .collective }
      return levels.count == words.count ? levels : nil
    }
  }
}
