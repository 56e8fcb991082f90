import ReportModel

/// A plan that fits the schema and is as awkward as it can be: texts that look like formulas, numbers, separators
/// and line ends, options present and absent, groups in odd order. The same seed gives the same plan.
struct RandomPlan {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(state: seed) }

  private static let awkward = [
    "a,b", "他说“好”", "say \"no\"", "\"", "line\nbreak", "\n", "\t", "\r\n", "\rx", "=1+1", "+86", "-", "@sum",
    "＝1", "'", "''", "'=x", "' =x", " leading", "trailing ", " ", "　", "1.", "1/2", "3-5", "10万", "2024-10",
    "a;b|c", "；", "|", "<tag/>&amp;]]>", "#note", "é", "e\u{301}", "𠮷", "\u{FEFF}", "\u{A0}", "“三长制”",
    "50%", "1e5", "普通文字",
  ]

  mutating func text() -> String {
    (0..<random.below(4)).map { _ in random.pick(Self.awkward) }.joined() + random.pick(["", "字"])
  }

  private mutating func filled() -> String {
    let text = text()
    return text.isEmpty ? "字" : text
  }

  private mutating func maybe<Value>(_ make: (inout RandomPlan) -> Value) -> Value? {
    random.below(2) == 0 ? nil : make(&self)
  }

  private mutating func amount() -> Amount {
    let text = "\(random.below(2) == 0 ? "-" : "")\(random.below(100_000)).\(random.below(10_000))"
    return Amount(text) ?? 0
  }

  private mutating func period() -> Period {
    Period(year: 2021 + random.below(5), quarter: 1 + random.below(4)) ?? .earliest
  }

  private mutating func units() -> [OrgUnitCode] {
    (0...random.below(3)).map { _ in
      OrgUnitCode(random.pick(["610702", "610700-jyj", "610700-kx", "610112-a1"]))
    }
  }

  private mutating func groups() -> [UnitGroup] {
    (0..<random.below(4)).map { _ in
      UnitGroup(role: random.pick([.lead, .responsible, .support]), units: units())
    }
  }

  private mutating func task(_ number: Int) -> PlanTask {
    PlanTask(
      id: TaskID("xx-" + (number < 10 ? "0" : "") + String(number)), mainTask: maybe { $0.filled() },
      title: filled(), place: text(), text: filled(), units: groups())
  }

  private mutating func indicator(_ number: Int) -> IndicatorDefinition {
    IndicatorDefinition(
      id: IndicatorID("i-\(number)"), task: "xx-00", name: filled(), measure: filled(),
      kind: random.pick([.count, .amount, .ratio, .coverage, .survey]), decimals: random.below(7),
      timeFunction: random.pick([.flow, .stock]),
      unitFunction: random.pick([.sum, .max, .min, .ratioOfSums, .none]),
      basis: random.pick([.sum, .line, .own]), withinUnit: random.pick([.owner, .sum]),
      dataOwners: random.below(2) == 0 ? [] : units(),
      reportedBy: random.pick([.areas, .departments, .both]),
      asked: random.pick([.quarterly, .yearly, .whenPublished]), carry: random.below(2) == 0,
      partOf: maybe { _ in "i-0" }, parts: random.pick([nil, .equal, .within]),
      partsSeverity: random.pick([.hard, .soft]), maximum: maybe { $0.amount() }, definition: text(),
      reading: maybe { $0.text() })
  }

  private mutating func target(_ number: Int) -> TargetDefinition {
    TargetDefinition(
      id: IndicatorID("t-\(number)"), task: maybe { _ in "xx-01" }, indicator: "i-0", quote: text(),
      comparator: random.pick([.atLeast, .equal, .about, .range, .full, .outside]),
      value: maybe { $0.amount() }, valueMax: maybe { $0.amount() }, tolerance: maybe { $0.amount() },
      measure: filled(), cadence: random.pick([.annual, .planPeriod, .byDate, .unclear]),
      by: maybe { $0.period() }, schedule: random.pick([.linear, .milestones, .yearly, .none]),
      milestones: (0..<random.below(3)).map { _ in
        TargetDefinition.Milestone(period: period(), value: Amount(random.below(100)))
      },
      partOf: maybe { _ in "t-0" }, isStretch: random.below(2) == 0, baseline: maybe { $0.amount() },
      reading: maybe { $0.text() })
  }

  private mutating func formula(_ number: Int) -> AuditFormula? {
    // Spelled in many ways: the text is kept as it is written.
    let written = random.pick(["i-0 = i-1", "i-0<=100%", " a ≥ previous(b) ", "x > 0\n当 y > 0", "-1 + i-0 <> 2"])
    return try? AuditFormula(
      id: "f-\(number)", written, severity: random.pick(AuditFormula.Severity.allCases),
      isTrial: random.below(2) == 0, subject: random.pick(AuditFormula.Subject.allCases),
      levels: random.pick([[], [.county], [.city, .department], [.province]]),
      columns: random.pick(AuditFormula.Columns.allCases),
      missing: random.pick(AuditFormula.Missing.allCases),
      meaning: filled(), meaningEN: text().isEmpty ? "" : filled())
  }

  mutating func plan() -> Plan {
    var number = 0
    let general = task(0)
    let parts = (0..<random.below(4)).map { part in
      PlanPart(
        id: "part-\(part)", label: maybe { $0.text() }, title: filled(),
        actions: (0...random.below(2)).map { action in
          PlanAction(
            id: "p\(part)-a\(action)", kind: random.pick([.action, .project, .safeguard]),
            label: maybe { $0.text() }, title: filled(), text: maybe { $0.text() }, units: groups(),
            tasks: (0...random.below(2)).map { _ in
              number += 1
              return task(number)
            })
        })
    }
    let crosswalk = maybe { plan in
      Crosswalk(
        to: "other-plan",
        entries: (0..<plan.random.below(4)).map { _ in
          CrosswalkEntry(
            indicator: "i-0", to: "i-1", relation: plan.random.pick([.same, .narrower, .related]),
            factor: plan.maybe { $0.amount() }, reason: plan.text())
        })
    }
    return Plan(
      id: "random-plan", programme: "some-programme", unit: "610700", parent: maybe { _ in "other-plan" },
      firstYear: 2021, lastYear: 2025, cumulativeFrom: random.pick(["2021-01", "2022-10"]), title: filled(),
      source: text(), lights: maybe { LightRule(yellowFrom: $0.amount(), redOver: $0.amount()) },
      matrix: TaskMatrix(general: general, parts: parts),
      indicators: (0..<random.below(4)).map { indicator($0) },
      targets: (0..<random.below(4)).map { target($0) },
      formulas: (0..<random.below(4)).compactMap { formula($0) }, crosswalk: crosswalk)
  }
}

struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
  mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }
}
