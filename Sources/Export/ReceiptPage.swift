import Findings
import ReportModel

/// 回执页：what a clerk reads after dropping a file: the outcome in large words, what to do now, then every finding,
/// the must-fix ones first.
struct ReceiptPage {
  let receipt: Receipt
  let sheets: RuleSheets
  let say: Wording

  /// 应报时限; `nil` where the calendar has none or the unit is not known.
  private let due: Instant?

  init(_ receipt: Receipt, sheets: RuleSheets, say: Wording, due: Instant? = nil) {
    self.due = due
    self.receipt = receipt
    self.sheets = sheets
    self.say = say
  }

  func markup() -> Markup {
    PageStyle.page(
      title: "\(say("回执", "Receipt")) \(subject)", say: say,
      body: """
        <header>
        <p class="imprint"><span>\(say("报送回执", "Receipt"))</span><span>\(receipt.receiverName)</span></p>
        <p class="subject">\(subjectLine)<span class="file">\(receipt.fileName)</span></p>
        <p class="outcome \(receipt.outcome.rawValue)">\(outcome)</p>
        <p class="lead">\(lead)\(deadline)</p>
        </header>
        \(steps)\(findings)\(repairs)\(changes)\(identity)\(footer)
        """)
  }

  /// Whether the sender opens the file in a spreadsheet.
  private var isTable: Bool {
    let name = receipt.fileName.lowercased()
    return ![".xml", ".xml.gz"].contains(where: name.hasSuffix)
  }

  private var isCheck: Bool { receipt.channel == .checkOnly }
  private var counts: [Severity: Int] { receipt.exactCounts(sheets) }

  /// 核实 findings that nobody has explained yet.
  private var openQuestions: Int {
    (counts[.soft] ?? 0) - receipt.findings.count { $0.severity == .soft && $0.answer != nil }
  }

  /// Figures of which the reader could make nothing; they are told one by one below.
  private var unread: Int {
    Set(
      receipt.findings.filter { $0.code.hasPrefix("I2") && $0.severity != .note }.compactMap(
        \.place.indicator)
    ).count
  }

  /// Who and when.
  var subject: String {
    let period = receipt.period.map { say.period($0) }
    return [receipt.unitName ?? receipt.unit?.rawValue, period].compactMap(\.self).joined(separator: " ")
  }

  /// Who and when, on a line of its own; nothing where neither is known.
  private var subjectLine: Markup { subject.isEmpty ? "" : "\(subject)" }

  // MARK: Outcome

  var outcome: String {
    guard !isCheck else {
      switch receipt.outcome {
      case .accepted: return say("检查通过", "Passes the check")
      case .questions: return say("可以报送，有问题要说明", "Can be sent, with questions")
      case .held: return say("报送后会暂存", "Would be held")
      case .returned: return say("报送会被退回", "Would be returned")
      case .unreadable: return say("无法识别", "Unreadable")
      }
    }
    switch receipt.outcome {
    case .accepted: return say("已接收", "Accepted")
    case .questions: return say("已接收，有问题待核实", "Accepted with questions")
    case .held: return say("暂存，尚未计入", "Held, not counted yet")
    case .returned where receipt.decision?.kind == .withdrawn:
      return say("已撤回，没有计入", "Withdrawn, nothing counted")
    case .returned: return say("退回，没有计入", "Returned, nothing counted")
    case .unreadable: return say("无法识别，没有计入", "Unreadable, nothing counted")
    }
  }

  /// How much was read, and how much is to be done.
  var lead: String {
    let (hard, soft, note) = (counts[.hard] ?? 0, openQuestions, counts[.note] ?? 0)
    let explained = (counts[.soft] ?? 0) - soft
    let parts = [
      receipt.figureCount > 0
        ? say("读到数据\(receipt.figureCount)项", "\(receipt.figureCount) figures read") : nil,
      unread > 0 ? say("另有\(unread)项没有读出来", "\(unread) could not be read") : nil,
      hard > 0 ? say("必须改正\(hard)处", "\(hard) to be corrected") : nil,
      soft > 0 ? say("请核实\(soft)处", "\(soft) to be confirmed") : nil,
      explained > 0 ? say("已有说明\(explained)处", "\(explained) explained") : nil,
      note > 0 ? say("提示\(note)处", "\(note) for information") : nil,
      receipt.repairs.isEmpty
        ? nil : say("自动修正\(receipt.repairs.count)处", "\(receipt.repairs.count) repaired"),
    ].compactMap(\.self)
    return parts.isEmpty
      ? say("没有发现问题。", "Nothing to object to.") : parts.joined(separator: say("，", ", ")) + say("。", ".")
  }

