import Findings
import ReportModel
import Spool
import Store

/// 台账查阅：the journal of a workspace for people to read; nothing is changed, and nobody is waited for.
package struct JournalDesk {
  /// One entry with its words.
  package struct Line: Sendable {
    package var entry: JournalEntry
    package var unitName: String?

    package var sequence: Int { entry.sequence }
    package var at: Instant { entry.at }
    package var event: String { entry.note.event.rawValue }
    package var isRepeat: Bool { entry.note.details["repeat"] == "true" }
    package var unit: OrgUnitCode? { entry.note.unit }
    package var plan: PlanID? { entry.note.plan }
    package var period: Period? { entry.note.period }
    package var scope: ReportScope? { entry.note.scope }
    package var revision: Int? { entry.note.revision }
    package var digest: String? { entry.note.digest }
    package var officer: String? { entry.note.officer }
    package var reason: String? { entry.note.reason }
    package var details: [String: String] { entry.note.details }
    package var previous: String { entry.previous }
    package var hash: String { entry.hash }
    package var eventChinese: String { entry.note.event.chinese }
  }

  /// 核对结果: of the chain in the register, of the file, and of the two against each other.
  package struct Check: Sendable {
    package var count: Int
    package var head: JournalMark
    package var problems: [(chinese: String, english: String)]
  }

  package let workspace: Workspace
  private let register: Register
  private let units: UnitRegister?

  package static func use<Result>(_ path: String, _ work: (JournalDesk) throws -> Result) throws -> Result {
    let workspace = try Workspace.open(at: path)
    let register: Register
    do throws(StoreFault) {
      register = try Register.openReadOnly(at: workspace.registerPath.display)
    } catch {
      throw PipelineFault.register(error)
    }
    // Names are a comfort; a journal is readable without a catalogue.
    let units = (try? Office.readFolder(workspace.schemas))?.0.units
    let desk = JournalDesk(workspace: workspace, register: register, units: units)
    do {
      let result = try work(desk)
      try register.close()
      return result
    } catch {
      try? register.close()
      throw error
    }
  }

  /// Entries of a period and of a unit, by code or name, oldest first; the last ones only where a number is given.
  package func lines(period: Period?, unit text: String?, last: Int?) throws(PipelineFault) -> [Line] {
    let unit = try text.map { text throws(PipelineFault) in try code(text) }
    let entries = try registered { () throws(StoreFault) in try register.journal() }
    let meant = entries.filter {
      (period == nil || $0.note.period == period) && (unit == nil || $0.note.unit == unit)
    }
    return meant.suffix(max(0, last ?? meant.count)).map { entry in
      Line(entry: entry, unitName: entry.note.unit.flatMap { units?[$0]?.name })
    }
  }

  private func code(_ text: String) throws(PipelineFault) -> OrgUnitCode {
    guard let units else { return OrgUnitCode(text) }
    if let unit = units[units.current(OrgUnitCode(text))] { return unit.code }
    let codes = units.codes(named: text)
    guard let only = codes.first else { throw .unknownUnit(text) }
    guard codes.count == 1 else { throw .ambiguousUnit(text, codes) }
    return only
  }

  package func check() throws(PipelineFault) -> Check {
    // The file first: what is recorded meanwhile is then in the register too.
    let file = try JournalFile(in: workspace).contents()
    let kept = try registered { () throws(StoreFault) in try register.journal() }
    let contents = JournalContents(kept)
    return Check(
      count: kept.count, head: contents.mark,
      problems: journalDiscrepancies(register: contents, file: file).filter { !$0.isNote }.map {
        ("\($0.place)：\($0.chinese)", "\($0.place): \($0.english)")
      })
  }
}

/// What is wrong with the journal in the register, in its file, and between the two.
func journalDiscrepancies(register: JournalContents, file: JournalContents?) -> [Discrepancy] {
  let fileName = "Journal/journal.jsonl"
  var found: [Discrepancy] = []
  if let broken = register.broken {
    found.append(
      Discrepancy(.journalBroken, "register.sqlite", ["zh": broken.chinese, "en": broken.english]))
  }
  guard let file else {
    if register.mark.sequence > 0 { found.append(Discrepancy(.journalFileMissing, fileName)) }
    return found
  }
  if let broken = file.broken {
    found.append(Discrepancy(.journalFileBroken, fileName, ["zh": broken.chinese, "en": broken.english]))
  }
  if let sequence = file.firstDifference(from: register) {
    found.append(Discrepancy(.journalFileDiffers, fileName, ["entry": String(sequence)]))
  } else if file.broken == nil, register.broken == nil {
    let facts = ["file": String(file.mark.sequence), "register": String(register.mark.sequence)]
    if file.mark.sequence > register.mark.sequence {
      found.append(Discrepancy(.journalFileAhead, fileName, facts))
    } else if file.mark.sequence < register.mark.sequence {
      found.append(Discrepancy(.journalFileBehind, fileName, facts))
    }
  }
  if file.isTorn { found.append(Discrepancy(.journalFileTorn, fileName)) }
  return found
}

extension JournalEvent {
  package var chinese: String {
    switch self {
    case .received: "收件"
    case .accepted: "接收"
    case .questions: "接收（待核实）"
    case .held: "暂存"
    case .returned: "退回"
    case .unreadable: "无法识别"
    case .superseded: "原来的一版不再计入"
    case .rolledUp: "汇总"
    case .dispatched: "上报"
    case .receipt: "上级回执"
    case .closed: "截止"
    case .signedOff: "审签"
    case .reopened: "重新开放"
    case .extended: "延期"
    case .confirmed: "核实确认"
    case .asked: "追问"
    case .exempted: "免报或豁免"
    case .released: "放行"
    case .withdrawn: "撤回"
    case .sentBack: "退回已收的"
    case .deferred: "待发"
    case .catalogue: "目录启用"
    }
  }
}
