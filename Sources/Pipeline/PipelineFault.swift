import Findings
import ReportModel
import Schemas
import Spool
import Store
import Submit

/// 运行故障：what stopped a command, and the way out.
package enum PipelineFault: Fault {
  case notAWorkspace(path: String)
  case workspaceExists(path: String)
  case settingsUnreadable(path: String)
  case inboxMissing(path: String)
  case schemasNotFound(searched: [String])
  case catalogueUnusable(findings: Int, first: Finding)
  /// `near`: units whose names or codes are like it.
  case unknownUnit(String, near: [OrgUnit] = [])
  case ambiguousUnit(String, [OrgUnitCode])
  case unknownPlan(String, known: [PlanID])
  case unknownIndicator(String, plan: PlanID, near: [IndicatorID])
  case unknownPeriod(String)
  case unitHasNoPlan(OrgUnitCode, name: String)
  case unitDoesNotCompile(OrgUnitCode, name: String)
  case periodOutsidePlan(Period, PlanID)
  /// `refused`: how many reports of the period came and were returned or held.
  case nothingReported(Period, inbox: String, refused: Int)
  case planMissing(PlanID, reports: Int)
  case notASuperior(OrgUnitCode, name: String)
  case noRollUp(Period, unit: String)
  case noDestination
  case rollUpFileChanged(path: String)
  case fileUnreadable(path: String, reason: SpoolFault)
  /// The superior's folder could not take the roll-up, which waits.
  case deferred(Period, reason: SubmitFault)
  /// The journal file's last line is not an entry.
  case journalDamaged(path: String)
  /// The journal file has more entries than the register.
  case journalAhead(file: Int, register: Int)
  case journalDiffers(sequence: Int)
  /// Neither the journal file nor the old register has a whole journal.
  case nothingToRebuildFrom(JournalBreak?)
  case backupExists(path: String)
  case backupInside(path: String)
  /// An officer's decision that does not apply as things stand.
  case refused(Refusal)
  case files(SpoolFault)
  case schemas(SchemasFault)
  case register(StoreFault)
  case dispatch(SubmitFault)
  case library(String)

  package var chinese: String {
    switch self {
    case .notAWorkspace(let path):
      "\(path) 不是层报工作区（没有 workspace.json）。请进入工作区再运行，或用 --workspace 指明；新建用 cengbao init 目录 --unit 单位代码。"
    case .workspaceExists(let path): "\(path) 已经是工作区，没有改动。换一个目录，或直接在其中运行。"
    case .settingsUnreadable(let path):
      "读不懂 \(path)：不是合格的设置（JSON）。请对照另一个工作区的同名文件改正。"
    case .inboxMissing(let path): "\(path) 不在了（共享目录没有连上，或文件夹被移走、改名）。恢复以后会接着收件。"
    case .schemasNotFound(let searched):
      "找不到 Schemas 目录（找过：\(searched.joined(separator: "、"))）。请用 --schemas 指明。"
    case .catalogueUnusable(let findings, let first):
      "Schemas 目录有 \(findings) 处错误，先改正再运行（cengbao plan check 列出全部）。第一处：\(ruleSheets.message(of: first, in: .zh))"
    case .unknownUnit(let text, let near):
      "没有登记“\(text)”这个单位。"
        + (near.isEmpty ? "" : "是不是：\(near.map { "\($0.name)（\($0.code)）" }.joined(separator: "、"))？")
        + "用 cengbao units 查代码；新单位加在 Schemas/units/ 里。"
    case .ambiguousUnit(let text, let codes):
      "“\(text)”对应几个单位（\(codes.map(\.rawValue).joined(separator: "、"))），请写代码。"
    case .unknownPlan(let text, let known):
      "没有方案“\(text)”。现有：\(known.map(\.rawValue).joined(separator: "、"))。"
    case .unknownIndicator(let text, let plan, let near):
      "方案 \(plan) 没有指标“\(text)”。"
        + (near.isEmpty
          ? "用 cengbao plan show \(plan) 查看。" : "是不是：\(near.map(\.rawValue).joined(separator: "、"))？")
    case .unknownPeriod(let text): "“\(text)”不是报告期。请写成 2024-Q3（2024年第三季度）。"
    case .unitHasNoPlan(let code, let name): "\(name)（\(code)）没有方案，也没有可以沿用的上级方案。请在 Schemas/plans/ 中加入。"
    case .unitDoesNotCompile(let code, let name):
      "\(name)（\(code)）没有下级，也没有本级部门，不是汇总单位，没有可汇总的。填报单位报送前用 cengbao check 文件 自查，再把文件交给上级。"
    case .periodOutsidePlan(let period, let plan): "\(period) 不在方案 \(plan) 的年份之内。"
    case .nothingReported(let period, _, let refused) where refused > 0:
      "\(period) 没有可汇总的内容：收到的 \(refused) 份都被退回或暂存。请填报单位按回执（Outbox/receipts/\(period)/）改正后重新报送。"
    case .nothingReported(let period, let inbox, _):
      "\(period) 还没有任何报送，没有可汇总的内容。请把报送文件放进 \(inbox)，再运行。"
    case .noRollUp(let period, let unit): "\(unit) \(period) 还没有汇总。先运行 cengbao run \(period)。"
    case .planMissing(let plan, let reports):
      "已接收的 \(reports) 份报送所依据的方案 \(plan) 不在 Schemas/plans/ 中，汇总会漏计，没有运行。请把方案文件放回去再运行。"
    case .notASuperior(let code, let name):
      "那里是\(name)（\(code)）的工作区，不是本单位的上级，没有上报。请核对 --to 的目录；隶属关系用 cengbao units 查看。"
    case .noDestination: "没有说明报到哪里。请写 --to 上级工作区目录。"
    case .rollUpFileChanged(let path):
      "\(path) 与登记的汇总不一致（被改动或删除），没有上报。请重新运行 cengbao run 生成。"
    case .fileUnreadable(_, let reason): "打不开文件。\(reason.chinese)。请检查文件名和路径。"
    case .deferred(let period, let reason):
      "\(period) 的汇总暂时发不出去，已放入 Outbox/deferred 待发，下次收件或上报时自动再发。\(reason.chinese)"
    case .journalDamaged(let path):
      "台账文件 \(path) 的最后一行读不懂，可能被改动过，没有继续。请运行 cengbao verify 核对；从备份恢复该文件，或把它移走后再运行，会按登记库重写。"
    case .journalAhead(let file, let register):
      "台账文件记到第 \(file) 条，登记库只到第 \(register) 条：登记库可能是从旧备份恢复的，没有继续，以免重复或漏计。请运行 cengbao rebuild 按原件和台账重建登记库。"
    case .journalDiffers(let sequence):
      "台账文件与登记库从第 \(sequence) 条起不一致，没有继续。请运行 cengbao verify 查看；确认哪一份可信后，从备份恢复另一份。"
    case .nothingToRebuildFrom(let broken?):
      "台账文件\(broken.chinese)，旧登记库里也没有完好的台账，无从重建，没有改动。请从备份恢复 Journal/journal.jsonl 再运行。"
    case .nothingToRebuildFrom(nil):
      "没有台账文件，旧登记库里也没有完好的台账，无从重建，没有改动。请从备份恢复 Journal/journal.jsonl 再运行。"
    case .backupExists(let path): "\(path) 已经有内容，没有备份。请换一个新目录。"
    case .backupInside(let path): "\(path) 在工作区里面，没有备份。请写到工作区以外，最好是另一块盘。"
    case .refused(let refusal): refusal.chinese
    case .files(let fault):
      "文件操作失败：\(fault.chinese)。"
        + (fault.isRetryWorthwhile ? "可以稍后再试。" : "排除原因后再运行一次，会接着做完，不会丢失也不会重复。")
    case .schemas(let fault): fault.chinese
    case .register(let fault): fault.chinese
    case .dispatch(let fault): fault.chinese
    case .library(let reason): "运行库出错：\(reason)。请把这句话告诉维护人员。"
    }
  }

  package var english: String {
    switch self {
    case .notAWorkspace(let path):
      "\(path) is not a Cengbao workspace (no workspace.json). Go to one, name one with --workspace, or make one: cengbao init DIR --unit CODE."
    case .workspaceExists(let path):
      "\(path) is a workspace already; nothing was changed. Choose another folder."
    case .settingsUnreadable(let path):
      "Cannot make sense of \(path): it is not valid JSON settings. Compare it with another workspace\'s."
    case .inboxMissing(let path):
      "\(path) is not there (a share that is not mounted, or a folder moved away). Intake goes on when it is back."
    case .schemasNotFound(let searched):
      "No Schemas folder found (looked in \(searched.joined(separator: ", "))). Name it with --schemas."
    case .catalogueUnusable(let findings, let first):
      "Schemas has \(findings) errors; mend them first (cengbao plan check lists all). The first: \(ruleSheets.message(of: first, in: .en))"
    case .unknownUnit(let text, let near):
      "No unit “\(text)” is registered."
        + (near.isEmpty
          ? "" : " Did you mean \(near.map { "\($0.name) (\($0.code))" }.joined(separator: ", "))?")
        + " `cengbao units` lists the codes; new units go into Schemas/units/."
    case .ambiguousUnit(let text, let codes):
      "“\(text)” names several units (\(codes.map(\.rawValue).joined(separator: ", "))); give the code."
    case .unknownPlan(let text, let known):
      "There is no plan “\(text)”. Known: \(known.map(\.rawValue).joined(separator: ", "))."
    case .unknownIndicator(let text, let plan, let near):
      "Plan \(plan) has no indicator “\(text)”. "
        + (near.isEmpty
          ? "See cengbao plan show \(plan)."
          : "Did you mean \(near.map(\.rawValue).joined(separator: ", "))?")
    case .unknownPeriod(let text): "“\(text)” is not a period. Write 2024-Q3."
    case .unitHasNoPlan(let code, let name): "\(name) (\(code)) has no plan and no superior's to adopt."
    case .unitDoesNotCompile(let code, let name): "\(name) (\(code)) has nothing below it to compile."
    case .periodOutsidePlan(let period, let plan): "\(period) lies outside the years of plan \(plan)."
    case .nothingReported(let period, _, let refused) where refused > 0:
      "There is nothing to roll up for \(period): all \(refused) reports were returned or held. The receipts in Outbox/receipts/\(period)/ say what to correct."
    case .nothingReported(let period, let inbox, _):
      "Nothing was reported for \(period) yet. Drop report files into \(inbox) and run again."
    case .planMissing(let plan, let reports):
      "\(reports) accepted reports are under plan \(plan), which is not in Schemas/plans/; totals would lack them, so nothing was run. Put the plan back."
    case .notASuperior(let code, let name):
      "That is the workspace of \(name) (\(code)), which is not above this unit; nothing was sent. Check --to; `cengbao units` shows who reports to whom."
    case .noRollUp(let period, let unit):
      "\(unit) has no roll-up for \(period). Run `cengbao run \(period)` first."
    case .noDestination: "Nowhere to submit to. Name the superior's workspace with --to DIR."
    case .rollUpFileChanged(let path):
      "\(path) is not the roll-up that was registered (changed or deleted); nothing was sent. Run the quarter again."
    case .fileUnreadable(_, let reason): "Cannot open: \(reason.english). Check the name and the path."
    case .deferred(let period, let reason):
      "The roll-up of \(period) waits in Outbox/deferred and is sent with the next start. \(reason.english)"
    case .journalDamaged(let path):
      "The last line of the journal file \(path) cannot be read; it may have been edited. Run cengbao verify; restore the file, or move it away and it is written again from the register."
    case .journalAhead(let file, let register):
      "The journal file has \(file) entries, the register only \(register): the register seems to come from an older backup. Run cengbao rebuild to make it again from originals and journal."
    case .journalDiffers(let sequence):
      "Journal file and register differ from entry \(sequence) on; nothing was done. Run cengbao verify, then restore the one that is wrong from a backup."
    case .nothingToRebuildFrom(let broken?):
      "In the journal file \(broken.english), and the old register has no whole journal either; nothing was changed. Restore Journal/journal.jsonl from a backup and run again."
    case .nothingToRebuildFrom(nil):
      "There is no journal file, and the old register has no whole journal either; nothing was changed. Restore Journal/journal.jsonl from a backup and run again."
    case .backupExists(let path): "\(path) is not empty; nothing was written. Name a new folder."
    case .backupInside(let path):
      "\(path) lies in the workspace itself; nothing was written. Name a folder outside, best on another disk."
    case .refused(let refusal): refusal.english
    case .files(let fault):
      "A file operation failed: \(fault.english). "
        + (fault.isRetryWorthwhile
          ? "Try again later." : "Remove the cause and run again; nothing is lost or counted twice.")
    case .schemas(let fault): fault.english
    case .register(let fault): fault.english
    case .dispatch(let fault): fault.english
    case .library(let reason): "A library failed: \(reason)."
    }
  }

  /// What was typed on the command line names nothing: wrong usage, not a fault of the machinery.
  package var isUsage: Bool {
    switch self {
    case .unknownUnit, .ambiguousUnit, .unknownPlan, .unknownIndicator, .unknownPeriod, .noDestination,
      .backupExists, .backupInside:
      true
    case .refused(let refusal): refusal.isUsage
    default: false
    }
  }

  package var isRetryWorthwhile: Bool {
    switch self {
    case .files(let fault): fault.isRetryWorthwhile
    case .register(let fault): fault.isRetryWorthwhile
    case .dispatch(let fault): fault.isRetryWorthwhile
    default: false
    }
  }
}

/// A file operation as part of the pipeline.
func files<Result: ~Copyable>(_ work: () throws(SpoolFault) -> Result) throws(PipelineFault) -> Result {
  do { return try work() } catch { throw .files(error) }
}

/// A register operation as part of the pipeline.
func registered<Result>(_ work: () throws(StoreFault) -> Result) throws(PipelineFault) -> Result {
  do { return try work() } catch { throw .register(error) }
}
