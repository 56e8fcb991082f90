import Findings
import ReportModel
import Store
import Validate

/// 判定：what becomes of the files of one round, none of which depends on another.
struct Judgement {
  struct Verdict {
    /// Which of the round's files.
    var index: Int
    var result: Examination.Result
    /// 内容相同: the version in force that says the same in other bytes.
    var equalTo: EntryID?
  }

  var verdicts: [Verdict] = []
  /// Bytes that are in force already, or that came before in the same round.
  var repeats: [Int] = []
  /// Files that say the same as another one of the round; they are looked at again once that one is on record.
  var postponed: [Int] = []
}

extension Office {
  /// Checks the files of a round and decides between them; changes nothing.
  ///
  /// - Parameter isReleased: an officer has looked at what would be held, and it is not held again.
  func judge(
    _ files: [IncomingFile], by examination: Examination, isReleased: Bool = false, each: () -> Void = {}
  ) throws(PipelineFault) -> Judgement {
    var judgement = Judgement()
    for (index, file) in files.enumerated() {
      each()
      if !isReleased, try isRepeat(file, of: judgement.verdicts, in: files) {
        judgement.repeats.append(index)
        continue
      }
      var more: [Finding] = []
      if workspace.isRootClosed, file.dropFolderUnit == nil {
        more.append(Finding(inboxRootIsClosed, at: Place()))
      }
      var verdict = Judgement.Verdict(index: index, result: try examination.examine(file, more: more))
      if !isReleased, let inForce = try versionSayingTheSame(as: verdict.result, of: file) {
        verdict.equalTo = inForce.id
        verdict.result.acknowledge(as: inForce)
      }
      judgement.verdicts.append(verdict)
    }
    if isReleased { return judgement }
    postponeTwins(&judgement)
    holdRivals(&judgement, files)
    try holdAfterClosing(&judgement, files)
    return judgement
  }

  /// Bytes that are in force already, or that were in this round before and were not refused. What was refused is
  /// looked at again: it may have come by a way that is its sender's.
  private func isRepeat(
    _ file: IncomingFile, of earlier: [Judgement.Verdict], in files: [IncomingFile]
  ) throws(PipelineFault) -> Bool {
    guard let identity = file.identity else { return false }
    if try entryInForce(file) != nil { return true }
    return earlier.contains { verdict in
      let other = files[verdict.index]
      return other.digest == file.digest && other.identity == identity
        && (verdict.result.receipt.outcome.counts || other.dropFolderUnit == file.dropFolderUnit)
    }
  }

  func entryInForce(_ file: IncomingFile) throws(PipelineFault) -> RegisteredSubmission? {
    guard let identity = file.identity else { return nil }
    return try registered { () throws(StoreFault) in
      try register.entryInForce(withDigest: file.digest, identity: identity)
    }
  }

  /// 内容相同: the version in force where this report says nothing else, as CSV what came as XML for instance. A revision of
  /// its own makes it a new version all the same.
  private func versionSayingTheSame(
    as result: Examination.Result, of file: IncomingFile
  ) throws(PipelineFault) -> RegisteredSubmission? {
    guard let submission = result.submission, let inForce = result.inForce,
      submission.saysTheSame(as: inForce), file.statesNoOtherRevision(than: inForce.revision)
    else { return nil }
    return try registered { () throws(StoreFault) in try register.entryInForce(inForce.identity) }
  }

  /// Of several files that say the same one is taken.
  private func postponeTwins(_ judgement: inout Judgement) {
    var kept: [Judgement.Verdict] = []
    for verdict in judgement.verdicts {
      let isTwin = kept.contains { other in
        guard verdict.equalTo == nil, let one = verdict.result.submission,
          let another = other.result.submission
        else { return false }
        return one.identity == another.identity && one.revision == another.revision
          && one.saysTheSame(as: another)
      }
      if isTwin { judgement.postponed.append(verdict.index) } else { kept.append(verdict) }
    }
    judgement.verdicts = kept
  }

