/// 数据状态：what is known about a figure. A reported zero is `reported`.
package enum ObservationStatus: String, Sendable {
  case reported
  /// 不适用, declared by a unit that was asked.
  case notApplicable
  /// 缺报.
  case missing
}

/// 完整性：how far a rolled-up figure can be relied on.
package enum Completeness: String, Sendable, CaseIterable {
  /// 完整 · 含待核实数 · 不完整 (something missing, or a cumulative with a gap).
  case complete, provisional, partial
}

/// 组成：what one unit contributed to a rolled-up figure.
package struct FigurePart: Sendable, Hashable {
  package var unit: OrgUnitCode
  /// `own` for a unit's own level, `rollup` for its whole subtree.
  package var scope: ReportScope
  package var values: FigureValues
  package var status: ObservationStatus
  /// 结转: the cumulatives are the last known ones.
  package var isCarried: Bool
  /// 估: how much of `atEnd` was carried over from the period before; `nil` for nothing.
  package var estimated: Amount?
  package init(
    unit: OrgUnitCode, scope: ReportScope, values: FigureValues, status: ObservationStatus,
    isCarried: Bool = false,
    estimated: Amount? = nil
  ) {
    self.unit = unit
    self.scope = scope
    self.values = values
    self.status = status
    self.isCarried = isCarried
    self.estimated = estimated
  }
}

/// 条线核对：the subordinates' figures beside a figure that already covers the whole area.
package struct Reconciliation: Sendable, Hashable {
  /// The subordinates' sum; shown, never added.
  package var values: FigureValues
  package var coverage: FigureCoverage
  package var parts: [FigurePart]
  package init(values: FigureValues, coverage: FigureCoverage, parts: [FigurePart]) {
    self.values = values
    self.coverage = coverage
    self.parts = parts
  }
}

/// 汇总情况：what a roll-up adds to a figure.
package struct RolledDetail: Sendable, Hashable {
  package var completeness: Completeness
  package var coverage: FigureCoverage
  /// As written in a received file, which gives numbers; `expected` above then comes from the register.
  package var parts: [FigurePart]
  package var estimated: Amount?
  package var reconciliation: Reconciliation?
  package init(
    completeness: Completeness, coverage: FigureCoverage, parts: [FigurePart], estimated: Amount? = nil,
    reconciliation: Reconciliation? = nil
  ) {
    self.completeness = completeness
    self.coverage = coverage
    self.parts = parts
    self.estimated = estimated
    self.reconciliation = reconciliation
  }
}

/// Holds what only roll-ups have apart from the row: half a million figures of counties would otherwise carry its
/// two hundred bytes around empty.
final class RolledBox: Sendable, Hashable {
  let value: RolledDetail
  init(_ value: RolledDetail) { self.value = value }
  static func == (left: RolledBox, right: RolledBox) -> Bool { left.value == right.value }
  func hash(into hasher: inout Hasher) { hasher.combine(value) }
}

/// 数据项：one figure of one unit in one period.
package struct Observation: Sendable, Hashable {
  package var task: TaskID
  package var indicator: IndicatorID
  package var values: FigureValues
  package var status: ObservationStatus
  /// Why an earlier period is corrected.
  package var adjustmentReason: String?
  /// In question: an unexplained soft finding touches it.
  package var isProvisional: Bool
  /// Only in roll-ups.
  package var rolled: RolledDetail? {
    get { rolledBox?.value }
    set { rolledBox = newValue.map(RolledBox.init) }
  }
  private var rolledBox: RolledBox?
  /// Line of the original file that states it, for lineage.
  package var line: Int
  package init(
    task: TaskID, indicator: IndicatorID, values: FigureValues, status: ObservationStatus,
    adjustmentReason: String? = nil, isProvisional: Bool = false, rolled: RolledDetail? = nil, line: Int = 0
  ) {
    self.task = task
    self.indicator = indicator
    self.values = values
    self.status = status
    self.adjustmentReason = adjustmentReason
    self.isProvisional = isProvisional
    rolledBox = rolled.map(RolledBox.init)
    self.line = line
  }
}
