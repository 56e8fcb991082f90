import Findings
import ReportModel

/// 封面识读：what the cover says about unit and plan, settled before the rules put it into words.
package struct IdentityReading: Sendable {
  package enum UnitReading: Sendable {
    case absent
    /// Neither a registered code nor a registered name.
    case unknown
    /// A name that several units carry.
    case ambiguous([OrgUnit])
    case found(OrgUnit)
  }
  package enum NameReading: Sendable {
    /// No name beside the code, or one that fits it.
    case agrees
    /// The name of another unit.
    case other(OrgUnit)
    /// Nobody's name, and it does not contain the unit's.
    case unfamiliar
  }
  package enum PlanReading: Sendable {
    case found(Plan)
    /// Not typed; the unit has only this one.
    case only(Plan)
    /// Not typed, and the unit has several.
    case several([Plan])
    /// A registered plan that is not this unit's.
    case foreign(Plan, own: [Plan])
    /// No such plan; the unit's only one is taken so that the rest of the file can be checked.
    case unknown(own: [Plan])
    /// The unit works to no plan, or nobody knows which unit it is.
    case none
  }

  package let unit: UnitReading
  /// A code that is not registered, beside a name that is.
  package let unknownCode: String?
  package let name: NameReading
  package let plan: PlanReading
  /// 原代码, where an abolished one was typed.
  package let abolished: OrgUnitCode?
  package let repairs: [Repair]

  package init(_ draft: SubmissionDraft, in catalogue: Catalogue) {
    let units = catalogue.units
    var repairs: [Repair] = []
    var abolished: OrgUnitCode?
    var unknownCode: String?
    var name = NameReading.agrees
    let typedUnit = draft.unit.map { Self.squeezed($0.text) } ?? ""
    let typedName = draft.unitName.map { Self.squeezed($0.text) } ?? ""

    /// Units in force that carry a name.
    func bearers(of name: String) -> [OrgUnit] {
      var seen: Set<OrgUnitCode> = []
      return units.codes(named: name).map(units.current).filter { seen.insert($0).inserted }
        .compactMap { units[$0] }
    }
    /// Of several bearers those whose own plan was typed.
    func chosen(from bearers: [OrgUnit]) -> UnitReading {
      if bearers.count > 1, let typed = draft.plan {
        let fitting = bearers.filter { bearer in
          Self.plans(of: bearer.code, in: catalogue, period: draft.period)
            .contains { $0.id.rawValue == Self.squeezed(typed.text) }
        }
        if fitting.count == 1, let unit = fitting.first { return .found(unit) }
      }
      switch bearers.count {
      case 0: return .unknown
      case 1: return bearers.first.map { .found($0) } ?? .unknown
      default: return .ambiguous(bearers)
      }
    }

    var unit: UnitReading
    if typedUnit.isEmpty, typedName.isEmpty {
      unit = .absent
    } else if let registered = units[OrgUnitCode(typedUnit)] {
      let current = units.current(registered.code)
      if current != registered.code { abolished = registered.code }
      unit = units[current].map { .found($0) } ?? .unknown
      if !typedName.isEmpty, let found = units[current] {
        let bearers = bearers(of: typedName)
        if let other = bearers.first, !bearers.contains(where: { $0.code == current }) {
          name = .other(other)
        } else if bearers.isEmpty,
          !([found.name, registered.name] + found.aliases).contains(where: { typedName.contains($0) })
        {
          name = .unfamiliar
        }
      }
    } else {
      // A name can stand in either place; an unknown code is none.
      unit = chosen(from: bearers(of: typedUnit))
      let isNameInUnit: Bool = if case .unknown = unit { false } else { true }
      if !isNameInUnit, !typedName.isEmpty { unit = chosen(from: bearers(of: typedName)) }
      if case .found(let found) = unit {
        if isNameInUnit || typedUnit.isEmpty {
          let typed = isNameInUnit ? draft.unit : draft.unitName
          repairs.append(
            Repair(
              code: RepairSheet.unitByName.code, position: typed?.position ?? .none, value: typed?.text ?? "",
              readAs: "\(found.code.rawValue) \(found.name)"))
        } else {
          unknownCode = typedUnit
        }
      }
    }
    self.unit = unit
    self.unknownCode = unknownCode
    self.name = name
    self.abolished = abolished

    guard case .found(let found) = unit else {
      plan = .none
      self.repairs = repairs
      return
    }
    let own = Self.plans(of: found.code, in: catalogue, period: draft.period)
    let typedPlan = draft.plan.map { Self.squeezed($0.text) } ?? ""
    if own.isEmpty {
      plan = .none
    } else if typedPlan.isEmpty {
      plan = own.count == 1 ? own.first.map { .only($0) } ?? .none : .several(own)
    } else if let typed = catalogue.plans.first(where: { $0.id.rawValue == typedPlan }) {
      plan = own.contains { $0.id == typed.id } ? .found(typed) : .foreign(typed, own: own)
    } else if let typed = own.first(where: { Self.squeezed($0.title) == typedPlan }) {
      plan = .found(typed)
      repairs.append(
        Repair(
          code: RepairSheet.planByTitle.code, position: draft.plan?.position ?? .none,
          value: draft.plan?.text ?? "",
          readAs: typed.id.rawValue))
    } else {
      plan = .unknown(own: own)
    }
    self.repairs = repairs
  }

  package var unitCode: OrgUnitCode? {
    if case .found(let unit) = unit { unit.code } else { nil }
  }

  package var planInForce: Plan? {
    switch plan {
    case .found(let plan), .only(let plan): plan
    case .unknown(let own): own.count == 1 ? own.first : nil
    case .several, .foreign, .none: nil
    }
  }

  package var planID: PlanID? { planInForce?.id }

  /// The plans that a unit reports on, one for each programme at most.
  private static func plans(of code: OrgUnitCode, in catalogue: Catalogue, period: Period?) -> [Plan] {
    catalogue.programmes.compactMap { programme in
      Roster(catalogue, programme: programme, period: period ?? .earliest).planForReport(of: code)
    }
  }

  /// Without blanks, also the wide ones between Chinese characters.
  private static func squeezed(_ text: String) -> String { text.filter { !$0.isWhitespace } }
}
