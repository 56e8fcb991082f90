import Export
import Findings
import Formats
import Ingest
import ReportModel
import Schemas
import Testing
import Validate

/// What a form says unfilled, and that a clerk who does what it says has nothing to put right.
@Suite("Forms of every unit of the real plans") struct FormLaws {
  static let office: Office? = try? Office()

  /// The catalogue and the receiver's checks, as `check` puts them together.
  struct Office {
    let catalogue: Catalogue
    let schema: [UInt8]

    init() throws {
      catalogue = try Repository.catalogue()
      schema = try Repository.bytes("Schemas/report.xsd")
    }

    /// Every unit that is due in a period under a plan, own levels included.
    func units(of plan: Plan, in period: Period) -> [OrgUnitCode] {
      let roster = Roster(catalogue, programme: plan.programme, period: period)
      return catalogue.units.units.keys.sorted().filter {
        roster.isDue($0) && roster.planForReport(of: $0)?.id == plan.id
      }
    }

    func form(
      _ unit: OrgUnitCode, _ plan: Plan, _ period: Period, after earlier: [ReviewedSubmission]
    ) -> ReportForm {
      ReportForm(
        for: unit, plan: plan, roster: Roster(catalogue, programme: plan.programme, period: period),
        earlier: earlier, history: history(of: earlier, through: period.previous, plan: plan))
    }

    func review(
      _ bytes: [UInt8], _ unit: OrgUnitCode, _ plan: Plan, _ period: Period,
      after earlier: [ReviewedSubmission], by reader: ReportReader
    ) throws -> (review: Review, repairs: [Repair]) {
      let reading = try reader.read(bytes, fileName: "表")
      let draft = try #require(reading.draft)
      let known = identify(draft, in: catalogue)
      let identity = try #require(known.identity)
      #expect(identity == SubmissionIdentity(unit: unit, plan: plan.id, period: period, scope: .own))
      let context = ValidationContext(
        catalogue: catalogue, roster: Roster(catalogue, programme: plan.programme, period: period),
        plan: plan,
        identity: identity, history: history(of: earlier, through: period.previous, plan: plan),
        recentQuarters: recentQuarters(of: earlier, before: period, plan: plan), workspaceUnit: "610000",
        channel: .checkOnly, digest: "\(period)", receivedAt: 1_800_000_000)
      let review = Validate.review(
        draft, ingestFindings: reading.findings + known.findings, in: context)
      return (review, known.repairs + review.repairs)
    }
  }

