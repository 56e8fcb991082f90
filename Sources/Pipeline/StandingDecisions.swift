import ReportModel
import Store

extension Decisions {
  /// Events that the standing decisions are made of.
  static let events: [JournalEvent] = [.extended, .exempted, .confirmed, .asked]

  /// What the journal's decisions come to: of two about one thing the later counts.
  init(_ entries: [JournalEntry]) {
    self.init()
    for entry in entries {
      let note = entry.note
      guard let unit = note.unit, let period = note.period else { continue }
      let duty = Duty(unit: unit, period: period)
      let words = "\(note.officer ?? "")：\(note.reason ?? "")"
      let isRevoked = note.details["revoked"] == "true"
      switch note.event {
      case .extended:
        extensions[duty] = isRevoked ? nil : note.details["until"].flatMap(Int64.init)
      case .exempted:
        if let rule = note.details["rule"] {
          ruleExemptions[duty, default: [:]][rule] = isRevoked ? nil : words
        } else if isRevoked {
          exemptions.remove(duty)
        } else {
          exemptions.insert(duty)
        }
      case .confirmed, .asked:
        guard note.details["exemption"] == nil, let plan = note.plan, let scope = note.scope,
          let rule = note.details["rule"]
        else { continue }
        let confirmation = Confirmation(
          plan: plan, scope: scope, rule: rule, task: note.details["task"],
          indicator: note.details["indicator"], value: note.details["value"])
        let isAsked = note.event == .asked
        confirmations[duty, default: [:]][confirmation] = isAsked ? nil : words
        askedBack[duty, default: [:]][confirmation] =
          isAsked ? AskedBack(words: words, answer: note.details["answer"] ?? "") : nil
      default: continue
      }
    }
  }
}
