import Findings
import ReportModel
import Testing

@testable import Store

@Suite("Workings that a run keeps") struct WorkingsTests {
  let folder: TemporaryFolder
  let register: Register
  let quarter = period("2024-Q3")

  init() throws {
    folder = try TemporaryFolder()
    register = try Register.open(at: folder.register)
  }

  private func record(
    _ unit: OrgUnitCode, _ period: Period, _ madeFrom: String, _ bytes: [UInt8] = [1]
  ) -> WorkingsRecord {
    WorkingsRecord(
      unit: unit, period: period, madeFrom: madeFrom, content: bytes, output: bytes.map { $0 + 100 })
  }

  private func keep(_ records: [WorkingsRecord], of programme: ProgrammeID, basis: String) throws {
    try register.keepingWorkings(of: programme, basis: basis) { keeping throws(StoreFault) in
      for record in records { try keeping.keep([record]) }
    } failure: {
      $0
    }
  }

  private func marks(_ basis: String, _ programme: ProgrammeID = "p", through last: Period? = nil) throws
    -> [String]
  {
    try register.workingsOnRecord(of: programme, basis: basis, through: last ?? quarter)
      .map { "\($0.period) \($0.unit) \($0.madeFrom)" }.sorted()
  }

  @Test("They are listed without being read, up to a period, and those of a place give way to newer ones")
  func listing() throws {
    let before = quarter.previous
    try keep(
      [record("A", quarter, "1"), record("A", before, "2"), record("B", quarter, "3")], of: "p", basis: "b")
    try keep([record("A", quarter, "9", [])], of: "q", basis: "b")
    #expect(try marks("b") == ["2024-Q2 A 2", "2024-Q3 A 1", "2024-Q3 B 3"])
    #expect(try marks("b", through: before) == ["2024-Q2 A 2"])
    try keep([record("A", quarter, "4")], of: "p", basis: "b")
    #expect(try marks("b") == ["2024-Q2 A 2", "2024-Q3 A 4", "2024-Q3 B 3"])
    #expect(try marks("b", "q") == ["2024-Q3 A 9"])
  }

  @Test("Only the part that is asked for is read, and what is not there is left out")
  func parts() throws {
    try keep(
      [record("A", quarter, "1", [1, 2]), record("B", quarter, "2", [])], of: "p", basis: "b")
    let found = try register.workings(
      of: "p", contents: [("A", quarter), ("C", quarter), ("A", quarter.next)],
      outputs: [("A", quarter), ("B", quarter)]
    ).sorted { $0.unit < $1.unit }
    #expect(
      found == [
        WorkingsRecord(unit: "A", period: quarter, madeFrom: "1", content: [1, 2], output: [101, 102]),
        WorkingsRecord(unit: "B", period: quarter, madeFrom: "2", content: nil, output: []),
      ])
    #expect(try register.workings(of: "p", contents: [], outputs: []).isEmpty)
  }

  @Test("What was kept a moment ago can be read, and is gone if the rest cannot be kept")
  func wholeOrNothing() throws {
    struct Cut: Error {}
    #expect(throws: Cut.self) {
      try register.keepingWorkings(of: "p", basis: "b") { keeping in
        try keeping.keep([record("A", quarter, "1")])
        #expect(try keeping.workings(contents: [("A", quarter)], outputs: []).map(\.content) == [[1]])
        throw Cut()
      } failure: {
        $0
      }
    }
    #expect(try marks("b").isEmpty)
  }

  @Test("Workings under another basis are not there, and go as soon as there are newer ones")
  func basis() throws {
    try keep([record("A", quarter, "1"), record("B", quarter, "2")], of: "p", basis: "old")
    #expect(try marks("new").isEmpty)
    #expect(try marks("old").count == 2)
    try keep([record("A", quarter, "3")], of: "p", basis: "new")
    #expect(try marks("new") == ["2024-Q3 A 3"])
    #expect(try marks("old").isEmpty)
    try keep([], of: "p", basis: "newest")
    #expect(try marks("new").count == 1)
  }

  @Test("What is in force is listed by identity and number: a new version has a new number, a held one none")
  func versions() throws {
    let plans: [PlanID] = ["hanzhong-2022"]
    func listed(through last: Period) throws -> [String] {
      try register.versionsInForce(plans: plans, through: last)
        .map { "\($0.identity.unit) \($0.identity.period) \($0.identity.scope) \($0.id.rawValue)" }
    }
    let ids = try register.record(
      [
        entry(submission(digest: "1")), entry(submission(in: "2024-Q2", digest: "2")),
        entry(submission("610703", scope: .rollup, digest: "3")),
        entry(submission(plan: "weiyang-2023", digest: "4")),
      ], at: noon)
    #expect(
      try listed(through: quarter) == [
        "610702 2024-Q2 own \(ids[1].rawValue)", "610702 2024-Q3 own \(ids[0].rawValue)",
        "610703 2024-Q3 rollup \(ids[2].rawValue)",
      ])
    #expect(try listed(through: quarter.previous) == ["610702 2024-Q2 own \(ids[1].rawValue)"])
    let newer = try register.record(
      [
        entry(submission(revision: 2, digest: "5")),
        entry(submission("610703", scope: .rollup, revision: 2, digest: "6"), outcome: .held),
      ], at: noon)
    #expect(
      try listed(through: quarter) == [
        "610702 2024-Q2 own \(ids[1].rawValue)", "610702 2024-Q3 own \(newer[0].rawValue)",
        "610703 2024-Q3 rollup \(ids[2].rawValue)",
      ])
  }
}
