import Findings
import ReportModel

/// 自填比例与分子分母不符：a rate typed beside numerator and denominator is not what they make, to the decimals that were
/// typed; a share (0.8636) is taken as well as a percentage.
///
/// Why: the typed rate is never counted, but a difference shows that one of the three is wrong.
/// Not caught: a rate that differs by no more than one in its last place, which is how people round.
package struct TypedRateDisagrees: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V2017", severity: .soft,
    title: "自填比例与分子分母不符",
    message: "“{name}”自填 {value}，而分子 {numerator} ÷ 分母 {denominator} = {computed}%。",
    remedy: "核对分子、分母；比例由系统计算，自填的可以不填。",
    titleEN: "A typed rate disagrees with its parts",
    messageEN: "“{name}” has a typed rate of {value}, but {numerator} over {denominator} is {computed}%.",
    remedyEN: "Check numerator and denominator; the rate itself need not be typed.",
    basis: "统计核算关系", since: "0.3")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for figure in report.figures where figure.isRatio {
      guard let typed = figure.typed.typedRate, let rate = figure.typed.typedRateAmount,
        let numerator = figure.values.numerator, let denominator = figure.values.denominator,
        let share = Fraction(numerator).divided(by: Fraction(denominator)),
        let percent = share.multiplied(by: Fraction(100)), let shown = percent.rounded(toDecimals: 2)
      else { continue }
      let decimals = Self.decimals(of: typed.text)
      let isShare = !typed.text.contains(where: { "%％".contains($0) })
      if Self.isClose(rate, decimals, to: percent) { continue }
      // Without decimals only nothing and all can be meant as shares.
      if isShare, decimals > 0 ? Self.isClose(rate, decimals, to: share) : Fraction(rate) == share {
        continue
      }
      var place = figure.place()
      place.position = typed.position
      place.value = typed.text
      found.report(
        place,
        [
          "name": figure.definition.name, "numerator": numerator.description,
          "denominator": denominator.description, "computed": shown.description,
        ])
    }
  }

  /// As typed: 90.00% says more than 90%.
  private static func decimals(of text: String) -> Int {
    guard let point = text.firstIndex(where: { ".．".contains($0) }) else { return 0 }
    return min(text[text.index(after: point)...].prefix { $0.isNumber }.count, Amount.maximumScale)
  }

  private static func isClose(_ typed: Amount, _ decimals: Int, to value: Fraction) -> Bool {
    guard let last = Amount(significand: 1, scale: decimals),
      let difference = Fraction(typed).subtracting(value)
    else { return false }
    let distance = difference.numerator < 0 ? difference.negated : difference
    return distance.flatMap { $0.compared(to: Fraction(last)) }.map { $0 <= 0 } ?? false
  }
}
