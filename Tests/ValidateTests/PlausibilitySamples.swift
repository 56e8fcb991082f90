import Findings
import ReportModel

@testable import Validate

private func formula(
  _ text: String, _ severity: AuditFormula.Severity = .soft, subject: AuditFormula.Subject = .reports,
  columns: AuditFormula.Columns = .inPeriod, missing: AuditFormula.Missing = .skip, levels: [OrgLevel] = [],
  isTrial: Bool = false
) throws -> Catalogue {
  SamplePlan.catalogue(
    try AuditFormula(
      id: "people", text, severity: severity, isTrial: isTrial, subject: subject, levels: levels,
      columns: columns, missing: missing, meaning: "办了活动就应当有人参加", meaningEN: "activities have participants"))
}

/// The samples of the rules that ask whether figures make sense.
let plausibilitySamples: [RuleSample] = [
  RuleSample(
    code: "V3010",
    fails: {
      let catalogue = try formula("participants > 0 when activities > 0")
      return Scenario("hz-00 activities inPeriod=2\nhz-00 participants inPeriod=0") {
        $0.catalogue = catalogue
      }
    }, expected: ["V3010 soft 2:20 participants"],
    passes: {
      let catalogue = try formula("participants > 0 when activities > 0")
      return Scenario("hz-00 activities inPeriod=0\nhz-00 participants inPeriod=0") {
        $0.catalogue = catalogue
      }
    }),
  RuleSample(
    code: "V3010",
    fails: {
      let catalogue = try formula("participants >= 10 * activities", .hard, columns: .all)
      return Scenario(
        "hz-00 activities inPeriod=2\nhz-00 participants inPeriod=19"
      ) {
        $0.catalogue = catalogue
      }
    }, expected: ["V3010 hard 2:20 participants"],
    passes: {
      let catalogue = try formula("participants >= 10 * activities", .hard, columns: .all)
      return Scenario(
        "hz-00 activities inPeriod=2\nhz-00 participants inPeriod=20"
      ) {
        $0.catalogue = catalogue
      }
    }),
  // On trial it is a note, whatever the plan says.
  RuleSample(
    code: "V3010",
    fails: {
      let catalogue = try formula("participants > 0", .hard, isTrial: true)
      return Scenario("hz-00 participants inPeriod=0") { $0.catalogue = catalogue }
    }, expected: ["V3010 note 1:20 participants"],
    passes: {
      // A figure that is certainly wrong is left to the rule that says so; another level is not asked.
      let catalogue = try formula("participants > 0", .hard, levels: [.city])
      return Scenario("hz-00 participants inPeriod=0") { $0.catalogue = catalogue }
    }),
  RuleSample(
    code: "V3010",
    fails: {
      let catalogue = try formula("activities + participants = 5", missing: .zero)
      return Scenario("hz-00 activities inPeriod=4") { $0.catalogue = catalogue }
    }, expected: ["V3010 soft 1:18 activities"],
    passes: {
      let catalogue = try formula("activities + participants = 5")
      return Scenario("hz-00 activities inPeriod=4") { $0.catalogue = catalogue }
    }),
  RuleSample(
    code: "V3010",
    fails: {
      let catalogue = try formula("volunteers >= previous(volunteers)")
      return try Scenario("hz-02 volunteers atEnd=9") {
        $0.catalogue = catalogue
        $0.period = .q("2021-Q2")
        $0.earlier = try chain([("2021-Q1", "hz-02 volunteers atEnd=10")])
      }
    }, expected: ["V3010 soft 1:18 volunteers"],
    passes: {
      // After a silent quarter there is no quarter before.
      let catalogue = try formula("volunteers >= previous(volunteers)")
      return try Scenario("hz-02 volunteers atEnd=9") {
        $0.catalogue = catalogue
        $0.period = .q("2021-Q3")
        $0.earlier = try chain([("2021-Q1", "hz-02 volunteers atEnd=10")])
      }
    }),
  // The first figure named may be the missing one; two figures that nobody stated are no relation.
  RuleSample(
    code: "V3010",
    fails: {
      let catalogue = try formula("participants >= activities", .hard, missing: .zero)
      return Scenario("hz-00 activities inPeriod=4") { $0.catalogue = catalogue }
    }, expected: ["V3010 hard 1:7 activities"],
    passes: {
      let catalogue = try formula("participants >= activities", .hard, missing: .zero)
      return Scenario("hz-01 teachers inPeriod=4") { $0.catalogue = catalogue }
    }),
  // A formula without a bare flow is asked once, not once a column; a quarter that is not known is no zero.
  RuleSample(
    code: "V3010",
    fails: {
      let catalogue = try formula("volunteers >= 10", columns: .all)
      return Scenario("hz-02 volunteers atEnd=9") { $0.catalogue = catalogue }
    }, expected: ["V3010 soft 1:18 volunteers"],
    passes: {
      let catalogue = try formula("volunteers <= previous(volunteers)", missing: .zero)
      return Scenario("hz-02 volunteers atEnd=9") { $0.catalogue = catalogue }
    }),
  // Of a roll-up: what is below, and only whole totals.
  RuleSample(
    code: "V3010",
    fails: {
      let catalogue = try formula("children(activities) < 9", subject: .rollups)
      return rollUp(
        "hz-00 activities inPeriod=10",
        coverage: StatedCoverage(expected: 3, reported: 3, notApplicable: 0, missing: 0, provisional: 0),
        named: FigureCoverage(expected: ["610700", "610702", "610703"]), parts: threeParts
      ) { $0.catalogue = catalogue }
    }, expected: ["V3010 soft 1:18 activities"],
    passes: {
      let catalogue = try formula("children(activities) < 9", subject: .rollups)
      return rollUp(
        "hz-00 activities inPeriod=10", state: .partial, coverage: fiveLeaves, named: missingTwo,
        parts: threeParts
      ) {
        $0.catalogue = catalogue
        $0.owe("activities")
      }
    }),
  RuleSample(
    code: "V3011",
    fails: {
      let catalogue = try formula("activities * activities * activities * activities > 0")
      return Scenario("hz-00 activities inPeriod=9223372036854775807") { $0.catalogue = catalogue }
    }, expected: ["V3011 soft 1:18 activities"],
    passes: {
      let catalogue = try formula("activities * activities * activities * activities > 0")
      return Scenario("hz-00 activities inPeriod=92233720") { $0.catalogue = catalogue }
    }),
  RuleSample(
    code: "V1027",
    fails: {
      Scenario("wy-05 activities inPeriod=1") { $0.catalogue = SamplePlan.besideAnotherPlan }
    }, expected: ["V1027 hard 1:1 wy-05"],
    passes: { Scenario("hz-00 activities inPeriod=1") { $0.catalogue = SamplePlan.besideAnotherPlan } }),
  RuleSample(
    code: "V1027",
    fails: { Scenario("wy-05 activities —") { $0.catalogue = SamplePlan.besideAnotherPlan } },
    expected: ["V1027 note 1:1 wy-05"],
    passes: { Scenario("hz-00 activities —") { $0.catalogue = SamplePlan.besideAnotherPlan } }),
  RuleSample(
    code: "V2017", fails: { Scenario("hz-02 coverage numerator=7 denominator=11 rate=60%") },
    expected: ["V2017 soft 1:43 coverage"],
    passes: { Scenario("hz-02 coverage numerator=7 denominator=11 rate=63.6%") }),
  RuleSample(
    code: "V2017", fails: { Scenario("hz-02 coverage numerator=7 denominator=11 rate=0.66") },
    expected: ["V2017 soft 1:43 coverage"],
    // A share, and one that was cut off and not rounded.
    passes: { Scenario("hz-02 coverage numerator=7 denominator=11 rate=0.63") }),
  // One in six is no whole; and 90.00% is typed more exactly than 90%.
  RuleSample(
    code: "V2017", fails: { Scenario("hz-02 coverage numerator=3 denominator=18 rate=1") },
    expected: ["V2017 soft 1:43 coverage"],
    passes: { Scenario("hz-02 coverage numerator=18 denominator=18 rate=1") }),
  RuleSample(
    code: "V2017", fails: { Scenario("hz-02 coverage numerator=10 denominator=11 rate=90.00%") },
    expected: ["V2017 soft 1:44 coverage"],
    passes: { Scenario("hz-02 coverage numerator=10 denominator=11 rate=91%") }),
  RuleSample(
    code: "V2018", fails: { Scenario("hz-02 coverage rate=63%") { $0.owe("coverage") } },
    expected: ["V2018 soft 1:16 coverage"],
    passes: { Scenario("hz-02 coverage — rate=63%") { $0.owe("coverage") } }),
  RuleSample(
    code: "V3005",
    fails: {
      Scenario(
        "hz-00 activities inPeriod=4\nhz-00 合计 inPeriod=4\nhz-00 合计 inPeriod=8")
    }, expected: ["V3005 soft 3:10 activities"],
    passes: {
      // The last row may stand for all rows or for those since the last total row.
      Scenario("hz-00 activities inPeriod=4\nhz-00 合计 inPeriod=4\nhz-00 合计 inPeriod=4")
    }),
  RuleSample(
    code: "V4009",
    fails: {
      try Scenario("hz-00 activities inPeriod=14 yearToDate=14") {
        $0.period = .q("2022-Q2")
        $0.earlier = try chain([("2022-Q1", "hz-00 activities inPeriod=10 planToDate=50")])
      }
    }, expected: ["V4009 hard 1:30 activities"],
    passes: {
      try Scenario("hz-00 activities inPeriod=4 yearToDate=14") {
        $0.period = .q("2022-Q2")
        $0.earlier = try chain([("2022-Q1", "hz-00 activities inPeriod=10 planToDate=50")])
      }
    }),
  // One cause: the plan's cumulative, which follows the true quarter, is not reproached as well.
  RuleSample(
    code: "V4009",
    fails: {
      try Scenario("hz-00 activities inPeriod=14 yearToDate=14 planToDate=54") {
        $0.period = .q("2022-Q2")
        $0.earlier = try chain([("2022-Q1", "hz-00 activities inPeriod=10 planToDate=50")])
      }
    }, expected: ["V4009 hard 1:30 activities"],
    passes: {
      // In the first quarter the year is the quarter.
      try Scenario("hz-00 activities inPeriod=14 yearToDate=14 planToDate=64") {
        $0.period = .q("2022-Q1")
        $0.earlier = try chain([("2021-Q4", "hz-00 activities inPeriod=10 planToDate=50")])
      }
    }),
  RuleSample(
    code: "V4010",
    fails: {
      try Scenario(threeFlows(quarter: 5, plan: 20)) {
        $0.period = .q("2021-Q2")
        $0.earlier = try chain([("2021-Q1", threeFlows(quarter: 8, plan: 8))])
        $0.inForce = try chain([
          ("2021-Q1", threeFlows(quarter: 8, plan: 8)), ("2021-Q2", threeFlows(quarter: 7, plan: 15)),
        ]).last
      }
    }, expected: ["V4010 hard 0:0 -"],
    passes: {
      // A correction of the very quarter continues the one before.
      try Scenario(threeFlows(quarter: 6, plan: 14)) {
        $0.period = .q("2021-Q2")
        $0.earlier = try chain([("2021-Q1", threeFlows(quarter: 8, plan: 8))])
        $0.inForce = try chain([
          ("2021-Q1", threeFlows(quarter: 8, plan: 8)), ("2021-Q2", threeFlows(quarter: 7, plan: 15)),
        ]).last
      }
    }),
  // In a fourth quarter the year that equals the quarter speaks for nothing.
  RuleSample(
    code: "V4010",
    fails: {
      try Scenario(threeFlows(quarter: 5, plan: 20)) {
        $0.period = .q("2021-Q4")
        $0.earlier = try chain([("2021-Q3", threeFlows(quarter: 8, plan: 8))])
        $0.inForce = try chain([
          ("2021-Q3", threeFlows(quarter: 8, plan: 8)), ("2021-Q4", threeFlows(quarter: 7, plan: 15)),
        ]).last
      }
    }, expected: ["V4010 hard 0:0 -"],
    passes: {
      try Scenario(
        "hz-00 activities inPeriod=9 yearToDate=9\nhz-00 participants inPeriod=8 yearToDate=8\nhz-01 teachers inPeriod=8 yearToDate=8"
      ) {
        $0.period = .q("2024-Q4")
        $0.inForce = try chain([
          (
            "2024-Q4",
            "hz-00 activities inPeriod=8 yearToDate=8\nhz-00 participants inPeriod=8 yearToDate=8\nhz-01 teachers inPeriod=8 yearToDate=8"
          )
        ]).last
      }
    }),
  RuleSample(
    code: "V4011",
    fails: {
      try Scenario(threeFlows(quarter: 8, plan: 8)) {
        $0.period = .q("2021-Q2")
        $0.earlier = try chain([("2021-Q1", threeFlows(quarter: 8, plan: 8))])
      }
    }, expected: ["V4011 hard 0:0 -"],
    passes: {
      try Scenario(threeFlows(quarter: 8, plan: 16)) {
        $0.period = .q("2021-Q2")
        $0.earlier = try chain([("2021-Q1", threeFlows(quarter: 8, plan: 8))])
      }
    }),
  RuleSample(
    code: "V4011",
    fails: {
      try Scenario(threeFlows(quarter: 8)) {
        $0.period = .q("2021-Q2")
        $0.earlier = try chain([("2021-Q1", threeFlows(quarter: 8))])
      }
    }, expected: ["V4011 soft 0:0 -"],
    passes: {
      // A silent quarter lies between.
      try Scenario(threeFlows(quarter: 8)) {
        $0.period = .q("2021-Q3")
        $0.earlier = try chain([("2021-Q1", threeFlows(quarter: 8))])
      }
    }),
  RuleSample(
    code: "V4012",
    fails: {
      try Scenario("hz-00 funds inPeriod=125000.5") {
        $0.period = .q("2021-Q2")
        $0.catalogue = SamplePlan.catalogue
        $0.catalogue.plans[0].indicators[2].maximum = nil
        $0.earlier = try chain([("2021-Q1", "hz-00 funds inPeriod=12.5")])
      }
    }, expected: ["V4012 soft 1:13 funds"],
    passes: {
      try Scenario("hz-00 funds inPeriod=250") {
        $0.period = .q("2021-Q2")
        $0.earlier = try chain([("2021-Q1", "hz-00 funds inPeriod=12.5")])
      }
    }),
  RuleSample(
    code: "V4012",
    fails: {
      try Scenario("hz-00 participants inPeriod=3") {
        $0.period = .q("2021-Q2")
        $0.earlier = try chain([("2021-Q1", "hz-00 participants inPeriod=30000")])
      }
    }, expected: ["V4012 soft 1:20 participants"],
    passes: {
      // Events have no larger measure unit that could have been meant.
      try Scenario("hz-00 activities inPeriod=3") {
        $0.period = .q("2021-Q2")
        $0.earlier = try chain([("2021-Q1", "hz-00 activities inPeriod=30000")])
      }
    }),
  RuleSample(
    code: "V4013",
    fails: {
      try Scenario(threeFlows(quarter: 0)) {
        $0.period = .q("2021-Q2")
        $0.earlier = try chain([("2021-Q1", threeFlows(quarter: 8))])
      }
    }, expected: ["V4013 soft 0:0 -"],
    passes: {
      try Scenario("hz-00 activities inPeriod=0\nhz-00 participants inPeriod=0\nhz-01 teachers inPeriod=1") {
        $0.period = .q("2021-Q2")
        $0.earlier = try chain([("2021-Q1", threeFlows(quarter: 8))])
      }
    }),
  RuleSample(
    code: "V4014",
    fails: { try quarters([100, 110, 90, 105, 95], then: 230) },
    expected: ["V4014 note 1:20 participants"],
    passes: { try quarters([100, 110, 90, 105, 95], then: 130) }),
  // Where most quarters are alike, and where all are.
  RuleSample(
    code: "V4014",
    fails: { try quarters([100, 100, 100, 100, 110], then: 260) },
    expected: ["V4014 note 1:20 participants"],
    passes: { try quarters([100, 100, 100, 100, 100], then: 190) }),
  // Four quarters are no history.
  RuleSample(
    code: "V4014",
    fails: { try quarters([100, 100, 100, 100, 100], then: 0) },
    expected: ["V4014 note 1:20 participants"],
    passes: { try quarters([100, 110, 90, 105], then: 0) }),
  RuleSample(
    code: "V4015",
    fails: {
      try Scenario("hz-02 coverage numerator=8 denominator=9") {
        $0.period = .q("2021-Q2")
        $0.earlier = try chain([("2021-Q1", "hz-02 coverage numerator=7 denominator=8")])
      }
    }, expected: ["V4015 soft 1:28 coverage"],
    passes: {
      // Another ratio has a whole that changes by nature.
      try Scenario("hz-02 coverage numerator=8 denominator=8\nhz-02 share numerator=8 denominator=9") {
        $0.period = .q("2021-Q2")
        $0.earlier = try chain([
          ("2021-Q1", "hz-02 coverage numerator=7 denominator=8\nhz-02 share numerator=7 denominator=8")
        ])
      }
    }),
  RuleSample(
    code: "V5009",
    fails: {
      rollUp(
        "hz-00 activities inPeriod=8",
        coverage: StatedCoverage(expected: 1, reported: 1, notApplicable: 0, missing: 0, provisional: 0),
        named: FigureCoverage(expected: ["610702"]),
        parts: [part("610702", FigureValues(inPeriod: 4)), part("610702", FigureValues(inPeriod: 4))])
    }, expected: ["V5009 hard 1:7 activities"],
    passes: {
      rollUp(
        "hz-00 activities inPeriod=4",
        coverage: StatedCoverage(expected: 1, reported: 1, notApplicable: 0, missing: 0, provisional: 0),
        named: FigureCoverage(expected: ["610702"]), parts: [part("610702", FigureValues(inPeriod: 4))])
    }),
  RuleSample(
    code: "V6001",
    fails: { target(.range, 30, max: 50, "hz-01 teachers inPeriod=60 planToDate=60") },
    expected: ["V6001 note 1:28 teachers"],
    passes: { target(.range, 30, max: 50, "hz-01 teachers inPeriod=50 planToDate=50") }),
  RuleSample(
    code: "V6002",
    fails: { target(.atLeast, 30, "hz-01 teachers inPeriod=91 planToDate=91") },
    expected: ["V6002 soft 1:28 teachers"],
    passes: { target(.atLeast, 30, "hz-01 teachers inPeriod=90 planToDate=90") }),
  // A county without an allocation has nothing to be compared with.
  RuleSample(
    code: "V6002",
    fails: { target(.atLeast, 300, share: .part(20), "hz-01 teachers inPeriod=61") },
    expected: ["V6002 soft 1:7 teachers"],
    passes: { target(.atLeast, 30, share: .none, "hz-01 teachers inPeriod=91 planToDate=91") }),
  RuleSample(
    code: "V6003",
    fails: {
      target(.atLeast, 30, "hz-01 teachers inPeriod=29\nhz-01 - status=completed progress=办完")
    }, expected: ["V6003 soft 2:1 hz-01"],
    passes: {
      target(.atLeast, 30, "hz-01 teachers inPeriod=30\nhz-01 - status=completed progress=办完")
    }),
  RuleSample(
    code: "V6004",
    fails: {
      target(.atLeast, 30, "hz-01 teachers inPeriod=1 planToDate=5") { $0.period = .q("2024-Q4") }
    }, expected: ["V6004 note 1:1 hz-01"],
    passes: {
      target(.atLeast, 30, "hz-01 teachers inPeriod=1 planToDate=28") { $0.period = .q("2024-Q4") }
    }),
]

