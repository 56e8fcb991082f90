import ReportModel
import TestKit

/// A second opinion on every figure, written from the rules in words and with none of the roll-up's own code: no
/// ledger, no roster, no index; every question is answered by walking the reports again.
struct NaiveRecomputation {
  let world: World
  let period: Period

  struct Total: Equatable, CustomStringConvertible {
    var values = FigureValues.none
    var status = ObservationStatus.missing
    var expected: Set<OrgUnitCode> = []
    var missing: Set<OrgUnitCode> = []
    var notApplicable: Set<OrgUnitCode> = []
    var provisional: Set<OrgUnitCode> = []
    var isPartial = false
    var estimated: Amount?

    var description: String {
      let items = values.items.map { "\($0.rawValue) \(values[$0]?.description ?? "")" }.joined(
        separator: " ")
      let leaves = [expected, missing, notApplicable, provisional].map { $0.sorted().map(\.rawValue) }
      return
        "\(status.rawValue) [\(items)] expected \(leaves[0]) missing \(leaves[1]) n/a \(leaves[2]) provisional \(leaves[3]) partial \(isPartial) estimated \(estimated?.description ?? "–")"
    }
  }

  /// Where one reporting unit's figure stands.
  private struct Standing {
    var period: Period
    var status = ObservationStatus.missing
    var values = FigureValues.none
    var yearIsWhole = false
    var planIsWhole = false
    var quarterIsKnown = true
    var isProvisional = false
    var estimated: Amount?
    /// The last report or declared 不适用, and what was whole then.
    var last: Period?
    var yearWasWhole = false
    var planWasWhole = false
    var planWasWholeBeforeYear = false
  }

  // MARK: Who is who

  private func plan(of area: OrgUnitCode) -> Plan? {
    if let own = world.plans.first(where: { $0.unit == area }) { return own }
    return unit(area)?.reportsTo.flatMap { plan(of: $0) }
  }
  private func unit(_ code: OrgUnitCode) -> OrgUnit? { world.units.first { $0.code == code } }
  private func areas(below area: OrgUnitCode) -> [OrgUnitCode] {
    world.units.filter { $0.reportsTo == area && $0.level != .department }.map(\.code)
  }
  private func departments(of area: OrgUnitCode, in plan: Plan) -> [OrgUnitCode] {
    guard plan.unit == area else { return [] }
    let named = plan.matrix.general.units.flatMap(\.units)
    return world.units.filter { $0.reportsTo == area && $0.level == .department && named.contains($0.code) }
      .map(\.code)
  }

  private func isAsked(_ indicator: IndicatorDefinition, in period: Period) -> Bool {
    switch indicator.asked {
    case .quarterly: true
    case .yearly: period.quarter == 4
    case .whenPublished: false
    }
  }

  /// Own departments stand behind the own level of the plan's unit; areas below file theirs.
  private func isOwnLevelAsked(_ indicator: IndicatorDefinition, of area: OrgUnitCode, in plan: Plan) -> Bool
  {
    if plan.unit == area { return indicator.reportedBy != .areas || indicator.basis != .sum }
    return indicator.reportedBy != .departments && indicator.basis != .own
  }

  /// The version in force with everything that later supplements say.
  private func report(of unit: OrgUnitCode, _ plan: Plan, _ period: Period) -> [Observation]? {
    let versions = world.submissions.filter {
      $0.identity.unit == unit && $0.identity.plan == plan.id && $0.identity.period == period
        && ($0.outcome == .accepted || $0.outcome == .questions)
    }.sorted { $0.revision < $1.revision }
    guard !versions.isEmpty else { return nil }
    var stated: [Observation] = []
    for version in versions {
      if version.mode == .replace { stated = [] }
      stated.removeAll { old in version.observations.contains { $0.indicator == old.indicator } }
      stated += version.observations
    }
    return stated
  }

  // MARK: One reporting unit over time

  private func plus(_ amounts: Amount?...) -> Amount {
    amounts.compactMap(\.self).reduce(Amount.zero) { $0.adding($1) ?? $0 }
  }

  private func wasAsked(_ indicator: IndicatorDefinition, from: Period, through: Period) -> Bool {
    var period = from
    while period <= through {
      if isAsked(indicator, in: period) { return true }
      period = period.next
    }
    return false
  }

