import Findings
import GRDB
import ReportModel
import Testing

@testable import Store

@Suite("One version in force")
struct SupersedingTests {
  let folder: TemporaryFolder
  let register: Register
  let identity = SubmissionIdentity(
    unit: "610702", plan: "hanzhong-2022", period: period("2024-Q3"), scope: .own)

  init() throws {
    folder = try TemporaryFolder()
    register = try Register.open(at: folder.register)
  }

  @Test("A counted report takes the place of the one before, which stays readable and names its successor")
  func resubmission() throws {
    let first = submission(value: 7)
    let second = submission(revision: 2, digest: digestB, outcome: .questions, value: 9)
    let ids =
      try register.record([entry(first)], at: noon) + register.record([entry(second)], at: noon)
    #expect(try register.inForce(identity) == second)
    #expect(try register.submission(of: ids[0]) == first)
    let listed = try register.entries(in: identity.period)
    #expect(listed.map(\.isInForce) == [false, true])
    #expect(listed.map(\.supersededBy) == [ids[1], nil])
  }

  @Test("Whatever changes what is in force is counted in its plan and quarter, and nothing else is")
  func changes() throws {
    func counts() throws -> [String] {
      try register.changes(plans: ["hanzhong-2022", "weiyang-2023"], through: period("2024-Q3")).map {
        "\($0.plan) \($0.period) \($0.count)"
      }
    }
    #expect(try counts().isEmpty)
    let ids = try register.record(
      [entry(submission()), entry(submission("610703", plan: "weiyang-2023"))], at: noon)
    #expect(try counts() == ["hanzhong-2022 2024-Q3 1", "weiyang-2023 2024-Q3 1"])
    // Held, unreadable, of a later quarter: the quarter is as it was.
    try register.record(
      [
        entry(submission(revision: 2, digest: digestB), outcome: .held), entry(nil),
        entry(submission(in: "2024-Q4")),
      ], at: noon)
    #expect(try counts() == ["hanzhong-2022 2024-Q3 1", "weiyang-2023 2024-Q3 1"])
    // One goes out of force, the other comes into it.
    try register.record([entry(submission(revision: 3, digest: digestC))], at: noon)
    #expect(try counts() == ["hanzhong-2022 2024-Q3 3", "weiyang-2023 2024-Q3 1"])
    // By hand too, in whatever way.
    try register.write { try $0.execute(sql: "DELETE FROM receipt; DELETE FROM figure") }
    try register.write {
      try $0.execute(
        sql: "UPDATE submission SET isInForce = 0 WHERE id = ?; DELETE FROM submission WHERE id = ?",
        arguments: [ids[1].rawValue, ids[1].rawValue])
    }
    #expect(try counts() == ["hanzhong-2022 2024-Q3 3", "weiyang-2023 2024-Q3 2"])
    #expect(try register.firstPeriodInForce(plans: ["hanzhong-2022", "weiyang-2023"]) == period("2024-Q3"))
    #expect(try register.plansInForce(through: period("2024-Q3")) == ["hanzhong-2022": 1, "weiyang-2023": 0])
  }

  @Test("The words of own levels come row by row in the order of a roll-up, explanations among them")
  func wordsInOrder() throws {
    var report = submission()
    func words(_ task: TaskID?, _ kind: ParagraphKind, _ text: String) -> SourceParagraph {
      SourceParagraph(unit: "610702", plan: "hanzhong-2022", task: task, kind: kind, text: text)
    }
    report.paragraphs = [
      words("hz-06", .problems, "三"), words("hz-06", .progress, "二"), words("hz-07", .next, "四"),
      words(nil, .summary, "一"),
    ]
    report.explanations = [Explanation(rule: nil, indicator: "key-teachers", task: "hz-06", text: "三之后")]
    let other = submission("610703")
    let ids = try register.record([entry(report), entry(other)], at: noon)
    var found: [SourceParagraph] = []
    try register.words(ofOwnLevels: ids) { found.append($0.paragraph) }
    #expect(found.map(\.text) == ["一", "二", "三", "三之后", "四"])
    #expect(Set(found) == Set(try register.words(of: ids[0])))
  }

