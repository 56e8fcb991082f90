/// 公式判定：whether a formula holds for the figures of one report, worked out exactly.
package enum FormulaJudgement: Sendable, Hashable {
  case holds
  /// The condition is not met, a figure is missing, or a divisor is zero: nothing can be said.
  case unanswered
  case fails(FormulaImbalance)
  /// A result left 128 bits.
  case tooLarge
}

/// 不平：both sides of a comparison that does not hold.
package struct FormulaImbalance: Sendable, Hashable {
  package var relation: Formula.Comparison.Relation
  package var left: Fraction
  package var right: Fraction
  /// Left less right; `nil` where it is too large.
  package var difference: Fraction?
  /// What the comparison's references stood for, each once, in the order of the text; `nil` for a missing one.
  package var operands: [Operand]
  /// Whether the sides read as percentages.
  package var isPercentage: Bool
  /// Whether one figure is compared with another or with a number, without any arithmetic.
  package var isPlain: Bool

  package struct Operand: Sendable, Hashable {
    package var reference: Formula.Reference
    /// The column that a bare name came to; `nil` for a ratio's quotient.
    package var item: FigureItem?
    package var value: Fraction?
    /// Not to be had, so that nothing can stand in for it.
    package var isWithheld = false
  }
}

/// 取数：looks up the values of an indicator, of the report itself or of another source; `nil` where they are not to be had (a
/// partial total, a quarter without a report), which is never taken for a blank: blank values are `FigureValues.none`.
package typealias FormulaFigures = (IndicatorID, Formula.Reference.Source?) -> FigureValues?

extension Formula {
  /// Whether the formula holds.
  ///
  /// A figure without a value, be it missing or 不适用, leaves the comparison unanswered; with `missingIsZero` it counts as
  /// zero as long as another figure of the same comparison has a value. Dividing by zero answers nothing.
  ///
  /// - Parameters:
  ///   - plan: says what a bare name means: a flow's `column`, a stock's `atEnd`, a ratio's quotient. An indicator
  ///     that it does not have is missing.
  ///   - column: what bare names of flows stand for.
  package func judge(
    in plan: Plan, column: FigureItem = .inPeriod, missingIsZero: Bool = false,
    figures: @escaping FormulaFigures
  ) -> FormulaJudgement {
    let evaluation = FormulaEvaluation(
      plan: plan, column: column, missingIsZero: missingIsZero, figures: figures)
    for condition in conditions {
      switch evaluation.judge(condition) {
      case .holds: continue
      case .tooLarge: return .tooLarge
      case .fails, .unanswered: return .unanswered
      }
    }
    guard case .fails(var imbalance) = evaluation.judge(comparison) else {
      return evaluation.judge(comparison)
    }
    // What the condition rests on is part of the story.
    let premises = conditions.flatMap(\.references).map(evaluation.operand)
    imbalance.operands = (premises + imbalance.operands).uniqued
    return .fails(imbalance)
  }
}

private struct FormulaEvaluation {
  enum Outcome {
    case known(Fraction)
    case unknown, tooLarge
  }

  let plan: Plan
  let column: FigureItem
  let missingIsZero: Bool
  let figures: FormulaFigures

  func judge(_ comparison: Formula.Comparison) -> FormulaJudgement {
    let references = comparison.references
    let operands = references.map(operand)
    let known = operands.contains { $0.value != nil }
    let fillsGaps = missingIsZero && known
    switch (value(of: comparison.left, fillsGaps), value(of: comparison.right, fillsGaps)) {
    case (.tooLarge, _), (_, .tooLarge): return .tooLarge
    case (.unknown, _), (_, .unknown): return .unanswered
    case (.known(let left), .known(let right)):
      guard let order = left.compared(to: right) else { return .tooLarge }
      if comparison.relation.holds(for: order) { return .holds }
      return .fails(
        FormulaImbalance(
          relation: comparison.relation, left: left, right: right, difference: left.subtracting(right),
          operands: operands.uniqued,
          isPercentage: comparison.left.isShare(in: plan) || comparison.right.isShare(in: plan),
          isPlain: comparison.left.isPlain && comparison.right.isPlain))
    }
  }

