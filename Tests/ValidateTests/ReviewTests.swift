import Findings
import ReportModel
import TestKit
import Testing

@testable import Validate

@Suite("What becomes of a report")
struct ReviewTests {
  private func observation(_ review: Review, _ id: IndicatorID) throws -> Observation {
    try #require(review.submission?.observations.first { $0.indicator == id })
  }

  // MARK: Outcome

  @Test("A report without findings is accepted, in plan order, with the lines it was typed in")
  func accepted() throws {
    let review = Scenario(
      "hz-02 volunteers atEnd=5\nhz-00 funds inPeriod=8.4 yearToDate=8.4\nhz-00 activities —"
    ).run()
    #expect(review.outcome == .accepted)
    let submission = try #require(review.submission)
    #expect(submission.observations.map(\.indicator) == ["activities", "funds", "volunteers"])
    #expect(submission.observations.map(\.line) == [3, 2, 1])
    #expect(submission.observations.map(\.status) == [.notApplicable, .reported, .reported])
    #expect(submission.observations.allSatisfy { !$0.isProvisional })
    #expect(review.figureCount == 3)
    #expect(submission.revision == 1)
    #expect(review.changes.isEmpty)
  }

  @Test("One hard finding returns the report and nothing of it counts")
  func returned() {
    let review = Scenario("hz-00 activities inPeriod=-1\nhz-00 funds inPeriod=8.455").run()
    #expect(review.outcome == .returned)
    #expect(review.submission == nil)
    #expect(review.brief == ["V2003 hard 1:18 activities", "V2005 soft 2:13 funds"])
    #expect(review.figureCount == 2)
  }

  @Test("A hard finding of the reader or of the cover returns it as well and is listed once, in file order")
  func readerFindings() {
    let sheet = RuleSheet(
      code: "I2001", severity: .hard, title: "", message: "", remedy: "", titleEN: "", messageEN: "",
      remedyEN: "", basis: "", since: "")
    let review = Scenario("hz-00 activities inPeriod=1\nhz-00 funds inPeriod=8.455") {
      $0.unitName = "南郑区"
      $0.ingestFindings = [
        Finding(sheet, at: Place(SourcePosition(line: 1, column: 2), task: "hz-00", indicator: "activities"))
      ]
    }.run()
    #expect(review.outcome == .returned)
    #expect(review.brief == ["V1003 hard 0:0 -", "I2001 hard 1:2 activities", "V2005 soft 2:13 funds"])
    #expect(review.counts == ["V1003": 1, "I2001": 1, "V2005": 1])
  }

  @Test("A cell that the reader refused is not also asked for")
  func refusedCell() {
    let sheet = RuleSheet(
      code: "I2007", severity: .soft, title: "", message: "", remedy: "", titleEN: "", messageEN: "",
      remedyEN: "", basis: "", since: "")
    let review = Scenario("hz-00 activities\nhz-00 participants planToDate=3\nhz-02 coverage numerator=1") {
      $0.ingestFindings = [
        Finding(sheet, at: Place(SourcePosition(line: 1, column: 9), task: "hz-00", indicator: "activities"))
      ]
      $0.prepare = { draft in
        // Typed, and nothing that could be read.
        draft.tasks[0].figures[1].cells[.inPeriod] = TypedText("300余")
        draft.tasks[1].figures[0].cells[.denominator] = TypedText("#REF!")
      }
    }.run()
    #expect(review.brief == ["I2007 soft 1:9 activities"])
  }

  @Test("Where the reader could not make out the whole file, what is absent is not asked for")
  func readInPart() {
    let sheet = RuleSheet(
      code: "I1304", severity: .hard, title: "", message: "", remedy: "", titleEN: "", messageEN: "",
      remedyEN: "", basis: "", since: "")
    let scenario = Scenario("hz-00 activities") {
      $0.ingestFindings = [Finding(sheet, at: Place(SourcePosition(line: 3, column: 1)))]
    }
    #expect(scenario.run().brief == ["I1304 hard 3:1 -"])
    #expect(Scenario("hz-00 activities").run().brief == ["V1024 soft 1:7 hz-00"])
  }

  // MARK: Questions and explanations