  static let plans: [PlanID] = ["hanzhong-2022", "weiyang-2023", "shaanxi-2022"]
  static func period(_ text: String) throws -> Period { try #require(Period(text)) }

  /// The quarters of a story: the plan's first one apart, then a first report in mid-plan, the next one, a silent one, the
  /// one after it (in which yearly figures are asked), and a new year.
  static let silent = "2024-Q3"
  static let story = ["2024-Q1", "2024-Q2", silent, "2024-Q4", "2025-Q1"]

  @Test("Unfilled it lacks figures and nothing else; filled as it asks nothing is wrong", arguments: plans)
  func everyUnit(id: PlanID) throws {
    let office = try #require(Self.office)
    let plan = try #require(office.catalogue.plan(id))
    let reader = ReportReader(reportSchema: office.schema)
    let first = try Self.period("2021-Q1")
    let units = office.units(of: plan, in: try Self.period("2024-Q1"))
    #expect(units.count > 10)
    for unit in units {
      try tell([first.description], unit, plan, office, reader)
      try tell(Self.story, unit, plan, office, reader)
    }
  }

  private func tell(
    _ story: [String], _ unit: OrgUnitCode, _ plan: Plan, _ office: Office, _ reader: ReportReader
  ) throws {
    var earlier: [ReviewedSubmission] = []
    for text in story {
      let period = try Self.period(text)
      let form = office.form(unit, plan, period, after: earlier)
      let name = "\(unit) \(period)"
      guard !form.tasks.isEmpty else { continue }
      for format in [FormFormat.csv, .xml] {
        let file = try renderForm(form, format: format, language: .zh)
        #expect(file.name == "\(unit)_\(period).\(format.rawValue)")
        let (review, repairs) = try office.review(
          file.bytes, unit, plan, period, after: earlier, by: reader)
        #expect(repairs.isEmpty, "\(name) \(format): \(repairs)")
        let codes = Set(review.findings.map(\.code))
        #expect(codes.isSubset(of: ["V1015", "V1024"]), "\(name) \(format): \(review.findings)")
        #expect(codes.contains("V1015"), "\(name) \(format)")
        #expect(review.submission?.observations.isEmpty == true, "\(name) \(format)")
      }
      guard text != Self.silent else { continue }
      let filled = try FormFilling(try renderForm(form, format: .csv, language: .zh).bytes, form, plan)
        .filled()
      let (review, repairs) = try office.review(filled, unit, plan, period, after: earlier, by: reader)
      #expect(repairs.isEmpty, "\(name): \(repairs)")
      #expect(review.findings.isEmpty, "\(name): \(review.findings)")
      #expect(review.outcome == .accepted, "\(name)")
      let submission = try #require(review.submission)
      #expect(submission.observations.count == form.figures.count, "\(name)")
      earlier.append(submission)
    }
    #expect(!earlier.isEmpty, "\(unit) never had a form")
  }

  @Test("A form asks for what the unit owes, once, and no more than it may state", arguments: plans)
  func asksWhatIsOwed(id: PlanID) throws {
    let office = try #require(Self.office)
    let plan = try #require(office.catalogue.plan(id))
    for text in ["2021-Q1", "2024-Q1", "2024-Q4"] {
      let period = try Self.period(text)
      let roster = Roster(office.catalogue, programme: plan.programme, period: period)
      for unit in office.units(of: plan, in: period) {
        let duty = roster.duty(of: unit, plan: plan)
        let asked = office.form(unit, plan, period, after: []).figures.map(\.definition.id)
        let owed = zip(plan.indicators, duty.owes).filter(\.1).map(\.0.id)
        let allowed = zip(plan.indicators, duty.mayReport).filter(\.1).map(\.0.id)
        #expect(Set(asked).count == asked.count)
        #expect(Set(asked).isSuperset(of: owed) && Set(asked).isSubset(of: allowed), "\(unit) \(period)")
        // Beyond what is owed only what is published now and then.
        for extra in Set(asked).subtracting(owed) {
          #expect(plan.indicator(extra)?.asked == .whenPublished, "\(unit) \(period) \(extra)")
        }
      }
    }
  }

  @Test("A unit that is exempt is asked nothing")
  func exempt() throws {
    var office = try #require(Self.office).catalogue
    let period = try Self.period("2024-Q3")
    office.decisions.exemptions = [Decisions.Duty(unit: "610703", period: period)]
    let plan = try #require(office.plan("hanzhong-2022"))
    let roster = Roster(office, programme: plan.programme, period: period)
    #expect(ReportForm(for: "610703", plan: plan, roster: roster).tasks.isEmpty)
    #expect(!ReportForm(for: "610702", plan: plan, roster: roster).tasks.isEmpty)
  }

  @Test("What is known stands beside the cells, and nobody is asked for it again")
  func knownFigures() throws {
    let office = try #require(Self.office)
    let plan = try #require(office.catalogue.plan("hanzhong-2022"))
    let reader = ReportReader(reportSchema: office.schema)
    let unit: OrgUnitCode = "610702"
    var earlier: [ReviewedSubmission] = []
    func send(_ period: Period) throws {
      let form = office.form(unit, plan, period, after: earlier)
      let bytes = try FormFilling(try renderForm(form, format: .csv, language: .zh).bytes, form, plan)
        .filled()
      let review = try office.review(bytes, unit, plan, period, after: earlier, by: reader).review
      earlier.append(try #require(review.submission))
    }
    func figure(_ id: IndicatorID, in period: Period) throws -> ReportForm.Figure {
      let form = office.form(unit, plan, period, after: earlier)
      return try #require(form.figures.first { $0.definition.id == id })
    }
    let (second, third, fourth) = (
      try Self.period("2024-Q2"), try Self.period("2024-Q3"), try Self.period("2024-Q4")
    )
    #expect(try figure("key-teachers", in: second).asked == [.inPeriod, .yearToDate, .planToDate])
    #expect(try figure("key-teachers", in: second).known == .nothing)
    try send(second)
    let teachers = try figure("key-teachers", in: third)
    #expect(teachers.asked == [.inPeriod])
    let stated = try #require(earlier.last?.observations.first { $0.indicator == "key-teachers" })
    #expect(teachers.known.yearToDate == stated.values.yearToDate && stated.values.yearToDate != nil)
    #expect(teachers.known.planToDate == stated.values.planToDate && stated.values.planToDate != nil)
    #expect(teachers.known.since == second && !teachers.known.hasGap)
    let heads = try figure("three-heads-coverage", in: third)
    #expect(heads.asked == [.numerator, .denominator] && heads.known.denominator == 40)
    #expect(try figure("volunteers", in: third).known.atEnd != nil)
    // The third quarter stays silent.
    let afterGap = try figure("key-teachers", in: fourth)
    #expect(afterGap.asked == [.inPeriod, .yearToDate] && afterGap.known.hasGap)
    #expect(afterGap.known.yearToDate == stated.values.yearToDate && afterGap.known.since == second)
    // A new year begins from nothing; the plan goes on.
    try send(fourth)
    let nextYear = try figure("key-teachers", in: fourth.next)
    #expect(nextYear.known.yearToDate == nil && nextYear.known.planToDate != nil)
    #expect(nextYear.asked == [.inPeriod])
    // A yearly stock is known a year later, across the quarters that did not ask it.
    let commissioners = try figure("tech-commissioners", in: try Self.period("2025-Q4"))
    #expect(commissioners.known.atEnd != nil && commissioners.known.since == fourth)
    let form = office.form(unit, plan, try Self.period("2025-Q4"), after: earlier)
    let text = String(decoding: try renderForm(form, format: .csv, language: .zh).bytes, as: UTF8.self)
    #expect(text.contains("一年填一次：填期末数（12月31日实有）；上期的数是2024年第四季度的"))
  }
}
