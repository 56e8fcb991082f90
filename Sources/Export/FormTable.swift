import Findings
import Formats
import ReportModel

/// 表样（CSV）：the form as a table for Excel and WPS, in the headings that the reader knows, so that it comes back unchanged
/// but for what was typed.
struct FormTable {
  private enum Column: String {
    case task = "任务编号"
    case title = "主要任务"
    case indicator = "指标编号"
    case name = "指标名称"
    case measure = "计量单位"
    case requirement = "填报要求"
    case goal = "目标值"
    case lastPlanToDate = "上期规划期累计"
    case lastYearToDate = "上期本年累计"
    case lastAtEnd = "上期期末数"
    case lastDenominator = "上期分母"
    case inPeriod = "本期数"
    case yearToDate = "本年累计"
    case planToDate = "规划期累计"
    case atEnd = "期末数"
    case numerator = "分子"
    case denominator = "分母"
    case lastStatus = "上期完成状态"
    case status = "完成状态"
    case lastNext = "上期下一步打算"
    case progress = "工作进展"
    case problems = "存在问题"
    case next = "下一步打算"
    case explanation = "情况说明"
    case definition = "指标口径"
  }

  private let form: ReportForm
  private let words: FormWording
  private let columns: [Column]

  init(_ form: ReportForm, say: Wording) {
    self.form = form
    words = FormWording(say: say, period: form.period)
    columns = Self.columns(of: form)
  }

  /// Only those that some row has a use for; what is known stands before what is to be typed.
  private static func columns(of form: ReportForm) -> [Column] {
    let figures = form.figures
    let hasFlows = figures.contains { $0.definition.isFlow }
    let hasStocks = figures.contains { !$0.definition.isFlow && !$0.definition.isRatio }
    let hasRatios = figures.contains { $0.definition.isRatio }
    func has(_ column: Column, _ isUsed: Bool) -> [Column] { isUsed ? [column] : [] }
    var columns: [Column] = [.task, .title]
    // A department that reports words alone still has the columns, without which it would be no report.
    columns += [.indicator, .name, .measure, .requirement]
    columns += has(.goal, figures.contains { !$0.goals.isEmpty })
    columns += has(.lastPlanToDate, figures.contains { $0.known.planToDate != nil })
    columns += has(.lastYearToDate, figures.contains { $0.known.yearToDate != nil })
    if hasFlows || figures.isEmpty { columns += [.inPeriod, .yearToDate, .planToDate] }
    columns += has(.lastAtEnd, figures.contains { $0.known.atEnd != nil }) + has(.atEnd, hasStocks)
    columns += has(.lastDenominator, figures.contains { $0.known.denominator != nil })
    if hasRatios { columns += [.numerator, .denominator] }
    columns += has(.lastStatus, form.tasks.contains { $0.lastStatus != nil }) + [.status]
    columns += has(.lastNext, form.tasks.contains { $0.lastNext != nil })
    return columns + [.progress, .problems, .next, .explanation]
      + has(.definition, figures.contains { !$0.definition.definition.isEmpty })
  }

  func csv() -> [UInt8] {
    var writer = CSVWriter(lineEnd: .crlf, hasBOM: true)
    func cover(_ key: String, _ values: String?...) {
      writer.row([.text(key)] + values.map { $0.map { .text($0) } ?? .empty })
    }
    cover("报送单位", form.unit.rawValue, form.unitName)
    cover("实施方案", form.plan.rawValue)
    cover("方案名称", form.planTitle)
    // The one spelling that needs no repair.
    cover("报告期", form.period.description)
    cover("口径", ReportScope.own.chinese)
    cover("填表人", form.cover.filledBy)
    cover("审核人", form.cover.reviewedBy)
    cover("负责人", form.cover.approvedBy)
    cover("联系电话", form.cover.phone)
    cover("填表日期", nil)
    if form.takesSummary { cover("汇总情况说明", nil) }
    if let due = form.due { cover("报送时限", due.deadlineText(words.say)) }
    for sentence in words.instructions(form) { cover("填表说明", sentence) }
    writer.row([])
    writer.row(columns.map { .text($0.rawValue) })
    for task in form.tasks {
      if task.figures.isEmpty { writer.row(columns.map { cell($0, task, nil, isFirst: true) }) }
      for (index, figure) in task.figures.enumerated() {
        writer.row(columns.map { cell($0, task, figure, isFirst: index == 0) })
      }
    }
    return writer.finish()
  }

  private func cell(
    _ column: Column, _ task: ReportForm.Task, _ figure: ReportForm.Figure?, isFirst: Bool
  ) -> CSVOutputCell {
    func text(_ text: String?) -> CSVOutputCell {
      guard let text, !text.isEmpty else { return .empty }
      return .text(text)
    }
    func number(_ amount: Amount?) -> CSVOutputCell { amount.map { .number($0.description) } ?? .empty }
    let known = figure?.known
    switch column {
    case .task: return .text(task.id.rawValue)
    case .title: return .text(task.title)
    case .indicator: return text(figure?.definition.id.rawValue)
    case .name: return text(figure?.definition.name)
    case .measure: return text(figure?.definition.measure)
    case .requirement: return text(figure.map { words.requirement(of: $0, in: form) } ?? words.narrativeOnly)
    case .goal: return text(figure.map { words.goals($0.goals) })
    case .lastPlanToDate: return number(known?.planToDate)
    case .lastYearToDate: return number(known?.yearToDate)
    case .lastAtEnd: return number(known?.atEnd)
    case .lastDenominator: return number(known?.denominator)
    case .lastStatus: return text(isFirst ? task.lastStatus?.chinese : nil)
    case .status: return text(isFirst ? task.status?.chinese : nil)
    case .lastNext: return text(isFirst ? task.lastNext : nil)
    case .definition: return text(figure?.definition.definition)
    case .inPeriod, .yearToDate, .planToDate, .atEnd, .numerator, .denominator, .progress, .problems, .next,
      .explanation:
      return .empty
    }
  }
}
