import Findings
import Formats
import ReportModel

/// 表样（CSV）：the form as a table for Excel and WPS, in the headings that the reader knows, so that it comes back unchanged
/// but for what was typed.
struct FormTable {
  private let content: FormContent
  private let columns: [FormColumn]

  init(_ form: ReportForm, say: Wording) {
    content = FormContent(form, say: say)
    columns = FormColumn.columns(of: form)
  }

  func csv() -> [UInt8] {
    let form = content.form
    let words = content.words
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
    for sentence in words.instructions(form, for: .table) { cover("填表说明", sentence) }
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
    _ column: FormColumn, _ task: ReportForm.Task, _ figure: ReportForm.Figure?, isFirst: Bool
  ) -> CSVOutputCell {
    // What is said about the task stands in its first row.
    if column.isOfTask, !isFirst { return .empty }
    switch content.cell(column, task, figure) {
    case .empty: return .empty
    case .text(let text): return .text(text)
    case .number(let amount): return .number(amount.description)
    }
  }
}
