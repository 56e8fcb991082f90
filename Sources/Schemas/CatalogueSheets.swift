import Findings

/// 目录规则一览：the sheets of every rule about the catalogue, in code order.
package let catalogueSheets: [RuleSheet] = {
  let reading =
    FileRules.all + UnitRowRules.all + MeasureRules.all + CalendarRules.all + HolidayRules.all
    + AllocationRowRules.all
    + PlanFileRules.all + PlanSheetRules.all + FormulaRules.reading
  let checking =
    UnitRules.all + AllocationRules.all + MatrixRules.all + IndicatorRules.all + TargetRules.all
    + CrosswalkRules.all + FormulaRules.all
  return (reading + checking).sorted { $0.code < $1.code }
}()
