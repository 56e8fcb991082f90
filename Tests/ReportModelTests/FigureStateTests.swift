import ReportModel
import TestKit
import Testing

@Suite("Where a figure stands, quarter after quarter")
struct FigureStateTests {
  private let plan = Plan.plan("p", of: "610700", indicators: [])

  /// The states of a series that begins in `first`; `nil` is a silent quarter.
  private func series(
    _ indicator: IndicatorDefinition = .flow("a"), from first: Period, _ reports: [FigureValues?],
    plan: Plan? = nil
  ) -> [FigureState] {
    run(indicator, from: first, reports.map { $0.map { .reported("a", $0) } }, plan: plan)
  }

  private func run(
    _ indicator: IndicatorDefinition, from first: Period, _ reports: [Observation?], plan: Plan? = nil
  ) -> [FigureState] {
    var states: [FigureState] = []
    for (period, observation) in zip(Period.run(from: first, count: reports.count), reports) {
      states.append(
        .after(
          states.last, observation, of: indicator, in: period,
          planFrom: (plan ?? self.plan).firstPeriod))
    }
    return states
  }

  private func values(_ state: FigureState?) -> [Amount?] {
    [state?.values.inPeriod, state?.values.yearToDate, state?.values.planToDate]
  }

  // MARK: Openings (2-domain, ruling 16)

  @Test("Typed cumulatives of a first report are opening balances")
  func opening() throws {
    let states = series(from: "2024-Q3", [.flow(61, year: 180, plan: 900), .flow(10)])
    #expect(values(states.first) == [61, 180, 900])
    #expect(values(states.last) == [10, 190, 910])
    #expect(states.allSatisfy { !$0.isIncomplete })
    let opening = FigureState.opening(after: states.first, in: "2024-Q4", planFrom: plan.firstPeriod)
    #expect(opening.year == 180 && opening.yearIsExact && opening.plan == 900 && opening.planIsExact)
    #expect(!opening.hasGap)
  }

  @Test("Ruling 16: typed year, untyped plan: the plan figure starts at the typed year, partial")
  func yearStartsThePlan() throws {
    let state = try #require(series(from: "2024-Q3", [.flow(12, year: 37)]).last)
    #expect(values(state) == [12, 37, 37])
    #expect(!state.yearIsIncomplete && state.planIsIncomplete && state.isIncomplete)
  }

  @Test("An untyped cumulative in mid-plan is incomplete; in the plan's first quarter it is whole")
  func midPlan() throws {
    let late = try #require(series(from: "2024-Q3", [.flow(12)]).last)
    #expect(values(late) == [12, 12, 12])
    #expect(late.yearIsIncomplete && late.planIsIncomplete)
    let first = try #require(series(from: "2021-Q1", [.flow(12)]).last)
    #expect(values(first) == [12, 12, 12])
    #expect(!first.isIncomplete)
  }

  // MARK: Silence (rulings 3, 5)

  @Test("Ruling 3: 500 in Q1, silent in Q2: the quarter is nothing, the plan stays 500, incomplete")
  func silence() throws {
    let state = try #require(series(from: "2024-Q1", [.flow(100, plan: 500), nil]).last)
    #expect(values(state) == [nil, 100, 500])
    #expect(state.status == .missing && state.isCarried && state.isIncomplete)
    #expect(state.lastReported == "2024-Q1")
  }

  @Test("Ruling 5: in Q1 a silent unit has no year to date, which is nothing and not zero")
  func silentFirstQuarter() throws {
    let state = try #require(series(from: "2023-Q4", [.flow(10, year: 40, plan: 90), nil]).last)
    #expect(values(state) == [nil, nil, 90])
  }

  @Test("Nothing before, nothing now: nothing is carried")
  func nothing() throws {
    let state = try #require(series(from: "2024-Q1", [nil, nil]).last)
    #expect(state.values.isEmpty && !state.isCarried && state.lastReported == nil)
    #expect(state.status == .missing)
  }

  // MARK: Stocks (ruling 6)

  private func atEnds(_ indicator: IndicatorDefinition, _ reports: [FigureValues?]) -> [Amount?] {
    series(indicator, from: "2024-Q1", reports).map(\.values.atEnd)
  }

