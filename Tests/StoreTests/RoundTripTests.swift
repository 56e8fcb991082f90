import Findings
import ReportModel
import Testing

@testable import Store

@Suite("What is recorded comes back equal")
struct RoundTripTests {
  @Test("Random reports, roll-ups with all their details among them, come back as they were written")
  func submissions() throws {
    let folder = try TemporaryFolder()
    let register = try Register.open(at: folder.register)
    var source = RandomSource(seed: 1)
    var written: [SubmissionIdentity: ReviewedSubmission] = [:]
    var entries: [RegisterEntry] = []
    for _ in 0..<400 {
      let submission = source.submission()
      let rendered = source.rendered()
      written[submission.identity] = submission
      entries.append(
        RegisterEntry(
          receipt: source.receipt(for: submission),
          rendered: RenderedReceipt(xml: rendered.xml, html: rendered.html),
          original: source.text(), byteCount: source.number(0...9999), submission: submission))
    }
    // The sample is worth something only if it holds what is easily lost.
    let rolled = entries.compactMap(\.submission).flatMap(\.observations).compactMap(\.rolled)
    try #require(rolled.contains { $0.reconciliation?.parts.isEmpty == false })
    try #require(entries.contains { $0.submission?.basis?.statusCounts.isEmpty == false })

    let ids = try register.record(entries, at: noon)
    try register.close()
    let reader = try Register.openReadOnly(at: folder.register)
    for (id, entry) in zip(ids, entries) {
      #expect(try reader.submission(of: id) == entry.submission)
      #expect(try reader.receipt(of: id) == entry.receipt)
      #expect(try reader.renderedReceipt(of: id) == entry.rendered)
    }
    for (identity, submission) in written { #expect(try reader.inForce(identity) == submission) }
    let all = try reader.everythingInForce(Set(written.keys.map(\.plan)), through: period("2099-Q4"))
    #expect(all == written.values.sorted { $0.identity < $1.identity })
  }

  @Test("An empty text is another thing than none, also as the last of its row and behind a row without any")
  func emptyTexts() throws {
    let folder = try TemporaryFolder()
    let register = try Register.open(at: folder.register)
    var words = submission()
    func paragraph(_ rule: String?, _ text: String) -> SourceParagraph {
      SourceParagraph(
        unit: words.identity.unit, plan: words.identity.plan, task: "hz-01", kind: .progress, indicator: nil,
        rule: rule, text: text)
    }
    words.paragraphs = [paragraph("", ""), paragraph(nil, "有"), paragraph(nil, ""), paragraph("V3001", "无")]
    let id = try register.record([entry(words)], at: noon)[0]
    #expect(try register.submission(of: id)?.paragraphs == words.paragraphs)
    let rows = try register.read { database in
      try String.fetchAll(
        database,
        sql: "SELECT coalesce('[' || rule || ']', 'NULL') || text FROM paragraph ORDER BY position")
    }
    #expect(rows == ["[]", "NULL有", "NULL", "[V3001]无"])
  }

  @Test("Figures are exact decimal text that plain SQL reads")
  func figuresAreText() throws {
    let folder = try TemporaryFolder()
    let register = try Register.open(at: folder.register)
    var exact = submission()
    exact.observations[0].values = FigureValues(
      inPeriod: Amount("1.2345"), yearToDate: Amount("-9223372036854775807"), planToDate: .zero)
    try register.record([entry(exact)], at: noon)
    let row = try register.read { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT unit || '|' || period || '|' || indicator || '|' || inPeriod || '|' || yearToDate || '|' || planToDate
            || '|' || coalesce(atEnd, 'NULL') || '|' || typeof(inPeriod) FROM figureInForce
          """)
    }
    #expect(row == ["610702|2024-Q3|key-teachers|1.2345|-9223372036854775807|0|NULL|text"])
  }

  @Test("Equal reports are equal rows, whatever order their sets and maps happen to have")
  func equalBytes() throws {
    var source = RandomSource(seed: 7)
    for _ in 0..<50 {
      var rolled = source.rolled()
      let text = try StoredDetail.text(of: rolled)
      var shuffled: Set<OrgUnitCode> = []
      for code in rolled.coverage.expected.shuffled(using: &source) { shuffled.insert(code) }
      rolled.coverage.expected = shuffled
      #expect(try StoredDetail.text(of: rolled) == text)
    }
  }

  @Test("A file of which nothing could be read has its place, its receipt and no figures")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    let register = try Register.open(at: folder.register)
    let ids = try register.record([entry(nil, fileName: "照片.jpg", html: "<p>无法识别</p>")], at: noon)
    let id = try #require(ids.first)
    let listed = try #require(try register.entries(in: nil).first)
    #expect(listed.id == id)
    #expect(listed.outcome == .unreadable)
    #expect(listed.identity == nil)
    #expect(listed.original == "Inbox/unreadable/照片.jpg")
    #expect(!listed.isInForce)
    #expect(try register.submission(of: id) == nil)
    #expect(try register.renderedReceipt(of: id)?.html == Array("<p>无法识别</p>".utf8))
    #expect(try register.entries(in: period("2024-Q3")).isEmpty)
  }

  @Test("Counts by severity are exact where the receipt caps its details")
  func severityCounts() throws {
    let folder = try TemporaryFolder()
    let register = try Register.open(at: folder.register)
    var returned = entry(nil, outcome: .returned)
    returned.receipt.findings = [
      Finding(code: "V2003", severity: .hard, place: Place(), facts: [:]),
      Finding(code: "V2003", severity: .hard, place: Place(), facts: [:]),
      Finding(code: "V4001", severity: .soft, place: Place(), facts: [:]),
      Finding(code: "I3001", severity: .note, place: Place(), facts: [:]),
    ]
    returned.receipt.counts = ["V2003": 50, "V4001": 1, "I3001": 3]
    try register.record([returned], at: noon)
    let listed = try #require(try register.entries(in: nil).first)
    #expect([listed.hardCount, listed.softCount, listed.noteCount] == [50, 1, 3])
  }

  @Test("Reports load in the order of period, unit, plan and scope, however they arrived")
  func loadingOrder() throws {
    var submissions: [ReviewedSubmission] = []
    for unit: OrgUnitCode in ["610722", "610700-jyj", "610702"] {
      for text in ["2024-Q3", "2023-Q4", "2024-Q1"] {
        for scope in [ReportScope.rollup, .own] {
          submissions.append(
            submission(unit, in: text, scope: scope, digest: "\(unit)-\(text)-\(scope)"))
        }
      }
    }
    var source = RandomSource(seed: 3)
    let expected = submissions.map(\.identity).sorted()
    for _ in 0..<3 {
      submissions.shuffle(using: &source)
      let folder = try TemporaryFolder()
      let register = try Register.open(at: folder.register)
      try register.record(submissions.map { entry($0) }, at: noon)
      let loaded = try register.everythingInForce(Set(expected.map(\.plan)), through: period("2024-Q3"))
      #expect(loaded.map(\.identity) == expected)
    }
  }

  @Test("Loading keeps to the plans, units and periods that were asked for")
  func filters() throws {
    let folder = try TemporaryFolder()
    let register = try Register.open(at: folder.register)
    let wanted = [
      submission(in: "2024-Q1", digest: "1"), submission(in: "2024-Q2", digest: "2"),
      submission("610703", in: "2024-Q2", digest: "3"),
      submission(plan: "weiyang-2023", in: "2024-Q2", digest: "4"), submission(in: "2024-Q3", digest: "5"),
    ]
    let ids = try register.record(wanted.map { entry($0) }, at: noon)
    func digests(_ found: [ReviewedSubmission]) -> [String] { found.map(\.digest) }
    let second = period("2024-Q2")
    #expect(
      digests(try register.everythingInForce(["hanzhong-2022", "weiyang-2023"], through: second))
        == ["1", "2", "4", "3"])
    #expect(
      digests(try register.everythingInForce(["hanzhong-2022"], through: second)) == ["1", "2", "3"])
    #expect(digests(try register.everythingInForce([], through: second)) == [])
    #expect(digests(try register.submissions(of: [ids[4], ids[0]])) == ["1", "5"])
    #expect(try register.submissions(of: []).isEmpty)
    #expect(
      digests(try register.submissionsInForce(of: "610702", plan: "hanzhong-2022", before: second)) == ["1"])
    #expect(
      try register.entries(in: second).map(\.digest) == ["2", "3", "4"])
  }
}
