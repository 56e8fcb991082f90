import Findings
import ReportModel

/// 催报通知：the words for a reminder: one notice to all, and a paragraph for each unit, ready to be pasted.
///
/// Nobody is reproached before the deadline: until then it is a 提醒 and not a 催报.
struct ReminderNotice {
  /// How many questions or errors a paragraph spells out; the receipt has them all.
  static let remarkCap = 5
  private let reminder: Reminder
  private let say: Wording

  init(_ reminder: Reminder, say: Wording) {
    self.reminder = reminder
    self.say = say
  }

  // MARK: To all

  func general() -> String {
    let addressees = reminder.addressees
    let silent = addressees.filter(\.isAwaited)
    let isUrgent = silent.contains { $0.daysLate(at: reminder.asOf) != nil }
    var lines = [
      say(
        "【\(isUrgent ? "催报通知" : "报送提醒")】\(reminder.period.chinese)报表",
        "[\(isUrgent ? "Overdue" : "Reminder")] Reports for \(reminder.period)"),
      say(
        "《\(plainTitle)》\(reminder.period.chinese)报表，截至\(moment(reminder.asOf))，应报 \(reminder.dueCount) 个单位，已报 \(reminder.inCount) 个，未报 \(reminder.dueCount - reminder.inCount) 个。",
        "\(reminder.planTitle), \(reminder.period): as of \(moment(reminder.asOf)) \(reminder.inCount) of \(reminder.dueCount) reports are in."
      ),
    ]
    var number = 0
    func heading(_ text: String) {
      number += 1
      lines.append(say("\(Self.numeral(number))、\(text)", "\(number). \(text)"))
    }
    for (state, units) in terms(of: silent) {
      heading(state)
      lines += groups(units)
    }
    let returned = addressees.filter { if case .returned = $0.matter { true } else { false } }
    if !returned.isEmpty {
      heading(say("已退回，请按回执改正后重报", "returned, to be corrected and sent again"))
      lines += groups(returned)
    }
    let questioned = addressees.filter { if case .questions = $0.matter { true } else { false } }
    if !questioned.isEmpty {
      heading(say("已收到，有问题待核实，请说明或更正", "received, with questions to be answered"))
      lines += groups(questioned)
    }
    if !silent.isEmpty {
      lines.append(
        isUrgent
          ? say(
            "请已过时限的单位尽快报送；确有困难的，请说明原因和预计报送时间。各单位要报的内容另行发送。",
            "Units that are overdue: please report at once, or say why not and when. What each has to send follows."
          )
          : say(
            "请合理安排，按时报送；预计不能按时报送的，请在时限前说明原因。已经报送的请以回执为准。",
            "Please report in time; if that will not be possible, say why before the deadline."))
    }
    if let closed = reminder.closedAt { lines.append(closing(closed)) }
    lines.append(signature)
    return lines.joined(separator: "\n")
  }

  private var plainTitle: String {
    // Title marks inside title marks are single ones.
    reminder.planTitle.map { $0 == "《" ? "〈" : $0 == "》" ? "〉" : String($0) }.joined()
  }

  private var signature: String {
    say(
      "\(reminder.officeName)　\(reminder.asOf.dayText(say))",
      "\(reminder.officeName), \(reminder.asOf.dayText(say))")
  }

  private func closing(_ instant: Instant) -> String {
    say(
      "本期已于\(moment(instant))截止，现在报来的要经批准才能计入，请先与我们联系。",
      "The quarter was closed at \(moment(instant)); what comes now needs approval, so please call first.")
  }

  /// Units by their deadline, the earliest first, those without one at the end.
  private func terms(of units: [Reminder.Addressee]) -> [(String, [Reminder.Addressee])] {
    let byDue = Dictionary(grouping: units) { $0.due?.seconds ?? Int64.max }
    return byDue.sorted { $0.key < $1.key }.map { key, units in
      guard let first = units.first, let due = first.due else {
        return (say("尚未收到", "not received"), units)
      }
      if let late = first.daysLate(at: reminder.asOf) {
        return (
          say("已过时限（\(term(due))\(late > 0 ? "，逾期 \(late) 天" : "")）", "overdue (\(term(due)), \(late) days)"),
          units
        )
      }
      let left = first.daysLeft(at: reminder.asOf) ?? 0
      return (
        say(
          "尚未收到（时限\(term(due))，\(left > 0 ? "还有 \(left) 天" : "今日到期")）",
          "not received yet (due \(term(due)), \(left) days left)"),
        units
      )
    }
  }