  @Test("Ruling 6: a stock is carried once, where its plan says so, and never from a carried one")
  func carry() throws {
    let carrying = IndicatorDefinition.stock("a", carry: true)
    let states = series(carrying, from: "2024-Q1", [.stock(900), nil, nil])
    #expect(states.map(\.values.atEnd) == [900, 900, nil])
    #expect(states.map(\.isEstimated) == [false, true, false])
    #expect(states.map(\.status) == [.reported, .missing, .missing])
    #expect(atEnds(.stock("a"), [.stock(900), nil]) == [900, nil])
    #expect(atEnds(carrying, [.stock(900), nil, .stock(700), nil]) == [900, 900, 700, 700])
  }

  @Test("Ruling 6: ratios and surveys are never carried")
  func neverCarried() throws {
    var ratio = IndicatorDefinition.ratio("a")
    ratio.carry = true
    #expect(try #require(series(ratio, from: "2024-Q1", [.ratio(15, 18), nil]).last).values.isEmpty)
    var survey = IndicatorDefinition.stock("a", carry: true)
    survey.kind = .survey
    #expect(atEnds(survey, [.stock(13), nil]) == [13, nil])
  }

  @Test("Half a ratio is missing entirely, 0/0 is reported")
  func halfRatio() {
    let states = series(.ratio("a"), from: "2024-Q1", [.ratio(15, nil), .ratio(nil, 18), .ratio(0, 0)])
    #expect(states.map(\.status) == [.missing, .missing, .reported])
    #expect(states[0].values.isEmpty && states[1].values.isEmpty)
  }

  // MARK: Not applicable (ruling 7)

  @Test("Ruling 7: 不适用 after reported quarters keeps the earlier cumulatives, which stay whole")
  func notApplicable() throws {
    let states = run(
      .flow("a"), from: "2024-Q1",
      [.reported("a", .flow(10, plan: 110)), .notApplicable("a"), .reported("a", .flow(5))])
    #expect(values(states[1]) == [nil, 10, 110])
    #expect(states[1].status == .notApplicable && !states[1].isIncomplete)
    #expect(values(states[2]) == [5, 15, 115])
    #expect(!states[2].isIncomplete)
  }

