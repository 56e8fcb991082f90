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
    package var dispatched: Version?
    /// What the superior said to the version that was dispatched last.
    package var answer: Outcome?
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
        plans[plan]?.dispatched = nil
        plans[plan]?.signedOff = nil
      case .receipt:
        // An answer to what was sent before is history by now.
        guard plans[plan]?.dispatched?.digest == digest,
          let outcome = note.details["outcome"].flatMap(Outcome.init)
        else { return }
        plans[plan]?.answer = outcome
        if outcome == .returned || outcome == .unreadable {
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

  private func stage(_ life: PlanLife) -> Stage {
    guard isClosed else {
      return life.answer == .returned || life.answer == .unreadable ? .returnedAbove : .open
    }
    guard let rolledUp = life.rolledUp else { return .closed }
    if life.dispatched?.digest == rolledUp.digest {
      return life.answer?.counts == true ? .acceptedAbove : .dispatched
    }
    return life.signedOff?.digest == rolledUp.digest ? .signedOff : .rolledUp
  }
}

extension Office {
  package func life(of period: Period) throws(PipelineFault) -> PeriodLife {
    let entries = try registered { () throws(StoreFault) in
      try register.journal(of: PeriodLife.events, in: period)
    }
    return PeriodLife(period, of: workspace.unit, entries: entries)
  }
}
