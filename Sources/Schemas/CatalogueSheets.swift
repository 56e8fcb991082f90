import Findings

/// 目录规则一览：the sheets of every rule about the catalogue, in code order.
package let catalogueSheets: [RuleSheet] =
  (FileRules.all + UnitRowRules.all + MeasureRules.all + CalendarRules.all + AllocationRowRules.all
  + PlanFileRules.all + PlanSheetRules.all).sorted { $0.code < $1.code }
