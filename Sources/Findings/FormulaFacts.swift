import ReportModel

extension AuditFormula.Breach {
  /// 不成立的说明: both sides, the imbalance and what each figure is, for the texts of a finding.
  package func facts(of formula: AuditFormula, in plan: Plan) -> Facts {
    var facts: Facts = [
      "check": formula.id, "formula": formula.text, "meaning": formula.meaning,
      "meaningEN": formula.meaningEN.isEmpty ? formula.meaning : formula.meaningEN,
    ]
    if formula.isTrial { facts["trial"] = formula.id }
    guard let imbalance else { return facts }
    facts["left"] = words(for: imbalance.left, imbalance)
    facts["right"] = words(for: imbalance.right, imbalance)
    facts["difference"] = imbalance.difference.map { words(for: $0, imbalance) } ?? "—"
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
