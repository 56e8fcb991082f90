import Export
import Findings
import Ingest
import ReportModel
import Schemas
import Spool
import Store
import Validate

/// 待办文件：one file with what it was read as. It is handed on and held in lists, and never copied.
final class IncomingFile: Sendable {
  /// As shown to people.
  let displayName: String
  let digest: String
  let byteCount: Int
  let receivedAt: Instant
  let channel: SenderChannel
  let dropFolderUnit: OrgUnitCode?
  let reading: ReadResult
  let identification: Identification?

  init(
    displayName: String, digest: String, byteCount: Int, receivedAt: Instant, channel: SenderChannel,
    dropFolderUnit: OrgUnitCode?, reading: ReadResult, identification: Identification?
  ) {
    self.displayName = displayName
    self.digest = digest
    self.byteCount = byteCount
    self.receivedAt = receivedAt
    self.channel = channel
    self.dropFolderUnit = dropFolderUnit
    self.reading = reading
    self.identification = identification
  }

  var identity: SubmissionIdentity? { identification?.identity }
}

/// 审核一份文件：reads and checks a file against the plan, the history and the version in force; changes nothing.
///
/// `ingest` and `check` both come through here, so the sender sees beforehand what the receiver will say.
struct Examination: Sendable {
  let catalogue: Catalogue
  let reader: ReportReader
  /// History and the version in force; `nil` for a sender without a register.
  let register: Register?
  let receiver: OrgUnitCode
  /// Whether only the units' drop folders are open.
  var isRootClosed = false

  struct Result: Sendable {
    var receipt: Receipt
    var submission: ReviewedSubmission?
    /// The version in force that it was compared with.
    var inForce: ReviewedSubmission?
  }

  func read(
    _ bytes: [UInt8], name: String, digest: String, receivedAt: Instant, channel: SenderChannel,
    dropFolderUnit: OrgUnitCode?
  ) throws(PipelineFault) -> IncomingFile {
    let reading: ReadResult
    do { reading = try reader.read(bytes, fileName: name) } catch { throw .library(error.chinese) }
    return IncomingFile(
      displayName: name, digest: digest, byteCount: bytes.count, receivedAt: receivedAt, channel: channel,
      dropFolderUnit: dropFolderUnit, reading: reading,
      identification: reading.draft.map { identify($0, in: catalogue) })
  }

  /// What is too large to be read: a receipt says so, and the other files go on.
  func tooLarge(
    byteCount: Int, name: String, digest: String, receivedAt: Instant, channel: SenderChannel,
    dropFolderUnit: OrgUnitCode?
  ) -> IncomingFile {
    let limit = String(Intake.fileLimitBytes >> 20)
    let size = String((byteCount + (1 << 20) - 1) >> 20)
    let finding = Finding(fileTooLarge, at: Place(), ["limit": limit, "size": size])
    return IncomingFile(
      displayName: name, digest: digest, byteCount: byteCount, receivedAt: receivedAt, channel: channel,
      dropFolderUnit: dropFolderUnit,
      reading: ReadResult(
        draft: nil, findings: [finding], counts: [finding.code: 1], encoding: nil, isGzip: false),
      identification: nil)
  }

  /// - Parameter more: findings that the pipeline itself adds (a closed Inbox root, for instance).
  func examine(_ file: IncomingFile, more: [Finding] = []) throws(PipelineFault) -> Result {
    let identification = file.identification
    var receipt = blankReceipt(for: file)
    guard let draft = file.reading.draft, let identification, let identity = identification.identity,
      let plan = catalogue.plan(identity.plan)
    else {
      var identityFindings = identification?.findings ?? []
      if let draft = file.reading.draft, let unit = identification?.unit,
        let outside = OutsideWorkspace.finding(draft, of: unit, at: receiver, in: catalogue.units)
      {
        let ofPlan = [UnknownPlan.sheet.code, ForeignPlan.sheet.code, PlanNotChosen.sheet.code]
        identityFindings.removeAll { ofPlan.contains($0.code) }
        identityFindings.append(outside)
      }
      receipt.findings = (file.reading.findings + identityFindings + more).sorted(by: Finding.inFileOrder)
      receipt.counts = Self.count(receipt.findings, exact: file.reading.counts)
      receipt.outcome = file.reading.isIdentified ? identification?.outcome ?? .unreadable : .unreadable
      receipt.repairs = (file.reading.draft?.repairs ?? []) + (identification?.repairs ?? [])
      return Result(receipt: receipt, submission: nil)
    }
    let context = try context(for: file, identity: identity, plan: plan)
    let review = Validate.review(
      draft, ingestFindings: file.reading.findings + identification.findings + more, in: context)
    receipt.outcome = review.outcome
    receipt.findings = review.findings
    receipt.counts = review.counts.merging(file.reading.counts) { max($0, $1) }
    receipt.repairs = identification.repairs + review.repairs
    receipt.changes = review.changes
    receipt.figureCount = review.figureCount
    receipt.isLate = context.isLate
    receipt.revision = review.submission?.revision ?? draft.revision
    receipt.mode = draft.mode
    receipt.names = receipt.namesMentioned(in: plan)
    return Result(receipt: receipt, submission: review.submission, inForce: context.inForce)
  }

  private func context(
    for file: IncomingFile, identity: SubmissionIdentity, plan: Plan
  ) throws(PipelineFault) -> ValidationContext {
    let standing = try registered { () throws(StoreFault) in try register?.standing(of: identity) }
    let earlier = standing?.earlier ?? []
    let due = catalogue.dueInstant(for: identity.unit, in: identity.period)
    return ValidationContext(
      catalogue: catalogue,
      roster: Roster(catalogue, programme: plan.programme, period: identity.period), plan: plan,
      identity: identity,
      history: history(of: earlier, through: identity.period.previous, plan: plan),
      recentQuarters: recentQuarters(of: earlier, before: identity.period, plan: plan),
      inForce: standing?.inForce,
      lastRevision: standing?.highestRevision, workspaceUnit: receiver, channel: file.channel,
      dropFolderUnit: file.dropFolderUnit,
      digest: file.digest,
      receivedAt: file.receivedAt.seconds,
      isLate: due.map { file.receivedAt.seconds > $0 } ?? false)
  }

  private func blankReceipt(for file: IncomingFile) -> Receipt {
    let identification = file.identification
    var receipt = Receipt(
      fileName: file.displayName, outcome: .unreadable, digest: file.digest, unit: identification?.unit,
      unitName: identification?.unit.map { catalogue.units.name(of: $0) }, plan: identification?.plan,
      planTitle: identification?.plan.flatMap { catalogue.plan($0)?.title }, period: identification?.period,
      scope: identification?.scope, receivedAt: file.receivedAt.seconds, channel: file.channel,
      receiver: receiver,
      receiverName: catalogue.units.name(of: receiver), ruleCatalogue: ruleCatalogueVersion)
    receipt.sheets = file.reading.sheets
    return receipt
  }

  static func count(_ findings: [Finding], exact: [RuleCode: Int]) -> [RuleCode: Int] {
    var counts: [RuleCode: Int] = [:]
    for finding in findings { counts[finding.code, default: 0] += 1 }
    return counts.merging(exact) { max($0, $1) }
  }
}