  @Test("An unanswered soft finding makes a question and its figure provisional, the others not")
  func question() throws {
    let review = Scenario("hz-00 funds inPeriod=8.455\nhz-00 activities inPeriod=3").run()
    #expect(review.outcome == .questions)
    #expect(try observation(review, "funds").isProvisional)
    #expect(try !observation(review, "activities").isProvisional)
  }

  @Test(
    "An explanation of the figure, with its rule or none, answers the question, which stays listed",
    arguments: ["explain=据实", "explain:V2005=据实"])
  func explained(_ explanation: String) throws {
    let review = Scenario("hz-00 funds inPeriod=8.455 \(explanation)").run()
    #expect(review.outcome == .accepted)
    #expect(review.findings.map(\.facts["explained"]) == ["据实"])
    #expect(try !observation(review, "funds").isProvisional)
    #expect(try #require(review.submission).explanations.map(\.task) == ["hz-00"])
  }

  @Test(
    "An explanation of another rule, figure or task answers nothing",
    arguments: [
      "hz-00 funds inPeriod=8.455 explain:V4003=据实",
      "hz-00 funds inPeriod=8.455\nhz-00 activities inPeriod=1 explain=据实",
      "hz-00 funds inPeriod=8.455\nhz-00 - explain=据实",
      "hz-00 funds inPeriod=8.455\nhz-01 - explain:V2005=据实",
    ])
  func notExplained(_ text: String) throws {
    let review = Scenario(text).run()
    #expect(review.outcome == .questions)
    #expect(review.findings.allSatisfy { $0.facts["explained"] == nil })
    #expect(try observation(review, "funds").isProvisional)
  }

  @Test("An explanation of the task that names the rule answers for the figures in it")
  func explainedForTheTask() {
    #expect(Scenario("hz-00 funds inPeriod=8.455\nhz-00 - explain:V2005=据实").run().outcome == .accepted)
  }

  @Test("An explanation never answers a hard finding")
  func hardStays() {
    #expect(Scenario("hz-00 activities inPeriod=-1 explain=据实").run().outcome == .returned)
  }

  @Test("An absent figure is asked for once per task and leaves the others as they are")
  func absent() throws {
    let review = Scenario("hz-00 activities\nhz-00 participants\nhz-00 funds inPeriod=1").run()
    #expect(review.outcome == .questions)
    #expect(review.brief == ["V1024 soft 1:7 hz-00"])
    #expect(review.findings.first?.facts["names"] == "科普活动、参加活动")
    #expect(try !observation(review, "funds").isProvisional)
    #expect(try #require(review.submission).observations.map(\.indicator) == ["funds"])
  }

