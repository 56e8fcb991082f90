import ReportModel
import TestKit
import Testing

/// 目标与序时进度：city X files its own level; the plan runs 2021 to 2025, twenty quarters.
@Suite("Targets, pace and lights")
struct TargetExamples {
  var world = World(
    units: [
      .unit("X", .city), .unit("A", .county, under: "X"), .unit("B", .county, under: "X"),
      .unit("X-d", .department, under: "X"),
    ],
    plans: [
      .plan(
        "x-plan", of: "X", departments: ["X-d"],
        indicators: [
          .flow("flow", .own), .stock("stock", .own), .ratio("share", .own), .flow("both"),
          .ratio("covered", .own, kind: .coverage), .stock("survey", .own, measure: "%"),
          .flow("money", .own, measure: "元"), .flow("heads", .own, measure: "人"), .flow("line", .line),
        ])
    ])

  static func target(
    _ indicator: IndicatorID = "flow", _ comparator: TargetDefinition.Comparator = .atLeast,
    _ value: Amount? = 1000, max: Amount? = nil, tolerance: Amount? = nil, measure: String = "人次",
    cadence: TargetDefinition.Cadence = .planPeriod, by: Period? = nil,
    schedule: TargetDefinition.Schedule = .linear, milestones: [TargetDefinition.Milestone] = [],
    isStretch: Bool = false
  ) -> TargetDefinition {
    TargetDefinition(
      id: "target", task: "t-00", indicator: indicator, comparator: comparator, value: value, valueMax: max,
      tolerance: tolerance, measure: measure, cadence: cadence, by: by, schedule: schedule,
      milestones: milestones, isStretch: isStretch)
  }

  mutating func report(_ period: Period, _ indicator: IndicatorID, _ values: FigureValues) {
    world.submit(.own("X", "x-plan", period, [.reported(indicator, values)]))
  }

  func progress(_ period: Period) throws -> TargetProgress {
    try #require(try world.rollUp(of: "X", period).progress.first)
  }

  /// The light of a plan-period target of 1000 with this plan cumulative.
  func light(_ planToDate: Amount, _ period: Period, _ target: TargetDefinition = Self.target()) throws
    -> Light
  {
    var example = self
    example.world.plans[0].targets = [target]
    example.report(period, "flow", .flow(0, year: planToDate, plan: planToDate))
    return try example.progress(period).light
  }

  @Test(
    "Lag 0 is green, under 10 points green with a mark, 10 to 30 yellow, over 30 red: pace 75 % after 15 of 20 quarters",
    arguments: [
      (1000, Light.done), (999, .green), (751, .green), (750, .green), (749, .greenMarked),
      (651, .greenMarked),
      (650, .yellow), (649, .yellow), (451, .yellow), (450, .yellow), (449, .red), (0, .red),
    ])
  func boundaries(value: Int, expected: Light) throws {
    #expect(try light(Amount(value), "2024-Q3") == expected)
  }

  @Test("The boundaries are exact where the pace has no finite decimal: 1/3 of three quarters")
  func thirds() throws {
    var example = self
    example.world.plans[0].lights = LightRule(yellowFrom: 10, redOver: 30)
    let target = Self.target("flow", .atLeast, 300, by: "2021-Q3")
    // Pace 33.33…%: 70 of 300 is exactly ten points behind, 71 is not, 10 of 300 is exactly thirty.
    for (value, expected) in [
      (100, Light.green), (71, .greenMarked), (70, .yellow), (10, .yellow), (9, .red),
    ] {
      #expect(try light(Amount(value), "2021-Q1", target) == expected)
    }
  }

  @Test("The plan's own light rule counts")
  mutating func configuredLights() throws {
    world.plans[0].lights = LightRule(yellowFrom: 1, redOver: 2)
    #expect(try light(741, "2024-Q3") == .greenMarked)
    #expect(try light(740, "2024-Q3") == .yellow)
    #expect(try light(730, "2024-Q3") == .yellow)
    #expect(try light(729, "2024-Q3") == .red)
  }

