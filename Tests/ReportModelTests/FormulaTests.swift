import ReportModel
import Testing

@Suite("Audit formulas as a language")
struct FormulaTests {
  private func parsed(_ text: String) throws -> Formula { try Formula(parsing: text) }

  @Test(
    "A formula is read, and written again in its plainest spelling",
    arguments: [
      ("a = b + c", "a = b + c"), ("a=b", "a = b"),
      ("labour-trained - x-1 >= 0", "labour-trained - x-1 >= 0"),
      ("a ≤ 100%", "a <= 100%"), ("a ＝ （b ＋ c） × 2", "a = (b + c) * 2"), ("a ≠ b", "a <> b"),
      ("a - (b - c) = 0", "a - (b - c) = 0"), ("(a - b) - c = 0", "a - b - c = 0"),
      ("a / (b * c) < 1.5", "a / (b * c) < 1.5"), ("(a / b) * c < 1", "a / b * c < 1"),
      ("-a + -(b + c) = 0", "-a + -(b + c) = 0"), ("(-a) * b = 0", "-a * b = 0"),
      ("previous(yearToDate(a)) <= a", "previous(yearToDate(a)) <= a"),
      ("yearToDate(previous(a)) <= a", "previous(yearToDate(a)) <= a"),
      ("children(a) = a", "children(a) = a"),
      ("a > 0 when b > 0 and c > 0", "a > 0 when b > 0 and c > 0"),
      ("a > 0 当 b > 0 且 c > 0", "a > 0 when b > 0 and c > 0"),
      ("numerator(r) > 0.05 * denominator(r)", "numerator(r) > 0.05 * denominator(r)"),
    ])
  func reading(_ text: String, _ plain: String) throws {
    let formula = try parsed(text)
    #expect(formula.description == plain)
    #expect(try parsed(plain) == formula)
  }

  @Test(
    "What is wrong is said with its place",
    arguments: [
      ("", FormulaError.Problem.empty, 0), ("   ", .empty, 0),
      ("a", .comparisonExpected(before: nil), 1), ("a = ", .operandExpected(before: nil), 4),
      ("a = + b", .operandExpected(before: "+"), 4), ("a + = b", .operandExpected(before: "="), 4),
      ("a = b c", .surplus("c"), 6), ("a < b < c", .secondComparison("<"), 6),
      ("a = (b + c", .bracketNotClosed, 4), ("a = b)", .surplus(")"), 5),
      ("培训 = a", .unexpectedCharacter("培"), 0), ("a = 1.2.3", .badNumber("1.2.3"), 4),
      ("a = 1.", .badNumber("1."), 4), ("sum(a) = b", .unknownFunction("sum"), 0),
      ("previous(a + b) = c", .indicatorExpected(function: "previous"), 11),
      ("previous(3) = c", .indicatorExpected(function: "previous"), 9),
      ("previous(previous(a)) = c", .functionTwice("previous"), 0),
      ("atEnd(inPeriod(a)) = c", .functionTwice("atEnd"), 0),
      ("previous(a", .bracketNotClosed, 8), ("a = b when", .operandExpected(before: nil), 10),
      ("a = b when c", .comparisonExpected(before: nil), 12),
      ("when = a", .operandExpected(before: "when"), 0),
      ("a = b and c = d", .surplus("and"), 6), ("a = 1 %%", .surplus("%"), 7),
      ("a = 99999999999999999999", .badNumber("99999999999999999999"), 4),
      ("a b = c", .comparisonExpected(before: "b"), 2),
    ])
  func faults(_ text: String, _ problem: FormulaError.Problem, _ offset: Int) {
    #expect(throws: FormulaError(problem, at: offset)) { try parsed(text) }
  }

