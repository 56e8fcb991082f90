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
]
