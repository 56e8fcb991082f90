import Findings
import Formats
import ReportModel

/// 盖章页：one page of paper for the offices that still want a seal.
///
/// What was typed on the cover and how much was filled in comes by formula from the other sheets, so that paper says what
/// the file says: the form's number, how many figures and their sum are what both are matched by.
extension FormWorkbook {
  mutating func sealSheet() -> OutputSheet {
    var sheet = OutputSheet(name: Sheet.seal)
    sheet.columns = [.init(width: 13), .init(width: 30), .init(width: 13), .init(width: 30)]
    sheet.isProtected = true
    sheet.page = page()
    sheet.page.isLandscape = false
    sheet.page.isCentered = true

    line(
      form.planTitle, WorkbookLook.title, height: form.planTitle.rowHeight(width: 52, line: 22), in: &sheet)
    line(
      say("\(form.period.chinese)进展情况报送表", "Progress report, \(say.period(form.period))"),
      WorkbookLook.subtitle, height: 26, in: &sheet)
    line("", WorkbookLook.plain, height: 8, in: &sheet)
    let due = form.due.map { $0.deadlineText(say) } ?? "—"
    pair(
      (say("报送单位", "Unit"), .text(form.unitName)), (say("单位代码", "Code"), .text(form.unit.rawValue)),
      in: &sheet)
    pair(
      (say("报告期", "Period"), .text(say.period(form.period))), (say("口径", "Scope"), copied("口径")), in: &sheet)
    pair((say("填表人", "Filled by"), copied("填表人")), (say("联系电话", "Phone"), copied("联系电话")), in: &sheet)
    pair((say("审核人", "Checked by"), copied("审核人")), (say("负责人", "Head"), copied("负责人")), in: &sheet)
    pair(
      (say("填表日期", "Date"), answers["填表日期"].map { .dateOf(sheet: Sheet.cover, cell: $0) } ?? .blank),
      (say("报送时限", "Due"), .text(due)), in: &sheet)
    pair(
      (say("应填指标", "Figures asked"), .text(say("\(form.figures.count) 项", "\(form.figures.count)"))),
      (say("任务", "Tasks"), .text(say("\(form.tasks.count) 个", "\(form.tasks.count)"))), in: &sheet)
    pair(
      (
        say("已填数据", "Numbers typed"),
        typed.isEmpty ? .text("—") : .countOf(sheet: Sheet.figures, typed)
      ),
      (say("核对数", "Their sum"), typed.isEmpty ? .text("—") : .sumOf(sheet: Sheet.figures, typed)), in: &sheet)
    pair(
      (say("表样编号", "Form"), .text(mark)), (say("实施方案", "Plan"), .text(form.plan.rawValue)), in: &sheet)
    line("", WorkbookLook.plain, height: 10, in: &sheet)
    signature(say("填表人（签字）：", "Filled by (signed):"), say("审核人（签字）：", "Checked by (signed):"), in: &sheet)
    signature(say("负责人（签字）：", "Head (signed):"), say("日期：      年    月    日", "Date:"), in: &sheet)
    line(
      say("（报送单位盖章处）", "(seal of the unit)"),
      WorkbookLook.framed.with {
        $0.horizontal = .center
        $0.vertical = .center
        $0.color = 0x808080
      }, height: 190, in: &sheet)
    let note = say(
      "填表人等取自“封面”，已填数据和核对数（所填各数之和）取自“指标”，随填随变：先填完再打印。收到纸质件的，用表样编号、已填数据和核对数与电子文件核对；三者不一致的，以电子文件为准并请报送单位重新打印。",
      "Names come from 封面, the count and the sum of the figures from 指标: fill in first, then print. Paper and file belong together where form number, count and sum agree."
    )
    line(note, WorkbookLook.hint, height: note.rowHeight(width: 96, line: 13), in: &sheet)
    return sheet
  }

  /// Over the whole width.
  private mutating func line(_ text: String, _ style: CellStyle, height: Int, in sheet: inout OutputSheet) {
    let row = sheet.rows.count
    sheet.rows.append(.init([book.text(text, style)] + blanks(3, style), height: .init(height)))
    sheet.merges.append(SheetRange(SheetCell(row: row, column: 0), SheetCell(row: row, column: 3)))
  }

  private mutating func pair(
    _ left: (String, OutputCell.Content), _ right: (String, OutputCell.Content), in sheet: inout OutputSheet
  ) {
    let value = WorkbookLook.framed.with { $0.horizontal = .left }
    sheet.rows.append(
      .init(
        [
          book.text(left.0, WorkbookLook.key), book.cell(left.1, value), book.text(right.0, WorkbookLook.key),
          book.cell(right.1, value),
        ], height: 24))
  }

  private mutating func signature(_ left: String, _ right: String, in sheet: inout OutputSheet) {
    let row = sheet.rows.count
    let cells =
      [book.text(left, WorkbookLook.framed)] + blanks(1, WorkbookLook.framed)
      + [book.text(right, WorkbookLook.framed)] + blanks(1, WorkbookLook.framed)
    sheet.rows.append(.init(cells, height: 40))
    for column in [0, 2] {
      sheet.merges.append(
        SheetRange(SheetCell(row: row, column: column), SheetCell(row: row, column: column + 1)))
    }
  }

  /// What stands on the cover.
  private func copied(_ key: String) -> OutputCell.Content {
    answers[key].map { .valueOf(sheet: Sheet.cover, cell: $0) } ?? .blank
  }
}