  func operand(_ reference: Formula.Reference) -> FormulaImbalance.Operand {
    guard let definition = plan.indicator(reference.indicator) else {
      return FormulaImbalance.Operand(reference: reference, isWithheld: true)
    }
    let item = reference.item(of: definition, column: column)
    let values = figures(reference.indicator, reference.source)
    let value: Fraction? =
      if let item {
        values?[item].map { Fraction($0) }
      } else {
        values?.numerator.flatMap { top in
          values?.denominator.flatMap { Fraction(top).divided(by: Fraction($0)) }
        }
      }
    return FormulaImbalance.Operand(
      reference: reference, item: item, value: value, isWithheld: values == nil)
  }

  private func value(of term: Formula.Term, _ fillsGaps: Bool) -> Outcome {
    switch term {
    case .number(let amount): return .known(Fraction(amount))
    case .percent(let amount):
      return Fraction(amount).divided(by: Fraction(100)).map { .known($0) } ?? .tooLarge
    case .figure(let reference):
      let operand = operand(reference)
      // A quotient over zero is no missing figure.
      if operand.value == nil, fillsGaps, operand.item != nil, !operand.isWithheld { return .known(.zero) }
      return operand.value.map { .known($0) } ?? .unknown
    case .negated(let inner):
      let outcome = value(of: inner, fillsGaps)
      guard case .known(let value) = outcome else { return outcome }
      return value.negated.map { .known($0) } ?? .tooLarge
    case .operation(let first, let operation, let second):
      let left = value(of: first, fillsGaps)
      guard case .known(let x) = left else { return left }
      let right = value(of: second, fillsGaps)
      guard case .known(let y) = right else { return right }
      let result: Fraction?
      switch operation {
      case .add: result = x.adding(y)
      case .subtract: result = x.subtracting(y)
      case .multiply: result = x.multiplied(by: y)
      case .divide:
        if y.isZero { return .unknown }
        result = x.divided(by: y)
      }
      return result.map { .known($0) } ?? .tooLarge
    }
  }
}

extension [FormulaImbalance.Operand] {
  fileprivate var uniqued: [FormulaImbalance.Operand] {
    var told: [FormulaImbalance.Operand] = []
    for operand in self where !told.contains(operand) { told.append(operand) }
    return told
  }
}

extension Formula.Reference {
  /// The column that the reference means; `nil` for a ratio's quotient.
  package func item(of definition: IndicatorDefinition, column: FigureItem) -> FigureItem? {
    if let item { return item }
    if definition.isRatio { return nil }
    return definition.isFlow ? column : .atEnd
  }
}

extension Formula.Term {
  fileprivate var isPlain: Bool {
    switch self {
    case .number, .percent, .figure: true
    case .negated, .operation: false
    }
  }

  /// Whether the term is a share of a whole, so that people read it as a percentage.
  fileprivate func isShare(in plan: Plan) -> Bool {
    switch self {
    case .number: false
    case .percent: true
    case .figure(let reference):
      reference.item == nil && plan.indicator(reference.indicator)?.isRatio == true
    case .negated(let term): term.isShare(in: plan)
    case .operation(let left, let operation, let right):
      operation != .divide && operation != .multiply && (left.isShare(in: plan) || right.isShare(in: plan))
    }
  }
}

extension Formula.Comparison.Relation {
  /// - Parameter order: −1, 0 or 1, as the left side is less than, equal to or greater than the right one.
  fileprivate func holds(for order: Int) -> Bool {
    switch self {
    case .equal: order == 0
    case .unequal: order != 0
    case .less: order < 0
    case .atMost: order <= 0
    case .greater: order > 0
    case .atLeast: order >= 0
    }
  }
}
