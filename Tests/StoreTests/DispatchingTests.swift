import Findings
import ReportModel
import Testing

@testable import Store

@Suite("Roll-ups, dispatches and the superior's receipts")
struct DispatchingTests {
  let folder: TemporaryFolder
  let register: Register
  let quarter = period("2024-Q3")

  init() throws {
    folder = try TemporaryFolder()
    register = try Register.open(at: folder.register)
  }

  private func rollUp(_ unit: OrgUnitCode = "610700", revision: Int = 1, digest: String) -> RollUpRecord {
    RollUpRecord(
      unit: unit, plan: "hanzhong-2022", period: quarter, revision: revision, digest: digest,
      fileName: "\(unit)-hanzhong-2022-r\(revision).xml")
  }

  private func dispatch(revision: Int = 1, digest: String = digestA, to: String = "/上级/Inbox")
    -> DispatchRecord
  {
    DispatchRecord(
      unit: "610700", plan: "hanzhong-2022", period: quarter, revision: revision, digest: digest,
      destination: to, sentAt: noon)
  }

  @Test("The newest roll-up of each unit and plan is what a period shows")
  func rollUps() throws {
    for record in [
      rollUp(digest: digestA), rollUp("610000", digest: digestB), rollUp(digest: digestC),
    ] {
      try register.recordRollUps([record], at: noon)
    }
    #expect(
      try register.rollUps(in: quarter) == [rollUp("610000", digest: digestB), rollUp(digest: digestC)])
    #expect(
      try register.latestRollUp(unit: "610700", plan: "hanzhong-2022", period: quarter)
        == rollUp(digest: digestC))
    #expect(try register.rollUps(in: quarter.next) == [])
    #expect(try register.latestRollUp(unit: "610700", plan: "weiyang-2023", period: quarter) == nil)
  }

  @Test("Running a quarter again with the same result leaves no trace")
  func sameRollUp() throws {
    for _ in 1...3 { try register.recordRollUps([rollUp(digest: digestA)], at: noon) }
    #expect(try register.journal().map(\.note.event) == [.rolledUp])
  }

  @Test("A result that returns to an earlier one is the newest again")
  func backAndForth() throws {
    for digest in [digestA, digestB, digestA] {
      try register.recordRollUps([rollUp(digest: digest)], at: noon)
    }
    #expect(try register.rollUps(in: quarter) == [rollUp(digest: digestA)])
    #expect(try register.journal().count == 3)
  }

  @Test("Revisions are counted once, however often and wherever they were sent")
  func revisions() throws {
    func count() throws -> Int {
      try register.dispatchedRevisions(unit: "610700", plan: "hanzhong-2022", period: quarter)
    }
    #expect(try count() == 0)
    try register.recordDispatch(dispatch())
    // Again, after it was sent back: the same dispatch, told twice.
    try register.recordDispatch(dispatch())
    try register.recordDispatch(dispatch(to: "/另一处"))
    #expect(try count() == 1)
    try register.recordDispatch(dispatch(revision: 2, digest: digestB))
    #expect(try count() == 2)
    #expect(
      try register.dispatches(in: quarter) == [
        dispatch(), dispatch(to: "/另一处"), dispatch(revision: 2, digest: digestB),
      ])
    #expect(try register.dispatches(in: quarter.previous) == [])
    #expect(try register.journal().map(\.note.event) == Array(repeating: .dispatched, count: 4))
  }

  @Test("The superior's receipt is found by the period of what was sent, once")
  func superiorReceipts() throws {
    try register.recordDispatch(dispatch())
    let answer = SuperiorReceipt(
      rollUpDigest: digestA, outcome: .returned, receivedAt: noon, receiver: "610000",
      fileName: "610700-hanzhong-2022-r1.xml")
    var second = answer
    second.outcome = .accepted
    for receipt in [answer, answer, second] { try register.recordSuperiorReceipt(receipt, at: noon) }
    #expect(try register.superiorReceipts(in: quarter) == [answer, second])
    #expect(try register.superiorReceipts(in: quarter.next) == [])
    let noted = try #require(try register.journal().last)
    #expect(noted.note.event == .receipt)
    #expect(noted.note.unit == "610700")
    #expect(
      noted.note.details == [
        "file": "610700-hanzhong-2022-r1.xml", "outcome": "accepted", "receivedAt": String(noon.seconds),
        "receiver": "610000",
      ])
    #expect(try register.verifyJournal() == nil)
  }
}