  @Test("The worked figure of a leader's page: 4 310 of 5 000 is 86.2 %, pace 75.0 %, green")
  mutating func leadersPage() throws {
    world.plans[0].targets = [Self.target("flow", .atLeast, 5000)]
    report("2024-Q3", "flow", .flow(212, year: 600, plan: 4310))
    let progress = try progress("2024-Q3")
    #expect(progress.progress?.percent == Amount("86.2") && progress.pace?.percent == 75)
    #expect(progress.value == 4310 && progress.goal == 5000 && progress.light == .green)
    #expect(progress.unit == "X" && progress.wasBehind == nil)
  }

  @Test("An annual target is judged by the year and the share of its quarters")
  mutating func annual() throws {
    world.plans[0].targets = [Self.target("flow", .atLeast, 100, cadence: .annual)]
    report("2024-Q1", "flow", .flow(25, plan: 900))
    report("2024-Q2", "flow", .flow(10))
    #expect(try progress("2024-Q1").light == .green && progress("2024-Q1").pace?.percent == 25)
    // 35 of 50: fifteen points behind.
    #expect(try progress("2024-Q2").value == 35 && progress("2024-Q2").light == .yellow)
    report("2024-Q3", "flow", .flow(65))
    #expect(try progress("2024-Q3").light == .done)
  }

  @Test("A silent unit in the first quarter has no year and so no light for an annual target")
  mutating func annualSilent() throws {
    world.plans[0].targets = [Self.target("flow", .atLeast, 100, cadence: .annual)]
    report("2023-Q4", "flow", .flow(25, year: 25, plan: 25))
    let progress = try progress("2024-Q1")
    #expect(progress.value == nil && progress.progress == nil && progress.light == .none)
  }

  @Test("Assessed at year end: before that 未到考核期, then against the share of the years")
  mutating func yearly() throws {
    world.plans[0].targets = [Self.target("flow", .atLeast, 1000, schedule: .yearly)]
    #expect(try light(0, "2024-Q3", world.plans[0].targets[0]) == .notYet)
    #expect(try light(800, "2024-Q4", world.plans[0].targets[0]) == .green)
    #expect(try light(799, "2024-Q4", world.plans[0].targets[0]) == .greenMarked)
    #expect(try light(499, "2024-Q4", world.plans[0].targets[0]) == .red)
    #expect(try light(1000, "2024-Q3", world.plans[0].targets[0]) == .done)
  }

  @Test("A stock re-appointed every year: 未到考核期 before the fourth quarter, then 300 or red, yellow")
  mutating func reappointed() throws {
    world.plans[0].targets = [
      Self.target("stock", .atLeast, 300, measure: "人", cadence: .annual, schedule: .yearly)
    ]
    report("2024-Q3", "stock", .stock(250))
    report("2024-Q4", "stock", .stock(250))
    #expect(try progress("2024-Q3").light == .notYet && progress("2024-Q3").pace == nil)
    #expect(try progress("2024-Q4").light == .yellow)
    report("2025-Q4", "stock", .stock(209))
    #expect(try progress("2025-Q4").light == .red)
    report("2026-Q4", "stock", .stock(300))
    #expect(try progress("2026-Q4").light == .done)
  }

  @Test("Yearly with a date in mid-year is assessed on that date")
  func yearlyByDate() throws {
    let target = Self.target("flow", .atLeast, 1000, cadence: .byDate, by: "2024-Q2", schedule: .yearly)
    #expect(try light(900, "2024-Q1", target) == .notYet)
    #expect(try light(900, "2024-Q2", target) == .yellow)
  }

  @Test("By a date: linear to that quarter, and all of it from then on")
  func byDate() throws {
    let target = Self.target("flow", .atLeast, 1000, cadence: .byDate, by: "2022-Q4")
    #expect(try light(500, "2021-Q4", target) == .green)
    #expect(try light(499, "2021-Q4", target) == .greenMarked)
    #expect(try light(901, "2023-Q3", target) == .greenMarked)
    #expect(try light(900, "2023-Q3", target) == .yellow)
  }

