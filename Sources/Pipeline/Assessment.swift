import Findings
import ReportModel
import Spool
import Store
import Validate

/// 单份审核：what one file of a round comes to by itself, before the round decides between files.
struct Assessment: Sendable {
  struct Subject: Sendable {
    /// Which of the round's files.
    var index: Int
    var file: IncomingFile
  }

  var index: Int
  /// `nil` for bytes that are in force already, or that came before in the same round.
  var verdict: Judgement.Verdict?
}

/// 一批审核：files that are worked on at one time, read and looked at.
struct AssessedChunk: Sendable {
  var files: [IncomingFile]
  var assessments: [Assessment]

  /// Reads again what was not kept.
  static func make(_ chunk: [ClaimedFile], by examination: Examination) -> Result<
    AssessedChunk, PipelineFault
  > {
    do throws(PipelineFault) {
      let files = try concurrently(chunk) { claimed throws(PipelineFault) in
        if let reading = claimed.takeReading() { return reading }
        let bytes = try Pipeline.files { () throws(SpoolFault) in
          try readBounded(claimed.copy, limitBytes: Intake.fileLimitBytes)
        }
        return try examination.read(
          bytes, name: claimed.displayName, digest: claimed.digest, receivedAt: claimed.receivedAt,
          channel: claimed.channel, dropFolderUnit: claimed.dropFolderUnit)
      }
      let assessed = try concurrently(Office.groups(of: files)) { group throws(PipelineFault) in
        try examination.assess(group, isReleased: false)
      }
      return .success(AssessedChunk(files: files, assessments: assessed.flatMap(\.self)))
    } catch {
      return .failure(error)
    }
  }
}

extension Examination {
  /// Looks at files of one report, in the order in which they came; changes nothing. Files of different reports can be
  /// looked at at the same time.
  func assess(_ group: [Assessment.Subject], isReleased: Bool) throws(PipelineFault) -> [Assessment] {
    var assessed: [Assessment] = []
    // By their bytes: ten thousand files of one report need not all be looked through for each.
    var sameBytes: [String: [Int]] = [:]
    for (position, subject) in group.enumerated() {
      let file = subject.file
      let earlier = sameBytes[file.digest] ?? []
      sameBytes[file.digest, default: []].append(position)
      let isAnsweredBefore = earlier.contains { other in
        guard file.identity != nil, let verdict = assessed[other].verdict else { return false }
        return verdict.result.receipt.outcome.counts
          || group[other].file.dropFolderUnit == file.dropFolderUnit
      }
      // What was refused is looked at again: it may have come by a way that is its sender's.
      let isKnown = try isReleased ? false : isAnsweredBefore ? true : isInForce(file)
      if isKnown {
        assessed.append(Assessment(index: subject.index))
        continue
      }
      var more: [Finding] = []
      if isRootClosed, file.dropFolderUnit == nil { more.append(Finding(inboxRootIsClosed, at: Place())) }
      var verdict = Judgement.Verdict(index: subject.index, result: try examine(file, more: more))
      if !isReleased, let inForce = try versionSayingTheSame(as: verdict.result, of: file) {
        verdict.equalTo = inForce.id
        verdict.result.acknowledge(as: inForce)
      }
      assessed.append(Assessment(index: subject.index, verdict: verdict))
    }
    return assessed
  }

  /// Whether these very bytes are in force already.
  private func isInForce(_ file: IncomingFile) throws(PipelineFault) -> Bool {
    guard let identity = file.identity, let register else { return false }
    return try registered { () throws(StoreFault) in
      try register.entryInForce(withDigest: file.digest, identity: identity) != nil
    }
  }

  /// 内容相同: the version in force where this report says nothing else, as CSV what came as XML for instance. A revision of
  /// its own makes it a new version all the same.
  private func versionSayingTheSame(
    as result: Examination.Result, of file: IncomingFile
  ) throws(PipelineFault) -> RegisteredSubmission? {
    guard let submission = result.submission, let inForce = result.inForce, let register,
      submission.saysTheSame(as: inForce), file.statesNoOtherRevision(than: inForce.revision)
    else { return nil }
    return try registered { () throws(StoreFault) in try register.entryInForce(inForce.identity) }
  }
}
