import Findings
import ReportModel

extension ReaderPage {
  /// 订正内容：for whoever has read the version before.
  var amendmentSection: Markup? {
    guard let amendment else { return nil }
    let sources = amendment.sources.map { $0 == rollUp.unit ? say("本级", "own level") : name($0) }
    let words = say(
      "本版是第\(amendment.revision)版，订正 \(amendment.sentAt.short) 上报的第\(amendment.against)版，变动\(amendment.changes.count)个数"
        + (sources.isEmpty ? "。" : "；报送有变动的单位：\(say.list(sources))。"),
      "Revision \(amendment.revision) amends revision \(amendment.against), sent at \(amendment.sentAt.short): \(amendment.changes.count) values"
        + (sources.isEmpty ? "." : "; other reports from \(say.list(sources))."))
    guard !amendment.changes.isEmpty else { return "<p>\(words)</p>\n" }
    var table = ReportTable(
      title: say("订正内容", "Amended values"),
      columns: [
        .init(say("指标", "Indicator"), .label), .init(say("数据栏", "Item")),
        .init(say("第\(amendment.against)版", "r\(amendment.against)"), .number),
        .init(say("第\(amendment.revision)版", "r\(amendment.revision)"), .number),
      ])
    let none = ReportTable.Cell.text("—", .muted)
    table.rows = amendment.changes.map { change in
      ReportTable.Row([
        .text(fullName(change.indicator)), .text(say.item(change.item)), .number(change.before).orElse(none),
        .number(change.after).orElse(none),
      ])
    }
    return "<p>\(words)</p>\n\(table.markup())"
  }
}
