import ReportModel

/// A formula on the first line; the bytes behind it are the figures that it is judged by.
struct FormulaLaws {
  private static let plan: Plan = {
    func indicator(
      _ id: IndicatorID, _ kind: IndicatorDefinition.Kind = .count,
      _ time: IndicatorDefinition.TimeFunction = .flow
    ) -> IndicatorDefinition {
      IndicatorDefinition(
        id: id, task: "x-00", name: id.rawValue, measure: "人次", kind: kind, timeFunction: time,
        unitFunction: .sum, basis: .sum, reportedBy: .both)
    }
    return Plan(
      id: "p", programme: "p", unit: "610700", firstYear: 2021, lastYear: 2025, cumulativeFrom: "2021-01",
      title: "", source: "",
      matrix: TaskMatrix(general: PlanTask(id: "x-00", title: "", place: "", text: "", units: []), parts: []),
      indicators: [
        indicator("a"), indicator("b"), indicator("c"), indicator("s", .count, .stock),
        indicator("r", .coverage, .stock),
      ])
  }()

  static func check(_ bytes: [UInt8], _ laws: inout Laws) {
    let end = bytes.firstIndex(of: 0x0A) ?? bytes.endIndex
    let text = String(decoding: bytes[..<end], as: UTF8.self)
    let formula: Formula
    do throws(FormulaError) {
      formula = try Formula(parsing: text)
    } catch {
      laws.require(
        (0...text.unicodeScalars.count).contains(error.offset), "\(error) lies outside the text")
      return
    }
    let printed = formula.description
    // The plain spelling has more spaces.
    if printed.unicodeScalars.count <= Formula.maximumLength {
      do throws(FormulaError) {
        let again = try Formula(parsing: printed)
        laws.require(again == formula, "printed as \(printed), which is read as \(again)")
      } catch {
        laws.require(false, "printed as \(printed), which cannot be read: \(error)")
      }
    }
    requireLogic(of: formula, figures(from: bytes[end...].dropFirst()), &laws)
  }

  /// The opposite comparison has the opposite answer, and the mirrored one the same.
  private static func requireLogic(
    of formula: Formula, _ figures: [String: FigureValues], _ laws: inout Laws
  ) {
    var opposite = formula
    opposite.comparison.relation = opposite.comparison.relation.opposite
    var mirrored = formula
    mirrored.comparison = Formula.Comparison(
      formula.comparison.right, formula.comparison.relation.mirrored, formula.comparison.left)
    for column in [FigureItem.inPeriod, .yearToDate, .planToDate] {
      for missingIsZero in [false, true] {
        func judge(_ formula: Formula) -> FormulaJudgement {
          formula.judge(in: plan, column: column, missingIsZero: missingIsZero) { id, source in
            figures["\(source?.rawValue ?? "") \(id)"]
          }
        }
        let judgement = judge(formula)
        switch (judgement, judge(opposite)) {
        case (.holds, .fails), (.fails, .holds), (.unanswered, .unanswered), (.tooLarge, .tooLarge): break
        case (_, let other): laws.require(false, "\(formula) \(judgement), its opposite \(other)")
        }
        switch (judgement, judge(mirrored)) {
        case (.holds, .holds), (.unanswered, .unanswered), (.tooLarge, .tooLarge): break
        case (.fails(let imbalance), .fails(let other)):
          laws.require(
            imbalance.left == other.right && imbalance.right == other.left
              && imbalance.difference == other.difference?.negated,
            "\(formula) and its mirror image disagree: \(imbalance) \(other)")
          for side in [imbalance.left, imbalance.right] + imbalance.operands.compactMap(\.value) {
            requirePrintable(side, &laws)
          }
        case (_, let other): laws.require(false, "\(formula) \(judgement), its mirror image \(other)")
        }
      }
    }
  }

  private static func requirePrintable(_ fraction: Fraction, _ laws: inout Laws) {
    if let amount = fraction.amount {
      laws.require(Fraction(amount) == fraction, "\(fraction) is not \(amount)")
    }
    for decimals in [0, 2, 9] { _ = fraction.rounded(toDecimals: decimals) }
  }

  /// For every indicator, column and source a byte for the kind of value and, for most kinds, some more for the value.
  private static func figures(from bytes: ArraySlice<UInt8>) -> [String: FigureValues] {
    var rest = bytes
    func whole(_ count: Int) -> Int128 {
      var value: Int128 = 0
      for byte in rest.prefix(count) { value = value << 8 | Int128(byte) }
      rest = rest.dropFirst(count)
      return value
    }
    var figures: [String: FigureValues] = [:]
    for source in ["", "previous", "children"] {
      for indicator in plan.indicators {
        var values = FigureValues()
        for item in FigureItem.allCases {
          guard let kind = rest.popFirst() else { return figures }
          switch kind % 6 {
          case 0: break
          case 1: values[item] = Amount(Int(kind / 6))
          case 2: values[item] = Amount(significand: whole(1), scale: Int(kind / 6) % 10)
          case 3: values[item] = Amount(significand: -whole(2), scale: Int(kind / 6) % 10)
          case 4: values[item] = Amount(significand: whole(8) >> 5, scale: Int(kind / 6) % 10)
          default: values[item] = Amount(significand: 999_999_999_999_999_999, scale: Int(kind / 6) % 10)
          }
        }
        figures["\(source) \(indicator.id)"] = values
      }
    }
    return figures
  }
}

extension Formula.Comparison.Relation {
  fileprivate var opposite: Self {
    switch self {
    case .equal: .unequal
    case .unequal: .equal
    case .less: .atLeast
    case .atMost: .greater
    case .greater: .atMost
    case .atLeast: .less
    }
  }

  fileprivate var mirrored: Self {
    switch self {
    case .equal, .unequal: self
    case .less: .greater
    case .atMost: .atLeast
    case .greater: .less
    case .atLeast: .atMost
    }
  }
}
