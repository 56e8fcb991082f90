import ReportModel

/// 环比、同比：a figure against the one of the quarter before, or of the same quarter a year before.
///
/// A change is only told where both figures are there and whole: against a figure that lacks a county every quarter looks
/// like growth.
struct Comparison {
  /// 可比值.
  enum Value: Hashable {
    case absent
    /// Something is missing in it, or carried over.
    case incomplete
    case amount(Amount)
    /// Compared in percentage points.
    case percent(Amount)
  }

  let say: Wording

  static func value(
    _ values: FigureValues, of definition: IndicatorDefinition?, isReported: Bool, isWhole: Bool
  ) -> Value {
    guard isReported else { return .absent }
    let value: Value
    if definition?.isFlow ?? (values.inPeriod != nil) {
      value = values.inPeriod.map { .amount($0) } ?? .absent
    } else if let numerator = values.numerator, let denominator = values.denominator {
      value = Quotient(numerator, over: denominator).map { .percent($0.percent(decimals: 1)) } ?? .absent
    } else if let atEnd = values.atEnd {
      value = definition?.measure == "%" ? .percent(atEnd) : .amount(atEnd)
    } else {
      value = .absent
    }
    return value == .absent || isWhole ? value : .incomplete
  }

  func change(from before: Value, to now: Value) -> ReportTable.Cell {
    switch (before, now) {
    case (.absent, _), (_, .absent): return .text("—", .muted)
    case (.incomplete, _), (_, .incomplete): return .text(say("不可比", "n/c"), .muted)
    case (.amount(let before), .amount(let now)):
      guard let difference = now.subtracting(before), let change = Quotient(difference, over: before) else {
        return .text("—", .muted)
      }
      return ReportTable.Cell(content: .percent(change, decimals: 1))
    case (.percent(let before), .percent(let now)):
      guard let points = now.subtracting(before)?.rounded(toDecimals: 1) else { return .text("—", .muted) }
      let sign = points > .zero ? "+" : ""
      return .text(say("\(sign)\(points)个百分点", "\(sign)\(points) points"))
    case (.amount, .percent), (.percent, .amount): return .text(say("不可比", "n/c"), .muted)
    }
  }

  func hint(hasLastYear: Bool) -> String {
    let absent =
      hasLastYear
      ? "" : say("没有登记上年同期的汇总，不列同比。", " Nothing is on record of the same quarter of last year.")
    return say(
      "环比与上季比，同比与上年同期比，都按本期数或期末数；比例按百分点。“—”为没有可比的数（没有报、上次为零或没有登记），“不可比”为有一方缺报或不完整。",
      "Changes are of the quarter's own figure or the state at its end, against the quarter before and the same quarter of last year; ratios in points. “—”: nothing to compare with; “n/c”: one side is incomplete."
    ) + absent
  }
}