  @Test("An absent figure is answered on its own row or for the task; one row does not answer for another")
  func absentExplained() {
    #expect(Scenario("hz-00 activities explain=省厅未公布").run().outcome == .accepted)
    #expect(Scenario("hz-00 activities\nhz-00 - explain=省厅未公布").run().outcome == .accepted)
    #expect(
      Scenario("hz-00 activities explain=省厅未公布\nhz-00 participants").run().outcome == .questions)
    let both = Scenario("hz-00 activities explain=甲\nhz-00 participants explain=乙").run()
    #expect(both.findings.map(\.facts["explained"]) == ["甲；乙"])
  }

  @Test("A question about the whole file makes every figure provisional, until its rule is explained")
  func wholeFile() throws {
    let early: (inout Scenario) -> Void = { $0.cover.filledOn = "2021-03-20" }
    let open = Scenario("hz-00 activities inPeriod=3", early).run()
    #expect(open.outcome == .questions)
    #expect(try observation(open, "activities").isProvisional)
    let answered = Scenario("hz-00 activities inPeriod=3 explain:V1013=月底前已全部完成", early).run()
    #expect(answered.outcome == .accepted)
    #expect(try !observation(answered, "activities").isProvisional)
    #expect(Scenario("hz-00 activities inPeriod=3 explain=据实", early).run().outcome == .questions)
  }

  @Test("An explanation on the cover answers for the whole report and for nothing in it")
  func coverExplanation() {
    let review = Scenario("hz-00 activities inPeriod=3\nhz-00 funds inPeriod=8.455") {
      $0.cover.filledOn = "2021-03-20"
      $0.prepare = { $0.explanations = [Explanation(rule: nil, indicator: nil, text: "月底前已全部完成")] }
    }.run()
    #expect(review.outcome == .questions)
    #expect(review.findings.filter(\.isOpenQuestion).map(\.code) == ["V2005"])
  }

  @Test("What was explained stays explained while the figure is the same, and lapses with another figure")
  func explanationsStay() throws {
    let first = try Scenario(
      "hz-00 funds inPeriod=8.455 explain=据实\nhz-00 activities inPeriod=3\nhz-03 - explain=按季结算"
    ).accepted()
    func again(_ text: String, _ change: (inout Scenario) -> Void = { _ in }) -> Review {
      Scenario(text) {
        $0.inForce = first
        change(&$0)
      }.run()
    }
    let corrected = again("hz-00 funds inPeriod=8.455\nhz-00 activities inPeriod=4")
    #expect(corrected.outcome == .accepted)
    #expect(corrected.findings.map(\.facts["explained"]) == ["据实"])
    #expect(try #require(corrected.submission).explanations.map(\.text) == ["据实", "按季结算"])
    // Another value is another question; what is said anew takes the place of what was said.
    let changed = again("hz-00 funds inPeriod=8.456\nhz-00 activities inPeriod=3")
    #expect(changed.outcome == .questions)
    #expect(try #require(changed.submission).explanations.map(\.text) == ["按季结算"])
    let anew = again("hz-00 funds inPeriod=8.455 explain=按实际支出")
    #expect(anew.findings.map(\.facts["explained"]) == ["按实际支出"])
    // A supplement keeps to the same: it changes the figure and says nothing.
    let supplement = again("hz-00 funds inPeriod=8.457") { $0.mode = .supplement }
    #expect(supplement.outcome == .questions)
    // With a figure of its task the explanation of a task lapses too.
    let task = again("hz-00 funds inPeriod=8.455\nhz-03 skills inPeriod=1")
    #expect(try #require(task.submission).explanations.map(\.text) == ["据实"])
  }

  @Test("What settled one relation settles no other, nor the same one with another figure in it")
  func relations() throws {
    let catalogue = SamplePlan.catalogue(
      try AuditFormula(id: "a", "participants >= activities * 10", meaning: "甲"),
      try AuditFormula(id: "b", "participants <= teachers", meaning: "乙"))
    func report(_ activities: Int, _ teachers: Int, _ change: (inout Scenario) -> Void = { _ in }) -> Review {
      Scenario(
        "hz-00 participants inPeriod=70\nhz-00 activities inPeriod=\(activities)\nhz-01 teachers inPeriod=\(teachers)"
      ) {
        $0.catalogue = catalogue
        change(&$0)
      }.run()
    }
    let identity = SubmissionIdentity(unit: "610702", plan: "sample-2021", period: .q("2021-Q1"), scope: .own)
    let first = try #require(report(8, 80).findings.first { $0.code == "V3010" })
    func confirmed(_ scenario: inout Scenario) {
      scenario.catalogue.decisions.confirmations = [
        Decisions.Duty(unit: "610702", period: .q("2021-Q1")): [
          Confirmation(of: first, in: identity): "王某：属实"
        ]
      ]
    }
    #expect(report(8, 80, confirmed).outcome == .accepted)
    #expect(report(9, 80, confirmed).outcome == .questions)
    #expect(report(7, 60, confirmed).outcome == .questions)
    // An explanation stays while every figure of the relation is what it was.
    let explained = try Scenario(
      "hz-00 participants inPeriod=70 explain=线上\nhz-00 activities inPeriod=8\nhz-01 teachers inPeriod=80"
    ) { $0.catalogue = catalogue }.accepted()
    #expect(explained.outcome == .accepted)
    #expect(report(8, 81) { $0.inForce = explained }.outcome == .accepted)
    #expect(report(9, 80) { $0.inForce = explained }.outcome == .questions)
  }

  @Test("What is said now comes before what was said, whichever of them names the rule")
  func newWordsFirst() throws {
    let first = try Scenario("hz-00 funds inPeriod=8.455 explain=据实").accepted()
    let again = Scenario("hz-00 funds inPeriod=8.455 explain:V2005=按实际支出") { $0.inForce = first }.run()
    #expect(again.findings.map(\.facts["explained"]) == ["按实际支出"])
  }

  @Test("An answer that an officer did not take answers no more; another one does")
  func askedBack() throws {
    func review(_ explanation: String) -> Review {
      Scenario("hz-00 funds inPeriod=8.455 \(explanation)") {
        let finding = Scenario("hz-00 funds inPeriod=8.455").run().findings[0]
        let identity = SubmissionIdentity(
          unit: "610702", plan: "sample-2021", period: .q("2021-Q1"), scope: .own)
        $0.catalogue.decisions.askedBack = [
          Decisions.Duty(unit: "610702", period: .q("2021-Q1")): [
            Confirmation(of: finding, in: identity): AskedBack(words: "王某：哪一笔？", answer: "据实")
          ]
        ]
      }.run()
    }
    let same = review("explain=据实")
    #expect(same.outcome == .questions)
    #expect(same.findings.map(\.askedBack) == ["王某：哪一笔？"])
    #expect(same.findings.map(\.facts["rejected"]) == ["据实"])
    #expect(review("").findings.map(\.askedBack) == ["王某：哪一笔？"])
    let other = review("explain=设备采购尾款")
    #expect(other.outcome == .accepted && other.findings.allSatisfy { $0.askedBack == nil })
  }

  // MARK: Values

  @Test("12 345 元 becomes 1.2345 万元, exactly, is no decimals question and is listed as a repair")
  func conversion() throws {
    let review = Scenario("hz-00 funds measure=元 inPeriod=12345").run()
    #expect(review.outcome == .accepted)
    #expect(try observation(review, "funds").values.inPeriod == Amount("1.2345"))
    #expect(
      review.repairs == [
        Repair(
          code: "V2019", position: SourcePosition(line: 1, column: 23), value: "12345元", readAs: "1.2345万元")
      ])
  }

  @Test("An alias of the measure unit changes nothing and is no repair")
  func alias() throws {
    let review = Scenario("hz-01 teachers measure=人 inPeriod=12").run()
    #expect(review.outcome == .accepted)
    #expect(try observation(review, "teachers").values.inPeriod == 12)
    #expect(review.repairs.isEmpty)
  }

  @Test("A row in a wrong measure unit is reproached with that only")
  func wrongMeasureOnly() {
    #expect(
      Scenario("hz-00 participants measure=人 inPeriod=-1.5 atEnd=3").run().brief
        == ["V2002 hard 1:20 participants"])
  }

  @Test("Half a ratio is a question and missing; 0/0 is reported")
  func halfRatio() throws {
    let half = Scenario("hz-02 coverage numerator=15").run()
    #expect(half.outcome == .questions)
    #expect(try #require(half.submission).observations.isEmpty)
    let none = Scenario("hz-02 coverage numerator=0 denominator=0").run()
    #expect(none.outcome == .accepted)
    #expect(try observation(none, "coverage").status == .reported)
  }

  @Test("Two equal rows count once")
  func twice() throws {
    let review = Scenario("hz-00 activities inPeriod=3\nhz-00 activities inPeriod=3").run()
    #expect(review.outcome == .accepted)
    #expect(try #require(review.submission).observations.count == 1)
    #expect(review.figureCount == 1)
  }

  @Test("Under 空格表示零 a blank row is zero in the column that its indicator has; a ratio stays missing")
  func blankIsZero() throws {
    let review = Scenario("hz-00 activities\nhz-02 volunteers\nhz-02 coverage") {
      $0.cover.blankMeansZero = true
      $0.prepare = { draft in
        for task in draft.tasks.indices {
          for figure in draft.tasks[task].figures.indices {
            draft.tasks[task].figures[figure].status = .reported
          }
        }
      }
    }.run()
    #expect(try observation(review, "activities").values == FigureValues(inPeriod: 0))
    #expect(try observation(review, "volunteers").values == FigureValues(atEnd: 0))
    #expect(review.brief == ["V1024 soft 3:7 hz-02"])
    #expect(review.findings.first?.facts["indicators"] == "coverage")
  }

  @Test("A figure with an adjustment keeps its reason")
  func reason() throws {
    let review = Scenario("hz-00 activities inPeriod=3 adjustment=-2 reason=重报").run()
    #expect(try observation(review, "activities").adjustmentReason == "重报")
  }

  // MARK: Revisions and supplements

  @Test("An untyped revision is the next one, a typed one stands")
  func revisions() throws {
    let first = try Scenario("hz-00 activities inPeriod=3").accepted()
    let second = try Scenario("hz-00 activities inPeriod=4") { $0.inForce = first }.accepted()
    let fifth = try Scenario("hz-00 activities inPeriod=4") {
      $0.inForce = second
      $0.revision = 5
    }.accepted()
    #expect([first, second, fifth].map(\.revision) == [1, 2, 5])
  }

  @Test("Changes against the version in force are listed value by value, what fell away included")
  func changes() throws {
    let first = try Scenario("hz-00 activities inPeriod=3\nhz-00 funds inPeriod=1").accepted()
    let review = Scenario("hz-00 activities inPeriod=4 yearToDate=4\nhz-02 volunteers atEnd=7") {
      $0.inForce = first
    }.run()
    #expect(
      review.changes == [
        FigureChange(task: "hz-00", indicator: "activities", item: .inPeriod, before: 3, after: 4),
        FigureChange(task: "hz-00", indicator: "activities", item: .yearToDate, before: nil, after: 4),
        FigureChange(task: "hz-00", indicator: "funds", item: .inPeriod, before: 1, after: nil),
        FigureChange(task: "hz-02", indicator: "volunteers", item: .atEnd, before: nil, after: 7),
      ])
  }

  @Test("A supplement adds and replaces what it names and keeps the rest, words and statuses included")
  func supplement() throws {
    let first = try Scenario(
      "hz-00 activities inPeriod=3\nhz-00 funds inPeriod=1\nhz-01 - status=completed progress=办班\nhz-02 - progress=走访"
    ).accepted()
    let review = Scenario("hz-00 funds inPeriod=2\nhz-02 volunteers atEnd=7\nhz-02 - progress=走访两次") {
      $0.mode = .supplement
      $0.inForce = first
    }.run()
    let submission = try #require(review.submission)
    #expect(review.outcome == .accepted)
    #expect(submission.mode == .supplement)
    #expect(submission.observations.map(\.indicator) == ["activities", "funds", "volunteers"])
    #expect(submission.observations.map(\.line) == [0, 1, 2])
    #expect(submission.observations.compactMap(\.values.inPeriod) == [3, 2])
    #expect(submission.statuses == ["hz-01": .completed])
    #expect(submission.paragraphs.map(\.text) == ["办班", "走访两次"])
    #expect(review.figureCount == 2)
    #expect(review.changes.map(\.indicator) == ["funds", "volunteers"])
  }

  @Test("A supplement without a report is a report")
  func supplementAlone() throws {
    let submission = try Scenario("hz-00 activities inPeriod=3") { $0.mode = .supplement }.accepted()
    #expect(submission.observations.map(\.indicator) == ["activities"])
    #expect(submission.revision == 1)
  }

  @Test("A supplement is checked together with what it leaves in force")
  func supplementTogether() throws {
    let first = try Scenario(
      "hz-03 trained inPeriod=100\nhz-03 skills inPeriod=85\nhz-03 startups inPeriod=15"
    ).accepted()
    let review = Scenario("hz-03 skills inPeriod=80") {
      $0.mode = .supplement
      $0.inForce = first
    }.run()
    // The whole was accepted before and is not in this file: a question, no reason to return it.
    #expect(review.brief == ["V3001 soft 0:0 trained"])
    #expect(review.outcome == .questions)
  }

  @Test("A supplement that only explains answers the questions of the report in force")
  func supplementExplains() throws {
    let first = try Scenario("hz-03 shows inPeriod=4\nhz-03 shows-rural inPeriod=5").accepted()
    #expect(first.outcome == .questions)
    let review = Scenario("hz-03 shows explain=含联办场次") {
      $0.mode = .supplement
      $0.inForce = first
    }.run()
    #expect(review.outcome == .accepted)
    #expect(try #require(review.submission).observations.allSatisfy { !$0.isProvisional })
  }

  // MARK: Details

  @Test("Details are capped per code, counts are exact")
  func capped() {
    let rows = (1...detailCap + 20).map { "hz-00 nonsense-\($0) inPeriod=1" }.joined(separator: "\n")
    let review = Scenario(rows + "\nhz-00 activities inPeriod=-1").run()
    #expect(review.counts == ["V1021": detailCap + 20, "V2003": 1])
    #expect(review.findings.count == detailCap + 1)
    #expect(review.findings.last?.code == "V2003")
  }

  @Test("A receipt lists so many findings in all, the gravest first choice, in file order; counts are exact")
  func cappedInAll() {
    // Notes in front, questions behind them, errors last: the notes give way first.
    let notes = (1...90).map { "hz-00 nonsense-\($0) —" }
    let questions = (1...90).map { _ in "hz-00 funds inPeriod=1.234" }
    let errors = (1...90).map { "hz-99\($0 % 10) activities inPeriod=\($0)" }
    let review = Scenario((notes + questions + errors).joined(separator: "\n")).run()
    #expect(review.counts.values.reduce(0, +) >= review.findings.count)
    #expect(listed((0..<500).map(Self.finding)).count == fileDetailCap)
    let many = listed((0..<500).map(Self.finding))
    #expect(many.filter { $0.severity == .hard }.count == 167)
    #expect(many.filter { $0.severity == .note }.isEmpty)
    #expect(many == many.sorted(by: Finding.inFileOrder))
    #expect(many.first?.place.position.line == 1)
  }

  /// A third of them each hard, soft and notes, with codes enough that none is capped by itself.
  private static func finding(_ number: Int) -> Finding {
    let severity = [Severity.note, .hard, .soft][number % 3]
    return Finding(
      code: "V9\(100 + number / 10)", severity: severity,
      place: Place(SourcePosition(line: number, column: 1)),
      facts: [:])
  }

  @Test("The order of the rows changes neither outcome nor submission but for its lines")
  func orderOfRows() throws {
    var rows = [
      "hz-00 activities inPeriod=3", "hz-00 funds inPeriod=8.455", "hz-02 volunteers atEnd=7",
      "hz-03 shows inPeriod=4", "hz-03 shows-rural inPeriod=5", "hz-02 coverage numerator=1 denominator=2",
    ]
    func result() throws -> ([Observation], Outcome, [RuleCode: Int]) {
      let review = Scenario(rows.joined(separator: "\n")).run()
      let observations = try #require(review.submission).observations.map { observation in
        var observation = observation
        observation.line = 0
        return observation
      }
      return (observations, review.outcome, review.counts)
    }
    let expected = try result()
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<20 {
      rows.shuffle(using: &generator)
      #expect(try result() == expected)
    }
  }

  @Test("The words of a task that a table repeats row by row are said once, under the unit's name")
  func paragraphs() throws {
    let submission = try Scenario("hz-01 - progress=办班") {
      $0.prepare = { draft in
        draft.tasks.append(draft.tasks[0])
        draft.tasks.append(draft.tasks[0])
        draft.tasks[2].progress = "送教下乡"
        draft.tasks[0].problems = " "
        draft.summary = "总体情况"
      }
    }.accepted()
    #expect(
      submission.paragraphs == [
        SourceParagraph(unit: "610702", plan: "sample-2021", task: nil, kind: .summary, text: "总体情况"),
        SourceParagraph(
          unit: "610702", plan: "sample-2021", task: "hz-01", kind: .progress, text: "办班\n送教下乡"),
      ])
  }

  @Test("A plan's own unit that files words only owes no figures, which are its departments'")
  func wordsOnly() {
    let words = Scenario("hz-00 activities\nhz-01 - progress=汇总说明") { $0.unit = "610700" }
    #expect(words.run().outcome == .accepted)
    // With one figure it is a report of its own level, and owes the others.
    let figures = Scenario("hz-00 activities\nhz-00 funds inPeriod=1") { $0.unit = "610700" }
    #expect(figures.run().brief == ["V1024 soft 1:7 hz-00"])
  }
}