  @Test("Milestones: the latest one that has come due is the pace; before the first nothing is due")
  func milestones() throws {
    let target = Self.target(
      schedule: .milestones,
      milestones: [.init(period: "2023-Q4", value: 400), .init(period: "2022-Q4", value: 100)])
    #expect(try light(0, "2022-Q3", target) == .green)
    #expect(try light(100, "2023-Q3", target) == .green)
    #expect(try light(99, "2023-Q3", target) == .greenMarked)
    #expect(try light(400, "2023-Q4", target) == .green)
    #expect(try light(300, "2024-Q1", target) == .yellow)
    #expect(try light(99, "2024-Q1", target) == .red)
  }

  @Test("左右 is reached where its tolerance leaves it, and judged by its own number before")
  func about() throws {
    let target = Self.target("flow", .about, 1000, tolerance: 5)
    #expect(try light(950, "2024-Q3", target) == .done)
    #expect(try light(949, "2024-Q3", target) == .green)
    #expect(try light(950, "2024-Q3", Self.target("flow", .about, 1000)) == .green)
  }

  @Test("A range is judged by its lower end; above its upper end is no fault")
  func range() throws {
    let target = Self.target("flow", .range, 1000, max: 1200)
    #expect(try light(1000, "2024-Q3", target) == .done)
    #expect(try light(5000, "2024-Q3", target) == .done)
    #expect(try light(999, "2024-Q3", target) == .green)
  }

  @Test("A stated number is read as a floor")
  func equal() throws {
    #expect(try light(1001, "2024-Q3", Self.target("flow", .equal, 1000)) == .done)
  }

  @Test("Full coverage: all of the whole, and no light on the way where there is no date")
  mutating func full() throws {
    world.plans[0].targets = [Self.target("covered", .full, nil, measure: "%", schedule: .none)]
    report("2024-Q1", "covered", .ratio(999, 1000))
    report("2024-Q2", "covered", .ratio(1000, 1000))
    report("2024-Q3", "covered", .ratio(0, 0))
    #expect(try progress("2024-Q1").light == .none && progress("2024-Q1").progress?.percent == Amount("99.9"))
    #expect(try progress("2024-Q2").light == .done)
    #expect(try progress("2024-Q3").light == .none && progress("2024-Q3").ratio == nil)
  }

  @Test("Full coverage by a date: the milestones are percentages")
  mutating func fullByMilestones() throws {
    world.plans[0].targets = [
      Self.target(
        "covered", .full, nil, measure: "%", schedule: .milestones,
        milestones: [.init(period: "2023-Q4", value: 60)])
    ]
    report("2024-Q1", "covered", .ratio(6, 10))
    report("2024-Q2", "covered", .ratio(5, 10))
    #expect(try progress("2024-Q1").light == .green)
    #expect(try progress("2024-Q2").light == .yellow)
  }

  @Test("A share against a percentage: 45 of 60 against 80 % is 93.75 % of it")
  mutating func share() throws {
    world.plans[0].targets = [Self.target("share", .atLeast, 80, measure: "%")]
    report("2024-Q3", "share", .ratio(45, 60))
    #expect(try progress("2024-Q3").progress?.percent(decimals: 2) == Amount("93.75"))
    #expect(try progress("2024-Q3").light == .green)
    report("2024-Q4", "share", .ratio(48, 60))
    #expect(try progress("2024-Q4").light == .done)
  }

  @Test("A survey without a schedule: reached or no light")
  mutating func survey() throws {
    world.plans[0].targets = [Self.target("survey", .atLeast, 13, measure: "%", schedule: .none)]
    report("2024-Q1", "survey", .stock(Amount("12.9") ?? 0))
    report("2025-Q1", "survey", .stock(13))
    #expect(try progress("2024-Q1").light == .none)
    #expect(try progress("2025-Q1").light == .done)
  }

  @Test("A stretch goal and a goal against an outside figure have no light")
  mutating func withoutLight() throws {
    #expect(try light(1000, "2024-Q3", Self.target(isStretch: true)) == .none)
    #expect(try light(1000, "2024-Q3", Self.target("flow", .outside, nil)) == .none)
  }

