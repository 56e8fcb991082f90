import Export
import Findings
import ReportModel
import Spool
import Store

/// 催报：what `cengbao remind PERIOD` writes, with what it was written from.
package struct WrittenReminder: Sendable {
  package var reminder: Reminder
  /// To all.
  package var notice: String
  /// To each addressee, in the reminder's order.
  package var paragraphs: [String]
  /// 暂存: reports that wait for this office itself, about which nobody else is reminded.
  package var held: [String]
}

extension Office {
  /// 催报：a reminder for each programme that the office compiles.
  ///
  /// Addressed are the units that report to this office: its departments and the areas directly below. A city is reminded
  /// of its roll-up, and not its counties; they hear from the city. Where their reports came here one by one, the city is told
  /// whose are still out.
  ///
  /// - Parameter everyone: addresses every unit below instead, for an office in which several levels work together.
  package func remind(
    _ period: Period, everyone: Bool, language: Language
  ) throws(PipelineFault) -> [WrittenReminder] {
    let status = try status(period)
    let entries = try registered { () throws(StoreFault) in try register.entries(in: period) }
    let questions = try questions(in: period)
    var written: [WrittenReminder] = []
    for programme in programmes {
      let roster = roster(programme, period)
      // Whoever has nobody below has nobody to remind.
      guard let plan = roster.plan(of: workspace.unit), roster.isCompiling(workspace.unit) else { continue }
      guard plan.firstPeriod <= period, period <= plan.lastPeriod else {
        throw .refused(.outsidePlan(period, plan.id, first: plan.firstPeriod, last: plan.lastPeriod))
      }
      var list = ReminderList(
        office: self, roster: roster, entries: entries, questions: questions, language: language,
        units: status.units.filter { catalogue.plan($0.plan)?.programme == programme },
        reminder: Reminder(
          period: period, office: workspace.unit, officeName: catalogue.units.name(of: workspace.unit),
          plan: plan.id, planTitle: plan.title, asOf: clock.now, closedAt: status.life.closing?.at))
      if everyone { try list.addEveryone() } else { try list.addOwn() }
      list.sort()
      let texts = renderReminder(list.reminder, language: language)
      written.append(
        WrittenReminder(
          reminder: list.reminder, notice: texts.notice, paragraphs: texts.paragraphs, held: list.held))
    }
    return written
  }

  /// Writes a text to a file of the caller's choice, over what is there.
  package func write(_ text: String, to output: String) throws(PipelineFault) {
    let path = SpoolPath(output)
    try files { () throws(SpoolFault) in
      try createFolders(path.folder)
      try writeAtomically(Array(text.utf8), to: path)
    }
  }
}

/// 催报名单的编制：goes through the units of one programme and notes what each still has to do.
private struct ReminderList {
  let office: Office
  let roster: Roster
  let entries: [RegisteredSubmission]
  let questions: [OpenQuestion]
  let language: Language
  let units: [StatusReport.Unit]
  var reminder: Reminder
  var held: [String] = []

  private var register: UnitRegister { office.catalogue.units }

  // MARK: Whom

  /// Every unit that owes something, by whatever way its superior gets it.
  mutating func addEveryone() throws(PipelineFault) {
    for line in units { try add(line) }
  }

  /// The units that report to this office.
  mutating func addOwn() throws(PipelineFault) {
    let areas = register.areas(below: reminder.office, in: reminder.period)
    let compiling = Set(areas.map(\.code).filter(roster.isCompiling))
    for line in units where line.scope == .own {
      let isOwn = line.code == reminder.office || register[line.code]?.reportsTo == reminder.office
      if isOwn, !compiling.contains(line.code) { try add(line) }
    }
    for area in areas where compiling.contains(area.code) { try addCompiling(area) }
    // A county without anything below that sent a roll-up all the same.
    for line in units
    where line.scope == .rollup && register[line.code]?.reportsTo == reminder.office
      && !compiling.contains(line.code)
    {
      try add(line)
    }
  }

  private mutating func add(_ line: StatusReport.Unit) throws(PipelineFault) {
    switch line.state {
    case .notNeeded, .insideRollUp, .exempt: return
    case .missing: note(line, .silent)
    case .returned: try noteReturned(line, isStanding: false)
    case .held: held.append(line.name)
    case .accepted: break
    case .questions:
      let remarks = remarks(of: line)
      if !remarks.isEmpty, let entry = entry(of: line, where: \.isInForce) {
        note(line, .questions(remarks: remarks, receipt: entry.receiptAddress.page))
      }
    }
    reminder.dueCount += 1
    if line.state == .accepted || line.state == .questions {
      reminder.inCount += 1
      if line.attempt == .returned { try noteReturned(line, isStanding: true) }
      if line.attempt == .held { held.append(line.name) }
    }
  }

  /// An area that compiles owes its roll-up. Reports of its units that came here instead count for it.
  private mutating func addCompiling(_ area: OrgUnit) throws(PipelineFault) {
    guard let plan = roster.plan(of: area.code) else { return }
    if let rolledUp = units.first(where: { $0.code == area.code && $0.scope == .rollup }) {
      try add(rolledUp)
      return
    }
    var line = StatusReport.Unit(
      code: area.code, name: area.name, level: area.level, plan: plan.id, under: reminder.office,
      scope: .rollup, state: .missing, isLate: false, questions: 0)
    let rollUps = entries.filter { $0.unit == area.code && $0.scope == .rollup }
    switch rollUps.last?.outcome {
    case .returned:
      line.state = .returned
      try add(line)
      return
    case .held:
      line.state = .held
      try add(line)
      return
    case .accepted, .questions, .unreadable, nil: break
    }
    let owing = units.filter {
      register.contains($0.code, under: area.code)
        && ![.notNeeded, .insideRollUp, .exempt].contains($0.state)
    }
    guard !owing.isEmpty else { return }
    reminder.dueCount += 1
    let out = owing.filter { [.missing, .returned, .held].contains($0.state) }
    if out.isEmpty {
      reminder.inCount += 1
    } else if owing.allSatisfy({ $0.state == .missing }) {
      note(line, .silent)
    } else {
      let mark = language == .zh ? "（已退回）" : " (returned)"
      note(line, .incomplete(missing: out.map { $0.state == .returned ? $0.name + mark : $0.name }))
    }
  }

