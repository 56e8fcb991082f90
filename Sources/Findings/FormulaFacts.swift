import ReportModel

extension AuditFormula.Breach {
  /// 不成立的说明: both sides, the imbalance and what each figure is, for the texts of a finding.
  package func facts(of formula: AuditFormula, in plan: Plan) -> Facts {
    var facts: Facts = [
      "check": formula.id, "formula": formula.text, "meaning": formula.meaning,
      "meaningEN": formula.meaningEN.isEmpty ? formula.meaning : formula.meaningEN,
    ]
    // A relation is explained in the row of any of its figures.
    facts["related"] = formula.formula.references.map(\.indicator.rawValue).reduce(into: [String]()) {
      known, id in
      if !known.contains(id) { known.append(id) }
    }.joined(separator: " ")
    if formula.isTrial { facts["trial"] = formula.id }
    guard let imbalance else { return facts }
    let left = words(for: imbalance.left, imbalance)
    let right = words(for: imbalance.right, imbalance)
    let difference = imbalance.difference.map { words(for: $0, imbalance) } ?? "—"
    (facts["left"], facts["right"], facts["difference"]) = (left, right, difference)
    let (relation, relationEN) = imbalance.relation.words
    // With one figure on a side the figures say it all.
    facts["verdict"] =
      imbalance.isPlain
      ? "\(left) 应\(relation) \(right)" : "左边 \(left) 应\(relation)右边 \(right)，相差 \(difference)"
    facts["verdictEN"] =
      imbalance.isPlain
      ? "\(left) should be \(relationEN) \(right)"
      : "the left side, \(left), should be \(relationEN) the right, \(right); the difference is \(difference)"
    facts["terms"] = imbalance.operands.map { $0.words(in: plan, .zh) }.joined(separator: "，")
    facts["termsEN"] = imbalance.operands.map { $0.words(in: plan, .en) }.joined(separator: ", ")
    return facts
  }

  private func words(for side: Fraction, _ imbalance: FormulaImbalance) -> String {
    guard imbalance.isPercentage else { return number(side) }
    return side.multiplied(by: Fraction(100)).map { number($0, decimals: 2) + "%" } ?? number(side)
  }
}

extension FormulaImbalance.Operand {
  fileprivate func words(in plan: Plan, _ language: Language) -> String {
    let name = plan.indicator(reference.indicator)?.name ?? reference.indicator.rawValue
    // The text is quoted as a whole; quotation marks within are single ones.
    let quoted = name.map { $0 == "“" ? "‘" : $0 == "”" ? "’" : String($0) }.joined()
    let source: String =
      switch reference.source {
      case .previous: language == .zh ? "上期" : "previous "
      case .children: language == .zh ? "下级合计" : "units below: "
      case nil: ""
      }
    // Where the quarter is meant, as nearly always, naming it would only be in the way.
    let column = item.map { language == .zh ? $0.chinese : " \($0.rawValue)" } ?? ""
    let text: String =
      if let value {
        item == nil
          ? value.multiplied(by: Fraction(100)).map { number($0, decimals: 2) + "%" } ?? number(value)
          : number(value)
      } else {
        language == .zh ? "未填" : "missing"
      }
    return "\(source)“\(quoted)”\(column) \(text)"
  }
}

/// A decimal as it is; what has none is rounded, and says so.
private func number(_ value: Fraction, decimals: Int = 4) -> String {
  if let exact = value.amount, exact.scale <= decimals { return exact.description }
  return value.rounded(toDecimals: decimals).map { "≈\($0)" } ?? "—"
}

extension Formula.Comparison.Relation {
  fileprivate var words: (zh: String, en: String) {
    switch self {
    case .equal: ("等于", "equal to")
    case .unequal: ("不等于", "unlike")
    case .less: ("小于", "less than")
    case .atMost: ("不大于", "at most")
    case .greater: ("大于", "greater than")
    case .atLeast: ("不小于", "at least")
    }
  }
}
