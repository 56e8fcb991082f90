import Findings
import ReportModel
import Testing

@testable import Validate

/// One rule's sample: a report that it finds fault with, exactly so, and one that is right.
struct RuleSample: CustomTestStringConvertible, Sendable {
  let code: RuleCode
  let fails: @Sendable () throws -> Scenario
  let expected: [String]
  let passes: @Sendable () throws -> Scenario
  /// Notes that the passing report earns by other rules.
  var allowed: [String] = []
  var testDescription: String { code }
}

private func earlier(_ text: String, _ period: String = "2022-Q1") throws -> [ReviewedSubmission] {
  try chain([(period, text)])
}

/// A roll-up of the sample city with the given figure.
func rollUp(
  _ text: String, state: Completeness = .complete, coverage: StatedCoverage? = nil,
  named: FigureCoverage = FigureCoverage(), parts: [FigurePart] = [],
  _ change: (inout Scenario) -> Void = { _ in }
) -> Scenario {
  Scenario(text) {
    $0.unit = "610700"
    $0.scope = .rollup
    $0.workspace = "610000"
    $0.period = .q("2022-Q2")
    $0.prepare = { draft in
      for task in draft.tasks.indices {
        for figure in draft.tasks[task].figures.indices {
          draft.tasks[task].figures[figure].rolled = RolledDetail(
            completeness: state, coverage: named, parts: parts)
          draft.tasks[task].figures[figure].statedCoverage = coverage
        }
      }
    }
    let attach = $0.prepare
    $0.prepare = { _ in }
    change(&$0)
    let adjust = $0.prepare
    $0.prepare = {
      attach(&$0)
      adjust(&$0)
    }
  }
}

func part(
  _ unit: OrgUnitCode, _ values: FigureValues, scope: ReportScope = .own,
  status: ObservationStatus = .reported, isCarried: Bool = false
) -> FigurePart {
  FigurePart(unit: unit, scope: scope, values: values, status: status, isCarried: isCarried)
}

/// 汉台 4, 南郑 5, 凤翔 and 城固 nothing, 本级 1; `asked` makes the roster expect all five.
let fiveLeaves = StatedCoverage(expected: 5, reported: 3, notApplicable: 0, missing: 2, provisional: 0)
let missingTwo = FigureCoverage(missing: ["610305", "610722"])
let threeParts = [
  part("610700", FigureValues(inPeriod: 1)), part("610702", FigureValues(inPeriod: 4)),
  part("610703", FigureValues(inPeriod: 5)),
]

let ruleSamples = reportSamples + plausibilitySamples + measureSamples

