import Findings
import Formats
import ReportModel

/// 表样（XML）：the form as a report without values, valid against `report.xsd`, with what is known in comments.
struct FormDocument {
  private let form: ReportForm
  private let words: FormWording
  private var writer = XMLWriter()

  init(_ form: ReportForm, say: Wording) {
    self.form = form
    words = FormWording(say: say, period: form.period)
  }

  mutating func bytes() -> [UInt8] {
    let say = words.say
    writer.comment(say("\(form.unitName) \(form.period.chinese)", "\(form.unitName) \(form.period)"))
    writer.comment(form.planTitle)
    if let due = form.due {
      let deadline = due.deadlineText(say)
      writer.comment(say("报送时限：\(deadline)", "due: \(deadline)"))
    }
    for sentence in words.instructions(form, for: .table) { writer.comment(sentence) }
    writer.open(
      "report",
      [
        ("xmlns", "urn:cengbao:report:1"), ("unit", form.unit.rawValue), ("plan", form.plan.rawValue),
        ("period", form.period.description), ("scope", ReportScope.own.rawValue),
      ])
    writeCover()
    if form.takesSummary {
      writer.comment(
        say(
          "汇总情况说明写在 <summary>…</summary> 里，放在第一个 task 之前",
          "the officer's summary: <summary>…</summary> before the first task"))
    }
    for task in form.tasks { write(task) }
    writer.close()
    return writer.finish()
  }

  private mutating func writeCover() {
    writer.open("cover")
    writer.element("unitName", text: form.unitName)
    let people: [(String, String, String?)] = [
      ("filledBy", "填表人", form.cover.filledBy), ("reviewedBy", "审核人", form.cover.reviewedBy),
      ("approvedBy", "负责人", form.cover.approvedBy), ("phone", "联系电话", form.cover.phone),
    ]
    for (name, chinese, known) in people {
      if known == nil, words.say.language == .zh { writer.comment(chinese) }
      writer.element(name, text: known)
    }
    // An empty date would be no date.
    let next = form.period.next
    let day = "\(next.year)-\(["01", "04", "07", "10"][next.quarter - 1])-08"
    writer.comment(words.say("填表日期写作", "the day, like") + " <filledOn>\(day)</filledOn>")
    writer.close()
  }

  private mutating func write(_ task: ReportForm.Task) {
    let say = words.say
    var remarks = [task.title]
    if let last = task.lastStatus { remarks.append(say("上期完成状态：", "last status: ") + say.status(last)) }
    if let next = task.lastNext { remarks.append(say("上期下一步打算：", "next steps as told: ") + next) }
    if task.figures.isEmpty { remarks.append(words.narrativeOnly) }
    writer.comment(remarks.joined(separator: say("；", "; ")))
    var attributes: [XMLWriter.Attribute] = [("id", task.id.rawValue)]
    if let status = task.status { attributes.append(("status", status.rawValue)) }
    writer.open("task", attributes)
    for figure in task.figures {
      writer.comment(remark(on: figure))
      writer.element("figure", [("indicator", figure.definition.id.rawValue)])
    }
    writer.element("progress")
    writer.element("problems")
    writer.element("next")
    writer.close()
  }

  /// Name, what to fill in, then what is known.
  private func remark(on figure: ReportForm.Figure) -> String {
    let say = words.say
    let known = figure.known
    let attributes = figure.asked.map { "\($0.rawValue)=\"\"" }.joined(separator: " ")
    var parts = [
      "\(figure.definition.name)（\(figure.definition.measure)）", words.requirement(of: figure, in: form),
      attributes,
    ]
    let numbers: [(String, String, Amount?)] = [
      ("上期规划期累计", "plan to date before", known.planToDate),
      ("上期本年累计", "year to date before", known.yearToDate),
      ("上期期末数", "at end before", known.atEnd), ("上期分母", "denominator before", known.denominator),
    ]
    for (chinese, english, value) in numbers {
      if let value { parts.append("\(say(chinese, english)) \(value)") }
    }
    if !figure.goals.isEmpty { parts.append(say("目标：", "target: ") + words.goals(figure.goals)) }
    return parts.joined(separator: say("；", "; "))
  }
}
