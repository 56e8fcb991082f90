import Findings
import ReportModel
import Store
import Validate

/// 判定：what becomes of the files of one round, none of which depends on another.
struct Judgement {
  struct Verdict: Sendable {
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
    _ files: [IncomingFile], by examination: Examination, isReleased: Bool = false
  ) throws(PipelineFault) -> Judgement {
    var examination = examination
    examination.isRootClosed = workspace.isRootClosed
    let assessed = try concurrently(Self.groups(of: files)) { [examination] group throws(PipelineFault) in
      try examination.assess(group, isReleased: isReleased)
    }
    return try judge(assessed.flatMap(\.self), of: files, isReleased: isReleased)
  }

  /// Files of one report together, because what becomes of one depends on the others; in the order in which they came.
  static func groups(of files: [IncomingFile]) -> [[Assessment.Subject]] {
    files.enumerated().map { Assessment.Subject(index: $0, file: $1) }.together(by: \.file.identity)
  }

  /// Decides between files of which each was looked at for itself.
  func judge(
    _ assessed: [Assessment], of files: [IncomingFile], isReleased: Bool = false
  ) throws(PipelineFault) -> Judgement {
    var judgement = Judgement()
    for assessment in assessed.sorted(by: { $0.index < $1.index }) {
      if let verdict = assessment.verdict {
        judgement.verdicts.append(verdict)
      } else {
        judgement.repeats.append(assessment.index)
      }
    }
    if isReleased { return judgement }
    postponeTwins(&judgement)
    holdRivals(&judgement, files)
    try holdAfterClosing(&judgement, files)
    return judgement
  }

  func entryInForce(_ file: IncomingFile) throws(PipelineFault) -> RegisteredSubmission? {
    guard let identity = file.identity else { return nil }
    return try registered { () throws(StoreFault) in
      try register.entryInForce(withDigest: file.digest, identity: identity)
    }
  }

  /// Of several files that say the same one is taken.
  private func postponeTwins(_ judgement: inout Judgement) {
    var kept: [Judgement.Verdict] = []
    var keptOf: [SubmissionIdentity: [Int]] = [:]
    for verdict in judgement.verdicts {
      let identity = verdict.result.submission?.identity
      let isTwin = (identity.flatMap { keptOf[$0] } ?? []).contains { position in
        let other = kept[position]
        guard verdict.equalTo == nil, let one = verdict.result.submission,
          let another = other.result.submission
        else { return false }
        return one.identity == another.identity && one.revision == another.revision
          && one.saysTheSame(as: another)
      }
      if isTwin {
        judgement.postponed.append(verdict.index)
        continue
      }
      if let identity { keptOf[identity, default: []].append(kept.count) }
      kept.append(verdict)
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
  mutating func acknowledge(as inForce: RegisteredSubmission) {
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
  func statesNoOtherRevision(than revision: Int) -> Bool {
    reading.draft?.revision.map { $0 == revision } ?? true
  }
}

extension [String] {
  /// Names that a sentence can bear; ten thousand files of one report are named by the first few.
  fileprivate var shortList: String {
    prefix(6).joined(separator: "、") + (count > 6 ? "等 \(count) 份" : "")
  }
}

extension Array {
  /// Of one report together, in the order in which the first of them came; what has no identity is by itself.
  func together(by identity: (Element) -> SubmissionIdentity?) -> [[Element]] {
    var groups: [[Element]] = []
    var positions: [SubmissionIdentity: Int] = [:]
    for element in self {
      if let identity = identity(element) {
        if let position = positions[identity] {
          groups[position].append(element)
          continue
        }
        positions[identity] = groups.count
      }
      groups.append([element])
    }
    return groups
  }
}
