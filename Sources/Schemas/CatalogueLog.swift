import Findings
import ReportModel

/// 问题收集：findings of one catalogue file, each with the file's name among its facts.
struct CatalogueLog {
  let file: String
  private(set) var findings: [Finding] = []

  init(file: String) { self.file = file }

  mutating func report(
    _ sheet: RuleSheet, line: Int = 0, column: Int = 0, value: String? = nil, _ facts: Facts = [:],
    severity: Severity? = nil
  ) {
    var facts = facts
    facts["file"] = file
    if line > 0 { facts["line"] = String(line) }
    findings.append(
      Finding(
        sheet, at: Place(SourcePosition(line: line, column: column), value: value), facts,
        severity: severity))
  }
}

extension RuleSheet {
  /// A sheet of the catalogue's rules: Chinese texts first, the English ones behind `en`.
  static func catalogue(
    _ code: RuleCode, _ severity: Severity, _ title: String, _ message: String, _ remedy: String,
    en titleEN: String, _ messageEN: String, _ remedyEN: String, basis: String = "目录填写要求"
  ) -> RuleSheet {
    RuleSheet(
      code: code, severity: severity, title: title, message: message, remedy: remedy, titleEN: titleEN,
      messageEN: messageEN, remedyEN: remedyEN, basis: basis, since: "0.1")
  }
}
