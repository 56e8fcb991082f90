import Findings
import Formats
import ReportModel

/// 订正对照表：every value that a later version of a roll-up changes, for spreadsheets; exact and unrounded.
///
/// - Parameter plan: the roll-up's.
package func renderAmendment(_ amendment: Amendment, plan: Plan) -> RenderedFile {
  var writer = CSVWriter(lineEnd: .crlf, hasBOM: true)
  writer.row(
    [
      "任务编号", "任务", "指标编号", "指标", "计量单位", "数据栏", "第\(amendment.against)版（已上报）", "第\(amendment.revision)版",
      "增减",
    ].map { .text($0) })
  for change in amendment.changes {
    let indicator = plan.indicator(change.indicator)
    func number(_ amount: Amount?) -> CSVOutputCell { amount.map { .number($0.description) } ?? .empty }
    let difference = change.after.flatMap { after in change.before.flatMap { after.subtracting($0) } }
    writer.row([
      .text(change.task.rawValue), .text(plan.task(change.task)?.title ?? ""),
      .text(change.indicator.rawValue),
      .text(indicator?.name ?? ""), .text(indicator?.measure ?? ""), .text(change.item.chinese),
      number(change.before), number(change.after), number(difference),
    ])
  }
  return RenderedFile(name: amendment.fileStem + ".csv", bytes: writer.finish())
}