  @Test("A target in 万元 is compared with a figure in 元, and 人次 never with 人")
  mutating func measures() throws {
    world.plans[0].targets = [Self.target("money", .atLeast, 5, measure: "万元")]
    report("2024-Q3", "money", .flow(0, year: 0, plan: 37500))
    #expect(try progress("2024-Q3").value == Amount("3.75") && progress("2024-Q3").light == .green)
    world.plans[0].targets = [Self.target("heads", .atLeast, 5, measure: "人次")]
    report("2024-Q4", "heads", .flow(0, year: 0, plan: 50))
    #expect(try progress("2024-Q4").value == nil && progress("2024-Q4").light == .none)
  }

  @Test("A target made up later keeps its history")
  mutating func wasBehind() throws {
    world.plans[0].targets = [Self.target()]
    report("2024-Q1", "flow", .flow(0, year: 0, plan: 500))
    report("2024-Q2", "flow", .flow(195))
    report("2024-Q3", "flow", .flow(60))
    #expect(try progress("2024-Q1").light == .yellow && progress("2024-Q1").wasBehind == nil)
    #expect(try progress("2024-Q2").light == .greenMarked && progress("2024-Q2").wasBehind == "2024-Q1")
    #expect(try progress("2024-Q3").light == .green && progress("2024-Q3").wasBehind == "2024-Q1")
  }

  @Test("An annual target begins a new history every year")
  mutating func annualHistory() throws {
    world.plans[0].targets = [Self.target("flow", .atLeast, 100, cadence: .annual)]
    report("2023-Q4", "flow", .flow(1, year: 1, plan: 1))
    report("2024-Q1", "flow", .flow(25))
    #expect(try progress("2023-Q4").light == .red)
    #expect(try progress("2024-Q1").light == .green && progress("2024-Q1").wasBehind == nil)
  }

  @Test("A unit has a light where it has an allocation; milestones are the same share of its own goal")
  mutating func allocations() throws {
    world.plans[0].targets = [
      Self.target(
        "both", .atLeast, 1000, schedule: .milestones, milestones: [.init(period: "2024-Q1", value: 500)])
    ]
    world.allocations = [
      TargetAllocation(plan: "x-plan", target: "target", unit: "B", value: 100),
      TargetAllocation(plan: "x-plan", target: "target", unit: "A", value: 200),
      TargetAllocation(plan: "other", target: "target", unit: "A", value: 1),
    ]
    world.submit(
      .own("A", "x-plan", "2024-Q1", [.reported("both", .flow(0, year: 0, plan: 100))]),
      .own("X", "x-plan", "2024-Q1", [.reported("both", .flow(0, year: 0, plan: 300))]))
    let progress = try world.rollUp(of: "X", "2024-Q1").progress
    #expect(progress.map(\.unit) == ["X", "A", "B"])
    #expect(progress.map(\.goal) == [1000, 200, 100])
    #expect(progress.map(\.value) == [400, 100, nil])
    // 40 % against 50 %; 50 % against 50 %; B said nothing.
    #expect(progress.map(\.light) == [.yellow, .green, .none])
  }

  @Test("A line target is allocated over the units that reconcile it")
  mutating func lineAllocation() throws {
    world.plans[0].targets = [Self.target("line", .atLeast, 1000)]
    world.allocations = [TargetAllocation(plan: "x-plan", target: "target", unit: "A", value: 100)]
    world.submit(.own("A", "x-plan", "2024-Q3", [.reported("line", .flow(0, year: 0, plan: 75))]))
    let progress = try world.rollUp(of: "X", "2024-Q3").progress
    #expect(progress.map(\.light) == [.none, .green])
  }

  @Test("Only the plan's own unit has its targets")
  mutating func adoptedPlan() throws {
    world.units += [.unit("a", .county, under: "A")]
    world.plans[0].targets = [Self.target("both")]
    world.submit(.own("A", "x-plan", "2024-Q1", [.reported("both", .flow(0, year: 0, plan: 300))]))
    #expect(try world.rollUp(of: "A", "2024-Q1").progress.isEmpty)
  }
}
