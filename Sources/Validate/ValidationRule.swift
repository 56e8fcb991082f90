import Findings
import ReportModel

/// 审核规则：one check of a report, in a file of its own whose doc comment is its manual.
///
/// A rule reads its arguments only: no clock, no file, no other rule. What several rules need to know about a row is
/// worked out before them, in `CheckedReport`, so that one cause leads to one finding.
package protocol ValidationRule: Sendable {
  static var sheet: RuleSheet { get }
  init()
  func check(_ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings)
}

/// 身份规则：one check of who a report is from and what it is about, before anything else is known.
package protocol IdentityRule: Sendable {
  static var sheet: RuleSheet { get }
  init()
  func check(
    _ reading: IdentityReading, of draft: SubmissionDraft, in catalogue: Catalogue, found: inout RuleFindings)
}

/// 规则所见：the findings of one rule.
package struct RuleFindings: Sendable {
  package let sheet: RuleSheet
  package private(set) var findings: [Finding] = []

  package init(_ sheet: RuleSheet) { self.sheet = sheet }

  /// Adds a finding; `severity` only where it is not the sheet's.
  package mutating func report(_ place: Place, _ facts: Facts = [:], severity: Severity? = nil) {
    findings.append(Finding(sheet, at: place, facts, severity: severity))
  }

  /// About a figure. In a supplement the figures that it does not name were accepted before: what is found there can be
  /// asked, but is no reason to return the supplement.
  package mutating func report(
    _ figure: CheckedFigure, _ item: FigureItem? = nil, _ facts: Facts = [:], severity: Severity? = nil
  ) {
    var facts = facts
    facts["name"] = figure.definition.name
    if let item {
      facts["item"] = item.chinese
      facts["itemEN"] = item.rawValue
    }
    var severity = severity ?? sheet.severity
    if figure.isInherited, severity == .hard { severity = .soft }
    report(figure.place(item), facts, severity: severity)
  }
}
