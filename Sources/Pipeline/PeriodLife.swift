import Findings
import ReportModel
import Store

/// 报告期状态：how far the office's own quarter has come, folded from the journal.
///
/// 开放 → 已截止 → 已汇总 → 已审签 → 已上报 → 上级已接收（锁定）, or 上级退回, which opens it again. The journal is the only
/// place where this stands; nothing can disagree with it.
package struct PeriodLife: Sendable, Hashable {
  package enum Stage: String, Sendable, CaseIterable, Comparable {
    case open
    case returnedAbove = "returned-above"
    case closed
    case rolledUp = "rolled-up"
    case signedOff = "signed-off"
    case dispatched
    case acceptedAbove = "accepted-above"

    package var chinese: String {
      switch self {
      case .open: "开放"
      case .returnedAbove: "上级退回，已重新开放"
      case .closed: "已截止"
      case .rolledUp: "已截止、已汇总"
      case .signedOff: "已审签"
      case .dispatched: "已上报"
      case .acceptedAbove: "上级已接收（锁定）"
      }
    }
    package var english: String {
      switch self {
      case .open: "open"
      case .returnedAbove: "returned from above, open again"
      case .closed: "closed"
      case .rolledUp: "closed and rolled up"
      case .signedOff: "signed off"
      case .dispatched: "dispatched"
      case .acceptedAbove: "accepted above (locked)"
      }
    }

    package static func < (left: Stage, right: Stage) -> Bool { left.rank < right.rank }
    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// 经办: who did it, when and why.
  package struct Act: Sendable, Hashable {
    package var at: Instant
    package var officer: String
    package var reason: String
    /// 编制、审核: of a sign-off.
    package var prepared: String?
    package var reviewed: String?
  }

  /// One version of the office's own roll-up.
  package struct Version: Sendable, Hashable {
    package var revision: Int
    package var digest: String
    package var act: Act
  }

  /// How far the roll-up under one of the office's plans has come.
  package struct PlanLife: Sendable, Hashable {
    package var rolledUp: Version?
    package var signedOff: Version?
    /// What the superior has, or is to take; `nil` again once it was sent back or taken back.
    package var dispatched: Version?
    /// What the superior said last.
    package var answer: Outcome?
    var withdrawn: Version?

    /// 锁定: the superior has accepted a version and not sent it back. A later version of ours changes nothing about that.
    package var isLocked: Bool { dispatched != nil && answer?.counts == true }
  }

  package var period: Period
  /// `nil` while reports come in freely.
  package var closing: Act?
  package var plans: [PlanID: PlanLife] = [:]

  /// Events that the life of a period is made of.
  static let events: [JournalEvent] = [
    .closed, .reopened, .rolledUp, .signedOff, .dispatched, .withdrawn, .receipt,
  ]

  init(_ period: Period, of unit: OrgUnitCode, entries: [JournalEntry]) {
    self.period = period
    for entry in entries where entry.note.unit == unit && entry.note.period == period {
      apply(entry)
    }
  }

  private mutating func apply(_ entry: JournalEntry) {
    let note = entry.note
    let act = Act(
      at: entry.at, officer: note.officer ?? "", reason: note.reason ?? "",
      prepared: note.details["prepared"], reviewed: note.details["reviewed"])
    switch note.event {
    case .closed: closing = act
    case .reopened:
      closing = nil
      for plan in plans.keys { plans[plan]?.signedOff = nil }
    default:
      guard let plan = note.plan, note.scope == .rollup, let digest = note.digest else { return }
      let version = Version(revision: note.revision ?? 1, digest: digest, act: act)
      switch note.event {
      case .rolledUp: plans[plan, default: PlanLife()].rolledUp = version
      case .signedOff: plans[plan, default: PlanLife()].signedOff = version
      case .dispatched:
        plans[plan, default: PlanLife()].dispatched = version
        plans[plan]?.answer = nil
      case .withdrawn:
        guard plans[plan]?.dispatched?.digest == digest else { return }
        let taken = plans[plan]?.dispatched
        plans[plan]?.withdrawn = taken
        plans[plan]?.dispatched = nil
        plans[plan]?.signedOff = nil
      case .receipt:
        guard let outcome = note.details["outcome"].flatMap(Outcome.init) else { return }
        if plans[plan]?.dispatched == nil, outcome.counts, let taken = plans[plan]?.withdrawn,
          taken.digest == digest
        {
          // It was taken in while it was being taken back: the superior has it.
          plans[plan]?.dispatched = taken
        }
        // An answer to what was sent before is history by now.
        guard plans[plan]?.dispatched?.digest == digest else { return }
        plans[plan]?.answer = outcome
        if outcome == .returned || outcome == .unreadable {
          plans[plan]?.dispatched = nil
          closing = nil
          for plan in plans.keys { plans[plan]?.signedOff = nil }
        }
      default: return
      }
    }
  }

  package var isClosed: Bool { closing != nil }

  /// The stage of the plan that is furthest behind.
  package var stage: Stage {
    plans.values.map(stage).min() ?? (isClosed ? .closed : .open)
  }

  package func stage(of plan: PlanID) -> Stage {
    plans[plan].map(stage) ?? (isClosed ? .closed : .open)
  }

  package func isLocked(_ plan: PlanID) -> Bool { plans[plan]?.isLocked ?? false }

  private func stage(_ life: PlanLife) -> Stage {
    if life.isLocked, life.rolledUp?.digest == life.dispatched?.digest { return .acceptedAbove }
    guard isClosed else {
      return life.dispatched == nil && (life.answer == .returned || life.answer == .unreadable)
        ? .returnedAbove : .open
    }
    guard let rolledUp = life.rolledUp else { return .closed }
    if life.dispatched?.digest == rolledUp.digest { return .dispatched }
    return life.signedOff?.digest == rolledUp.digest ? .signedOff : .rolledUp
  }
}

extension Office {
  package func life(of period: Period) throws(PipelineFault) -> PeriodLife {
    let entries = try registered { () throws(StoreFault) in
      try register.journal(of: PeriodLife.events, in: period, unit: workspace.unit)
    }
    var life = PeriodLife(period, of: workspace.unit, entries: entries)
    // A plan that is no longer the unit's own says nothing about its quarters.
    let own = Set(programmes.compactMap { catalogue.plan(of: workspace.unit, in: $0)?.id })
    life.plans = life.plans.filter { own.contains($0.key) }
    return life
  }

  /// The office's own plan in the programme that a report belongs to.
  func ownPlan(for plan: PlanID?) -> PlanID? {
    guard let programme = plan.flatMap({ catalogue.plan($0) })?.programme else { return nil }
    return catalogue.plan(of: workspace.unit, in: programme)?.id
  }
}