  // MARK: What

  private mutating func note(_ line: StatusReport.Unit, _ matter: Reminder.Matter) {
    let duty = Decisions.Duty(unit: line.code, period: reminder.period)
    let (figures, tasks) = owed(by: line)
    let isDirect = line.code == reminder.office || register[line.code]?.reportsTo == reminder.office
    let superior = register[line.code]?.reportsTo
    reminder.addressees.append(
      Reminder.Addressee(
        unit: line.code, name: line.name,
        group: line.code == reminder.office ? .ownLevel : Reminder.Group(line.level),
        under: isDirect ? nil : superior,
        underName: isDirect ? nil : superior.map { register.name(of: $0) }, scope: line.scope, matter: matter,
        due: office.catalogue.dueInstant(for: line.code, in: reminder.period).map(Instant.init),
        isExtended: office.catalogue.decisions.extensions[duty] != nil, figureCount: figures,
        taskCount: tasks, place: place(of: line.code)))
  }

  private func owed(by line: StatusReport.Unit) -> (figures: Int, tasks: Int) {
    guard let plan = office.catalogue.plan(line.plan) else { return (0, 0) }
    if line.scope == .rollup {
      let asked = plan.indicators.filter { !roster.expectedLeaves(of: $0, at: line.code).isEmpty }
      return (asked.count, Set(asked.map(\.task)).count)
    }
    let form = ReportForm(for: line.code, plan: plan, roster: roster)
    return (form.figures.count { $0.definition.isAsked(in: reminder.period) }, form.tasks.count)
  }

  /// The unit's drop folder where it has one, or has to have one.
  private func place(of unit: OrgUnitCode) -> String {
    let folder = office.workspace.inbox.appending(unit.rawValue)
    return office.workspace.isRootClosed || fileExists(folder) ? "Inbox/\(unit)" : "Inbox"
  }

  private func entry(
    of line: StatusReport.Unit, where isMeant: (RegisteredSubmission) -> Bool
  ) -> RegisteredSubmission? {
    entries.last {
      $0.unit == line.code && ($0.scope ?? .own) == line.scope && ($0.plan ?? line.plan) == line.plan
        && isMeant($0)
    }
  }

  private func remarks(of line: StatusReport.Unit) -> [Reminder.Remark] {
    questions.filter { $0.unit == line.code && $0.plan == line.plan && $0.scope == line.scope }
      .filter(\.finding.isOpenQuestion).map { remark($0.finding, $0.sheets) }
  }

  private func remark(_ finding: Finding, _ sheets: [String]) -> Reminder.Remark {
    let place = finding.place.position
    return Reminder.Remark(
      code: finding.code, line: place.line,
      cell: sheets.sheetName(place).flatMap { _ in sheets.cellName(place) },
      text: ruleSheets.message(of: finding, in: language)
        + (finding.askedBack.map { language == .zh ? "（追问：\($0)）" : " (asked back: \($0))" } ?? ""),
      remedy: ruleSheets.remedy(of: finding, in: language))
  }

  private mutating func noteReturned(
    _ line: StatusReport.Unit, isStanding: Bool
  ) throws(PipelineFault) {
    guard let entry = entry(of: line, where: { $0.outcome == .returned }) else { return }
    let receipt = try registered { () throws(StoreFault) in try office.register.receipt(of: entry.id) }
    let sheets = receipt?.sheets ?? []
    var remarks = (receipt?.findings ?? []).filter { $0.severity == .hard }.map { remark($0, sheets) }
    // An officer may send back what no rule objects to.
    if let decision = receipt?.decision, decision.kind != .confirmed, decision.kind != .asked {
      let text =
        language == .zh
        ? "\(decision.officer)\(decision.kind.chinese)：\(decision.reason)。"
        : "\(decision.kind.rawValue) by \(decision.officer): \(decision.reason)."
      let remedy = language == .zh ? "按此意见办理后重报。" : "See to it and send the report again."
      remarks.insert(Reminder.Remark(code: "", line: 0, text: text, remedy: remedy), at: 0)
    }
    note(
      line,
      .returned(
        file: entry.fileName, receivedAt: entry.receivedAt, remarks: remarks,
        count: max(entry.hardCount, remarks.count), receipt: entry.receiptAddress.page, isStanding: isStanding
      ))
  }

  // MARK: In which order

  mutating func sort() {
    func rank(_ matter: Reminder.Matter) -> Int {
      switch matter {
      case .silent, .incomplete: 0
      case .returned: 1
      case .questions: 2
      }
    }
    reminder.addressees.sort { left, right in
      let keys = (rank(left.matter), left.under?.rawValue ?? "", left.group)
      let others = (rank(right.matter), right.under?.rawValue ?? "", right.group)
      return keys == others ? left.unit < right.unit : keys < others
    }
  }
}
