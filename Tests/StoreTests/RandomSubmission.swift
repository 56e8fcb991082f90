import Findings
import ReportModel

/// Repeatable random reports: every optional present and absent, every closed list used whole.
struct RandomSource: RandomNumberGenerator {
  private var state: UInt64
  init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) &+ 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func flag() -> Bool { Bool.random(using: &self) }
  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
  mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[number(0...choices.count - 1)]
  }
  mutating func maybe<Value>(_ make: (inout RandomSource) -> Value) -> Value? { flag() ? make(&self) : nil }
  mutating func list<Value>(_ count: ClosedRange<Int>, _ make: (inout RandomSource) -> Value) -> [Value] {
    (0..<number(count)).map { _ in make(&self) }
  }
  mutating func digest() -> String { (0..<64).map { _ in String(number(0...15), radix: 16) }.joined() }
}

extension RandomSource {
  /// Texts as clerks type them, with everything that a careless encoding would spoil.
  mutating func text() -> String {
    list(0...4) {
      $0.pick([
        "培训骨干教师", "二季度\n第二行", "“引号”与\"双引号\"", "逗号,分号；", "\\反斜杠/", "\t制表", "😀𠮷", "e\u{301}é",
        "'; DROP TABLE figure; --",
        "", " ", "NULL", "{}", "\u{1}",
      ])
    }.joined()
  }

  mutating func amount() -> Amount {
    if number(0...9) == 0 { return pick([.zero, Amount(Int(Int64.max)), Amount(Int(Int64.min))]) }
    return Amount(significand: Int128(number(-99_999_999...99_999_999)), scale: number(0...9)) ?? .zero
  }

  mutating func unit() -> OrgUnitCode {
    OrgUnitCode("6107" + pick(["00", "02", "03", "22", "28", "00-jyj"]))
  }
  mutating func plan() -> PlanID { pick(["hanzhong-2022", "weiyang-2023", "shaanxi-2022"]) }
  mutating func task() -> TaskID { TaskID("hz-\(number(0...60))") }
  mutating func indicator() -> IndicatorID { IndicatorID("i\(number(0...80))") }
  mutating func period() -> Period { Period(year: number(2021...2025), quarter: number(1...4)) ?? .earliest }
  mutating func scope() -> ReportScope { flag() ? .own : .rollup }
  mutating func status() -> ObservationStatus { pick([.reported, .notApplicable, .missing]) }

  mutating func values() -> FigureValues {
    var values = FigureValues()
    for item in FigureItem.allCases where flag() { values[item] = amount() }
    return values
  }

  mutating func coverage() -> FigureCoverage {
    FigureCoverage(
      expected: Set(list(0...5) { $0.unit() }), missing: Set(list(0...3) { $0.unit() }),
      notApplicable: Set(list(0...3) { $0.unit() }), provisional: Set(list(0...3) { $0.unit() }))
  }

  mutating func part() -> FigurePart {
    FigurePart(
      unit: unit(), scope: scope(), values: values(), status: status(), isCarried: flag(),
      estimated: maybe { $0.amount() })
  }

  mutating func rolled() -> RolledDetail {
    RolledDetail(
      completeness: pick(Completeness.allCases), coverage: coverage(), parts: list(0...4) { $0.part() },
      estimated: maybe { $0.amount() },
      reconciliation: maybe {
        Reconciliation(values: $0.values(), coverage: $0.coverage(), parts: $0.list(0...3) { $0.part() })
      })
  }

  mutating func observation(isRolled: Bool) -> Observation {
    Observation(
      task: task(), indicator: indicator(), values: values(), status: status(),
      adjustmentReason: maybe { $0.text() }, isProvisional: flag(),
      rolled: isRolled ? maybe { $0.rolled() } : nil,
      line: number(0...9999))
  }

  mutating func basis() -> RollUpBasis {
    var basis = RollUpBasis(
      sources: list(0...4) {
        SubmissionSource(
          unit: $0.unit(), plan: $0.plan(), scope: $0.scope(), revision: $0.number(1...9),
          digest: $0.digest(),
          receivedAt: Int64($0.number(0...2_000_000_000)), outcome: $0.pick(Outcome.allCases),
          isLate: $0.flag())
      }, missingUnits: list(0...3) { $0.unit() }, digests: CatalogueDigests(units: digest()),
      ruleCatalogue: text())
    for _ in 0..<number(0...3) { basis.digests.plans[plan()] = digest() }
    for _ in 0..<number(0...3) {
      basis.statusCounts[task()] = list(0...4) {
        StatusCount(status: $0.pick(TaskStatus.allCases), units: $0.number(0...99))
      }
    }
    return basis
  }