  @Test("不适用 is never an estimate")
  func notApplicableStock() throws {
    let state = try #require(
      run(.stock("a", carry: true), from: "2024-Q1", [.reported("a", .stock(9)), .notApplicable("a")]).last)
    #expect(state.values.isEmpty && !state.isEstimated)
  }

  // MARK: Gaps (ruling 14)

  @Test("Ruling 14: 10, silent, 12 with the year typed 37: 15 unreported, the plan grows by the same 27")
  func gap() throws {
    let state = try #require(series(from: "2024-Q1", [.flow(10, plan: 510), nil, .flow(12, year: 37)]).last)
    #expect(values(state) == [12, 37, 537])
    #expect(state.unreported == 15)
    #expect(!state.isIncomplete)
  }

  @Test("Ruling 14: untyped, the year is 22 and incomplete")
  func gapUntyped() throws {
    let state = try #require(series(from: "2024-Q1", [.flow(10, plan: 510), nil, .flow(12)]).last)
    #expect(values(state) == [12, 22, 522])
    #expect(state.yearIsIncomplete && state.planIsIncomplete)
    #expect(state.unreported == nil)
  }

  @Test("Ruling 14: the year alone after a gap: the quarter is unknown, the figure partial")
  func yearAlone() throws {
    let states = series(from: "2024-Q1", [.flow(10, plan: 510), nil, .flow(nil, year: 37), .flow(3)])
    #expect(values(states[2]) == [nil, 37, 537])
    #expect(states[2].quarterIsUnknown && states[2].isIncomplete)
    #expect(values(states[3]) == [3, 40, 540])
    #expect(!states[3].isIncomplete)
  }

  @Test("Without a gap the quarter follows from the year")
  func derivedQuarter() throws {
    let state = try #require(series(from: "2024-Q1", [.flow(10, plan: 110), .flow(nil, year: 25)]).last)
    #expect(values(state) == [15, 25, 125])
  }

  @Test("The first quarter restarts the year, the plan goes on")
  func restart() throws {
    let state = try #require(series(from: "2023-Q4", [.flow(10, year: 40, plan: 100), .flow(7)]).last)
    #expect(values(state) == [7, 7, 107])
    #expect(!state.isIncomplete)
  }

  // MARK: Adjustments (ruling 15)

  @Test(
    "Ruling 15: in Q2 an adjustment corrects year and plan, in Q1 the plan only (10, −3: year 10, plan +7)")
  func adjustments() throws {
    let second = series(from: "2024-Q1", [.flow(10, plan: 110), .flow(10, adjustment: -3)])
    #expect(values(second.last) == [10, 17, 117])
    let first = series(from: "2023-Q4", [.flow(20, year: 50, plan: 100), .flow(10, adjustment: -3)])
    #expect(values(first.last) == [10, 10, 107])
  }

  @Test("A derived quarter leaves the adjustment out")
  func adjustedYear() throws {
    let state = try #require(
      series(from: "2024-Q1", [.flow(10, plan: 110), .flow(nil, year: 22, adjustment: -3)]).last)
    #expect(values(state) == [15, 22, 122])
  }

  // MARK: Laws

  @Test("Whatever was typed stands")
  func typedStands() {
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<300 {
      let reports: [FigureValues?] = (0..<8).map { _ in
        guard !generator.oneIn(4) else { return nil }
        func maybe(_ range: ClosedRange<Int>) -> Amount? {
          generator.oneIn(2) ? Amount(Int.random(in: range, using: &generator)) : nil
        }
        let quarter = maybe(0...20)
        let year = maybe(20...90)
        return .flow(quarter, year: quarter == nil ? year ?? 5 : year, plan: maybe(90...400))
      }
      for (state, typed) in zip(series(from: "2023-Q2", reports), reports) {
        guard let typed else {
          #expect(state.status == .missing && state.values.inPeriod == nil)
          continue
        }
        for item in typed.items { #expect(state.values[item] == typed[item]) }
        #expect(state.values.yearToDate != nil && state.values.planToDate != nil)
        #expect(state.lastReported == state.period)
      }
    }
  }

  @Test("Quarters alone from the plan's beginning: the cumulatives are their sums and whole")
  func quartersAlone() {
    var generator = SeededGenerator(seed: 22)
    for _ in 0..<100 {
      let quarters = (0..<20).map { _ in Int.random(in: 0...1000, using: &generator) }
      let states = series(from: "2021-Q1", quarters.map { .flow(Amount($0)) })
      for (index, state) in states.enumerated() {
        #expect(state.values.planToDate == Amount(quarters[...index].reduce(0, +)))
        #expect(state.values.yearToDate == Amount(quarters[(index / 4 * 4)...index].reduce(0, +)))
        #expect(!state.isIncomplete)
      }
    }
  }

  @Test("Years alone give the same states as quarters alone")
  func yearsAlone() {
    var generator = SeededGenerator(seed: 23)
    for _ in 0..<50 {
      let quarters = (0..<12).map { _ in Amount(Int.random(in: 0...1000, using: &generator)) }
      let byQuarter = series(from: "2021-Q1", quarters.map { .flow($0) })
      let byYear = series(from: "2021-Q1", byQuarter.map { .flow(nil, year: $0.values.yearToDate) })
      #expect(byYear.map(\.values) == byQuarter.map(\.values))
    }
  }

  @Test("A sum beyond the range is missing and said to be so")
  func overflow() throws {
    let state = try #require(series(from: "2021-Q1", [.flow(Amount(Int.max)), .flow(1)]).last)
    #expect(state.hasOverflowed && state.isIncomplete)
    #expect(state.values.yearToDate == nil && state.values.planToDate == nil)
    #expect(state.values.inPeriod == 1)
  }

  @Test("A question stays with the quarter it was asked in")
  func provisional() {
    let states = run(
      .flow("a"), from: "2024-Q1",
      [.reported("a", .flow(1, plan: 9), isProvisional: true), .reported("a", .flow(1)), nil])
    #expect(states.map(\.isProvisional) == [true, false, false])
  }
}
