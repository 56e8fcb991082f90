/// 审核公式：a check that a plan asks of its figures, written as data.
package struct AuditFormula: Sendable, Hashable {
  /// 强制 · 核实 · 提示.
  package enum Severity: String, Sendable, CaseIterable { case hard, soft, note }
  /// 对象：a unit's own reports, as they come in · roll-ups, received or compiled · both.
  package enum Subject: String, Sendable, CaseIterable {
    case reports, rollups, both
    package var includesReports: Bool { self != .rollups }
    package var includesRollUps: Bool { self != .reports }
  }
  /// 数据栏：bare names of flows stand for the quarter · for the quarter, the year and the plan to date, one after the other.
  package enum Columns: String, Sendable, CaseIterable {
    case inPeriod, all
    package var items: [FigureItem] { self == .all ? [.inPeriod, .yearToDate, .planToDate] : [.inPeriod] }
  }
  /// 缺数：nothing is asked · it counts as zero beside figures that are there.
  package enum Missing: String, Sendable, CaseIterable { case skip, zero }

  package var id: String
  /// As it is written in the plan.
  package var text: String
  package var formula: Formula
  package var severity: Severity
  /// 试行: listed, and never more than a note.
  package var isTrial: Bool
  package var subject: Subject
  /// 适用层级; empty for every level.
  package var levels: [OrgLevel]
  package var columns: Columns
  package var missing: Missing
  /// What must hold, in the clerk's words.
  package var meaning: String
  package var meaningEN: String

  /// - Throws: `FormulaError` where `text` is no formula.
  package init(
    id: String, _ text: String, severity: Severity = .soft, isTrial: Bool = false,
    subject: Subject = .reports,
    levels: [OrgLevel] = [], columns: Columns = .inPeriod, missing: Missing = .skip, meaning: String,
    meaningEN: String = ""
  ) throws(FormulaError) {
    formula = try Formula(parsing: text)
    self.id = id
    self.text = text
    self.severity = severity
    self.isTrial = isTrial
    self.subject = subject
    self.levels = levels
    self.columns = columns
    self.missing = missing
    self.meaning = meaning
    self.meaningEN = meaningEN
  }

  package func applies(to level: OrgLevel) -> Bool { levels.isEmpty || levels.contains(level) }

  /// 不成立的一栏：where the formula does not hold.
  package struct Breach: Sendable, Hashable {
    /// The first figure that the formula names, and its column there; `nil` for a ratio.
    package var indicator: IndicatorID
    package var item: FigureItem?
    /// `nil` where the result is too large to be worked out.
    package var imbalance: FormulaImbalance?
  }

  /// Where the formula does not hold for the given figures; empty where it holds or nothing can be said.
  package func breaches(in plan: Plan, figures: @escaping FormulaFigures) -> [Breach] {
    guard
      let first = formula.comparison.references.first(where: { $0.source == nil })
        ?? formula.comparison.references.first,
      let definition = plan.indicator(first.indicator)
    else { return [] }
    // Where no bare flow is named all columns would say the same.
    let hasBareFlow = formula.references.contains {
      $0.item == nil && plan.indicator($0.indicator)?.isFlow == true
    }
    return (hasBareFlow ? columns.items : [.inPeriod]).compactMap { column in
      let item = first.item(of: definition, column: column)
      switch formula.judge(in: plan, column: column, missingIsZero: missing == .zero, figures: figures) {
      case .holds, .unanswered: return nil
      case .tooLarge: return Breach(indicator: first.indicator, item: item, imbalance: nil)
      case .fails(let imbalance):
        return Breach(indicator: first.indicator, item: item, imbalance: imbalance)
      }
    }
  }
}
