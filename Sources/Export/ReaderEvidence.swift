import Findings
import ReportModel

/// 依据：what stands beside and behind the figures: local figures, findings, sources, definitions.
extension ReaderPage {
  // MARK: Beside the totals

  var sideSection: Markup? {
    guard !rollUp.sideFigures.isEmpty else { return nil }
    var table = ReportTable(
      title: say("未计入合计的下级指标", "Local figures outside the totals"),
      columns: [
        .init(say("单位", "Unit"), .label), .init(say("指标", "Indicator")), .init(say("计量", "Measure")),
        .init(say("本期数", "Quarter"), .number), .init(say("规划期累计", "Plan to date"), .number),
        .init(say("期末数或比例", "At end, ratio"), .number), .init(say("与本方案的关系", "Relation to this plan")),
      ])
    let order = Dictionary(
      catalogue.plans.flatMap { plan in plan.indicators.enumerated().map { ("\(plan.id)/\($1.id)", $0) } },
      uniquingKeysWith: { first, _ in first })
    func rank(_ figure: SideFigure) -> (OrgUnitCode, PlanID, Int, IndicatorID) {
      (figure.unit, figure.plan, order["\(figure.plan)/\(figure.indicator)"] ?? .max, figure.relatedTo ?? "")
    }
    for figure in rollUp.sideFigures.sorted(by: { rank($0) < rank($1) }) {
      let definition = catalogue.plan(figure.plan)?.indicator(figure.indicator)
      let decimals = definition?.decimals ?? 0
      let isFlow = definition?.isFlow ?? (figure.values.inPeriod != nil)
      var standing = Cell.blank
      if let numerator = figure.values.numerator, let denominator = figure.values.denominator {
        standing =
          Quotient(numerator, over: denominator).map { Cell(content: .percent($0, decimals: decimals)) }
          ?? .text("—")
      } else if !isFlow {
        standing = .number(figure.values.atEnd, decimals: decimals)
      }
      table.rows.append(
        ReportTable.Row([
          .text(name(figure.unit)), .text(definition?.name ?? figure.indicator.rawValue),
          .text(definition?.measure ?? ""),
          .number(isFlow ? figure.values.inPeriod : nil, decimals: decimals),
          .number(isFlow ? figure.values.planToDate : nil, decimals: decimals), standing,
          .text(
            figure.relatedTo.map {
              say("与“\(indicatorName($0))”相关，不相加", "related to “\(indicatorName($0))”, not added")
            }
              ?? say("本地指标", "local")),
        ]))
    }
    return table.markup()
  }

  // MARK: Findings of the run

  var findingSection: Markup? { findingTable.map { $0.markup() } }

  var findingTable: ReportTable? {
    guard !findings.isEmpty else { return nil }
    var table = ReportTable(
      title: say("汇总时发现的问题", "Findings of the run"),
      columns: [
        .init(say("程度", "Severity"), .mark), .init(say("问题", "Finding")), .init(say("处理", "What to do")),
        .init(say("规则", "Rule"), .mark),
      ])
    let ordered = findings.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      if a.severity != b.severity { return a.severity < b.severity }
      if Finding.inFileOrder(a, b) != Finding.inFileOrder(b, a) { return Finding.inFileOrder(a, b) }
      return left.offset < right.offset
    }
    table.rows = ordered.map(\.element).map { finding in
      ReportTable.Row([
        .text(
          say.severity(finding.severity),
          finding.severity == .hard ? .alarm : finding.severity == .soft ? .question : .muted),
        .text(
          sheets.message(of: finding, in: say.language),
          note: sheets.title(of: finding.code, in: say.language)),
        .text(sheets.remedy(of: finding, in: say.language)), .text(finding.code),
      ])
    }
    return table
  }

  // MARK: Sources

  var sourceSection: Markup? { sourceTable().map { $0.markup(style: "sources") } }

  /// - Parameter units: those that are listed; all where there is none.
  func sourceTable(of units: Set<OrgUnitCode>? = nil) -> ReportTable? {
    let sources = rollUp.basis.sources.filter { units?.contains($0.unit) ?? true }
    guard !sources.isEmpty else { return nil }
    let showsPlan = Set(rollUp.basis.sources.map(\.plan)) != [rollUp.plan]
    var columns: [ReportTable.Column] = [.init(say("单位", "Unit"), .label)]
    if showsPlan { columns.append(.init(say("方案", "Plan"), .mark)) }
    columns += [
      .init(say("口径", "Scope")), .init(say("版次", "Revision"), .number), .init(say("收到时间", "Received"), .mark),
      .init(say("结果", "Outcome")), .init(say("文件摘要（SHA-256）", "Digest (SHA-256)"), .mark),
    ]
    var table = ReportTable(title: say("来源", "Sources"), columns: columns)
    table.rows = sources.inOrder.map { source in
      var cells: [Cell] = [.text(name(source.unit))]
      if showsPlan { cells.append(.text(source.plan.rawValue)) }
      let outcome =
        source.outcome == .questions ? say("待核实", "in question") : say("接收", "accepted")
      cells += [
        .text(say.scope(source.scope)), .whole(source.revision),
        .text(Instant(seconds: source.receivedAt).short),
        .text(
          source.isLate ? outcome + say("，迟报", ", late") : outcome,
          source.outcome == .questions ? .question : .plain), .text("\(source.digest.prefix(16))…"),
      ]
      return ReportTable.Row(cells)
    }
    return table
  }

  // MARK: Definitions

  var definitionSection: Markup? {
    guard let plan, !footnotes.isEmpty else { return nil }
    let shown = plan.indicators.filter { footnotes[$0.id] != nil }
    let items = shown.map { indicator -> Markup in
      let open =
        [indicator.reading].compactMap(\.self)
        + plan.targets.filter { $0.indicator == indicator.id }.compactMap(\.reading)
      let readings = open.map { "<br><span class=\"open\">\($0)</span>" as Markup }
      return """
        <li id="d\(footnotes[indicator.id] ?? 0)"><b>\(indicator.name)</b>（\(indicator.measure)，\(basisText(indicator))）\
        \(indicator.definition)\(readings)</li>

        """
    }
    return "<ol class=\"notes\">\n\(items)</ol>\n"
  }

  private func basisText(_ indicator: IndicatorDefinition) -> String {
    switch indicator.basis {
    case .sum: say("本级与下级相加", "own level plus subordinates")
    case .line: say("条线全口径，下级只核对", "the owner's figure for the whole area")
    case .own: say("只有本级有", "own level only")
    }
  }
}