  private func groups(_ units: [Reminder.Addressee]) -> [String] {
    struct Key: Hashable, Comparable {
      let under: String
      let group: Reminder.Group
      static func < (left: Key, right: Key) -> Bool { (left.under, left.group) < (right.under, right.group) }
    }
    return Dictionary(grouping: units) { Key(under: $0.under?.rawValue ?? "", group: $0.group) }
      .sorted { $0.key < $1.key }
      .map { key, units in
        let superior = units.first?.underName.map { $0 + say("·", ", ") } ?? ""
        let group = superior + name(of: key.group)
        return say(
          "\(group)（\(units.count) 个）：\(say.list(units.map(short)))",
          "\(group) (\(units.count)): \(say.list(units.map(short)))")
      }
  }

  private func short(_ unit: Reminder.Addressee) -> String {
    switch unit.matter {
    case .silent: unit.isExtended ? unit.name + say("（已延期）", " (extended)") : unit.name
    case .incomplete(let missing):
      unit.name + say("（所属 \(missing.count) 个单位未报）", " (\(missing.count) units below are out)")
    case .returned(_, _, _, let count, _, _): unit.name + say("（\(count) 处）", " (\(count))")
    case .questions(let remarks, _): unit.name + say("（\(remarks.count) 处）", " (\(remarks.count))")
    }
  }

  private func name(of group: Reminder.Group) -> String {
    switch group {
    case .ownLevel: say("本级", "own level")
    case .city: say("市", "cities")
    case .county: say("区县", "counties")
    case .town: say("镇街", "towns")
    case .department: say("部门", "departments")
    }
  }

  // MARK: To one

  func paragraph(for unit: Reminder.Addressee) -> String {
    var lines: [String] = []
    let report = say(
      "\(reminder.period.chinese)\(unit.scope == .rollup ? "汇总" : "报表")",
      "\(unit.scope == .rollup ? "roll-up" : "report") for \(reminder.period)")
    switch unit.matter {
    case .silent:
      lines.append("\(unit.name)\(say("：", ": "))" + silence(unit, report))
      lines.append(contents(unit))
    case .incomplete(let missing):
      lines.append(
        say(
          "\(unit.name)：你单位所属的\(reminder.period.chinese)报表还没有报齐，差 \(missing.count) 个：\(shortList(missing))\(deadlineClause(unit))。请督促\(unit.daysLate(at: reminder.asOf) == nil ? "按时" : "尽快")报送；已经收齐的，请直接上报汇总。",
          "\(unit.name): \(missing.count) units below have not reported for \(reminder.period): \(shortList(missing))\(deadlineClause(unit)). Please see to it, or send the roll-up."
        ))
    case .returned(let file, let receivedAt, let remarks, let count, let receipt, let isStanding):
      lines.append(
        say(
          "\(unit.name)：你单位\(moment(receivedAt))报来的\(report)（“\(file)”）没有通过审核，已退回，有 \(count) 处须改正：",
          "\(unit.name): the \(report) that came at \(moment(receivedAt)) (“\(file)”) was returned; \(count) errors:"
        ))
      lines += list(remarks, count: count)
      lines.append(
        isStanding
          ? say(
            "此前接收的一份仍然有效；要更正的，请改好后整份重报（回执：\(receipt)）。",
            "The report accepted before still counts; to replace it, correct this one and send it again (receipt: \(receipt))."
          )
          : say(
            "请按回执改正后整份重报\(deadlineClause(unit))，退回的不算已报。回执：\(receipt)。",
            "Please correct it and send it again\(deadlineClause(unit)) (receipt: \(receipt)). A returned report does not count."
          ))
      lines.append(destination(unit))
    case .questions(let remarks, let receipt):
      lines.append(
        say(
          "\(unit.name)：你单位的\(report)已经收到并计入，有 \(remarks.count) 处请核实：",
          "\(unit.name): the \(report) is received and counted; \(remarks.count) questions:"))
      lines += list(remarks, count: remarks.count)
      lines.append(
        say(
          "数据属实的，请在表内“情况说明”写明原因后整份重报，也可以回复我们，由我们确认；有误的请更正后重报（回执：\(receipt)）。没有说明以前，数据按待核实处理。",
          "If the figures are right, say why in 情况说明 and send the report again, or answer us and we confirm it; if not, correct it (receipt: \(receipt))."
        ))
    }
    if let closed = reminder.closedAt { lines.append(closing(closed)) }
    return lines.joined(separator: "\n")
  }