  /// Until when a corrected file is in time; said only where something is to be done.
  var deadline: String {
    guard let due, receipt.outcome != .accepted else { return "" }
    let isOver = receipt.receivedAt > due.seconds
    return isOver
      ? say(
        "应报时限 \(due.deadlineText(say)) 已过，改好后请尽快重报。",
        " It was due by \(due.deadlineText(say)); send it as soon as it is right.")
      : say("应报时限 \(due.deadlineText(say))，请在此前改好重报。", " It is due by \(due.deadlineText(say)).")
  }

  private var identity: Markup {
    var facts: [(String, String)] = [(say("文件", "File"), receipt.fileName)]
    if receipt.unit != nil || receipt.unitName != nil {
      let code = receipt.unit.map(\.rawValue)
      facts.append((say("报送单位", "Unit"), [receipt.unitName, code].compactMap(\.self).joined(separator: " ")))
    }
    if let plan = receipt.plan {
      facts.append((say("实施方案", "Plan"), receipt.planTitle ?? plan.rawValue))
    }
    if let period = receipt.period {
      let details = [
        receipt.scope.map { say.scope($0) }, receipt.revision.map { say("第\($0)版", "revision \($0)") },
        receipt.mode == .supplement ? say("补报", "supplement") : nil,
      ].compactMap(\.self)
      facts.append((say("报告期", "Period"), ([say.period(period)] + details).joined(separator: say("，", ", "))))
    }
    if !isCheck {
      let arrival = Instant(seconds: receipt.receivedAt).short
      facts.append(
        (say("收到时间", "Received"), receipt.isLate ? arrival + say("（迟报）", " (late)") : arrival))
      facts.append((say("如何送达", "Channel"), channel))
    }
    if let decision = receipt.decision {
      facts.append(
        (
          say("经办决定", "Decision"),
          say(
            "\(decision.kind.chinese)，\(decision.officer)，\(decision.at.short)：\(decision.reason)",
            "\(decision.kind.rawValue) by \(decision.officer), \(decision.at.short): \(decision.reason)")
        ))
    }
    let lines = facts.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>\n" as Markup }
    return "<h2>\(say("这份文件", "The file"))</h2>\n<dl class=\"facts\">\n\(lines)</dl>\n"
  }

  private var channel: String {
    switch receipt.channel {
    case .dropFolder: say("本单位投递文件夹", "the unit's own drop folder")
    case .openInbox: say("公共收件箱（报送单位以封面所填为准）", "the open Inbox (the sender is who the cover says)")
    case .checkOnly: say("只检查，没有报送", "only checked, not sent")
    }
  }

  // MARK: What to do

  private var steps: Markup {
    let items = instructions.map { "<li>\($0)</li>\n" as Markup }
    return "<h2>\(say("请这样做", "What to do now"))</h2>\n<ol class=\"steps\">\n\(items)</ol>\n"
  }