  private func step(
    _ before: Standing?, _ observation: Observation?, _ indicator: IndicatorDefinition, _ period: Period,
    _ plan: Plan
  ) -> Standing {
    let yearBegan = Period(year: period.year, quarter: 1) ?? period
    let typed = observation?.values ?? .none
    var status = observation?.status ?? .missing
    if status == .reported {
      if indicator.isRatio, typed.numerator == nil || typed.denominator == nil { status = .missing }
      if indicator.isFlow, typed.isEmpty { status = .missing }
    }
    let followsOn =
      before?.last.map { !wasAsked(indicator, from: $0.next, through: period.previous) } ?? false
    let isPlanStart = period == plan.firstPeriod
    let yearBefore: Amount? = period.quarter == 1 ? nil : before?.values.yearToDate
    var now = Standing(period: period, status: status)
    now.last = before?.last
    now.yearWasWhole = before?.yearWasWhole ?? false
    now.planWasWhole = before?.planWasWhole ?? false
    now.planWasWholeBeforeYear = before?.planWasWholeBeforeYear ?? false

    // Whether the plan was whole when this year began.
    let beforeYearWasWhole: Bool
    if let last = before?.last {
      beforeYearWasWhole =
        last.year == period.year
        ? before?.planWasWholeBeforeYear ?? false
        : (before?.planWasWhole ?? false)
          && !wasAsked(indicator, from: last.next, through: yearBegan.previous)
    } else {
      beforeYearWasWhole = plan.firstPeriod.year >= period.year
    }

    switch status {
    case .missing, .notApplicable:
      if indicator.isFlow {
        now.values.yearToDate = yearBefore
        now.values.planToDate = before?.values.planToDate
      } else if status == .missing, isAsked(indicator, in: period), indicator.carry, !indicator.isRatio,
        before?.status == .reported
      {
        now.values.atEnd = before?.values.atEnd
        now.estimated = now.values.atEnd
      }
      if status == .notApplicable {
        now.yearIsWhole = period.quarter == 1 || (before?.yearIsWhole ?? false)
        now.planIsWhole = before?.planIsWhole ?? isPlanStart
        now.last = period
      } else if !isAsked(indicator, in: period), let before {
        now.yearIsWhole = period.quarter == 1 || before.yearIsWhole
        now.planIsWhole = before.planIsWhole
      }
    case .reported where !indicator.isFlow:
      now.values = typed
      now.yearIsWhole = true
      now.planIsWhole = true
      now.last = period
    case .reported:
      now.last = period
      now.values = typed
      let correction = typed.adjustment
      let correctionOfYear = period.quarter == 1 ? nil : correction
      let noneOwedThisYear =
        period.quarter == 1 || !wasAsked(indicator, from: yearBegan, through: period.previous)
      let yearIsCertain =
        isPlanStart || (noneOwedThisYear && yearBefore == nil)
        || (followsOn && (before?.yearIsWhole ?? false))
      let planIsCertain = isPlanStart || (followsOn && (before?.planIsWhole ?? false))
      now.yearIsWhole = true
      if typed.yearToDate == nil {
        if let quarter = typed.inPeriod {
          now.values.yearToDate = plus(yearBefore, quarter, correctionOfYear)
          now.yearIsWhole = yearIsCertain
        } else {
          now.quarterIsKnown = false
          now.yearIsWhole = false
          now.values.yearToDate = yearBefore.map { plus($0, correctionOfYear) }
        }
      } else if typed.inPeriod == nil {
        if yearIsCertain {
          now.values.inPeriod = typed.yearToDate?.subtracting(plus(yearBefore, correctionOfYear))
        } else {
          now.quarterIsKnown = false
        }
      }

      now.planIsWhole = true
      if typed.planToDate == nil {
        let start = isPlanStart ? .zero : before?.values.planToDate ?? (planIsCertain ? .zero : nil)
        if let start {
          let closesTheYear = typed.yearToDate != nil && !yearIsCertain && !planIsCertain
          let wouldCountTwice =
            before?.last?.year == period.year && before?.yearWasWhole == false && before?.planWasWhole == true
          if followsOn || isPlanStart, now.values.inPeriod != nil, !closesTheYear {
            now.values.planToDate = plus(start, now.values.inPeriod, correction)
            now.planIsWhole = planIsCertain
          } else if let year = typed.yearToDate, !wouldCountTwice {
            let growth = year.subtracting(yearBefore ?? .zero)
            now.values.planToDate = plus(start, growth, period.quarter == 1 ? correction : nil)
            now.planIsWhole = beforeYearWasWhole
          } else {
            now.values.planToDate = plus(start, now.values.inPeriod, correction)
            now.planIsWhole = false
          }
        } else {
          now.values.planToDate = now.values.yearToDate.map {
            plus($0, period.quarter == 1 ? correction : nil)
          }
          now.planIsWhole = now.yearIsWhole && plan.firstPeriod == yearBegan
        }
      }
    }
    if now.last == period {
      now.yearWasWhole = now.yearIsWhole
      now.planWasWhole = now.planIsWhole
      now.planWasWholeBeforeYear = (now.yearIsWhole && now.planIsWhole) || beforeYearWasWhole
    }
    now.isProvisional = status == .reported && (observation?.isProvisional ?? false)
    return now
  }

