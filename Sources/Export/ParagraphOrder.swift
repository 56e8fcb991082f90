import ReportModel

/// 段落次序：the own unit first, then by unit, plan, task and kind; equal ones keep their order.
///
/// Of what is absent (a paragraph of no task, an explanation of no rule) comes first. Everything is compared by bytes, so
/// that a database puts one unit's paragraphs into the same order:
/// `ORDER BY plan, coalesce(task, ''), kind's order, coalesce(indicator, ''), coalesce(rule, '')`, then as given.
extension [SourceParagraph] {
  /// A province holds tens of thousands of paragraphs: they are put together by unit before anything is compared.
  package func inOrder(of unit: OrgUnitCode) -> [SourceParagraph] {
    var byUnit: [OrgUnitCode: [SourceParagraph]] = [:]
    for paragraph in self { byUnit[paragraph.unit, default: []].append(paragraph) }
    return byUnit.keys.inParagraphOrder(of: unit).flatMap { (byUnit[$0] ?? []).inOrderWithinUnit }
  }

  /// Paragraphs of one unit in order.
  package var inOrderWithinUnit: [SourceParagraph] {
    // They are mostly made in this order; looking is cheaper than sorting.
    if zip(self, dropFirst()).allSatisfy({ !$1.precedesWithinUnit($0) }) { return self }
    return indices.sorted { left, right in
      if self[left].precedesWithinUnit(self[right]) { return true }
      return !self[right].precedesWithinUnit(self[left]) && left < right
    }.map { self[$0] }
  }
}

extension Sequence<OrgUnitCode> {
  /// The order in which a unit's roll-up gives the paragraphs of others: its own first, then by code.
  package func inParagraphOrder(of unit: OrgUnitCode) -> [OrgUnitCode] {
    sorted { left, right in
      if left == unit || right == unit { return left == unit && right != unit }
      return left < right
    }
  }
}

extension SourceParagraph {
  /// Whether this paragraph comes before another one of the same unit.
  package func precedesWithinUnit(_ other: SourceParagraph) -> Bool {
    if plan != other.plan { return plan < other.plan }
    if task != other.task { return (task ?? "") < (other.task ?? "") }
    if kind != other.kind { return kind.order < other.kind.order }
    if indicator != other.indicator { return (indicator ?? "") < (other.indicator ?? "") }
    return (rule ?? "") < (other.rule ?? "")
  }
}

extension ParagraphKind {
  /// The order in which a report states them.
  package var order: Int {
    switch self {
    case .progress: 0
    case .problems: 1
    case .next: 2
    case .summary: 3
    case .explanation: 4
    }
  }
}