private let reportSamples: [RuleSample] = [
  RuleSample(
    code: "V1001", fails: { Scenario("") { $0.unit = "610799" } }, expected: ["V1001 hard 0:0 -"],
    passes: { Scenario("") { $0.unit = "南郑区" } }),
  RuleSample(
    code: "V1001", fails: { Scenario("") { ($0.unit, $0.unitName) = ("610799", "南郑区") } },
    expected: ["V1001 hard 0:0 -"],
    passes: { Scenario("") { ($0.unit, $0.unitName) = (nil, "汉中市 汉台区") } }),
  RuleSample(
    code: "V1002", fails: { Scenario("") { $0.unit = "城关镇" } }, expected: ["V1002 hard 0:0 -"],
    passes: { Scenario("") { $0.unit = "汉中市汉台区" } }),
  RuleSample(
    code: "V1003", fails: { Scenario("") { $0.unitName = "南郑区" } }, expected: ["V1003 hard 0:0 -"],
    passes: { Scenario("") { $0.unitName = "汉台区科协" } }),
  RuleSample(
    code: "V1003", fails: { Scenario("") { $0.unitName = "某某办公室" } }, expected: ["V1003 soft 0:0 -"],
    passes: { Scenario("") { $0.unitName = "汉台区" } }),
  RuleSample(
    code: "V1004", fails: { Scenario("") { ($0.unit, $0.unitName) = ("610322", "凤翔县") } },
    expected: ["V1004 note 0:0 -"], passes: { Scenario("") { ($0.unit, $0.unitName) = ("610305", "凤翔区") } }),
  RuleSample(
    code: "V1005", fails: { Scenario("") { $0.plan = "sample-2012" } }, expected: ["V1005 hard 0:0 -"],
    passes: { Scenario("") { $0.plan = "汉中市 实施方案" } }),
  RuleSample(
    code: "V1006",
    fails: {
      Scenario("") {
        var foreign = SamplePlan.plan
        (foreign.id, foreign.unit) = ("province-2021", "610000")
        $0.catalogue = Catalogue(
          units: SamplePlan.units, measures: SamplePlan.measures, plans: [SamplePlan.plan, foreign])
        $0.plan = "province-2021"
      }
    }, expected: ["V1006 hard 0:0 -"], passes: { Scenario("") }),
  RuleSample(
    code: "V1007",
    fails: {
      Scenario("") {
        var second = SamplePlan.plan
        (second.id, second.programme) = ("health-2021", "health")
        $0.catalogue = Catalogue(
          units: SamplePlan.units, measures: SamplePlan.measures, plans: [SamplePlan.plan, second])
        $0.plan = nil
      }
    }, expected: ["V1007 hard 0:0 -"], passes: { Scenario("") { $0.plan = nil } }),
  RuleSample(
    code: "V1009", fails: { Scenario("") { $0.period = .q("2026-Q1") } }, expected: ["V1009 hard 0:0 -"],
    passes: { Scenario("") { $0.period = .q("2025-Q4") } }),
  RuleSample(
    code: "V1010", fails: { Scenario("") { $0.unit = "610700-gaj" } }, expected: ["V1010 hard 0:0 -"],
    passes: { Scenario("hz-02 - progress=办讲座") { $0.unit = "610700-kx" } }),
  RuleSample(
    code: "V1010", fails: { Scenario("") { $0.unit = "610700-gxqzf" } }, expected: ["V1010 hard 0:0 -"],
    passes: { Scenario("") }),
  RuleSample(
    code: "V1010", fails: { Scenario("") { $0.unit = "610704" } }, expected: ["V1010 hard 0:0 -"],
    passes: { Scenario("") }),
  RuleSample(
    code: "V1010", fails: { Scenario("") { ($0.unit, $0.plan) = ("610300", nil) } },
    expected: ["V1010 hard 0:0 -"], passes: { Scenario("") }),
  RuleSample(
    code: "V1011", fails: { Scenario("") { $0.workspace = "610703" } }, expected: ["V1011 hard 0:0 -"],
    passes: { Scenario("") { $0.workspace = "610000" } }),
  RuleSample(
    code: "V1012",
    fails: { Scenario("") { ($0.channel, $0.folder) = (.dropFolder, "610703") } },
    expected: ["V1012 hard 0:0 -"],
    passes: { Scenario("") { ($0.channel, $0.folder) = (.dropFolder, "610700") } }),
  RuleSample(
    code: "V1013", fails: { Scenario("") { $0.cover.filledOn = "2021-03-30" } },
    expected: ["V1013 soft 0:0 -"], passes: { Scenario("") { $0.cover.filledOn = "2021-03-31" } }),
  RuleSample(
    code: "V1014",
    fails: {
      let inForce = try Scenario("") { $0.revision = 3 }.accepted()
      return Scenario("") { ($0.revision, $0.inForce) = (2, inForce) }
    }, expected: ["V1014 hard 0:0 -"],
    passes: {
      let inForce = try Scenario("") { $0.revision = 3 }.accepted()
      return Scenario("") { ($0.revision, $0.inForce) = (3, inForce) }
    }),
  RuleSample(
    code: "V1015", fails: { Scenario("") { $0.cover.reviewedBy = nil } }, expected: ["V1015 note 0:0 -"],
    passes: { Scenario("") }),
  RuleSample(
    code: "V1016", fails: { Scenario("") { $0.cover.creditCode = "11610700016000000" } },
    expected: ["V1016 soft 0:0 -"], passes: { Scenario("") { $0.cover.creditCode = "91350100M000100Y43" } }),
  RuleSample(
    code: "V1020",
    fails: { Scenario("hz-77 activities inPeriod=3\nhz-88 activities —\nhz-99 - progress=办讲座") },
    expected: ["V1020 hard 1:1 hz-77", "V1020 note 2:1 hz-88", "V1020 hard 3:1 hz-99"],
    passes: { Scenario("hz-00 activities inPeriod=3") }),
  RuleSample(
    code: "V1021",
    fails: { Scenario("hz-00 actvities inPeriod=3\nhz-00 nonsense —\nhz-00 blank") },
    expected: ["V1021 hard 1:7 actvities", "V1021 note 2:7 nonsense", "V1021 note 3:7 blank"],
    passes: { Scenario("hz-00 activities inPeriod=3") }),
  RuleSample(
    code: "V1022", fails: { Scenario("hz-01 activities inPeriod=3") },
    expected: ["V1022 hard 1:7 activities"], passes: { Scenario("hz-00 activities inPeriod=3") }),
  RuleSample(
    code: "V1023", fails: { Scenario("hz-02 rate atEnd=13.1") }, expected: ["V1023 hard 1:12 rate"],
    passes: { Scenario("hz-02 rate —") }),
  RuleSample(
    code: "V1024",
    fails: {
      Scenario("hz-00 activities inPeriod=3\nhz-00 participants\nhz-02 volunteers —") {
        $0.owe("activities", "participants", "funds", "teachers", "volunteers", "rate")
      }
    }, expected: ["V1024 soft 0:0 hz-01", "V1024 soft 2:7 hz-00"],
    passes: {
      Scenario("hz-00 activities inPeriod=3\nhz-00 participants inPeriod=0") {
        $0.owe("activities", "participants", "rate")
      }
    }),
  RuleSample(
    code: "V1025",
    fails: { Scenario("hz-01 - progress=办班") { $0.unit = "610700-jyj" } }, expected: ["V1025 note 0:0 -"],
    passes: {
      Scenario("hz-01 - progress=办班\nhz-02 - status=recurring") { $0.unit = "610700-jyj" }
    }),
  RuleSample(
    code: "V1026",
    fails: { Scenario("hz-01 teachers inPeriod=4") { $0.unit = "610700-kx" } },
    expected: ["V1026 note 1:16 teachers"],
    passes: { Scenario("hz-01 teachers inPeriod=4\nhz-02 -") { $0.unit = "610700-jyj" } }),
  RuleSample(
    code: "V2001", fails: { Scenario("hz-00 funds measure=块 inPeriod=3") },
    expected: ["V2001 hard 1:13 funds"], passes: { Scenario("hz-00 funds measure=元 inPeriod=3") }),
  RuleSample(
    code: "V2002", fails: { Scenario("hz-00 participants measure=人 inPeriod=1.5") },
    expected: ["V2002 hard 1:20 participants"],
    passes: { Scenario("hz-00 participants measure=万人次 inPeriod=1.5") }),
  RuleSample(
    code: "V2003",
    fails: {
      Scenario(
        "hz-00 activities inPeriod=-12\nhz-02 volunteers atEnd=-1\nhz-02 share numerator=-1 denominator=3")
    },
    expected: ["V2003 hard 1:18 activities", "V2003 hard 2:18 volunteers", "V2003 hard 3:13 share"],
    passes: { Scenario("hz-00 activities inPeriod=0 planToDate=-0 adjustment=0") }),
  RuleSample(
    code: "V2004",
    fails: { Scenario("hz-00 activities inPeriod=1.5\nhz-01 teachers inPeriod=0.00001 measure=万人") },
    expected: ["V2004 hard 1:18 activities", "V2004 hard 2:16 teachers"],
    passes: { Scenario("hz-01 teachers inPeriod=1.2 measure=万人\nhz-00 activities inPeriod=2.00") }),
  RuleSample(
    code: "V2005", fails: { Scenario("hz-00 funds inPeriod=8.455 planToDate=8.455") },
    expected: ["V2005 soft 1:13 funds"],
    passes: { Scenario("hz-00 funds inPeriod=12345 measure=元") }),
  RuleSample(
    code: "V2006", fails: { Scenario("hz-00 funds inPeriod=1000.01") },
    expected: ["V2006 soft 1:13 funds"], passes: { Scenario("hz-00 funds inPeriod=1000") }),
  RuleSample(
    code: "V2007", fails: { Scenario("hz-00 activities inPeriod=3 adjustment=-1") },
    expected: ["V2007 hard 1:29 activities"],
    passes: { Scenario("hz-00 activities inPeriod=3 adjustment=-1 reason=上季重报一场") }),
  RuleSample(
    code: "V2008",
    fails: {
      Scenario(
        "hz-00 activities atEnd=3\nhz-02 volunteers inPeriod=3\nhz-02 coverage atEnd=3\nhz-00 funds numerator=1"
      )
    },
    expected: [
      "V2008 hard 1:18 activities", "V2008 hard 2:18 volunteers", "V2008 hard 3:16 coverage",
      "V2008 hard 4:13 funds",
    ],
    passes: {
      Scenario(
        "hz-00 activities inPeriod=3\nhz-02 volunteers atEnd=3\nhz-02 coverage numerator=1 denominator=2")
    }),
  RuleSample(
    code: "V2009",
    fails: { Scenario("hz-00 funds inPeriod=1.25\nhz-00 funds inPeriod=12500 measure=元\nhz-00 funds") },
    expected: ["V2009 note 2:7 funds"], passes: { Scenario("hz-00 funds inPeriod=1.25\nhz-00 funds") }),
  RuleSample(
    code: "V2010", fails: { Scenario("hz-00 funds inPeriod=1.25\nhz-00 funds inPeriod=1.24") },
    expected: ["V2010 hard 2:13 funds"], passes: { Scenario("hz-00 funds inPeriod=1.25") }),
  RuleSample(
    code: "V2011",
    fails: {
      Scenario("hz-00 activities planToDate=30\nhz-00 participants adjustment=3 reason=漏报")
    }, expected: ["V2011 hard 1:7 activities", "V2011 hard 2:7 participants"],
    passes: {
      Scenario("hz-00 activities yearToDate=30\nhz-00 participants inPeriod=0 adjustment=3 reason=漏报")
    }),
  RuleSample(
    code: "V2012",
    fails: { Scenario("hz-02 coverage numerator=15\nhz-02 share denominator=15") },
    expected: ["V2012 soft 1:16 coverage", "V2012 soft 2:13 share"],
    passes: { Scenario("hz-02 coverage numerator=0 denominator=0") }),
  RuleSample(
    code: "V2013",
    fails: {
      Scenario("hz-02 coverage numerator=19 denominator=18\nhz-02 share numerator=19 denominator=18")
    },
    expected: ["V2013 hard 1:16 coverage", "V2013 soft 2:13 share"],
    passes: { Scenario("hz-02 coverage numerator=18 denominator=18") }),
  RuleSample(
    code: "V2013", fails: { Scenario("hz-02 share numerator=1 denominator=0") },
    expected: ["V2013 hard 1:13 share"], passes: { Scenario("hz-02 share numerator=0 denominator=0") }),
  RuleSample(
    code: "V2014",
    fails: {
      Scenario("hz-00 activities inPeriod=3") {
        $0.prepare = { $0.tasks[0].figures[0].status = .notApplicable }
      }
    }, expected: ["V2014 hard 1:18 activities"], passes: { Scenario("hz-00 activities —") }),
  RuleSample(
    code: "V2015", fails: { Scenario("hz-00 funds inPeriod=9000000000000000000 measure=亿元") },
    expected: ["V2015 hard 1:13 funds"], passes: { Scenario("hz-00 funds inPeriod=0.01 measure=亿元") }),
  RuleSample(
    code: "V2016",
    fails: { Scenario("hz-01 - status=completed\nhz-01 - status=in-progress") },
    expected: ["V2016 soft 2:1 hz-01"],
    passes: { Scenario("hz-01 - status=completed\nhz-01 - status=completed") }),
  RuleSample(
    code: "V3001",
    fails: {
      Scenario(
        "hz-03 trained inPeriod=100 planToDate=100\nhz-03 skills inPeriod=85 planToDate=85\nhz-03 startups inPeriod=14 planToDate=15"
      )
    }, expected: ["V3001 hard 1:15 trained", "V4002 hard 3:28 startups"],
    passes: {
      Scenario("hz-03 trained inPeriod=100\nhz-03 skills inPeriod=85\nhz-03 startups inPeriod=15")
    }),
  RuleSample(
    code: "V3001",
    fails: { Scenario("hz-03 trained inPeriod=100\nhz-03 skills inPeriod=85\nhz-03 startups —") },
    expected: ["V3001 hard 1:15 trained"],
    passes: { Scenario("hz-03 trained inPeriod=100\nhz-03 skills inPeriod=85") }),
  RuleSample(
    code: "V3002", fails: { Scenario("hz-03 shows inPeriod=4\nhz-03 shows-rural inPeriod=5") },
    expected: ["V3002 soft 1:13 shows"],
    passes: { Scenario("hz-03 shows inPeriod=5\nhz-03 shows-rural inPeriod=5") }),
  RuleSample(
    code: "V3003",
    fails: {
      Scenario(
        "hz-00 activities inPeriod=9 yearToDate=8 planToDate=20\nhz-00 participants yearToDate=8 planToDate=7\nhz-00 funds inPeriod=3 planToDate=2"
      ) { $0.period = .q("2022-Q2") }
    },
    expected: [
      "V3003 soft 1:29 activities", "V4008 note 2:20 participants", "V3003 soft 2:33 participants",
      "V3003 soft 3:24 funds",
    ],
    passes: {
      Scenario("hz-00 activities inPeriod=9 yearToDate=9 planToDate=9") { $0.period = .q("2022-Q2") }
    }),
  RuleSample(
    code: "V3004",
    fails: {
      Scenario(
        "hz-00 activities inPeriod=9\nhz-00 合计 inPeriod=10\nhz-00 participants inPeriod=3\nhz-00 合计 inPeriod=3"
      )
    }, expected: ["V3004 soft 2:10 activities"],
    passes: {
      // Over different indicators nothing can be added.
      Scenario("hz-00 activities inPeriod=9\nhz-00 participants inPeriod=3\nhz-00 合计 inPeriod=13")
    }),
  RuleSample(
    code: "V4001",
    fails: {
      let earlier = try earlier("hz-00 activities inPeriod=10 planToDate=50")
      return Scenario("hz-00 activities inPeriod=5 yearToDate=16") {
        ($0.period, $0.earlier) = (.q("2022-Q2"), earlier)
      }
    }, expected: ["V4001 hard 1:29 activities"],
    passes: {
      let earlier = try earlier("hz-00 activities inPeriod=10 planToDate=50")
      return Scenario("hz-00 activities inPeriod=5 yearToDate=14 adjustment=-1 reason=核减") {
        ($0.period, $0.earlier) = (.q("2022-Q2"), earlier)
      }
    }),
  RuleSample(
    code: "V4001",
    // The first quarter starts from nothing, with or without a history.
    fails: { Scenario("hz-00 activities inPeriod=5 yearToDate=6") },
    expected: ["V4001 hard 1:29 activities"],
    passes: { Scenario("hz-00 activities inPeriod=5 yearToDate=5") }),
  RuleSample(
    code: "V4002",
    fails: {
      let earlier = try earlier("hz-00 activities inPeriod=10 planToDate=50")
      return Scenario("hz-00 activities inPeriod=5 yearToDate=15 planToDate=54") {
        ($0.period, $0.earlier) = (.q("2022-Q2"), earlier)
      }
    }, expected: ["V4002 hard 1:43 activities"],
    passes: {
      let earlier = try earlier("hz-00 activities inPeriod=10 planToDate=50")
      return Scenario("hz-00 activities inPeriod=5 yearToDate=15 planToDate=55") {
        ($0.period, $0.earlier) = (.q("2022-Q2"), earlier)
      }
    }),
  RuleSample(
    code: "V4003",
    fails: {
      let earlier = try chain([
        ("2021-Q1", "hz-00 activities inPeriod=10"), ("2021-Q2", "hz-00 activities inPeriod=4"),
        ("2021-Q3", "hz-00 activities yearToDate=22"),
      ])
      return Scenario("hz-00 activities inPeriod=51") { ($0.period, $0.earlier) = (.q("2021-Q4"), earlier) }
    }, expected: ["V4003 soft 1:18 activities"],
    passes: {
      let earlier = try chain([
        ("2021-Q1", "hz-00 activities inPeriod=10"), ("2021-Q2", "hz-00 activities inPeriod=4"),
        ("2021-Q3", "hz-00 activities inPeriod=8"),
      ])
      return Scenario("hz-00 activities inPeriod=50") { ($0.period, $0.earlier) = (.q("2021-Q4"), earlier) }
    }),
  RuleSample(
    code: "V4004",
    fails: {
      let earlier = try earlier("hz-00 activities inPeriod=10 planToDate=50")
      return Scenario("hz-00 activities inPeriod=12 yearToDate=37") {
        ($0.period, $0.earlier) = (.q("2022-Q3"), earlier)
      }
    }, expected: ["V4004 soft 1:30 activities"],
    passes: {
      let earlier = try earlier("hz-00 activities inPeriod=10 planToDate=50")
      return Scenario("hz-00 activities inPeriod=12 yearToDate=22 planToDate=62") {
        ($0.period, $0.earlier) = (.q("2022-Q3"), earlier)
      }
    }),
  RuleSample(
    code: "V4004",
    fails: {
      let earlier = try earlier("hz-00 activities inPeriod=10 planToDate=50")
      return Scenario("hz-00 activities inPeriod=12 planToDate=77") {
        ($0.period, $0.earlier) = (.q("2022-Q3"), earlier)
      }
    }, expected: ["V4004 soft 1:30 activities"],
    passes: {
      // The plan's cumulative was never complete: the typed one is its opening balance.
      let earlier = try earlier("hz-00 activities inPeriod=10")
      return Scenario("hz-00 activities inPeriod=12 planToDate=77") {
        ($0.period, $0.earlier) = (.q("2022-Q3"), earlier)
      }
    }),
  RuleSample(
    code: "V4005",
    fails: {
      let earlier = try earlier("hz-00 activities inPeriod=10 planToDate=50\nhz-00 participants inPeriod=10")
      return Scenario(
        "hz-00 activities inPeriod=12 yearToDate=21 planToDate=49\nhz-00 participants yearToDate=9"
      ) {
        ($0.period, $0.earlier) = (.q("2022-Q3"), earlier)
      }
    },
    expected: [
      "V4005 hard 1:30 activities", "V4005 hard 1:44 activities", "V4005 hard 2:20 participants",
      "V4008 note 2:20 participants",
    ],
    passes: {
      let earlier = try earlier("hz-00 activities inPeriod=10 planToDate=50\nhz-02 volunteers atEnd=900")
      return Scenario(
        "hz-00 activities inPeriod=12 yearToDate=21 adjustment=-1 reason=核减\nhz-02 volunteers atEnd=500"
      ) { ($0.period, $0.earlier) = (.q("2022-Q3"), earlier) }
    }),
  RuleSample(
    code: "V4006",
    fails: {
      let earlier = try earlier("hz-00 activities inPeriod=10 yearToDate=40 planToDate=90", "2022-Q4")
      return Scenario("hz-00 activities inPeriod=5 yearToDate=45 planToDate=95") {
        ($0.period, $0.earlier) = (.q("2023-Q1"), earlier)
      }
    }, expected: ["V4006 hard 1:29 activities"],
    passes: {
      let earlier = try earlier("hz-00 activities inPeriod=10 yearToDate=40 planToDate=90", "2022-Q4")
      return Scenario("hz-00 activities inPeriod=5 yearToDate=5 planToDate=95") {
        ($0.period, $0.earlier) = (.q("2023-Q1"), earlier)
      }
    }),
  RuleSample(
    code: "V4007",
    fails: {
      Scenario("hz-00 activities inPeriod=5\nhz-00 funds inPeriod=5 planToDate=9\nhz-02 volunteers atEnd=5") {
        $0.period = .q("2022-Q1")
      }
    }, expected: ["V4007 note 0:0 -"], passes: { Scenario("hz-00 activities inPeriod=5") }),
  RuleSample(
    code: "V4008",
    fails: {
      let earlier = try earlier("hz-00 activities inPeriod=10 planToDate=50")
      return Scenario("hz-00 activities yearToDate=37") {
        ($0.period, $0.earlier) = (.q("2022-Q3"), earlier)
      }
    }, expected: ["V4008 note 1:18 activities"],
    passes: {
      let earlier = try earlier("hz-00 activities inPeriod=10 planToDate=50")
      return Scenario("hz-00 activities yearToDate=37") {
        ($0.period, $0.earlier) = (.q("2022-Q2"), earlier)
      }
    }),
  RuleSample(
    code: "V5001",
    fails: {
      rollUp(
        "hz-00 activities inPeriod=11 yearToDate=2", state: .partial, coverage: fiveLeaves, named: missingTwo,
        parts: threeParts
      ) { $0.owe("activities") }
    }, expected: ["V5001 hard 1:18 activities", "V5001 hard 1:30 activities"],
    passes: {
      rollUp(
        "hz-00 activities inPeriod=10 yearToDate=32", state: .partial, coverage: fiveLeaves,
        named: missingTwo,
        parts: threeParts + [
          part("610305", FigureValues(yearToDate: 32), status: .missing, isCarried: true)
        ]
      ) { $0.owe("activities") }
    }),
  RuleSample(
    code: "V5001",
    // A line figure is its owner's; the greatest is the greatest, not the sum.
    fails: {
      rollUp(
        "hz-03 line inPeriod=10\nhz-03 bases atEnd=9",
        coverage: StatedCoverage(expected: 0, reported: 0, notApplicable: 0, missing: 0, provisional: 0)
      ) {
        $0.prepare = { draft in
          draft.tasks[0].figures[0].rolled?.parts = [
            part("610700", FigureValues(inPeriod: 7)), part("610702", FigureValues(inPeriod: 3)),
          ]
          draft.tasks[0].figures[1].rolled?.parts = [
            part("610700", FigureValues(atEnd: 4)), part("610702", FigureValues(atEnd: 5)),
          ]
        }
      }
    }, expected: ["V5001 hard 1:12 line", "V5001 hard 2:13 bases"],
    passes: {
      rollUp(
        "hz-03 bases atEnd=5",
        coverage: StatedCoverage(expected: 0, reported: 0, notApplicable: 0, missing: 0, provisional: 0),
        parts: [part("610700", FigureValues(atEnd: 4)), part("610702", FigureValues(atEnd: 5))])
    }),
  RuleSample(
    code: "V5002",
    fails: {
      rollUp(
        "hz-00 activities inPeriod=10", state: .partial,
        coverage: StatedCoverage(expected: 5, reported: 4, notApplicable: 0, missing: 2, provisional: 0),
        named: missingTwo, parts: threeParts
      ) { $0.owe("activities") }
    }, expected: ["V5002 hard 1:7 activities"],
    passes: {
      rollUp(
        "hz-00 activities inPeriod=10", state: .partial, coverage: fiveLeaves, named: missingTwo,
        parts: threeParts
      ) { $0.owe("activities") }
    }),
  RuleSample(
    code: "V5002",
    fails: {
      rollUp(
        "hz-00 activities inPeriod=10", state: .partial, coverage: fiveLeaves,
        named: FigureCoverage(missing: ["610305"]), parts: threeParts
      ) { $0.owe("activities") }
    }, expected: ["V5002 hard 1:7 activities"],
    passes: {
      rollUp(
        "hz-00 activities inPeriod=10", state: .partial, coverage: fiveLeaves, named: missingTwo,
        parts: threeParts
      ) { $0.owe("activities") }
    }),
  RuleSample(
    code: "V5003",
    fails: {
      rollUp(
        "hz-00 activities inPeriod=10", state: .partial, coverage: fiveLeaves, named: missingTwo,
        parts: threeParts + [
          part("610300", .none, status: .missing), part("999999", .none, status: .missing),
        ]
      ) { $0.owe("activities") }
    }, expected: ["V5003 hard 1:7 activities", "V5003 hard 1:7 activities"],
    passes: {
      rollUp(
        "hz-00 activities inPeriod=10", state: .partial, coverage: fiveLeaves, named: missingTwo,
        parts: threeParts + [part("610322", .none, status: .missing)]
      ) { $0.owe("activities") }
    }),
  RuleSample(
    code: "V5004",
    fails: {
      rollUp(
        "hz-00 activities inPeriod=10", state: .partial,
        coverage: StatedCoverage(expected: 4, reported: 2, notApplicable: 0, missing: 2, provisional: 0),
        named: missingTwo, parts: threeParts
      ) { $0.owe("activities") }
    }, expected: ["V5004 soft 1:7 activities"],
    passes: {
      // Not asked this quarter, and one reported all the same.
      rollUp(
        "hz-00 activities inPeriod=4",
        coverage: StatedCoverage(expected: 1, reported: 1, notApplicable: 0, missing: 0, provisional: 0),
        named: FigureCoverage(expected: ["610702"]), parts: [part("610702", FigureValues(inPeriod: 4))])
    }),
  RuleSample(
    code: "V5005",
    fails: {
      rollUp("") {
        $0.catalogue.digests = CatalogueDigests(units: "1", plans: ["sample-2021": "2"])
        $0.basis = RollUpBasis(digests: CatalogueDigests(units: "1", plans: ["sample-2021": "3"]))
      }
    }, expected: ["V5005 note 0:0 -"],
    passes: {
      rollUp("") {
        $0.catalogue.digests = CatalogueDigests(units: "1", plans: ["sample-2021": "2"])
        $0.basis = RollUpBasis(digests: CatalogueDigests(units: "1", plans: ["sample-2021": "2"]))
      }
    }),
  RuleSample(
    code: "V5006",
    fails: {
      rollUp(
        "hz-00 activities inPeriod=10", state: .provisional, coverage: fiveLeaves, named: missingTwo,
        parts: threeParts
      ) { $0.owe("activities") }
    }, expected: ["V5006 hard 1:7 activities"],
    passes: {
      rollUp(
        "hz-00 activities inPeriod=10", state: .partial, coverage: fiveLeaves, named: missingTwo,
        parts: threeParts
      ) { $0.owe("activities") }
    }),
  RuleSample(
    code: "V5007", fails: { rollUp("") { $0.unit = "610702" } }, expected: ["V5007 hard 0:0 -"],
    passes: { rollUp("") }),
  RuleSample(
    code: "V5007", fails: { rollUp("") { $0.workspace = "610700" } }, expected: ["V5007 hard 0:0 -"],
    passes: { rollUp("") { ($0.workspace, $0.channel) = ("610700", .checkOnly) } }),
  RuleSample(
    code: "V5008", fails: { rollUp("hz-00 activities inPeriod=10", named: FigureCoverage()) },
    expected: ["V5008 soft 1:7 activities"],
    passes: {
      rollUp(
        "hz-00 activities inPeriod=10", state: .partial, coverage: fiveLeaves, named: missingTwo,
        parts: threeParts
      ) { $0.owe("activities") }
    }),
]
