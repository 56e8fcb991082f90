import Formats
import ReportModel

/// 汇总表：one row per indicator and contributor, every column filled in every row, so that a spreadsheet can filter
/// and pivot it without help.
///
/// The rows of one figure are made at a time: a province has twenty thousand of them, which need not all be held.
struct RollUpTable {
  private let rollUp: RollUp
  private let catalogue: Catalogue
  private let plan: Plan?
  private let titles: [TaskID: String]
  private let compiler: [ReportTable.Cell]

  let columns: [ReportTable.Column] =
    [
      .init("报告期"), .init("汇总单位代码"), .init("汇总单位"), .init("任务编号"), .init("任务"), .init("指标编号"),
      .init("指标"), .init("计量单位"), .init("单位代码"), .init("单位"), .init("组成"), .init("数据状态"),
    ] + FigureItem.allCases.map { .init($0.chinese, .number) } + [
      .init("其中估计数", .number), .init("累计沿用"), .init("应报", .number), .init("已报", .number),
      .init("不适用", .number), .init("缺报", .number), .init("待核实", .number), .init("缺报单位"), .init("不适用单位"),
    ]

  init(_ rollUp: RollUp, _ catalogue: Catalogue) {
    self.rollUp = rollUp
    self.catalogue = catalogue
    plan = catalogue.plan(rollUp.plan)
    titles = Dictionary(
      (plan?.matrix.tasks ?? []).map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
    compiler = [
      .text(rollUp.period.description), .text(rollUp.unit.rawValue),
      .text(catalogue.units.name(of: rollUp.unit)),
    ]
  }

  func csv() -> [UInt8] {
    var writer = CSVWriter(lineEnd: .crlf, hasBOM: true)
    writer.header(of: columns)
    for observation in rollUp.observations { writer.append(rows(of: observation)) }
    return writer.finish()
  }

  /// The total, its parts, and for a `line` figure the subordinates that it is reconciled with.
  private func rows(of observation: Observation) -> [ReportTable.Row] {
    let definition = plan?.indicator(observation.indicator)
    let subject =
      compiler + [
        .text(observation.task.rawValue), .text(titles[observation.task] ?? ""),
        .text(observation.indicator.rawValue), .text(definition?.name ?? ""),
        .text(definition?.measure ?? ""),
      ]
    func row(
      unit: OrgUnitCode, part: String, state: String, values: FigureValues, estimated: Amount? = nil,
      isCarried: Bool = false, coverage: FigureCoverage? = nil
    ) -> ReportTable.Row {
      var cells = subject
      cells.reserveCapacity(columns.count)
      cells += [
        .text(unit.rawValue), .text(catalogue.units.name(of: unit)), .text(part), .text(state),
      ]
      for item in FigureItem.allCases { cells.append(.number(values[item])) }
      cells += [.number(estimated), .text(isCarried ? "是" : "")]
      if let coverage {
        cells += [
          .whole(coverage.expected.count), .whole(coverage.reportedCount),
          .whole(coverage.notApplicable.count), .whole(coverage.missing.count),
          .whole(coverage.provisional.count), .text(names(coverage.missing)),
          .text(names(coverage.notApplicable)),
        ]
      }
      while cells.count < columns.count { cells.append(.blank) }
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
    let total = row(
      unit: rollUp.unit, part: "合计", state: rolled?.completeness.chinese ?? observation.status.chinese,
      values: observation.values, estimated: rolled?.estimated, coverage: rolled?.coverage)
    guard let rolled else { return [total] }
    var result = [total] + rows(of: rolled.parts, own: "本级", subordinate: "下级")
    if let reconciliation = rolled.reconciliation {
      result.append(
        row(
          unit: rollUp.unit, part: "核对：下级合计", state: "", values: reconciliation.values,
          coverage: reconciliation.coverage))
      result += rows(of: reconciliation.parts, own: "核对：本级", subordinate: "核对：下级")
    }
    return result
  }

  private func names(_ units: Set<OrgUnitCode>) -> String {
    units.sorted().map { catalogue.units.name(of: $0) }.joined(separator: "、")
  }
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