  private var periods: [Period] {
    let counted = world.submissions.filter { $0.outcome == .accepted || $0.outcome == .questions }
    guard let first = counted.map(\.identity.period).min(), first <= period else { return [period] }
    return Period.run(from: first, count: period.ordinal - first.ordinal + 1)
  }

  /// Whether something that is shown may lack something.
  private func mayLack(_ standing: Standing, _ indicator: IndicatorDefinition) -> Bool {
    let shownMayLack =
      (standing.values.yearToDate != nil && !standing.yearIsWhole)
      || (standing.values.planToDate != nil && !standing.planIsWhole)
    switch standing.status {
    case .missing: return isAsked(indicator, in: standing.period) || shownMayLack
    case .notApplicable: return shownMayLack
    case .reported: return !standing.quarterIsKnown || !standing.yearIsWhole || !standing.planIsWhole
    }
  }

  /// The own level: what was filed for the area as a whole, else what its departments make up.
  private func ownLevel(of area: OrgUnitCode, _ indicator: IndicatorDefinition, _ plan: Plan) -> Standing? {
    let departments = departments(of: area, in: plan)
    var suppliers: [OrgUnitCode] = []
    if indicator.reportedBy != .areas || indicator.basis != .sum, plan.unit == area {
      if indicator.withinUnit == .owner {
        suppliers = indicator.dataOwners.prefix(1).filter { departments.contains($0) }
      } else if indicator.dataOwners.isEmpty {
        suppliers = departments
      } else {
        suppliers = indicator.dataOwners.filter { departments.contains($0) }
      }
    }
    // Departments go on from their own reports; a single one also from what was filed while it was silent.
    var histories: [OrgUnitCode: Standing] = [:]
    var standing: Standing?
    var wasFiled = false
    for period in periods {
      let stated = suppliers.map { supplier in
        report(of: supplier, plan, period)?.first { $0.indicator == indicator.id }
      }
      for (supplier, observation) in zip(suppliers, stated)
      where observation != nil || histories[supplier] != nil {
        histories[supplier] = step(histories[supplier], observation, indicator, period, plan)
      }
      if let filed = report(of: area, plan, period), filed.contains(where: { $0.status != .missing }) {
        standing = step(standing, filed.first { $0.indicator == indicator.id }, indicator, period, plan)
        wasFiled = true
        if suppliers.count == 1, let only = suppliers.first, stated[0] == nil { histories[only] = standing }
        continue
      }
      let composed = compose(
        suppliers.map { histories[$0] ?? step(nil, nil, indicator, period, plan) }, indicator, period)
      if let composed, composed.status == .notApplicable, wasFiled {
        standing = step(standing, .notApplicable(indicator.id), indicator, period, plan)
      } else if let composed, composed.status != .missing || !wasFiled {
        standing = composed
        wasFiled = false
      } else {
        standing = step(standing, nil, indicator, period, plan)
      }
    }
    return standing
  }

  private func compose(_ states: [Standing], _ indicator: IndicatorDefinition, _ period: Period) -> Standing?
  {
    guard let first = states.first else { return nil }
    if states.count == 1 { return first }
    var whole = Standing(period: period)
    let statuses = states.map(\.status)
    whole.status =
      statuses.contains(.reported) ? .reported : statuses.contains(.missing) ? .missing : .notApplicable
    for item in FigureItem.allCases {
      let known = states.compactMap { $0.values[item] }
      whole.values[item] = known.isEmpty ? nil : known.reduce(.zero) { plus($0, $1) }
    }
    let isWhole = !states.contains { mayLack($0, indicator) }
    whole.yearIsWhole = isWhole
    whole.planIsWhole = isWhole
    whole.isProvisional = states.contains { $0.status == .reported && $0.isProvisional }
    let estimates = states.compactMap(\.estimated)
    whole.estimated = estimates.isEmpty ? nil : estimates.reduce(.zero) { plus($0, $1) }
    whole.last = states.compactMap(\.last).max()
    if whole.status == .missing {
      whole.yearWasWhole = states.allSatisfy(\.yearWasWhole)
      whole.planWasWhole = states.allSatisfy(\.planWasWhole)
    } else {
      whole.yearWasWhole = isWhole
      whole.planWasWhole = isWhole
    }
    whole.planWasWholeBeforeYear =
      (whole.yearWasWhole && whole.planWasWhole) || states.allSatisfy(\.planWasWholeBeforeYear)
    return whole
  }

