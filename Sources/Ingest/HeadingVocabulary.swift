import ReportModel

/// 栏目：what a column of the table is for.
enum ColumnRole: Hashable {
  case taskCode, taskTitle, indicatorCode, indicatorName, measure
  case value(FigureItem)
  /// 自填比例: what the parts of a ratio make, typed by hand.
  case rate
  /// 累计 without saying since when.
  case cumulative
  case adjustmentReason, status
  case paragraph(ParagraphKind)
  case explanation
  /// Known, and not read: 序号, and what a prefilled form shows to the clerk.
  case shown

  /// The heading on the form.
  var heading: String {
    switch self {
    case .taskCode: "任务编号"
    case .taskTitle: "主要任务"
    case .indicatorCode: "指标编号"
    case .indicatorName: "指标名称"
    case .measure: "计量单位"
    case .value(let item): item.chinese
    case .rate: "比例"
    case .cumulative: "累计"
    case .adjustmentReason: "调整原因"
    case .status: "完成状态"
    case .paragraph(let kind): kind.chinese
    case .explanation: "情况说明"
    case .shown: "序号"
    }
  }
}

/// 表头同义词：every heading that is understood, in one table; the first of a row is the form's own.
enum HeadingVocabulary {
  static let table: [(role: ColumnRole, headings: [String])] = [
    (.taskCode, ["任务编号", "任务代码", "任务号", "任务ID", "分工编号", "任务序号"]),
    (.taskTitle, ["主要任务", "任务名称", "任务", "工作任务", "重点任务", "任务标题", "目标任务"]),
    (.indicatorCode, ["指标编号", "指标代码", "指标号", "指标ID"]),
    (.indicatorName, ["指标名称", "指标"]),
    (.measure, ["计量单位", "单位", "度量单位", "计算单位"]),
    (
      .value(.inPeriod),
      [
        "本期数", "本期", "本期完成", "本期完成数", "本期新增", "本季数", "本季", "本季度", "本季度数", "本季完成", "本季完成数", "本季度完成",
        "本季度完成数", "本季新增", "本季度新增", "当期数", "当季数",
      ]
    ),
    (
      .value(.yearToDate),
      [
        "本年累计", "本年累计数", "本年度累计", "本年度累计数", "年度累计", "年度累计数", "当年累计", "当年累计数", "今年累计", "年初至今累计", "自年初累计",
        "自年初累计数", "全年累计",
      ]
    ),
    (
      .value(.planToDate),
      [
        "规划期累计", "规划期累计数", "规划期内累计", "规划累计", "规划期以来累计", "十四五累计", "“十四五”累计", "十四五以来累计", "“十四五”以来累计",
      ]
    ),
    (.cumulative, ["累计", "累计数", "累计完成", "累计完成数", "累计值"]),
    (.value(.atEnd), ["期末数", "期末", "期末值", "季末数", "季末", "期末实有", "期末实有数", "季末实有数", "期末存量", "期末余额"]),
    (.value(.numerator), ["分子", "分子数"]),
    (.value(.denominator), ["分母", "分母数"]),
    (.rate, ["比例", "比率", "覆盖率", "覆盖比例", "占比", "百分比", "百分率", "完成率", "完成比例", "率"]),
    (.value(.adjustment), ["历史调整数", "历史调整", "调整数"]),
    (.adjustmentReason, ["调整原因", "历史调整原因", "调整说明"]),
    (.status, ["完成状态", "任务状态", "状态", "进展状态", "推进状态", "任务进度状态"]),
    (.paragraph(.progress), ["工作进展", "工作进展情况", "进展情况", "工作进度", "推进情况", "工作开展情况", "进展"]),
    (.paragraph(.problems), ["存在问题", "存在的问题", "问题", "困难问题", "存在困难", "问题和困难", "存在的困难和问题"]),
    (
      .paragraph(.next),
      ["下一步打算", "下一步工作打算", "下一步工作", "下一步计划", "下一步工作计划", "下步打算", "下步工作打算", "下步工作", "下一步"]
    ),
    (.paragraph(.summary), ["汇总情况说明", "汇总说明"]),
    (.explanation, ["情况说明", "数据说明", "说明"]),
    (
      .shown,
      [
        "序号", "行号", "目标值", "目标", "上期累计", "上期本年累计", "上期规划期累计", "上期期末数", "上期分母", "填报要求", "上期完成状态",
        "上期下一步打算", "指标口径",
      ]
    ),
  ]

  private static let roles = Dictionary(
    table.flatMap { entry in entry.headings.map { ($0, entry.role) } },
    uniquingKeysWith: { first, _ in first })

  /// What a heading means; it may be spread over the cell, starred, or explained in brackets.
  static func role(of cell: some StringProtocol) -> ColumnRole? {
    var heading = Folding.compact(cell)
    if let known = roles[heading] { return known }
    heading.removeAll { "*＊:：".contains($0) }
    if let split = MeasureNoteSpelling.split(heading), let role = roles[split.heading] { return role }
    if let bracket = heading.firstIndex(where: { "(（[【〔".contains($0) }), bracket != heading.startIndex {
      heading = String(heading[..<bracket])
    }
    return roles[heading]
  }

  /// Whether the heading is the form's own word for the column.
  static func isFormHeading(_ cell: some StringProtocol, of role: ColumnRole) -> Bool {
    let heading = Folding.compact(cell)
    return heading == role.heading || role == .shown || role == .rate
  }
}