  mutating func cover() -> Cover {
    Cover(
      unitName: maybe { $0.text() }, filledBy: maybe { $0.text() }, reviewedBy: maybe { $0.text() },
      approvedBy: maybe { $0.text() }, phone: maybe { $0.text() }, filledOn: maybe { _ in "2024-10-08" },
      creditCode: maybe { $0.text() }, blankMeansZero: flag())
  }

  mutating func submission() -> ReviewedSubmission {
    let scope = scope()
    let isRolled = scope == .rollup
    var statuses: [TaskID: TaskStatus] = [:]
    for _ in 0..<number(0...6) { statuses[task()] = pick(TaskStatus.allCases) }
    return ReviewedSubmission(
      reviewed: SubmissionIdentity(unit: unit(), plan: plan(), period: period(), scope: scope),
      revision: number(1...9), mode: flag() ? .replace : .supplement, digest: digest(),
      receivedAt: Int64(number(0...2_000_000_000)), isLate: flag(), outcome: flag() ? .accepted : .questions,
      cover: cover(), observations: list(0...8) { $0.observation(isRolled: isRolled) }, statuses: statuses,
      paragraphs: list(0...6) {
        SourceParagraph(
          unit: $0.unit(), plan: $0.plan(), task: $0.maybe { $0.task() },
          kind: $0.pick(ParagraphKind.allCases), indicator: $0.maybe { $0.indicator() },
          rule: $0.maybe { _ in "V2003" },
          text: $0.text())
      },
      explanations: list(0...4) {
        Explanation(
          rule: $0.maybe { _ in "V2003" }, indicator: $0.maybe { $0.indicator() },
          task: $0.maybe { $0.task() },
          text: $0.text())
      }, basis: isRolled ? basis() : nil)
  }

  mutating func finding() -> Finding {
    var facts: Facts = [:]
    for _ in 0..<number(0...3) { facts[pick(["indicator", "期数", "a\"b", "limit"])] = text() }
    return Finding(
      code: pick(["V2003", "V2004", "I1001"]), severity: pick(Severity.allCases),
      place: Place(
        SourcePosition(sheet: number(0...3), line: number(0...500), column: number(0...20)),
        unit: maybe { $0.unit() },
        task: maybe { $0.text() }, indicator: maybe { $0.text() }, value: maybe { $0.text() }), facts: facts)
  }

  /// A receipt that tells of `submission` what a receipt tells, with random details.
  mutating func receipt(for submission: ReviewedSubmission) -> Receipt {
    var receipt = Receipt(
      fileName: text() + ".csv", outcome: submission.outcome, digest: submission.digest,
      unit: submission.identity.unit, unitName: maybe { $0.text() }, plan: submission.identity.plan,
      planTitle: maybe { $0.text() }, period: submission.identity.period, scope: submission.identity.scope,
      revision: submission.revision, mode: submission.mode, receivedAt: submission.receivedAt,
      isLate: submission.isLate, channel: pick([.dropFolder, .openInbox]), receiver: unit(),
      receiverName: text(), figureCount: submission.observations.count,
      findings: list(0...5) { $0.finding() },
      repairs: list(0...4) {
        Repair(
          code: "I2001",
          position: SourcePosition(
            sheet: $0.number(0...3), line: $0.number(0...99), column: $0.number(0...9)),
          value: $0.text(), readAs: $0.text())
      },
      changes: list(0...4) {
        FigureChange(
          task: $0.task(), indicator: $0.indicator(), item: $0.pick(FigureItem.allCases),
          before: $0.maybe { $0.amount() }, after: $0.maybe { $0.amount() })
      }, ruleCatalogue: "0.1")
    receipt.sheets = list(0...3) { $0.text() }
    for finding in receipt.findings { receipt.counts[finding.code, default: 0] += number(1...3) }
    for _ in 0..<number(0...3) { receipt.names[indicator().rawValue] = text() }
    return receipt
  }

  mutating func rendered() -> RenderedReceiptBytes {
    RenderedReceiptBytes(
      xml: list(0...40) { UInt8($0.number(0...255)) }, html: list(0...40) { UInt8($0.number(0...255)) })
  }
}

struct RenderedReceiptBytes {
  var xml: [UInt8]
  var html: [UInt8]
}