  // MARK: Totals

  func total(of area: OrgUnitCode, _ indicator: IndicatorDefinition) -> Total {
    guard let plan = plan(of: area) else { return Total() }
    var parts: [Total] = []
    if isOwnLevelAsked(indicator, of: area, in: plan), let standing = ownLevel(of: area, indicator, plan) {
      parts.append(leaf(standing, area, indicator))
    }
    if indicator.basis == .sum {
      for child in areas(below: area) { parts.append(contribution(of: child, to: indicator, in: plan)) }
    }
    return fold(parts, by: indicator.unitFunction)
  }

  private func leaf(_ standing: Standing, _ area: OrgUnitCode, _ indicator: IndicatorDefinition) -> Total {
    var total = Total(values: standing.values, status: standing.status)
    total.estimated = standing.estimated
    total.isPartial = mayLack(standing, indicator)
    if isAsked(indicator, in: period) || standing.status != .missing {
      total.expected = [area]
      if standing.status == .missing { total.missing = [area] }
      if standing.status == .notApplicable { total.notApplicable = [area] }
      if standing.isProvisional { total.provisional = [area] }
    }
    return total
  }

  private func contribution(of child: OrgUnitCode, to target: IndicatorDefinition, in plan: Plan) -> Total {
    guard let childPlan = self.plan(of: child) else { return Total() }
    if childPlan.id == plan.id { return total(of: child, target) }
    let entries = (childPlan.crosswalk?.entries ?? []).filter {
      childPlan.crosswalk?.to == plan.id && $0.to == target.id && $0.relation != .related
    }
    let counted = entries.filter { entry in
      // No whole above it feeds the same figure.
      var whole = childPlan.indicator(entry.indicator)?.partOf
      while let id = whole {
        if entries.contains(where: { $0.indicator == id }) { return false }
        whole = childPlan.indicator(id)?.partOf
      }
      return true
    }
    let moved = counted.compactMap { entry -> Total? in
      guard let source = childPlan.indicator(entry.indicator) else { return nil }
      var total = total(of: child, source)
      if source.isRatio { return total }
      let factor =
        entry.factor
        ?? (source.measure == target.measure ? 1 : source.measure == "元" ? Amount("0.0001") : 10000) ?? 1
      for item in total.values.items { total.values[item] = total.values[item]?.multiplied(by: factor) }
      total.estimated = total.estimated?.multiplied(by: factor)
      return total
    }
    guard let first = moved.first else { return Total() }
    if moved.count == 1 { return first }
    // Several figures of the same leaves as one.
    var joined = fold(moved, by: .sum)
    joined.missing = moved.reduce([]) { $0.union($1.missing) }
    joined.notApplicable = joined.expected.filter { leaf in
      !joined.missing.contains(leaf)
        && moved.allSatisfy { !$0.expected.contains(leaf) || $0.notApplicable.contains(leaf) }
    }
    joined.status = status(of: moved, joined)
    return joined
  }

  private func status(of parts: [Total], _ total: Total) -> ObservationStatus {
    if parts.contains(where: { $0.status == .reported }) { return .reported }
    return total.missing.isEmpty && !total.notApplicable.isEmpty ? .notApplicable : .missing
  }

  private func fold(_ parts: [Total], by function: IndicatorDefinition.UnitFunction) -> Total {
    var total = Total()
    for part in parts {
      total.expected.formUnion(part.expected)
      total.missing.formUnion(part.missing)
      total.notApplicable.formUnion(part.notApplicable)
      total.provisional.formUnion(part.provisional)
      total.isPartial = total.isPartial || part.isPartial || !part.missing.isEmpty
    }
    for item in FigureItem.allCases {
      let known = parts.compactMap { $0.values[item] }
      guard let first = known.first else { continue }
      total.values[item] = known.dropFirst().reduce(first) { sofar, next in
        switch function {
        case .max where item != .adjustment: Swift.max(sofar, next)
        case .min where item != .adjustment: Swift.min(sofar, next)
        default: plus(sofar, next)
        }
      }
    }
    let estimates = parts.compactMap(\.estimated)
    if !estimates.isEmpty {
      if function == .max || function == .min {
        let isReported = parts.contains { $0.estimated == nil && $0.values.atEnd == total.values.atEnd }
        total.estimated = isReported ? nil : total.values.atEnd
      } else {
        total.estimated = estimates.reduce(.zero) { plus($0, $1) }
      }
    }
    total.status = status(of: parts, total)
    return total
  }
}