  @Test("A formula is neither too long nor nested too deeply")
  func bounds() {
    #expect(throws: FormulaError(.tooLong(limit: 1000), at: 1000)) {
      try parsed("a = " + String(repeating: "1", count: 997))
    }
    #expect(throws: FormulaError(.tooDeep, at: 40)) {
      try parsed(String(repeating: "(", count: 400) + "a")
    }
    #expect(throws: FormulaError(.tooDeep, at: 40)) {
      try parsed(String(repeating: "-", count: 400) + "a = 1")
    }
    #expect(throws: Never.self) {
      try parsed("a = " + Array(repeating: "b", count: 240).joined(separator: " + "))
    }
  }

  // MARK: Judging

  private let plan: Plan = {
    func indicator(
      _ id: IndicatorID, _ kind: IndicatorDefinition.Kind = .count,
      _ time: IndicatorDefinition.TimeFunction = .flow
    ) -> IndicatorDefinition {
      IndicatorDefinition(
        id: id, task: "x-00", name: id.rawValue, measure: "人次", kind: kind, timeFunction: time,
        unitFunction: .sum,
        basis: .sum, reportedBy: .both)
    }
    return Plan(
      id: "p", programme: "p", unit: "610700", firstYear: 2021, lastYear: 2025, cumulativeFrom: "2021-01",
      title: "", source: "",
      matrix: TaskMatrix(general: PlanTask(id: "x-00", title: "", place: "", text: "", units: []), parts: []),
      indicators: [
        indicator("a"), indicator("b"), indicator("c"), indicator("s", .count, .stock),
        indicator("r", .coverage, .stock),
      ])
  }()

  private func judge(
    _ text: String, _ figures: [IndicatorID: FigureValues], column: FigureItem = .inPeriod, zero: Bool = false
  ) throws -> FormulaJudgement {
    try parsed(text).judge(in: plan, column: column, missingIsZero: zero) { id, source in
      // A blank of the report is a value that is not there; another source may not be known at all.
      source == nil
        ? figures[id] ?? FigureValues.none : figures[IndicatorID("\(source?.rawValue ?? "")-\(id)")]
    }
  }

  private func difference(_ judgement: FormulaJudgement) -> Amount? {
    guard case .fails(let imbalance) = judgement else { return nil }
    return imbalance.difference?.amount
  }

  private let parts: [IndicatorID: FigureValues] = [
    "a": FigureValues(inPeriod: 100_000, yearToDate: 7), "b": FigureValues(inPeriod: 85_000, yearToDate: 3),
    "c": FigureValues(inPeriod: 15_000, yearToDate: 3),
  ]

  @Test("8.5万 and 1.5万 make 10万, exactly; what is left over is the imbalance")
  func sums() throws {
    #expect(try judge("a = b + c", parts) == .holds)
    #expect(difference(try judge("a = b + c", parts, column: .yearToDate)) == 1)
    #expect(difference(try judge("b + c = a", parts, column: .yearToDate)) == -1)
    #expect(try judge("0.1 + 0.2 = 0.3 when a > 0", parts) == .holds)
    #expect(try judge("a / 3 * 3 = a", parts) == .holds)
    #expect(try judge("a - b - c = 0", parts) == .holds)
    #expect(difference(try judge("a - (b - c) = 0", parts)) == 30_000)
    #expect(difference(try judge("-a + 99999 >= 0", parts)) == -1)
  }

  @Test("Each comparison means what it says", arguments: Formula.Comparison.Relation.allCases)
  func relations(_ relation: Formula.Comparison.Relation) throws {
    let holds = try [1, 2, 3].map { value in
      try judge("a \(relation.rawValue) 2", ["a": FigureValues(inPeriod: Amount(value))]) == .holds
    }
    let expected: [Bool] =
      switch relation {
      case .equal: [false, true, false]
      case .unequal: [true, false, true]
      case .less: [true, false, false]
      case .atMost: [true, true, false]
      case .greater: [false, false, true]
      case .atLeast: [false, true, true]
      }
    #expect(holds == expected)
  }

  @Test("A missing figure answers nothing, and is zero only where the plan says so and something is there")
  func missing() throws {
    var some = parts
    some["c"] = nil
    #expect(try judge("a = b + c", some) == .unanswered)
    #expect(difference(try judge("a = b + c", some, zero: true)) == 15_000)
    #expect(try judge("a = b + c", [:], zero: true) == .unanswered)
    #expect(try judge("unknown = a", parts) == .unanswered)
    // What is not to be had is no blank.
    #expect(try judge("a <= children(a)", parts, zero: true) == .unanswered)
    #expect(try judge("a <= unknown", parts, zero: true) == .unanswered)
    #expect(try judge("a > 0 when c > 0", some) == .unanswered)
    #expect(
      try judge("a = 5 when b > 1", ["a": FigureValues(inPeriod: 4), "b": FigureValues(inPeriod: 1)])
        == .unanswered)
    #expect(
      difference(
        try judge("a = 5 when b > 0 and c > 0", parts.merging(["a": FigureValues(inPeriod: 4)]) { $1 }))
        == -1)
  }

  @Test("A ratio is its quotient, a stock its state, another period or the units below a source of their own")
  func references() throws {
    let figures: [IndicatorID: FigureValues] = [
      "r": FigureValues(numerator: 2, denominator: 3), "s": FigureValues(atEnd: 7),
      "previous-s": FigureValues(atEnd: 9), "children-a": FigureValues(inPeriod: 4),
      "a": FigureValues(inPeriod: 4, planToDate: 40),
    ]
    #expect(try judge("r * 3 = 2", figures) == .holds)
    #expect(try judge("numerator(r) + 1 = denominator(r)", figures) == .holds)
    #expect(try judge("r <= 66.7%", figures) == .holds)
    #expect(difference(try judge("s >= previous(s)", figures)) == -2)
    #expect(try judge("children(a) = a", figures) == .holds)
    #expect(try judge("planToDate(a) = 10 * a", figures) == .holds)
    #expect(try judge("r > 0", ["r": FigureValues(numerator: 0, denominator: 0)]) == .unanswered)
    #expect(
      try judge("a / s > 0", ["a": FigureValues(inPeriod: 1), "s": FigureValues(atEnd: 0)]) == .unanswered)
    #expect(try judge("s = a", figures, column: .yearToDate) == .unanswered)
  }

  @Test("What leaves 128 bits is said, never wrapped and never passed over")
  func tooLarge() throws {
    let huge = Amount(significand: Int128(Int64.max), scale: 9) ?? 0
    let figures: [IndicatorID: FigureValues] = [
      "a": FigureValues(inPeriod: huge), "b": FigureValues(inPeriod: huge), "c": FigureValues(inPeriod: huge),
    ]
    #expect(try judge("a * b * c * a > 0", figures) == .tooLarge)
    #expect(try judge("a > 0 when a * b * c * a > 0", figures) == .tooLarge)
    #expect(try judge("a + b + c > 0", figures) == .holds)
    #expect(try judge("a * b / b = c", figures) == .holds)
  }

  @Test("Fractions obey the laws of arithmetic, on random decimals")
  func laws() throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      let x = Fraction(
        try #require(
          Amount(
            significand: Int128(Int32.random(in: -9999...9999, using: &random)),
            scale: Int.random(in: 0...4, using: &random))))
      let y = Fraction(
        try #require(
          Amount(
            significand: Int128(Int32.random(in: -9999...9999, using: &random)),
            scale: Int.random(in: 0...4, using: &random))))
      let z = Fraction(
        try #require(
          Amount(
            significand: Int128(Int32.random(in: -9999...9999, using: &random)),
            scale: Int.random(in: 0...4, using: &random))))
      #expect(x.adding(y) == y.adding(x))
      #expect(x.multiplied(by: y) == y.multiplied(by: x))
      #expect(
        x.adding(y)?.multiplied(by: z)
          == x.multiplied(by: z).flatMap { left in y.multiplied(by: z).flatMap { left.adding($0) } })
      #expect(x.subtracting(y)?.adding(y) == x)
      if !y.isZero { #expect(x.divided(by: y)?.multiplied(by: y) == x) }
      let order = try #require(x.compared(to: y))
      #expect(y.compared(to: x) == -order)
      let exact = try #require(x.amount)
      #expect(Fraction(exact) == x)
      #expect(x.rounded(toDecimals: 2) == exact.rounded(toDecimals: 2))
    }
    #expect(Fraction(2).divided(by: Fraction(3))?.rounded(toDecimals: 2) == Amount("0.67"))
    #expect(Fraction(-2).divided(by: Fraction(3))?.rounded(toDecimals: 2) == Amount("-0.67"))
    #expect(Fraction(1).divided(by: .zero) == nil)
    #expect(Fraction(1).divided(by: Fraction(3))?.amount == nil)
  }
}