  /// Reports that state the same thing in different ways are all held, because nobody can say which one is meant. One that is
  /// returned states nothing.
  private func holdRivals(_ judgement: inout Judgement, _ files: [IncomingFile]) {
    var rivals: [SubmissionIdentity: [Int]] = [:]
    for (position, verdict) in judgement.verdicts.enumerated()
    where verdict.result.receipt.outcome.counts && verdict.equalTo == nil {
      if let identity = files[verdict.index].identity { rivals[identity, default: []].append(position) }
    }
    for positions in rivals.values where positions.count > 1 {
      let names = positions.map { files[judgement.verdicts[$0].index].displayName }.sorted()
      for position in positions {
        let receipt = judgement.verdicts[position].result.receipt
        judgement.verdicts[position].result.hold(
          Finding(
            twoFilesForOneReport, at: Place(),
            ["report": receipt.subjectName, "files": names.shortList]))
      }
    }
  }

  /// After closing what would change a quarter waits for the officer; what arrived in time, or within an extension, does not.
  private func holdAfterClosing(
    _ judgement: inout Judgement, _ files: [IncomingFile]
  ) throws(PipelineFault) {
    var lives: [Period: PeriodLife] = [:]
    for position in judgement.verdicts.indices {
      let verdict = judgement.verdicts[position]
      let file = files[verdict.index]
      guard verdict.result.receipt.outcome.counts, verdict.equalTo == nil, let identity = file.identity else {
        continue
      }
      let life: PeriodLife
      if let known = lives[identity.period] {
        life = known
      } else {
        life = try self.life(of: identity.period)
        lives[identity.period] = life
      }
      guard let act = life.barrier(to: ownPlan(for: identity.plan)) ?? closing(of: life, for: file, verdict)
      else { continue }
      judgement.verdicts[position].result.hold(
        Finding(
          arrivedAfterClosing, at: Place(),
          [
            "report": verdict.result.receipt.subjectName, "closed": act.at.short,
            "officer": act.officer.isEmpty ? "上级" : act.officer,
          ]))
    }
  }
}

extension Office {
  /// The closing, for a report that it keeps out: not one that arrived in time, nor one within an extension, nor a first one
  /// where the calendar lets it in.
  private func closing(
    of life: PeriodLife, for file: IncomingFile, _ verdict: Judgement.Verdict
  ) -> PeriodLife.Act? {
    guard let closing = life.closing, file.receivedAt >= closing.at, let identity = file.identity else {
      return nil
    }
    let duty = Decisions.Duty(unit: identity.unit, period: identity.period)
    if let until = catalogue.decisions.extensions[duty], file.receivedAt.seconds <= until { return nil }
    let isFirst = verdict.result.inForce == nil
    if isFirst, catalogue.deadline(for: identity.unit, in: identity.period)?.afterClosing == .accept {
      return nil
    }
    return closing
  }
}

extension PeriodLife {
  /// What is signed, sent or accepted above changes for nobody, whenever the file arrived and whatever was allowed before.
  fileprivate func barrier(to plan: PlanID?) -> Act? {
    guard let plan, let life = plans[plan] else { return nil }
    if life.isLocked { return life.dispatched?.act }
    return stage(of: plan) >= .signedOff ? life.signedOff?.act ?? life.dispatched?.act ?? closing : nil
  }
}

extension Workspace {
  var isRootClosed: Bool { settings.senders == .closed }
}

extension Examination.Result {
  mutating func hold(_ finding: Finding) {
    receipt.outcome = .held
    receipt.changes = []
    receipt.add(finding)
    submission = nil
  }

  /// The answer to a file that says what is in force already: the standing of that version, and that nothing changed.
  fileprivate mutating func acknowledge(as inForce: RegisteredSubmission) {
    receipt.outcome = inForce.outcome
    receipt.revision = inForce.revision
    receipt.changes = []
    receipt.add(Finding(sameContentAgain, at: Place(), ["file": inForce.fileName]))
    submission = nil
  }
}

extension Receipt {
  /// Before all others.
  mutating func add(_ finding: Finding) {
    findings.insert(finding, at: 0)
    counts[finding.code, default: 0] += 1
  }

  /// `汉台区 2024-Q3 本级`.
  var subjectName: String {
    [unitName ?? "", period?.description ?? "", scope?.chinese ?? ""].joined(separator: " ")
  }
}

extension IncomingFile {
  fileprivate func statesNoOtherRevision(than revision: Int) -> Bool {
    reading.draft?.revision.map { $0 == revision } ?? true
  }
}

extension [String] {
  /// Names that a sentence can bear; ten thousand files of one report are named by the first few.
  fileprivate var shortList: String {
    prefix(6).joined(separator: "、") + (count > 6 ? "等 \(count) 份" : "")
  }
}
