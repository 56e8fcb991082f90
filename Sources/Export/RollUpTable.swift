import ReportModel

/// 汇总表：one row per indicator and contributor, every column filled in every row, so that a spreadsheet can filter
/// and pivot it without help.
func rollUpTable(_ rollUp: RollUp, _ catalogue: Catalogue) -> ReportTable {
  let plan = catalogue.plan(rollUp.plan)
  let values = FigureItem.allCases.map { ReportTable.Column($0.chinese, .number) }
  var table = ReportTable(
    title: "汇总表",
    columns: [
      .init("报告期"), .init("汇总单位代码"), .init("汇总单位"), .init("任务编号"), .init("任务"), .init("指标编号"),
      .init("指标"), .init("计量单位"), .init("单位代码"), .init("单位"), .init("组成"), .init("数据状态"),
    ] + values + [
      .init("其中估计数", .number), .init("累计沿用"), .init("应报", .number), .init("已报", .number),
      .init("不适用", .number), .init("缺报", .number), .init("待核实", .number), .init("缺报单位"), .init("不适用单位"),
    ])
  let unitNames = { (codes: Set<OrgUnitCode>) in
    codes.sorted().map { catalogue.units.name(of: $0) }.joined(separator: "、")
  }

  for observation in rollUp.observations {
    let definition = plan?.indicator(observation.indicator)
    func row(
      unit: OrgUnitCode, part: String, state: String, values: FigureValues, estimated: Amount? = nil,
      isCarried: Bool = false, coverage: FigureCoverage? = nil
    ) -> ReportTable.Row {
      var cells: [ReportTable.Cell] = [
        .text(rollUp.period.description), .text(rollUp.unit.rawValue),
        .text(catalogue.units.name(of: rollUp.unit)), .text(observation.task.rawValue),
        .text(plan?.task(observation.task)?.title ?? ""), .text(observation.indicator.rawValue),
        .text(definition?.name ?? ""), .text(definition?.measure ?? ""), .text(unit.rawValue),
        .text(catalogue.units.name(of: unit)), .text(part), .text(state),
      ]
      cells += FigureItem.allCases.map { .number(values[$0]) }
      cells += [.number(estimated), .text(isCarried ? "是" : "")]
      if let coverage {
        cells += [
          .whole(coverage.expected.count), .whole(coverage.reportedCount),
          .whole(coverage.notApplicable.count),
          .whole(coverage.missing.count), .whole(coverage.provisional.count),
          .text(unitNames(coverage.missing)),
          .text(unitNames(coverage.notApplicable)),
        ]
      } else {
        cells += Array(repeating: .blank, count: 7)
      }
      return ReportTable.Row(cells)
    }
    func rows(of parts: [FigurePart], own: String, subordinate: String) -> [ReportTable.Row] {
      parts.inOrder(of: rollUp.unit).map { part in
        row(
          unit: part.unit, part: part.unit == rollUp.unit ? own : subordinate, state: part.status.chinese,
          values: part.values, estimated: part.estimated, isCarried: part.isCarried)
      }
    }

    let rolled = observation.rolled
    table.rows.append(
      row(
        unit: rollUp.unit, part: "合计", state: rolled?.completeness.chinese ?? observation.status.chinese,
        values: observation.values, estimated: rolled?.estimated, coverage: rolled?.coverage))
    guard let rolled else { continue }
    table.rows += rows(of: rolled.parts, own: "本级", subordinate: "下级")
    if let reconciliation = rolled.reconciliation {
      table.rows.append(
        row(
          unit: rollUp.unit, part: "核对：下级合计", state: "", values: reconciliation.values,
          coverage: reconciliation.coverage))
      table.rows += rows(of: reconciliation.parts, own: "核对：本级", subordinate: "核对：下级")
    }
  }
  return table
}

extension ObservationStatus {
  var chinese: String {
    switch self {
    case .reported: "已报"
    case .notApplicable: "不适用"
    case .missing: "缺报"
    }
  }
}

extension Completeness {
  var chinese: String {
    switch self {
    case .complete: "完整"
    case .provisional: "含待核实数"
    case .partial: "不完整"
    }
  }
}
