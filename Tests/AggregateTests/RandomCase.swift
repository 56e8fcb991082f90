import ReportModel
import TestKit

/// A random office with its plans and several quarters of reports, drawn from hidden true figures.
struct RandomCase {
  var world: World
  var periods: [Period]
  /// What every area's own level really did, whether or not it was reported.
  var truth: [Series: [Period: TrueFlow]] = [:]

  struct Series: Hashable {
    var unit: OrgUnitCode
    var indicator: IndicatorID
  }
  struct TrueFlow {
    var year: Int
    var plan: Int
  }
  struct Shape {
    /// Cities and counties may have plans of their own, with crosswalks.
    var hasOwnPlans = true
    /// Only flows that add up, and no departments: what the hidden truth can be compared with.
    var isPlain = false
    var quarters = 1...8
    var cities = 1...3
  }

  var last: Period { periods.last ?? .earliest }

  init(seed: UInt64, shape: Shape = Shape()) {
    var drawing = Drawing(generator: SeededGenerator(seed: seed), shape: shape)
    drawing.drawUnitsAndPlans()
    drawing.drawReports()
    world = World(units: drawing.units, plans: drawing.plans, submissions: drawing.submissions)
    periods = drawing.periods
    truth = drawing.truth
  }
}

private struct Drawing {
  var generator: SeededGenerator
  let shape: RandomCase.Shape
  var units: [OrgUnit] = []
  var plans: [Plan] = []
  var periods: [Period] = []
  var submissions: [ReviewedSubmission] = []
  var truth: [RandomCase.Series: [Period: RandomCase.TrueFlow]] = [:]

  init(generator: SeededGenerator, shape: RandomCase.Shape) {
    self.generator = generator
    self.shape = shape
  }

  private mutating func oneIn(_ count: Int) -> Bool { generator.oneIn(count) }
  private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
  private mutating func pick<Element>(_ elements: [Element], or other: Element) -> Element {
    elements.randomElement(using: &generator) ?? other
  }

  // MARK: Units and plans

  mutating func drawUnitsAndPlans() {
    let start = Period.run(from: "2021-Q1", count: 10)
    periods = Period.run(
      from: pick(start, or: "2021-Q1"), count: min(number(shape.quarters), number(shape.quarters)))
    units = [.unit("P", .province)]
    addPlan(to: "P", under: nil)
    for city in 0..<number(shape.cities) {
      let code = OrgUnitCode("X\(city)")
      units.append(.unit(code, .city, under: "P"))
      if shape.hasOwnPlans, oneIn(2) { addPlan(to: code, under: "P") }
      for county in 0..<number(0...2) { addCounty("\(code)\(["a", "b"][county])", under: code) }
    }
    if oneIn(3) { addCounty("D", under: "P") }
  }

  private mutating func addCounty(_ name: String, under superior: OrgUnitCode) {
    let code = OrgUnitCode(name)
    units.append(.unit(code, .county, under: superior))
    if shape.hasOwnPlans, oneIn(4) { addPlan(to: code, under: superior) }
  }

  private mutating func addPlan(to unit: OrgUnitCode, under superior: OrgUnitCode?) {
    let departments = shape.isPlain ? [] : (0..<number(0...2)).map { OrgUnitCode("\(unit)-\($0)") }
    for department in departments { units.append(.unit(department, .department, under: unit)) }
    var indicators: [IndicatorDefinition] = []
    for position in 0..<number(2...4) {
      indicators.append(indicator(IndicatorID("\(unit)i\(position)"), after: indicators, departments))
    }
    let superiorPlan = superior.flatMap { code in
      Catalogue(units: UnitRegister(units), measures: .sample, plans: plans).plan(of: code, in: .sample)
    }
    plans.append(
      .plan(
        PlanID("\(unit)-plan"), of: unit, departments: departments, indicators: indicators,
        crosswalkTo: superiorPlan?.id, superiorPlan.map { entries(from: indicators, to: $0) } ?? []))
  }

