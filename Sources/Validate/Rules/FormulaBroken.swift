import Findings
import ReportModel

/// 方案规定的关系不成立：an audit formula of the plan does not hold. The plan sets the severity; a formula on trial is only noted.
///
/// Why: what a plan knows of its own figures (10万 = 8.5万 + 1.5万, no beneficiaries without events) belongs to the
/// plan, not to the program.
/// Not caught: where a figure is missing and the formula says nothing of it; partial totals of a roll-up; a figure that
/// another rule has already found fault with.
package struct FormulaBroken: PlausibilityRule {
  package static let sheet = RuleSheet(
    code: "V3010", severity: .soft,
    title: "方案规定的关系不成立",
    message: "{meaning}。现在{terms}：{verdict}。",
    remedy: "对照台账核对以上各数，改正有误的一项；数都属实的，写情况说明。",
    titleEN: "An audit formula of the plan does not hold",
    messageEN: "{meaningEN}. Now {termsEN}: {verdictEN}.",
    remedyEN: "Compare these figures with your records and correct the wrong one; explain if all are right.",
    basis: "实施方案·审核公式", since: "0.3")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, faults: FigureFaults, found: inout RuleFindings
  ) {
    for (formula, breach, figure) in brokenFormulas(report, context, faults) {
      guard breach.imbalance != nil else { continue }
      found.report(
        figure, breach.item ?? (figure.isRatio ? .numerator : nil),
        breach.facts(of: formula, in: context.plan),
        severity: formula.effectiveSeverity)
    }
  }
}

/// 方案规定的关系无法核对：a formula of the plan leaves the range of exact arithmetic.
///
/// Why: a check that could not be made is not passed over in silence.
package struct FormulaOutOfRange: PlausibilityRule {
  package static let sheet = RuleSheet(
    code: "V3011", severity: .soft,
    title: "方案规定的关系无法核对",
    message: "{meaning}：数太大，算不出来（审核公式 {check}）。",
    remedy: "核对“{name}”等数是否多打了位数，或计量单位有误。",
    titleEN: "An audit formula is out of range",
    messageEN: "{meaningEN}: the figures are too large to be worked out (audit formula {check}).",
    remedyEN: "Check “{name}” and the others for surplus digits or a wrong measure unit.",
    basis: "实施方案·审核公式", since: "0.3")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, faults: FigureFaults, found: inout RuleFindings
  ) {
    for (formula, breach, figure) in brokenFormulas(report, context, faults)
    where breach.imbalance == nil {
      found.report(
        figure, breach.item ?? (figure.isRatio ? .numerator : nil),
        breach.facts(of: formula, in: context.plan))
    }
  }
}

private func brokenFormulas(
  _ report: CheckedReport, _ context: ValidationContext, _ faults: FigureFaults
) -> [(AuditFormula, AuditFormula.Breach, CheckedFigure)] {
  let level = context.units[context.identity.unit]?.level
  return context.plan.formulas.flatMap { formula -> [(AuditFormula, AuditFormula.Breach, CheckedFigure)] in
    let isSubject = context.isRollUp ? formula.subject.includesRollUps : formula.subject.includesReports
    guard isSubject, let level, formula.applies(to: level),
      !formula.formula.comparison.references.contains(where: { faults.isWrong($0.indicator) })
    else { return [] }
    // A figure that is ten thousand times off is asked about already; what an advisory formula makes of it is no news.
    if formula.severity != .hard || formula.isTrial,
      formula.formula.comparison.references.contains(where: {
        report.figure($0.indicator).map { MagnitudeSlip.slip($0, context) != nil } ?? false
      })
    {
      return []
    }
    return formula.breaches(in: context.plan) { indicator, source in
      values(of: indicator, source, report, context)
    }.compactMap { breach in
      // The first figure named may be the one that is missing.
      let figure =
        report.figure(breach.indicator)
        ?? formula.formula.comparison.references.lazy.compactMap { report.figure($0.indicator) }.first
      guard let figure else { return nil }
      var breach = breach
      if figure.definition.id != breach.indicator {
        (breach.indicator, breach.item) = (figure.definition.id, nil)
      }
      return (formula, breach, figure)
    }
  }
}

private func values(
  of indicator: IndicatorID, _ source: Formula.Reference.Source?, _ report: CheckedReport,
  _ context: ValidationContext
) -> FigureValues? {
  switch source {
  case .previous:
    guard let state = context.history[indicator], state.lastReported == context.identity.period.previous
    else {
      return nil
    }
    return state.values
  case .children:
    guard let figure = report.figure(indicator), let rolled = figure.rolled, rolled.completeness != .partial
    else { return nil }
    return rolled.valuesBelow(context.identity.unit, of: figure.definition)
  case nil:
    guard let figure = report.figure(indicator), figure.status == .reported else {
      return context.isRollUp ? nil : FigureValues.none
    }
    // "Incomplete data sets" are the classic cause of false alarms.
    if context.isRollUp, figure.rolled?.completeness == .partial { return nil }
    return figure.values
  }
}

extension AuditFormula {
  /// On trial nothing is more than a note.
  fileprivate var effectiveSeverity: Findings.Severity {
    if isTrial { return .note }
    return switch severity {
    case .hard: .hard
    case .soft: .soft
    case .note: .note
    }
  }
}
