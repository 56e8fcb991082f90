import Findings
import ReportModel

/// 表样栏：a column of the form, under the heading that the reader knows; the table and the workbook have the same.
enum FormColumn: String {
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
  case adjustment = "历史调整数"
  case reason = "调整原因"
  case lastStatus = "上期完成状态"
  case status = "完成状态"
  case lastNext = "上期下一步打算"
  case progress = "工作进展"
  case problems = "存在问题"
  case next = "下一步打算"
  case explanation = "情况说明"
  case definition = "指标口径"

  /// Only those that some row has a use for; what is known stands before what is to be typed.
  static func columns(of form: ReportForm) -> [FormColumn] {
    let figures = form.figures
    let hasFlows = figures.contains { $0.definition.isFlow }
    let hasStocks = figures.contains { !$0.definition.isFlow && !$0.definition.isRatio }
    let hasRatios = figures.contains { $0.definition.isRatio }
    func has(_ column: FormColumn, _ isUsed: Bool) -> [FormColumn] { isUsed ? [column] : [] }
    var columns: [FormColumn] = [.task, .title]
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

  /// Whether it says something about a task as a whole, once.
  var isOfTask: Bool {
    switch self {
    case .lastStatus, .status, .lastNext, .progress, .problems, .next: true
    default: false
    }
  }

  /// The figure that is typed here.
  var item: FigureItem? {
    switch self {
    case .inPeriod: .inPeriod
    case .yearToDate: .yearToDate
    case .planToDate: .planToDate
    case .atEnd: .atEnd
    case .numerator: .numerator
    case .denominator: .denominator
    default: nil
    }
  }
}

/// 表样内容：what stands in the form, whatever file it becomes.
struct FormContent {
  let form: ReportForm
  let words: FormWording

  init(_ form: ReportForm, say: Wording) {
    self.form = form
    words = FormWording(say: say, period: form.period)
  }

  enum Cell: Hashable {
    case empty
    case text(String)
    case number(Amount)
  }

  /// - Parameter figure: `nil` for a task that asks for words alone.
  func cell(_ column: FormColumn, _ task: ReportForm.Task, _ figure: ReportForm.Figure?) -> Cell {
    func text(_ text: String?) -> Cell {
      guard let text, !text.isEmpty else { return .empty }
      return .text(text)
    }
    func number(_ amount: Amount?) -> Cell { amount.map { .number($0) } ?? .empty }
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
    case .lastStatus: return text(task.lastStatus?.chinese)
    case .status: return text(task.status?.chinese)
    case .lastNext: return text(task.lastNext)
    case .definition: return text(figure?.definition.definition)
    case .inPeriod, .yearToDate, .planToDate, .atEnd, .numerator, .denominator, .adjustment, .reason,
      .progress,
      .problems, .next, .explanation:
      return .empty
    }
  }
}