  var instructions: [String] {
    let (hard, soft) = (counts[.hard] ?? 0, openQuestions)
    let receiver = receipt.receiverName
    let answer = say(
      "再看标“核实”的\(soft)处：数填错了的改正；没有填错的，数不动，在同一行“情况说明”栏写明原因，就算办完。不处理的，改好后仍会再问。",
      "Then look at the \(soft) marked “Question”: correct what is wrong; where the figure is right, say why in 情况说明."
    )
    let resend = say(
      "改好后把整份文件重新报送一次（放到原来的地方），新文件会整份替换旧的，文件名不限。",
      "Send the whole file again; it replaces this one whole, under any name.")
    var steps: [String]
    switch receipt.outcome {
    case .accepted:
      steps = [
        isCheck
          ? say("没有必须改正的地方，可以报送。", "Nothing has to be corrected; the file can be sent.")
          : say("不用再做什么，这份数据已经计入。", "Nothing more to do; the figures count.")
      ]
    case .questions:
      steps = [
        isCheck
          ? say(
            "数据可以计入，但有\(soft)处要核实，最好在报送之前处理好。",
            "The figures would count; \(soft) are better answered before sending.")
          : say(
            "数据已经计入，标为待核实。下面标“核实”的\(soft)处请逐条处理。",
            "The figures count and are marked provisional. Please answer the \(soft) questions below."),
        say(
          "数填错了的，改成正确的数；没有填错的，数不动，在同一行“情况说明”栏写明原因，这一处就算办完。",
          "Correct what is wrong; where the figure is right, say why in 情况说明."),
        isCheck ? say("处理好后报送。", "Then send the file.") : resend,
      ]
    case .held:
      steps = [
        say(
          "文件已经保存，不会丢失，现在还没有计入。", "The file is kept; it does not count yet."),
        receipt.findings.contains { $0.code == "P2006" }
          ? say(
            "收到时已经截止：请与\(receiver)联系，由汇总人决定收不收。重新报送也会暂存。",
            "It came after closing: talk to \(receiver), whose officer decides. Sending it again does not help."
          )
          : say(
            "按下面列出的原因处理，把正确的一份单独重新报送即可；拿不准的，与\(receiver)联系。",
            "See the reason below and send the right file again by itself; in doubt, ask \(receiver)."),
        say("如果以前有已接收的报送，它仍然有效。", "If something was accepted before, it still stands."),
      ]
    case .returned:
      steps = [
        receipt.decision?.kind == .withdrawn
          ? say("这份报送已按要求撤回。", "The report was withdrawn as asked.")
          : receipt.decision != nil
            ? say(
              "这份报送以前接收或暂存过，现在由汇总人退回，理由见下面第一条，请照此核对、改正。",
              "The report was taken before and is now sent back for the first reason below; check and correct it."
            )
            : say(
              "按下面的说明改正标“强制”的\(hard)处，每一处都要改。",
              "Correct all \(hard) findings marked “Must fix”, as described below.")
      ]
      if soft > 0 { steps.append(answer) }
      steps.append(isCheck ? say("改好后再检查一次，然后报送。", "Check again, then send the file.") : resend)
      if receipt.decision != nil {
        steps.append(
          say("在重新报送之前，本期没有计入的数据，按缺报处理。", "Until then nothing counts, and the report is missing."))
      } else if !isCheck {
        steps.append(
          say(
            "在重新报送之前，如果以前有已接收的报送，它仍然有效。",
            "Until then, if something was accepted before, it still stands."))
      }
    case .unreadable:
      steps = [
        say(
          "按下面列出的原因检查文件：是不是发错了文件，封面上的报送单位、报告期有没有填。",
          "See the reason below: is it the right file, and does its cover name the unit and the period?"),
        say(
          "用\(receiver)发的表重新填报，存成 Excel（.xlsx）、CSV 或 XML 后再报送一次。",
          "Fill in the form that \(receiver) gave out, save it as XLSX, CSV or XML and send it again."),
      ]
    }
    if !receipt.repairs.isEmpty {
      let look = say(
        "看一下“自动修正”：读对了的不用管，读错了原意的改正。",
        "Look at the repairs: nothing to do where they are right, correct what was misread.")
      // Before the file is sent again, and last where it need not be.
      steps.insert(look, at: receipt.outcome == .returned ? (soft > 0 ? 2 : 1) : steps.count)
    }
    if receipt.isLate, !isCheck {
      steps.append(say("本次为迟报，请下期按时报送。", "This report was late."))
    }
    return steps
  }

  // MARK: Findings

