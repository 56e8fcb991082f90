import ReportModel

/// 一句话结论：who is missing, what is incomplete and which lights stand, before anything else.
extension ReaderPage {
  var verdict: Markup {
    var facts: [(String, Markup)] = [(say("报送", "Reports"), "\(reportSentence)")]
    if !rollUp.observations.isEmpty { facts.append((say("数据", "Figures"), "\(completenessSentence)")) }
    if let lights = lightSentence { facts.append((say("进度", "Pace"), lights)) }
    let lines = facts.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>\n" as Markup }
    return """
      <p class="verdict">\(headline)</p>
      <dl class="facts">
      \(lines)</dl>

      """
  }

  /// Everything in one sentence.
  var headline: String {
    var clauses: [String] = []
    let missing = due.missing.map(\.unit)
    if missing.isEmpty {
      clauses.append(say("应报单位全部报齐", "All due units have reported"))
    } else {
      let who =
        missing.count <= 4
        ? names(missing) : say("\(missing.count)个单位", "\(missing.count) units")
      clauses.append(say("\(who)缺报", "\(who) missing"))
    }
    let partial = count(.partial)
    let total = rollUp.observations.count
    if total > 0 {
      clauses.append(
        partial == 0
          ? say("\(total)项指标没有缺项", "\(total) indicators without gaps")
          : say("\(total)项指标中\(partial)项不完整", "\(partial) of \(total) indicators partial"))
    }
    let red = ownProgress.filter { $0.light == .red }.count
    let yellow = ownProgress.filter { $0.light == .yellow }.count
    if ownProgress.contains(where: { $0.light.isJudged }) {
      switch (red, yellow) {
      case (0, 0): clauses.append(say("没有目标落后于序时进度", "no target is behind pace"))
      case (0, _): clauses.append(say("黄灯\(yellow)项", "\(yellow) yellow"))
      case (_, 0): clauses.append(say("红灯\(red)项", "\(red) red"))
      default: clauses.append(say("红灯\(red)项、黄灯\(yellow)项", "\(red) red and \(yellow) yellow"))
      }
    }
    return clauses.joined(separator: say("，", ", ")) + say("。", ".")
  }

  /// 应报14个县区和本级，已报13个县区和本级；缺报1个：镇巴县。
  var reportSentence: String {
    func group(_ areas: Int, own: Bool) -> String {
      let areas = areas > 0 || !own ? "\(areas)\(childNoun(areas))" : ""
      guard own else { return areas }
      return areas.isEmpty ? say("本级", "own level") : areas + say("和本级", " and the own level")
    }
    let areas = due.areas.filter { $0.state != .notNeeded }
    let isOwnDue = due.own.map { $0.state != .notNeeded } ?? false
    let isOwnIn = due.own?.isIn ?? false
    var text = say(
      "应报\(group(areas.count, own: isOwnDue))，已报\(group(areas.filter(\.isIn).count, own: isOwnIn))",
      "due \(group(areas.count, own: isOwnDue)), in \(group(areas.filter(\.isIn).count, own: isOwnIn))")
    let missing = areas.filter { $0.state == .missing }.map(\.unit)
    if !missing.isEmpty {
      let who = named(Set(missing))
      text += say("；缺报\(missing.count)个：\(who)", "; missing \(missing.count): \(who)")
    }
    if isOwnDue, !isOwnIn { text += say("；本级缺报", "; own level missing") }
    let departments = due.departments.filter { $0.state != .notNeeded }
    if !departments.isEmpty {
      let inCount = departments.filter(\.isIn).count
      text += say(
        "。本级部门应报\(departments.count)个，已报\(inCount)个",
        ". Departments due \(departments.count), in \(inCount)")
      let silent = departments.filter { $0.state == .missing }.map(\.unit)
      // Bureaus are many; beyond a handful the list further down says who.
      if (1...5).contains(silent.count) {
        text += say("，缺报：\(names(silent))", ", missing: \(names(silent))")
      } else if !silent.isEmpty {
        text += say("，缺报\(silent.count)个（名单见“应报、已报和缺报”）", ", missing \(silent.count) (listed below)")
      }
    }
    return text + say("。", ".")
  }

