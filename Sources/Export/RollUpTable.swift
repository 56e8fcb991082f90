import Formats
import ReportModel

/// 汇总表：one row per indicator and contributor, every column filled in every row, so that a spreadsheet can filter
/// and pivot it without help.
///
/// What begins the rows of one figure, and the unit that a row is about, are put into cells once.
package struct RollUpTable {
  package let name: String
  private let rollUp: RollUp
  private let catalogue: Catalogue
  private let plan: Plan?
  private let titles: [TaskID: String]
  private var writer = CSVWriter(lineEnd: .crlf, hasBOM: true)
  /// Code and name.
  private var unitCells: [OrgUnitCode: [UInt8]] = [:]

  private static let coverageColumns = ["应报", "已报", "不适用", "缺报", "待核实", "缺报单位", "不适用单位"]

  package init(_ rollUp: RollUp, catalogue: Catalogue) {
    name = rollUp.fileStem + ".csv"
    self.rollUp = rollUp
    self.catalogue = catalogue
    plan = catalogue.plan(rollUp.plan)
    titles = Dictionary(
      (plan?.matrix.tasks ?? []).map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
  }

  /// The table in pieces.
  package mutating func write<Failure: Error>(_ take: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    let columns =
      ["报告期", "汇总单位代码", "汇总单位", "任务编号", "任务", "指标编号", "指标", "计量单位", "单位代码", "单位", "组成", "数据状态"]
      + FigureItem.allCases.map(\.chinese) + ["其中估计数", "累计沿用"] + Self.coverageColumns
    writer.row(columns.map { .text($0) })
    for observation in rollUp.observations {
      write(observation)
      guard writer.written.count >= RollUpFile.pieceBytes else { continue }
      try take(writer.written)
      writer.removeWritten()
    }
    try take(writer.written)
  }

  /// The total, its parts, and for a `line` figure the subordinates that it is reconciled with.
  private mutating func write(_ observation: Observation) {
    let definition = plan?.indicator(observation.indicator)
    let subject = csvCells([
      .text(rollUp.period.description), .text(rollUp.unit.rawValue),
      .text(catalogue.units.name(of: rollUp.unit)), .text(observation.task.rawValue),
      .text(titles[observation.task] ?? ""), .text(observation.indicator.rawValue),
      .text(definition?.name ?? ""), .text(definition?.measure ?? ""),
    ])
    let rolled = observation.rolled
    writer.cells(subject)
    write(
      unit: rollUp.unit, part: "合计", state: rolled?.completeness.chinese ?? observation.status.chinese,
      values: observation.values, estimated: rolled?.estimated, coverage: rolled?.coverage)
    guard let rolled else { return }
    write(rolled.parts, of: subject, own: "本级", subordinate: "下级")
    if let reconciliation = rolled.reconciliation {
      writer.cells(subject)
      write(
        unit: rollUp.unit, part: "核对：下级合计", state: "", values: reconciliation.values,
        coverage: reconciliation.coverage)
      write(reconciliation.parts, of: subject, own: "核对：本级", subordinate: "核对：下级")
    }
  }

  private mutating func write(_ parts: [FigurePart], of subject: [UInt8], own: String, subordinate: String) {
    for part in parts.inOrder(of: rollUp.unit) {
      writer.cells(subject)
      write(
        unit: part.unit, part: part.unit == rollUp.unit ? own : subordinate, state: part.status.chinese,
        values: part.values, estimated: part.estimated, isCarried: part.isCarried)
    }
  }

  /// The rest of a row behind its subject.
  private mutating func write(
    unit: OrgUnitCode, part: String, state: String, values: FigureValues, estimated: Amount? = nil,
    isCarried: Bool = false, coverage: FigureCoverage? = nil
  ) {
    writer.cells(cells(of: unit))
    writer.cell(text: part)
    writer.cell(text: state)
    for item in FigureItem.allCases { writer.cell(values[item]) }
    writer.cell(estimated)
    writer.cell(text: isCarried ? "是" : "")
    if let coverage {
      writer.cell(number: coverage.expected.count)
      writer.cell(number: coverage.reportedCount)
      writer.cell(number: coverage.notApplicable.count)
      writer.cell(number: coverage.missing.count)
      writer.cell(number: coverage.provisional.count)
      writer.cell(text: names(coverage.missing))
      writer.cell(text: names(coverage.notApplicable))
    } else {
      writer.emptyCells(Self.coverageColumns.count)
    }
    writer.endRow()
  }

  private mutating func cells(of unit: OrgUnitCode) -> [UInt8] {
    if let known = unitCells[unit] { return known }
    let cells = csvCells([.text(unit.rawValue), .text(catalogue.units.name(of: unit))])
    unitCells[unit] = cells
    return cells
  }

  private func names(_ units: Set<OrgUnitCode>) -> String {
    units.isEmpty ? "" : units.sorted().map { catalogue.units.name(of: $0) }.joined(separator: "、")
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