  private mutating func indicator(
    _ id: IndicatorID, after earlier: [IndicatorDefinition], _ departments: [OrgUnitCode]
  ) -> IndicatorDefinition {
    if shape.isPlain {
      return .flow(id, by: .areas, asked: oneIn(5) ? .yearly : oneIn(8) ? .whenPublished : .quarterly)
    }
    let reportedBy = pick([IndicatorDefinition.ReportedBy.areas, .departments, .both, .both], or: .both)
    let basis: IndicatorDefinition.Basis = oneIn(4) ? .line : oneIn(8) ? .own : .sum
    let withinUnit: IndicatorDefinition.WithinUnit = oneIn(2) ? .owner : .sum
    let owners = departments.shuffled(using: &generator).prefix(number(0...2))
    let asked: IndicatorDefinition.Asked = oneIn(8) ? .yearly : oneIn(10) ? .whenPublished : .quarterly
    let unitFunction: IndicatorDefinition.UnitFunction = oneIn(6) ? .max : oneIn(8) ? .min : .sum
    var drawn: IndicatorDefinition
    switch number(0...7) {
    case 0...4:
      drawn = .flow(
        id, basis, by: reportedBy, measure: oneIn(2) ? "元" : "万元", unitFunction: unitFunction,
        withinUnit: withinUnit, owners: Array(owners), asked: asked)
    case 5...6:
      drawn = .stock(
        id, basis, by: reportedBy, unitFunction: unitFunction, withinUnit: withinUnit, owners: Array(owners),
        asked: asked, carry: oneIn(2))
    default:
      drawn = .ratio(id, basis, by: reportedBy, withinUnit: withinUnit, owners: Array(owners), asked: asked)
    }
    if oneIn(3) { drawn.partOf = earlier.randomElement(using: &generator)?.id }
    return drawn
  }

  private mutating func entries(from indicators: [IndicatorDefinition], to superior: Plan) -> [CrosswalkEntry]
  {
    var entries: [CrosswalkEntry] = []
    for indicator in indicators {
      let alike = superior.indicators.filter {
        $0.isFlow == indicator.isFlow && $0.isRatio == indicator.isRatio
      }
      for target in alike.shuffled(using: &generator).prefix(oneIn(6) ? 2 : 1) where !oneIn(8) {
        entries.append(
          .map(
            indicator.id, to: target.id, oneIn(8) ? .related : oneIn(4) ? .narrower : .same,
            factor: oneIn(5) ? Amount("0.5") : oneIn(8) ? 3 : nil))
      }
    }
    return entries
  }

  // MARK: Reports

  mutating func drawReports() {
    let catalogue = Catalogue(units: UnitRegister(units), measures: .sample, plans: plans)
    for unit in units {
      let isDepartment = unit.level == .department
      guard
        let plan = catalogue.plan(of: isDepartment ? unit.reportsTo ?? "" : unit.code, in: .sample)
      else { continue }
      let hasDepartments = units.contains { $0.level == .department && $0.reportsTo == unit.code }
      // An area with departments seldom files its own level as a whole.
      let filesOften = isDepartment || !hasDepartments
      let silentQuarters = Set(periods.filter { _ in filesOften ? oneIn(4) : !oneIn(6) })
      let series = plan.indicators.map { indicator in
        draw(indicator, of: unit.code, isSilent: silentQuarters.contains)
      }
      for period in periods where !silentQuarters.contains(period) {
        submit(series.compactMap { $0[period] }, of: unit.code, plan: plan.id, period)
      }
    }
    submissions.shuffle(using: &generator)
  }