  var completenessSentence: String {
    let total = rollUp.observations.count
    var parts: [String] = []
    for completeness in Completeness.allCases where count(completeness) > 0 {
      parts.append(
        say(
          "\(completeness.chinese)\(count(completeness))项",
          "\(say.completeness(completeness)) \(count(completeness))")
      )
    }
    var text = say("\(total)项指标：", "\(total) indicators: ") + say.list(parts)
    // A partial figure can be in question as well; its state does not show that.
    let questioned = rollUp.observations.filter {
      $0.rolled?.completeness == .partial && !($0.rolled?.coverage.provisional.isEmpty ?? true)
    }.count
    if questioned > 0 {
      text += say("，不完整的当中\(questioned)项还含待核实数", "; \(questioned) of the partial ones in question as well")
    }
    return text + say("。", ".")
  }

  /// The lights that matter, with names: red first, then yellow.
  private var lightSentence: Markup? {
    guard !ownProgress.isEmpty else { return nil }
    let tally = lightTally.map { light, count in
      "<li><span class=\"light \(light.rawValue)\">\(say.light(light))</span> \(count)</li>" as Markup
    }
    var lines: Markup = "<ul class=\"tally\">\(tally)</ul>"
    for (light, text) in behindPace {
      lines += "<p><b>\(say.light(light))</b>\(say("：", ": "))\(text)</p>"
    }
    return lines
  }

  /// Who is behind, with names: red first, then yellow.
  var behindPace: [(Light, String)] {
    [Light.red, .yellow].compactMap { light in
      let behind = ownProgress.filter { $0.light == light }
      guard !behind.isEmpty else { return nil }
      let items = behind.map { progress in
        let reached = progress.progress.map { $0.printed(decimals: 1) } ?? "—"
        let pace = progress.pace.map { $0.printed(decimals: 1) } ?? "—"
        return say(
          "\(fullName(progress.indicator))（完成\(reached)，序时\(pace)）",
          "\(fullName(progress.indicator)) (\(reached), pace \(pace))")
      }
      return (light, items.joined(separator: say("；", "; ")) + say("。", "."))
    }
  }

  /// How many targets have each light, those that matter first.
  var lightTally: [(Light, Int)] {
    Light.worstFirst.map { light in (light, ownProgress.count { $0.light == light }) }.filter { $0.1 > 0 }
  }

  private func count(_ completeness: Completeness) -> Int {
    states.count { $0 == completeness }
  }

  /// What the units below are called, after a number.
  private func childNoun(_ count: Int) -> String {
    let levels = Set(due.areas.compactMap { catalogue.units[$0.unit]?.level })
    switch levels.count == 1 ? levels.first : nil {
    case .county: return say("个县区", count == 1 ? " county" : " counties")
    case .city: return say("个市（区）", count == 1 ? " city" : " cities")
    case .town: return say("个镇（街道）", count == 1 ? " town" : " towns")
    default: return say("个下级单位", count == 1 ? " unit" : " units")
    }
  }
}

/// 应报单位分组: the own level, its departments, the areas below.
struct DueGroups {
  let own: DueUnit?
  let departments: [DueUnit]
  let areas: [DueUnit]
  init(_ rollUp: RollUp) {
    own = rollUp.due.first { $0.unit == rollUp.unit }
    departments = rollUp.due.filter(\.isDepartment).sorted { $0.unit < $1.unit }
    let below = rollUp.due.filter { !$0.isDepartment && $0.unit != rollUp.unit }
    let byCode = Dictionary(below.map { ($0.unit, $0) }, uniquingKeysWith: { first, _ in first })
    areas = byCode.keys.inReadingOrder(of: rollUp.unit).compactMap { byCode[$0] }
  }
  /// Areas and the own level that did not report; a silent department shows in the own level.
  var missing: [DueUnit] { ([own].compactMap(\.self) + areas).filter { $0.state == .missing } }
}

extension ReaderPage {
  /// Of the unit itself; what was allocated to units below stands apart.
  var ownProgress: [TargetProgress] { rollUp.progress.filter { $0.unit == rollUp.unit } }
}

extension DueUnit {
  var isIn: Bool { state == .received || state == .late }
}

extension Light {
  static let worstFirst: [Light] = [.red, .yellow, .greenMarked, .green, .done, .notYet, .none]
  var rank: Int { Self.worstFirst.firstIndex(of: self) ?? 0 }
  var isJudged: Bool { self != .none && self != .notYet }
}

extension Sequence where Element == OrgUnitCode {
  /// The own unit, then areas with national codes, then zones and departments with local ones, as offices list them.
  func inReadingOrder(of unit: OrgUnitCode) -> [OrgUnitCode] {
    func rank(_ code: OrgUnitCode) -> Int { code == unit ? 0 : code.rawValue.utf8.count == 6 ? 1 : 2 }
    return sorted { left, right in
      let (a, b) = (rank(left), rank(right))
      return a == b ? left < right : a < b
    }
  }
}