  private var findings: Markup {
    guard !receipt.findings.isEmpty else { return "" }
    // What returns the file comes first, whatever its place; within a severity the order is the file's.
    let groups = Severity.allCases.map { severity in
      receipt.findings.filter { $0.severity == severity }.map(item)
    }
    let items = groups.flatMap(\.self)
    let capped = receipt.capped.map {
      say(
        "\($0.code)“\(sheets.title(of: $0.code, in: .zh))”共\($0.count)处，列出\($0.listed)处，其余同样处理。",
        "\($0.code) “\(sheets.title(of: $0.code, in: .en))”: \($0.listed) of \($0.count) listed.")
    }
    let caps = capped.map { "<p class=\"hint\">\($0)</p>\n" as Markup }
    let heading =
      counts[.hard, default: 0] > 0
      ? say("问题清单（先列必须改正的，再按文件中的次序）", "Findings, must-fix first, then in file order")
      : say("问题清单", "Findings")
    return "<h2>\(heading)</h2>\n\(items)\(caps)"
  }

  private func item(_ finding: Finding) -> Markup {
    let cell = position(finding.place.position)
    let named = figure(finding.place)
    let location: Markup =
      "\(cell.isEmpty ? "" : "<b>\(cell)</b>" as Markup)\(cell.isEmpty || named.isEmpty ? "" : say("，", ", "))\(named)"
    let typed: Markup =
      finding.place.value.map { value in
        let quoted: Markup =
          value.isEmpty ? "\(say("（空白）", "(blank)"))" : "<span class=\"typed\">\(value)</span>"
        return "\(location.isEmpty ? "" : say("，", ", "))\(say("填的是 ", "typed "))\(quoted)"
      } ?? ""
    let whereLine: Markup =
      location.isEmpty && typed.isEmpty ? "" : "<p class=\"where\">\(location)\(typed)</p>\n"
    let answer: Markup =
      finding.answer.map { "<p><b>\(answerLabel(finding))</b>\($0)</p>\n" } ?? """
        \(askedBack(finding))<p class="remedy" data-label="\(say("处理：", "What to do: "))">\(remedy(of: finding))</p>

        """
    return """
      <div class="finding">
      <p class="what"><span class="tag \(finding.severity.rawValue)">\(say.severity(finding.severity))\
      \(finding.isTrial ? say("·试行", " · trial") : "")</span>\
      \(sheets.title(of: finding.code, in: say.language)) <span class="hint">\(finding.code)</span></p>
      \(whereLine)<p>\(sheets.message(of: finding, in: say.language))</p>
      \(answer)      </div>

      """
  }

  func remedy(of finding: Finding) -> String {
    guard !finding.isTrial else {
      return say("这条规则还在试用，看一眼是否填错，没有错就不用管。", "On trial: have a look; nothing to do if it is right.")
    }
    let bound =
      finding.facts["bound"].map {
        say(
          "填的数超过 \($0)（往季最多数的 5 倍）的，同时写情况说明。",
          " Explain it if it is above \($0), five times the highest quarter so far.")
      } ?? ""
    return sheets.remedy(of: finding, in: say.language) + bound + wordsAt(finding)
  }

  /// Where the clerk writes why a figure is right after all.
  private func wordsAt(_ finding: Finding) -> String {
    guard let cell = finding.facts["explainAt"] else { return "" }
    return say("情况说明写在 \(cell)。", " The explanation goes into \(cell).")
  }

  /// What the officer did not take, and why.
  private func askedBack(_ finding: Finding) -> Markup {
    guard let words = finding.askedBack else { return "" }
    let rejected: Markup =
      finding.facts["rejected"].map {
        "\(say("原来的说明“\($0)”没有采纳。", "The explanation “\($0)” was not taken. "))"
      } ?? ""
    return """
      <p><b>\(say("汇总人追问：", "Asked back: "))</b>\(words)\(say("。", ". "))\(rejected)</p>

      """
  }

  func answerLabel(_ finding: Finding) -> String {
    if finding.facts["explained"] != nil { return say("已有说明：", "Explained: ") }
    return finding.facts["confirmed"] != nil
      ? say("已核实确认：", "Confirmed: ") : say("已豁免：", "Exempt: ")
  }

