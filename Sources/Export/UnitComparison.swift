import ReportModel

/// 分单位一览：every figure by unit, with what it was a quarter and a year before.
struct UnitComparison {
  private let page: ReaderPage
  private let comparison: Comparison
  private let lastYear: RollUp?
  private var say: Wording { page.say }

  init(_ page: ReaderPage, lastYear: RollUp?) {
    self.page = page
    self.lastYear = lastYear
    comparison = Comparison(say: page.say)
  }

  /// Leading columns: indicator, item, total.
  static let leading = 3

  /// The indicator's name stands in every row, so that rows can be sorted and copied, and no page begins without it.
  func table() -> ReportTable? {
    guard let spread = page.figuresByUnit else { return nil }
    let units = spread.hasOwn ? [page.rollUp.unit] + spread.units : spread.units
    var table = ReportTable(
      title: say("分单位一览", "By unit"),
      columns: [
        .init(say("指标（计量单位）", "Indicator (measure)"), .label), .init(say("项目", "Item"), .mark),
        .init(say("合计", "Total"), .number),
      ] + units.map { .init($0 == page.rollUp.unit ? say("本级", "Own level") : page.name($0), .number) })
    func add(_ figure: Figure) { table.rows += rows(figure, units) }
    for observation in spread.summed {
      add(
        Figure(
          observation, total: observation.values, coverage: observation.rolled?.coverage,
          isWhole: observation.rolled?.completeness != .partial, parts: observation.rolled?.parts ?? [],
          select: {
            ($0.values, $0.rolled?.completeness != .partial, $0.rolled?.coverage, $0.rolled?.parts ?? [])
          }))
    }
    if !spread.lines.isEmpty { table.rows.append(.section(page.linesHint)) }
    for observation in spread.lines {
      guard let rolled = observation.rolled, let reconciliation = rolled.reconciliation else { continue }
      func select(_ earlier: Observation) -> Earlier? {
        guard let sum = earlier.rolled?.reconciliation else { return nil }
        let own = earlier.rolled?.parts.filter { $0.unit == page.rollUp.unit } ?? []
        return (sum.values, sum.coverage.missing.isEmpty, sum.coverage, own + sum.parts)
      }
      add(
        Figure(
          observation, total: reconciliation.values, coverage: reconciliation.coverage,
          isWhole: reconciliation.coverage.missing.isEmpty,
          parts: rolled.parts.filter { $0.unit == page.rollUp.unit } + reconciliation.parts, select: select))
    }
    return table
  }

  private typealias Earlier = (
    total: FigureValues, isWhole: Bool, coverage: FigureCoverage?, parts: [FigurePart]
  )

  /// One figure, this quarter's and how to find its earlier ones.
  private struct Figure {
    let observation: Observation
    let total: FigureValues
    let coverage: FigureCoverage?
    let isWhole: Bool
    let parts: [FigurePart]
    let select: (Observation) -> Earlier?

    init(
      _ observation: Observation, total: FigureValues, coverage: FigureCoverage?, isWhole: Bool,
      parts: [FigurePart], select: @escaping (Observation) -> Earlier?
    ) {
      self.observation = observation
      self.total = total
      self.coverage = coverage
      self.isWhole = isWhole
      self.parts = parts
      self.select = select
    }
  }

