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

/// 合理性规则：one check of whether figures make sense, after the rules that say whether they are right.
///
/// These rules ask; what is already known to be wrong they leave alone, because the clerk will type another figure there
/// and one cause is told once.
package protocol PlausibilityRule: Sendable {
  static var sheet: RuleSheet { get }
  init()
  func check(
    _ report: CheckedReport, in context: ValidationContext, faults: FigureFaults, found: inout RuleFindings)
}

/// 已有问题的数：which figures the rules before have found fault with.
package struct FigureFaults: Sendable {
  private var wrong: Set<String> = []
  private var questioned: Set<String> = []

  package init(_ findings: [Finding]) { add(findings) }

  package mutating func add(_ findings: [Finding]) {
    for finding in findings where finding.severity != .note {
      guard let indicator = finding.place.indicator else { continue }
      if finding.severity == .hard { wrong.insert(indicator) }
      questioned.insert(indicator)
    }
  }

  /// Certainly wrong.
  package func isWrong(_ indicator: IndicatorID) -> Bool { wrong.contains(indicator.rawValue) }
  /// Wrong, or asked about already.
  package func isQuestioned(_ indicator: IndicatorID) -> Bool { questioned.contains(indicator.rawValue) }
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
    guard sheet.isTrial else {
      findings.append(Finding(sheet, at: place, facts, severity: severity))
      return
    }
    findings.append(Finding(sheet, at: place, facts.merging(["trial": sheet.code]) { $1 }, severity: .note))
  }

  /// About several values of a figure that have one thing wrong: one finding at the first, naming all of them.
  package mutating func report(_ figure: CheckedFigure, _ items: [FigureItem], _ facts: Facts = [:]) {
    guard let first = items.first else { return }
    var texts: [String] = []
    for item in items {
      if let text = figure.place(item).value, !texts.contains(text) { texts.append(text) }
    }
    var place = figure.place(first)
    place.value = texts.joined(separator: "、")
    let named: Facts = [
      "name": figure.definition.name, "item": items.map(\.chinese).joined(separator: "、"),
      "itemEN": items.map(\.rawValue).joined(separator: ", "),
    ]
    report(place, facts.merging(named) { $1 }, severity: severity(of: figure, sheet.severity))
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
    report(figure.place(item), facts, severity: self.severity(of: figure, severity ?? sheet.severity))
  }

  private func severity(of figure: CheckedFigure, _ severity: Severity) -> Severity {
    figure.isInherited && severity == .hard ? .soft : severity
  }
}