  func position(_ position: SourcePosition) -> String {
    // Clerks see the file in a spreadsheet, where the place has a name.
    if isTable, let cell = receipt.sheets.cellName(position) {
      if position.cellName == nil { return say("表页“\(cell)”", "sheet “\(cell)”") }
      return say("\(cell) 单元格", "cell \(cell)")
    }
    return switch (position.line, position.column) {
    case (0, _): ""
    case (let line, 0): say("第\(line)行", "line \(line)")
    case (let line, let column): say("第\(line)行第\(column)列", "line \(line), column \(column)")
    }
  }

  func figure(_ place: Place) -> String {
    // The cell says which row; only who sends XML knows the ids.
    let ids =
      isTable && place.position.cellName != nil
      ? [place.indicator ?? place.task] : [place.task, place.indicator]
    return ids.compactMap(\.self).map { id in
      receipt.names[id].map { isTable ? $0 : "\($0)（\(id)）" } ?? id
    }.joined(separator: say("，", ", "))
  }

  // MARK: Repairs and changes

  private var repairs: Markup {
    guard let table = repairTable else { return "" }
    return "<h2>\(say("自动修正（意思明确，已照此读取）", "Repairs (read as meant)"))</h2>\n\(table.markup())"
  }

  /// In file order.
  var repairTable: ReportTable? {
    guard !receipt.repairs.isEmpty else { return nil }
    var table = ReportTable(
      title: say("自动修正", "Repairs"),
      columns: [
        .init(say("位置", "Where"), .mark), .init(say("填的是", "Typed")), .init(say("读作", "Read as")),
        .init(say("说明", "Why")),
      ])
    table.rows = receipt.repairs.inOrder.map { repair in
      ReportTable.Row([
        .text(position(repair.position)), .text(repair.value.isEmpty ? say("（空白）", "(blank)") : repair.value),
        .text(repair.readAs.isEmpty ? say("（没有计入）", "(left out)") : repair.readAs),
        .text(sheets.title(of: repair.code, in: say.language)),
      ])
    }
    return table
  }

  private var changes: Markup {
    guard !receipt.changes.isEmpty else { return "" }
    var table = ReportTable(
      title: say("与上次相比", "Changes"),
      columns: [
        .init(say("指标", "Indicator"), .label), .init(say("数据栏", "Item")), .init(say("上次", "Before"), .number),
        .init(say("这次", "Now"), .number),
      ])
    let none = ReportTable.Cell.text(say("没有填", "none"), .muted)
    table.rows = receipt.changes.map { change in
      ReportTable.Row([
        .text(
          receipt.names[change.indicator.rawValue] ?? change.indicator.rawValue,
          note: receipt.names[change.task.rawValue] ?? change.task.rawValue),
        .text(say.item(change.item)), .number(change.before).orElse(none), .number(change.after).orElse(none),
      ])
    }
    return "<h2>\(say("与上次报送相比的变动", "Changes against the submission before"))</h2>\n\(table.markup())"
  }

  private var footer: Markup {
    """
    <footer>
    <p>\(say("文件摘要（SHA-256）：", "Digest (SHA-256): "))<span class="mono">\(receipt.digest)</span></p>
    <p>\(say("规则目录：", "Rules: "))<span class="mono">\(receipt.ruleCatalogue)</span>\
    \(say("。请保存本回执，核对时以文件摘要为准。", ". Keep this receipt; the digest identifies the file."))</p>
    \(journal)</footer>

    """
  }

  /// The end of the receiver's journal: whoever holds the receipt can tell later whether the journal was rewritten.
  private var journal: Markup {
    guard let mark = receipt.journal else { return "" }
    return """
      <p>\(say("台账：第 \(mark.sequence) 条之后，", "Journal: after entry \(mark.sequence), "))<span class="mono">\(String(mark.hash.prefix(16)))</span></p>

      """
  }
}

extension [Repair] {
  /// As they stand in the file.
  var inOrder: [Repair] {
    enumerated().sorted { ($0.element.position, $0.offset) < ($1.element.position, $1.offset) }.map(\.element)
  }
}