  @Test("What was exported is remembered by unit, until it is written again or gone")
  func exports() throws {
    func area(_ unit: OrgUnitCode, _ bytes: Int) -> ExportedArea {
      ExportedArea(unit: unit, madeFrom: "m\(bytes)", setting: "s", files: "f", baseBytes: bytes)
    }
    let quarter = period("2024-Q3")
    #expect(try register.exported("qmkxsz", in: quarter) == ExportedQuarter())
    try register.recordExport(
      ExportedQuarter(areas: [area("610703", 2), area("610702", 1)], setting: "t", stamp: "1"), without: [],
      of: "qmkxsz", in: quarter)
    try register.recordExport(
      ExportedQuarter(areas: [area("610702", 3)], setting: "t", stamp: "2"), without: ["610703"],
      of: "qmkxsz", in: quarter)
    #expect(
      try register.exported("qmkxsz", in: quarter)
        == ExportedQuarter(areas: [area("610702", 3)], setting: "t", stamp: "2"))
    #expect(try register.exported("qmkxsz", in: period("2024-Q2")) == ExportedQuarter())
  }

  @Test("Two revisions in one batch supersede in the order of the batch")
  func sameBatch() throws {
    let second = submission(revision: 2, digest: digestB)
    let ids = try register.record([entry(submission()), entry(second)], at: noon)
    #expect(try register.inForce(identity) == second)
    #expect(try register.entries(in: nil).map(\.supersededBy) == [ids[1], nil])
  }

  @Test("A held or returned report leaves the accepted one standing", arguments: [Outcome.held, .returned])
  func setAside(outcome: Outcome) throws {
    let first = submission()
    var other = submission(revision: 2, digest: digestB)
    // The report itself passed; what became of it is the receipt's to say.
    try register.record([entry(first), entry(other, outcome: outcome)], at: noon)
    #expect(try register.inForce(identity) == first)
    let listed = try register.entries(in: identity.period)
    #expect(listed.map(\.isInForce) == [true, false])
    #expect(listed.map(\.supersededBy) == [nil, nil])
    other.outcome = outcome
    #expect(try register.submission(of: listed[1].id) == other)
  }

  @Test("Other units, plans, periods and scopes are other reports")
  func otherIdentities() throws {
    let all = [
      submission(), submission("610703"), submission(plan: "weiyang-2023"), submission(in: "2024-Q2"),
      submission(scope: .rollup),
    ]
    try register.record(all.map { entry($0) }, at: noon)
    #expect(try register.entries(in: nil).map(\.isInForce) == [true, true, true, true, true])
  }

  @Test("The bytes in force are acknowledged with their receipt")
  func sameBytes() throws {
    let ids = try register.record([entry(submission(), html: "<p>第一次</p>")], at: noon)
    let found = try #require(try register.entryInForce(withDigest: digestA))
    #expect(found.id == ids[0])
    #expect(try register.renderedReceipt(of: found.id)?.html == Array("<p>第一次</p>".utf8))
    #expect(try register.entryInForce(withDigest: digestA, identity: identity)?.id == found.id)
    let elsewhere = submission("610703").identity
    #expect(try register.entryInForce(withDigest: digestA, identity: elsewhere) == nil)
  }

  @Test("Bytes that were superseded are a new submission and can come into force again")
  func supersededBytes() throws {
    let first = submission()
    let second = submission(revision: 2, digest: digestB)
    try register.record([entry(first)], at: noon)
    try register.record([entry(second)], at: noon)
    #expect(try register.entryInForce(withDigest: digestA) == nil)
    let again = submission(revision: 3)
    try register.record([entry(again)], at: noon)
    #expect(try register.inForce(identity) == again)
    #expect(try register.entries(withDigest: digestA).map(\.isInForce) == [false, true])
  }

  @Test("Bytes that were returned are a new submission")
  func returnedBytes() throws {
    try register.record([entry(submission(), outcome: .returned)], at: noon)
    #expect(try register.entryInForce(withDigest: digestA) == nil)
    try register.record([entry(submission())], at: noon)
    #expect(try register.entryInForce(withDigest: digestA)?.outcome == .accepted)
    #expect(try register.entries(withDigest: digestA).map(\.outcome) == [.returned, .accepted])
  }

  @Test("A batch that runs twice is recorded once")
  func twice() throws {
    let batch = [entry(submission()), entry(submission("610703", digest: digestB))]
    let ids = try register.record(batch, at: noon)
    let head = try register.journalMark()
    #expect(try register.record(batch, at: noon) == ids)
    #expect(try register.entries(in: nil).count == 2)
    #expect(try register.journalMark() == head)
  }

  @Test("The same bytes with another outcome, after a question was answered, are another version")
  func confirmed() throws {
    try register.record([entry(submission(outcome: .questions))], at: noon)
    try register.record([entry(submission())], at: noon)
    #expect(try register.inForce(identity)?.outcome == .accepted)
    #expect(try register.entries(in: nil).map(\.isInForce) == [false, true])
  }

  @Test("A batch that fails in the middle leaves nothing behind")
  func atomic() throws {
    try register.record([entry(submission())], at: noon)
    let head = try register.journalMark()
    var broken = entry(submission("610703", digest: digestB))
    // The last figure of the batch is refused.
    try register.inspect { database in
      try database.execute(
        sql: """
          CREATE TEMP TRIGGER refuse BEFORE INSERT ON figure WHEN NEW.line = 99
          BEGIN SELECT RAISE(ABORT, 'stop'); END
          """)
    }
    broken.submission?.observations[0].line = 99
    #expect(throws: StoreFault.self) {
      try register.record(
        [entry(submission(revision: 2, digest: digestC)), broken], at: noon)
    }
    #expect(try register.inForce(identity) == submission())
    #expect(try register.entries(in: nil).count == 1)
    #expect(try register.journalMark() == head)
  }

  @Test("The database itself refuses two versions in force")
  func schemaRule() throws {
    try register.record([entry(submission()), entry(submission(revision: 2, digest: digestB))], at: noon)
    #expect(throws: StoreFault.self) {
      try register.write { database in
        try database.execute(sql: "UPDATE submission SET isInForce = 1, supersededBy = NULL")
      }
    }
  }
}