  /// What is late is told with the date and the days; what is not is asked for politely.
  private func silence(_ unit: Reminder.Addressee, _ report: String) -> String {
    let asOf = moment(reminder.asOf)
    guard let due = unit.due else {
      return say(
        "你单位\(report)截至\(asOf)尚未收到，请尽快报送。",
        "the \(report) has not arrived as of \(asOf). Please send it soon.")
    }
    let by =
      unit.isExtended
      ? say("经批准延期到\(term(due))", "was extended to \(term(due))")
      : say("应于\(term(due))前报送", "\(unit.daysLate(at: reminder.asOf) == nil ? "is" : "was") due \(term(due))")
    if let late = unit.daysLate(at: reminder.asOf) {
      return say(
        "你单位\(report)\(by)，截至\(asOf)尚未收到，\(late > 0 ? "已逾期 \(late) 天" : "已过时限")。请尽快报送，现在报来的登记为迟报；确有困难的，请说明原因和预计报送时间。",
        "the \(report) \(by) and has not arrived as of \(asOf), \(late) days late. Please send it at once, or say why not and when."
      )
    }
    let left = unit.daysLeft(at: reminder.asOf) ?? 0
    return say(
      "温馨提示，你单位\(report)\(by)，\(left > 0 ? "还有 \(left) 天" : "今日到期")，截至\(asOf)尚未收到。请按时报送；预计不能按时报送的，请在时限前说明原因，申请延期。",
      "a friendly reminder: the \(report) \(by), \(left) days from now, and has not arrived yet. If it cannot be in time, please say so before the deadline."
    )
  }

  private func deadlineClause(_ unit: Reminder.Addressee) -> String {
    guard let due = unit.due else { return "" }
    if let late = unit.daysLate(at: reminder.asOf) {
      return say(
        "（时限\(term(due))，\(late > 0 ? "已逾期 \(late) 天" : "已过")）",
        " (due \(term(due)), \(late) days ago)")
    }
    return say("（时限\(term(due))）", " (due \(term(due)))")
  }

  private func contents(_ unit: Reminder.Addressee) -> String {
    let what = [
      unit.figureCount > 0 ? say("指标 \(unit.figureCount) 项", "\(unit.figureCount) figures") : nil,
      unit.taskCount > 0 ? say("任务 \(unit.taskCount) 项", "\(unit.taskCount) tasks") : nil,
    ].compactMap(\.self).joined(separator: say("、", ", "))
    let owed = what.isEmpty ? "" : say("要报的内容：\(what)。", "To be reported: \(what). ")
    return owed + destination(unit)
  }

  private func destination(_ unit: Reminder.Addressee) -> String {
    if unit.scope == .rollup {
      return say(
        "用 cengbao submit \(reminder.period) 上报，或把汇总文件放进收件文件夹 \(unit.place)。",
        "Send it with cengbao submit \(reminder.period), or put the file into \(unit.place).")
    }
    return say(
      "请把报表文件（Excel、CSV 或 XML）放进收件文件夹 \(unit.place)；需要预填好的表样，请告诉我们。",
      "Put the file (XLSX, CSV or XML) into \(unit.place); ask us for a prefilled form.")
  }

  private func list(_ remarks: [Reminder.Remark], count: Int) -> [String] {
    var lines = remarks.prefix(Self.remarkCap).enumerated().map { index, remark in
      let place =
        remark.cell.map { say("\($0)，", "\($0): ") }
        ?? (remark.line > 0 ? say("第 \(remark.line) 行，", "line \(remark.line): ") : "")
      return say(
        "  \(index + 1). \(place)\(remark.text)处理：\(remark.remedy)",
        "  \(index + 1). \(place)\(remark.text) \(remark.remedy)")
    }
    let rest = count - lines.count
    if rest > 0 { lines.append(say("  其余 \(rest) 处见回执。", "  \(rest) more in the receipt.")) }
    return lines
  }

  private func shortList(_ names: [String]) -> String {
    names.count > 12
      ? say.list(Array(names.prefix(12))) + say(" 等", " …") : say.list(names)
  }

  // MARK: Moments

  private func moment(_ instant: Instant) -> String {
    say("\(instant.dayText(say))\(instant.short.suffix(5))", instant.short)
  }

  private func term(_ instant: Instant) -> String { instant.deadlineText(say) }

  private static func numeral(_ number: Int) -> String {
    let numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]
    return numerals.indices.contains(number - 1) ? numerals[number - 1] : String(number)
  }
}

extension Reminder.Addressee {
  /// Whether something is still to come that nobody has looked at yet.
  var isAwaited: Bool {
    switch matter {
    case .silent, .incomplete: true
    case .returned, .questions: false
    }
  }
}