  private func rows(_ figure: Figure, _ units: [OrgUnitCode]) -> [ReportTable.Row] {
    let id = figure.observation.indicator
    let definition = page.plan?.indicator(id)
    let isFlow = definition?.isFlow ?? (figure.total.inPeriod != nil)
    let parts = Dictionary(figure.parts.map { ($0.unit, $0) }, uniquingKeysWith: { first, _ in first })
    let name = "\(page.indicatorName(id))（\(definition?.measure ?? "")）"
    func row(
      _ item: String, isFirst: Bool = false, total: ReportTable.Cell, _ cell: (FigurePart) -> ReportTable.Cell
    )
      -> ReportTable.Row
    {
      ReportTable.Row(
        [.text(name, isFirst ? .plain : .muted), .text(item), total]
          + units.map { unit in parts[unit].map(cell) ?? .blank })
    }
    let item =
      isFlow ? say.item(.inPeriod) : (definition?.isRatio ?? false) ? say("比例", "Ratio") : say.item(.atEnd)
    var total = page.unitCell(figure.total, .reported, of: definition)
    // What the page puts beneath has a row of its own here.
    let isRatio = definition?.isRatio ?? false
    if isFlow || isRatio { total.note = nil }
    var rows = [
      row(
        figure.isWhole ? item : say("\(item)（合计不完整）", "\(item) (total partial)"), isFirst: true,
        total: mark(total, isWhole: figure.isWhole)
      ) { part in
        var cell = page.unitCell(part, of: definition)
        if isFlow || isRatio || part.status == .missing { cell.note = nil }
        return cell
      }
    ]
    if isRatio {
      func parts(_ values: FigureValues) -> ReportTable.Cell {
        guard let numerator = values.numerator, let denominator = values.denominator else { return .blank }
        return .text("\(numerator.printed(decimals: 9))/\(denominator.printed(decimals: 9))")
      }
      rows.append(
        row(
          say.list([say.item(.numerator), say.item(.denominator)]), total: parts(figure.total)
        ) { $0.status == .reported ? parts($0.values) : .blank })
    }
    let earlier = [(say("环比", "On quarter"), page.previous), (say("同比", "On year"), lastYear)]
    for (title, rollUp) in earlier {
      guard let rollUp else { continue }
      let now = (figure.total, figure.isWhole, figure.coverage, figure.parts)
      rows.append(
        changes(title, from: rollUp.observation(id).flatMap(figure.select), to: now, definition, row))
    }
    let carried = figure.parts.contains { $0.isCarried || ($0.status == .missing && $0.values.atEnd != nil) }
    if isFlow || carried {
      let decimals = ReaderPage.compactDecimals(definition)
      rows.append(
        row(
          isFlow ? say.item(.planToDate) : say("沿用", "Carried"),
          total: isFlow ? .number(figure.total.planToDate, decimals: decimals) : .blank
        ) { part in
          guard
            let value = isFlow ? part.values.planToDate : part.status == .missing ? part.values.atEnd : nil
          else { return .blank }
          return part.isCarried || part.status == .missing
            ? .text(say("沿用", "carried ") + value.printed(decimals: decimals), .muted)
            : .number(value, decimals: decimals)
        })
    }
    return rows
  }

  /// A total that lacks something says so in words, for colours are lost in print.
  private func mark(_ cell: ReportTable.Cell, isWhole: Bool) -> ReportTable.Cell {
    var cell = cell
    if !isWhole { cell.tone = .alarm }
    return cell
  }

  private func changes(
    _ title: String, from earlier: Earlier?, to now: Earlier, _ definition: IndicatorDefinition?,
    _ row: (String, Bool, ReportTable.Cell, (FigurePart) -> ReportTable.Cell) -> ReportTable.Row
  ) -> ReportTable.Row {
    func value(_ figure: Earlier?) -> Comparison.Value {
      guard let figure else { return .absent }
      return Comparison.value(figure.total, of: definition, isReported: true, isWhole: figure.isWhole)
    }
    let holes = (incomplete(now), earlier.map(incomplete) ?? [])
    let before = Dictionary(
      (earlier?.parts ?? []).map { ($0.unit, $0) }, uniquingKeysWith: { first, _ in first })
    func value(_ part: FigurePart?, _ holes: Set<OrgUnitCode>) -> Comparison.Value {
      guard let part else { return .absent }
      return Comparison.value(
        part.values, of: definition, isReported: part.status == .reported,
        isWhole: part.estimated == nil && !holes.contains(part.unit))
    }
    return row(title, false, comparison.change(from: value(earlier), to: value(now))) { part in
      comparison.change(from: value(before[part.unit], holes.1), to: value(part, holes.0))
    }
  }

  /// Contributors below whom somebody is missing.
  private func incomplete(_ figure: Earlier) -> Set<OrgUnitCode> {
    guard let missing = figure.coverage?.missing, !missing.isEmpty else { return [] }
    let wholes = Set(figure.parts.filter { $0.scope == .rollup }.map(\.unit))
    guard !wholes.isEmpty else { return [] }
    return Set(
      missing.compactMap { leaf in page.catalogue.units.lineage(of: leaf).first(where: wholes.contains) })
  }
}
