import Findings
import ReportModel

/// 不予办理：a decision that does not apply as things stand, and what to do instead.
package enum Refusal: Sendable, Hashable {
  case nothingSaid
  case alreadyClosed(Period, PeriodLife.Act)
  case notClosed(Period)
  case alreadyOpen(Period)
  case locked(Period)
  case alreadySignedOff(Period, PeriodLife.Act)
  case notSignedOff(Period, stage: PeriodLife.Stage)
  /// Since the roll-up was made something has changed.
  case rollUpOutdated(Period)
  case questionsOpen(Period, count: Int, units: [String])
  case signedOffAlready(Period, stage: PeriodLife.Stage, doing: String, doingEN: String)
  /// Since the file was held another one came into force.
  case newerInForce(String, Period, file: String)
  case severalToReturn(String, Period, digests: [String])
  case notDispatched(Period)
  /// Sent, and the superior has not answered yet.
  case unanswered(Period)
  case heldOpen(Period, units: [String])
  case notOver(Period)
  case insideRollUp(String, Period, of: String)
  case alreadyTaken(Period, superior: String)
  case nothingInForce(String, Period)
  case nothingHeld(String, Period)
  case severalHeld(String, Period, digests: [String])
  case noSuchHeld(String, Period, digest: String)
  case noOpenQuestions(String, Period)
  /// `asked`: the rule, and the indicator or task where one was given.
  case noSuchQuestion(String, Period, asked: [String])
  case ruleOrAll
  case notDue(String, Period)
  case notBelow(String)
  case alreadyExempt(String, Period)
  case notExempt(String, Period)
  case hardRule(String)
  case unknownRule(String)
  case extensionTooShort(String, Period, due: Instant)
  case badInstant(String)
  case originalMissing(path: String)
  case originalChanged(path: String)
  case formElsewhere(String, office: String)
  case formNotAsked(OrgUnit, Period)
  case formExempt(String, Period)
  /// Nothing is asked of the unit in this period.
  case formIsEmpty(String, Period)
  /// The file to write is there already, perhaps filled in.
  case formIsThere(path: String)
  case outsidePlan(Period, PlanID, first: Period, last: Period)
  case noPlan(String)
  case severalPlans(String, [PlanID])
  case notItsPlan(String, String, [PlanID])

  package var chinese: String {
    switch self {
    case .nothingSaid: "经办人和理由都要写明：--by 姓名 --reason 理由。"
    case .alreadyClosed(let period, let act):
      "\(period) 已于 \(act.at.short) 由\(act.officer)截止，没有重复办理。要再收件，先 cengbao reopen \(period)。"
    case .notClosed(let period): "\(period) 还没有截止，不能审签。先 cengbao close \(period)，再 cengbao run \(period)。"
    case .alreadyOpen(let period): "\(period) 本来就开放着，没有改动。"
    case .locked(let period):
      "\(period) 的汇总上级已经接收，本级锁定。要更正，请上级用 cengbao return 退回，取回回执后自动重新开放；小的更正也可以在下一期用历史调整数。"
    case .alreadySignedOff(let period, let act):
      "\(period) 已于 \(act.at.short) 由\(act.officer)审签，汇总没有变过，没有重复办理。"
    case .notSignedOff(let period, let stage):
      "\(period) \(stage.chinese)，还没有审签，不能上报。\(stage < .closed ? "依次办理：cengbao close、cengbao run、cengbao sign-off" : stage == .closed ? "依次办理：cengbao run、cengbao sign-off" : "先 cengbao sign-off") \(period)。"
    case .rollUpOutdated(let period):
      "汇总以后又有变动（收到新的报送、作了决定或方案有改动），手里的汇总不是最新的。先 cengbao run \(period)，看过再审签。"
    case .questionsOpen(let period, let count, let units):
      "还有 \(count) 个问题待核实（\(units.prefix(5).joined(separator: "、"))\(units.count > 5 ? "等" : "")），不能审签。用 cengbao questions \(period) 查看，请填报单位说明或更正，或核实后 cengbao confirm。"
    case .signedOffAlready(let period, let stage, let doing, _):
      "\(period) \(stage.chinese)，不能\(doing)。确要更正，先 cengbao reopen \(period)。"
    case .newerInForce(let unit, let period, let file):
      "\(unit) \(period) 在这份暂存以后又接收了“\(file)”，放行会用旧的替换新的。确要放行，先用 cengbao return 退回在用的那一份。"
    case .severalToReturn(let unit, let period, let digests):
      "\(unit) \(period) 暂存着 \(digests.count) 份，请用 --digest 指明退回哪一份（写摘要开头几位即可）：\(digests.joined(separator: "、"))。"
    case .notDispatched(let period): "\(period) 没有已上报、可以撤回的汇总。"
    case .unanswered(let period):
      "\(period) 已上报，上级还没有答复。要更正，先 cengbao withdraw \(period) 撤回；上级已经收了的，请上级退回。"
    case .heldOpen(let period, let units):
      "还有暂存的报送没有处理（\(units.prefix(5).joined(separator: "、"))\(units.count > 5 ? "等" : "")），不能审签。用 cengbao status \(period) 查看，逐份 cengbao release 放行或 cengbao return 退回。"
    case .notOver(let period): "\(period) 还没有结束（到 \(period.lastDay) 为止），不能截止。请核对报告期有没有写错。"
    case .insideRollUp(let unit, let period, let area):
      "\(area)已经报来 \(period) 的汇总，\(unit)在其中，本单位不能单独办理。请\(area)办理，或先退回其汇总。"
    case .alreadyTaken(let period, let superior):
      "上报的 \(period) 汇总已经不在上级的收件箱（\(superior)）里，上级可能已经收了，撤不回来。请上级用 cengbao return 退回。"
    case .nothingInForce(let unit, let period): "\(unit) \(period) 没有已接收的报送。用 cengbao status \(period) 查看。"
    case .nothingHeld(let unit, let period): "\(unit) \(period) 没有暂存的报送。用 cengbao status \(period) 查看。"
    case .severalHeld(let unit, let period, let digests):
      "\(unit) \(period) 暂存着 \(digests.count) 份，请用 --digest 指明放行哪一份（写摘要开头几位即可）：\(digests.joined(separator: "、"))。"
    case .noSuchHeld(let unit, let period, let digest):
      "\(unit) \(period) 暂存的报送里没有摘要以 \(digest) 开头的。用 cengbao status \(period) 查看。"
    case .noOpenQuestions(let unit, let period): "\(unit) \(period) 没有待核实的问题。"
    case .noSuchQuestion(let unit, let period, let asked):
      "\(unit) \(period) 的待核实问题里没有“\(asked.joined(separator: " "))”。cengbao questions \(period) 逐个列出，并写明怎样确认。"
    case .ruleOrAll: "请写明确认哪条规则的问题（如 V1024），或者 --all 确认这份报送的全部问题。"
    case .notDue(let unit, let period): "\(unit) 在 \(period) 不是应报单位，没有可办的。用 cengbao status \(period) 查看应报名录。"
    case .notBelow(let unit): "\(unit) 不归本单位汇总，不能由本单位决定。"
    case .alreadyExempt(let unit, let period): "\(unit) \(period) 已经免报，没有重复办理。"
    case .notExempt(let unit, let period): "\(unit) \(period) 没有免报或豁免，没有可取消的。"
    case .hardRule(let code): "\(code) 是强制性规则，不能豁免：数据本身不能用，请填报单位更正。"
    case .unknownRule(let code): "没有规则 \(code)。cengbao explain all 列出全部。"
    case .extensionTooShort(let unit, let period, let due):
      "\(unit) \(period) 的时限本来就是 \(due.short)，延期要晚于它。"
    case .badInstant(let text): "看不懂时刻“\(text)”，请写成 2024-10-20T24:00。"
    case .originalMissing(let path): "找不到原件 \(path)。请运行 cengbao verify 核对，从备份恢复后再办。"
    case .originalChanged(let path): "原件 \(path) 与登记的摘要不符，被改动过。请运行 cengbao verify 核对，从备份恢复后再办。"
    case .formElsewhere(let unit, let office):
      "\(unit)不在\(office)的汇总范围内，本工作区不发它的表。请到它的汇总单位生成，或用 --schemas 指明 Schemas 目录。"
    case .formNotAsked(let unit, let period):
      "\(unit.name) 在 \(period) 不是应报单位，没有要填的表：\(Self.reason(unit))。用 cengbao status \(period) 查看应报名录。"
    case .formExempt(let unit, let period): "\(unit) \(period) 免报，不用填表。"
    case .formIsEmpty(let unit, let period): "\(unit) \(period) 没有应报的指标和任务，不用填表。"
    case .formIsThere(let path): "\(path) 已经有了，内容不同（可能已经填过），没有覆盖。请换一个文件名，或先移走。"
    case .outsidePlan(let period, let plan, let first, let last):
      "\(period) 不在方案 \(plan) 的年份之内，请写 \(first) 到 \(last) 之间的季度。"
    case .noPlan(let unit): "\(unit)没有可执行的方案，也没有上级方案可以沿用。用 cengbao plan show 查看已有的方案。"
    case .severalPlans(let unit, let plans):
      "\(unit)有几个方案，请用 --plan 写明是哪一个：\(plans.map(\.rawValue).joined(separator: "、"))。"
    case .notItsPlan(let unit, let text, let plans):
      "\(unit)不按“\(text)”填报，它的方案是 \(plans.map(\.rawValue).joined(separator: "、"))。"
    }
  }

  package var english: String {
    switch self {
    case .nothingSaid: "Say who decides and why: --by NAME --reason TEXT."
    case .alreadyClosed(let period, let act):
      "\(period) was closed at \(act.at.short) by \(act.officer). To take reports again: cengbao reopen \(period)."
    case .notClosed(let period):
      "\(period) is not closed yet. First cengbao close \(period), then cengbao run \(period)."
    case .alreadyOpen(let period): "\(period) is open; nothing was changed."
    case .locked(let period):
      "The superior has accepted \(period); it is locked here. Ask the superior to send it back (cengbao return), or correct it by an adjustment in the next quarter."
    case .alreadySignedOff(let period, let act):
      "\(period) was signed off at \(act.at.short) by \(act.officer) and has not changed since."
    case .notSignedOff(let period, let stage):
      "\(period) is \(stage.english) and not signed off. In this order: cengbao close, run, sign-off \(period)."
    case .rollUpOutdated(let period):
      "Something has changed since the roll-up was made. Run cengbao run \(period), look at it, then sign off."
    case .questionsOpen(let period, let count, let units):
      "\(count) questions are open (\(units.prefix(5).joined(separator: ", "))\(units.count > 5 ? " …" : "")). See cengbao questions \(period); have them explained or corrected, or confirm them."
    case .signedOffAlready(let period, let stage, _, let doing):
      "\(period) is \(stage.english); \(doing) is not possible. To correct it: cengbao reopen \(period)."
    case .newerInForce(let unit, let period, let file):
      "Since this file was held “\(file)” came into force for \(unit) \(period); a release would put the older one in its place. Send the one in force back first (cengbao return)."
    case .severalToReturn(let unit, let period, let digests):
      "\(unit) has \(digests.count) held reports for \(period); name the one to return with --digest: \(digests.joined(separator: ", "))."
    case .notDispatched(let period):
      "Nothing of \(period) is with the superior; there is nothing to take back."
    case .unanswered(let period):
      "\(period) was sent and is not answered yet. To correct it, take it back first (cengbao withdraw \(period)), or have the superior send it back."
    case .heldOpen(let period, let units):
      "Held reports are undecided (\(units.prefix(5).joined(separator: ", "))\(units.count > 5 ? " …" : "")). See cengbao status \(period); release or return each."
    case .notOver(let period): "\(period) is not over (it ends on \(period.lastDay)). Check the period."
    case .insideRollUp(let unit, let period, let area):
      "\(area) has sent its roll-up of \(period), which holds \(unit); only \(area) can decide, or send the roll-up back first."
    case .alreadyTaken(let period, let superior):
      "The roll-up of \(period) no longer lies in the superior's Inbox (\(superior)). Ask the superior to send it back (cengbao return)."
    case .nothingInForce(let unit, let period):
      "\(unit) has no accepted report for \(period). See cengbao status \(period)."
    case .nothingHeld(let unit, let period):
      "\(unit) has no held report for \(period). See cengbao status \(period)."
    case .severalHeld(let unit, let period, let digests):
      "\(unit) has \(digests.count) held reports for \(period); name one with --digest: \(digests.joined(separator: ", "))."
    case .noSuchHeld(let unit, let period, let digest):
      "\(unit) has no held report for \(period) whose digest begins with \(digest). See cengbao status \(period)."
    case .noOpenQuestions(let unit, let period): "\(unit) has no open questions for \(period)."
    case .noSuchQuestion(let unit, let period, let asked):
      "None of the open questions of \(unit) for \(period) is “\(asked.joined(separator: " "))”. cengbao questions \(period) lists each with how to confirm it."
    case .ruleOrAll:
      "Name the rule whose questions are confirmed (like V1024), or --all for every question of the report."
    case .notDue(let unit, let period): "\(unit) owes no report for \(period). See cengbao status \(period)."
    case .notBelow(let unit): "\(unit) does not report to this office; it cannot decide for it."
    case .alreadyExempt(let unit, let period): "\(unit) is exempt for \(period) already."
    case .notExempt(let unit, let period): "\(unit) has no such exemption for \(period)."
    case .hardRule(let code): "\(code) is a hard rule; nobody can be exempt from it."
    case .unknownRule(let code): "There is no rule \(code). cengbao explain all lists them."
    case .extensionTooShort(let unit, let period, let due):
      "\(unit) has time for \(period) until \(due.short) anyway; an extension must be later."
    case .badInstant(let text): "“\(text)” is no instant. Write 2024-10-20T24:00."
    case .originalMissing(let path):
      "The original \(path) is missing. Run cengbao verify and restore it from a backup."
    case .originalChanged(let path):
      "The original \(path) is not what was registered. Run cengbao verify and restore it."
    case .formElsewhere(let unit, let office):
      "\(unit) does not report to \(office); ask its own compiling office for the form, or name a Schemas folder with --schemas."
    case .formNotAsked(let unit, let period):
      "\(unit.name) (\(unit.code)) is not asked to report for \(period), so it has no form. See cengbao status \(period)."
    case .formExempt(let unit, let period): "\(unit) is exempt for \(period); there is no form to fill in."
    case .formIsEmpty(let unit, let period):
      "\(unit) owes no figure and no task for \(period); there is no form to fill in."
    case .formIsThere(let path):
      "\(path) is there already and says something else (it may be filled in); it was left alone. Choose another name."
    case .outsidePlan(let period, let plan, let first, let last):
      "\(period) lies outside the years of plan \(plan): write a quarter from \(first) to \(last)."
    case .noPlan(let unit):
      "\(unit) has no plan and no superior's to adopt. cengbao plan show lists the plans."
    case .severalPlans(let unit, let plans):
      "\(unit) works to several plans; name one with --plan: \(plans.map(\.rawValue).joined(separator: ", "))."
    case .notItsPlan(let unit, let text, let plans):
      "\(unit) does not report on “\(text)” but on \(plans.map(\.rawValue).joined(separator: ", "))."
    }
  }

  /// Why a unit is not asked at all.
  private static func reason(_ unit: OrgUnit) -> String {
    switch unit.level {
    case .collective: "它是若干单位的合称"
    case .department: "方案的任务分工表没有列出这个部门"
    default: "该单位这时尚未设立或已经撤销"
    }
  }

  /// Whether the command line itself lacks something.
  var isUsage: Bool {
    switch self {
    case .nothingSaid, .ruleOrAll, .unknownRule, .badInstant, .severalHeld, .severalToReturn, .formElsewhere,
      .formNotAsked, .formIsThere, .outsidePlan, .noPlan, .severalPlans, .notItsPlan:
      true
    default: false
    }
  }
}
