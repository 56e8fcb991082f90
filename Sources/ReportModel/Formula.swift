/// 公式：what an audit formula compares, as a tree.
///
/// `劳动力 = 技能 + 创业 when 活动 > 0` is one comparison that must hold and, after `when`, the comparisons under which it is
/// asked for at all.
package struct Formula: Sendable, Hashable {
  package var comparison: Comparison
  /// 前提条件; all of them.
  package var conditions: [Comparison]

  package init(_ comparison: Comparison, when conditions: [Comparison] = []) {
    self.comparison = comparison
    self.conditions = conditions
  }

  package struct Comparison: Sendable, Hashable {
    package enum Relation: String, Sendable, CaseIterable {
      case equal = "="
      case unequal = "<>"
      case less = "<"
      case atMost = "<="
      case greater = ">"
      case atLeast = ">="
    }
    package var left: Term
    package var relation: Relation
    package var right: Term
    package init(_ left: Term, _ relation: Relation, _ right: Term) {
      self.left = left
      self.relation = relation
      self.right = right
    }
  }

  package indirect enum Term: Sendable, Hashable {
    package enum Operation: String, Sendable, CaseIterable {
      case add = "+"
      case subtract = "-"
      case multiply = "*"
      case divide = "/"
      fileprivate var binds: Int { self == .add || self == .subtract ? 1 : 2 }
    }
    case number(Amount)
    /// `100%` is one.
    case percent(Amount)
    case figure(Reference)
    case negated(Term)
    case operation(Term, Operation, Term)
  }

  /// 引用：which of an indicator's values.
  package struct Reference: Sendable, Hashable {
    package enum Source: String, Sendable, CaseIterable {
      /// 上期, of the quarter before · 下级合计, of the units below.
      case previous, children
    }
    package var indicator: IndicatorID
    /// `nil` where only the indicator is named: the column that is being compared, or a ratio's quotient.
    package var item: FigureItem?
    /// `nil` for the report itself.
    package var source: Source?
    package init(_ indicator: IndicatorID, item: FigureItem? = nil, source: Source? = nil) {
      self.indicator = indicator
      self.item = item
      self.source = source
    }
  }

  /// Every reference in the order of the text; the conditions' last.
  package var references: [Reference] {
    ([comparison] + conditions).flatMap(\.references)
  }
}

extension Formula.Comparison {
  package var references: [Formula.Reference] { left.references + right.references }
}

extension Formula.Term {
  package var references: [Formula.Reference] {
    switch self {
    case .number, .percent: []
    case .figure(let reference): [reference]
    case .negated(let term): term.references
    case .operation(let left, _, let right): left.references + right.references
    }
  }
}

// MARK: Writing

extension Formula: CustomStringConvertible {
  /// The formula in its plainest spelling; parsing it gives the same tree.
  package var description: String {
    conditions.isEmpty
      ? comparison.description
      : "\(comparison) when \(conditions.map(\.description).joined(separator: " and "))"
  }
}

extension Formula.Comparison: CustomStringConvertible {
  package var description: String { "\(left) \(relation.rawValue) \(right)" }
}

extension Formula.Reference: CustomStringConvertible {
  package var description: String {
    let inner = item.map { "\($0.rawValue)(\(indicator))" } ?? indicator.rawValue
    return source.map { "\($0.rawValue)(\(inner))" } ?? inner
  }
}

extension Formula.Term: CustomStringConvertible {
  package var description: String {
    switch self {
    case .number(let amount): amount.description
    case .percent(let amount): "\(amount)%"
    case .figure(let reference): reference.description
    case .negated(let term): "-\(term.operand(in: 3))"
    case .operation(let left, let operation, let right):
      // To the right of a minus or a slash the brackets matter.
      "\(left.operand(in: operation.binds)) \(operation.rawValue) \(right.operand(in: operation.binds + 1))"
    }
  }

  private func operand(in strength: Int) -> String {
    guard case .operation(_, let operation, _) = self, operation.binds < strength else { return description }
    return "(\(self))"
  }
}
