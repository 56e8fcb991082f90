import Findings
import Foundation
import ReportModel

@testable import Store

/// A folder that goes away with the test.
final class TemporaryFolder {
  let path: String
  init() throws {
    path = NSTemporaryDirectory() + "register-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(atPath: path) }
  var register: String { path + "/register.sqlite" }
  var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() } }
}

let noon = Instant(seconds: 1_728_360_000)
let digestA = String(repeating: "a", count: 64)
let digestB = String(repeating: "b", count: 64)
let digestC = String(repeating: "c", count: 64)

func period(_ text: String) -> Period { Period(text) ?? .earliest }

func submission(
  _ unit: OrgUnitCode = "610702", plan: PlanID = "hanzhong-2022", in text: String = "2024-Q3",
  scope: ReportScope = .own, revision: Int = 1, digest: String = digestA, outcome: Outcome = .accepted,
  value: Int = 7
) -> ReviewedSubmission {
  ReviewedSubmission(
    reviewed: SubmissionIdentity(unit: unit, plan: plan, period: period(text), scope: scope),
    revision: revision,
    mode: .replace, digest: digest, receivedAt: noon.seconds, isLate: false, outcome: outcome, cover: Cover(),
    observations: [
      Observation(
        task: "hz-06", indicator: "key-teachers", values: FigureValues(inPeriod: Amount(value)),
        status: .reported, line: 12)
    ], statuses: [:], paragraphs: [], explanations: [], basis: nil)
}

/// The entry of a reviewed report, or of a file that went no further when `submission` is `nil`.
func entry(
  _ submission: ReviewedSubmission?, outcome: Outcome? = nil, digest: String = digestA,
  fileName: String = "汉台区.csv",
  xml: String = "<receipt/>", html: String = "<html/>"
) -> RegisterEntry {
  let outcome = outcome ?? submission?.outcome ?? .unreadable
  return RegisterEntry(
    receipt: Receipt(
      fileName: fileName, outcome: outcome, digest: submission?.digest ?? digest,
      unit: submission?.identity.unit,
      plan: submission?.identity.plan, period: submission?.identity.period, scope: submission?.identity.scope,
      revision: submission?.revision, receivedAt: noon.seconds, channel: .openInbox, receiver: "610700",
      receiverName: "汉中市", figureCount: submission?.observations.count ?? 0, ruleCatalogue: "0.1"),
    rendered: RenderedReceipt(xml: Array(xml.utf8), html: Array(html.utf8)),
    original: "Inbox/\(outcome.rawValue)/\(fileName)", byteCount: 100, submission: submission)
}

extension Register {
  /// Everything that counts, of these plans, as a run would read it.
  func everythingInForce(
    _ plans: Set<PlanID>, through period: Period
  ) throws(StoreFault) -> [ReviewedSubmission] {
    try submissions(of: try versionsInForce(plans: Array(plans), through: period).map(\.id))
  }
}