/// Three flows with the same figures.
private func threeFlows(quarter: Int, plan: Int? = nil) -> String {
  ["hz-00 activities", "hz-00 participants", "hz-01 teachers"].map { row in
    "\(row) inPeriod=\(quarter)" + (plan.map { " planToDate=\($0)" } ?? "")
  }.joined(separator: "\n")
}

/// Participants of successive quarters from the first one of the plan, and of the quarter after them.
private func quarters(_ earlier: [Int], then last: Int) throws -> Scenario {
  var period = Period.q("2021-Q1")
  var reports: [(String, String)] = []
  for quarter in earlier {
    reports.append((period.description, "hz-00 participants inPeriod=\(quarter)"))
    period = period.next
  }
  return try Scenario("hz-00 participants inPeriod=\(last)") {
    $0.period = period
    $0.earlier = try chain(reports)
  }
}

private enum Share {
  case whole, none
  case part(Amount)
}

/// A report of a county to which a target was allocated, in full unless said otherwise.
private func target(
  _ comparator: TargetDefinition.Comparator, _ value: Amount, max: Amount? = nil, share: Share = .whole,
  _ text: String, _ change: (inout Scenario) -> Void = { _ in }
) -> Scenario {
  Scenario(text) {
    var plan = SamplePlan.plan
    plan.targets = [
      TargetDefinition(
        id: "t", task: "hz-01", indicator: "teachers", quote: "", comparator: comparator, value: value,
        valueMax: max,
        measure: "名", cadence: .planPeriod, schedule: .linear)
    ]
    let share: Amount? =
      switch share {
      case .whole: value
      case .part(let amount): amount
      case .none: nil
      }
    $0.catalogue = Catalogue(
      units: SamplePlan.units, measures: SamplePlan.measures, plans: [plan],
      allocations: share.map {
        [TargetAllocation(plan: "sample-2021", target: "t", unit: "610702", value: $0)]
      } ?? [])
    change(&$0)
  }
}
