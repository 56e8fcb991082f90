import Findings
import ReportModel

/// 疑似所指指标：the one indicator of the plan that a wrong code or a name means; `nil` where none fits or several do.
///
/// Only a hint: the clerk types the code, nobody counts a figure on a guess.
struct IndicatorMeant {
  let definition: IndicatorDefinition

  var question: String { "是不是 \(definition.id)（\(definition.name)）？" }
  var questionEN: String { "Is it \(definition.id)?" }

  init?(_ typed: String, task: String, in plan: Plan) {
    let word = Self.folded(typed)
    guard word.count >= 2, word.count <= 80 else { return nil }
    let named = plan.indicators.filter { Self.folded($0.name) == word }
    let near = { (limit: Int) in
      plan.indicators.filter { Self.distance(Self.folded($0.id.rawValue), word, limit: limit) != nil }
    }
    let partly = plan.indicators.filter {
      let name = Self.folded($0.name)
      return word.count >= 4 && (name.contains(word) || word.contains(name) && name.count >= 4)
    }
    // Of names within each other the longest says most.
    let longest = partly.max { $0.name.count < $1.name.count }.map { longest in
      partly.allSatisfy { Self.folded(longest.name).contains(Self.folded($0.name)) } ? [longest] : partly
    }
    for candidates in [named, near(1), near(2), longest ?? []] where !candidates.isEmpty {
      let own = candidates.filter { $0.task.rawValue == task }
      // A name may stand under several tasks; the row's own counts first.
      guard let only = own.count == 1 ? own.first : candidates.count == 1 ? candidates.first : nil else {
        return nil
      }
      definition = only
      return
    }
    return nil
  }

  /// Without 其中, spaces, hyphens, brackets and quotation marks, in small letters.
  private static func folded(_ text: String) -> String {
    let word = text.lowercased().filter { $0.isLetter || $0.isNumber }
    return word.hasPrefix("其中") ? String(word.dropFirst(2)) : word
  }

  /// Letters to be changed, added or taken away; `nil` above the limit.
  private static func distance(_ left: String, _ right: String, limit: Int) -> Int? {
    let (left, right) = (Array(left.utf8), Array(right.utf8))
    // Short codes are near to each other anyhow.
    guard abs(left.count - right.count) <= limit, min(left.count, right.count) > 3 * limit else { return nil }
    var row = Array(0...right.count)
    for (index, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (other, candidate) in right.enumerated() {
        let above = row[other + 1]
        row[other + 1] = min(diagonal + (letter == candidate ? 0 : 1), above + 1, row[other] + 1)
        diagonal = above
      }
    }
    return row[right.count] <= limit ? row[right.count] : nil
  }
}

/// 补充提示: the reader cannot know which code belongs to the name in a row without one; the plan does.
func hinted(_ findings: [Finding], in plan: Plan) -> [Finding] {
  findings.map { finding in
    guard finding.code == "I1309", let name = finding.facts["name"], !name.isEmpty,
      let meant = IndicatorMeant(name, task: finding.place.task ?? "", in: plan)
    else { return finding }
    var finding = finding
    finding.facts["hint"] = meant.question
    finding.facts["hintEN"] = meant.questionEN
    return finding
  }
}