  private mutating func draw(
    _ indicator: IndicatorDefinition, of unit: OrgUnitCode, isSilent: (Period) -> Bool
  ) -> [Period: Observation] {
    var observations: [Period: Observation] = [:]
    let first = periods.first ?? .earliest
    // What happened before the first period that the office saw.
    var year = first.isFirstOfYear || indicator.asked != .quarterly ? 0 : number(0...40)
    var plan = year + (first.year == 2021 ? 0 : number(0...200))
    for period in periods {
      if period.isFirstOfYear { year = 0 }
      let isAsked = indicator.isAsked(in: period)
      let isStated = !isSilent(period) && (isAsked ? !oneIn(8) : !shape.isPlain && oneIn(8))
      // Who never reported and says 不适用 in mid-plan has a history that nobody can know.
      let isNotApplicable =
        isStated && oneIn(12) && (!shape.isPlain || observations.values.contains { $0.status == .reported })
      let happensUnasked = indicator.asked == .quarterly || isAsked || isStated
      let quarter = isNotApplicable || !happensUnasked ? 0 : number(0...20)
      let adjustment = isStated && !isNotApplicable && oneIn(12) ? number(-3...3) : nil
      year += quarter + (period.isFirstOfYear ? 0 : adjustment ?? 0)
      plan += quarter + (adjustment ?? 0)
      truth[.init(unit: unit, indicator: indicator.id), default: [:]][period] = .init(year: year, plan: plan)
      guard isStated else {
        if !isSilent(period), oneIn(2) { observations[period] = .blank(indicator.id) }
        continue
      }
      if isNotApplicable {
        observations[period] = .notApplicable(indicator.id)
      } else if indicator.isFlow {
        let typed: FigureValues
        let correction = adjustment.map { Amount($0) }
        switch number(0...99) {
        case 0...67: typed = .flow(Amount(quarter), adjustment: correction)
        case 68...79: typed = .flow(Amount(quarter), year: Amount(year), adjustment: correction)
        case 80...87:
          typed = .flow(Amount(quarter), year: Amount(year), plan: Amount(plan), adjustment: correction)
        case 88...93: typed = .flow(nil, year: Amount(year), adjustment: correction)
        case 94...97: typed = .flow(Amount(quarter), plan: Amount(plan), adjustment: correction)
        default: typed = .flow(nil, plan: Amount(plan), adjustment: correction)
        }
        observations[period] = .reported(indicator.id, typed)
      } else if indicator.isRatio {
        let whole = number(0...30)
        observations[period] = .reported(
          indicator.id, .ratio(oneIn(10) ? nil : Amount(number(0...whole)), Amount(whole)))
      } else {
        observations[period] = .reported(indicator.id, .stock(Amount(number(0...50))))
      }
    }
    return observations
  }

  private mutating func submit(
    _ observations: [Observation], of unit: OrgUnitCode, plan: PlanID, _ period: Period
  ) {
    var observations = observations
    var outcome = Outcome.accepted
    if oneIn(8) {
      outcome = .questions
      for position in observations.indices where oneIn(3) { observations[position].isProvisional = true }
    } else if !shape.isPlain, oneIn(12) {
      outcome = oneIn(2) ? .held : .returned
    }
    let statuses: [TaskID: TaskStatus] =
      oneIn(2) ? ["t-00": pick(TaskStatus.allCases, or: .recurring)] : [:]
    let paragraphs =
      oneIn(3)
      ? [SourceParagraph(unit: unit, plan: plan, task: "t-00", kind: .progress, text: "\(unit) \(period)")]
      : []
    func version(_ revision: Int, _ mode: ReportMode, _ observations: [Observation]) -> ReviewedSubmission {
      .own(
        unit, plan, period, observations, revision: revision, mode: mode, outcome: outcome,
        statuses: statuses,
        paragraphs: paragraphs)
    }
    if oneIn(10) {
      // A version that was replaced.
      submissions.append(version(1, .replace, observations.filter { _ in oneIn(2) }))
    }
    if oneIn(12), observations.count > 1 {
      submissions.append(version(2, .replace, Array(observations.dropLast())))
      submissions.append(version(3, .supplement, Array(observations.suffix(1))))
    } else {
      submissions.append(version(2, .replace, observations))
    }
  }
}
