/// A code that names one thing of one kind, so that a unit's code cannot be passed for a plan's.
package protocol Identifier: Hashable, Sendable, Comparable, CustomStringConvertible,
  ExpressibleByStringLiteral
{
  var symbol: Symbol { get }
  init(_ rawValue: String)
}

extension Identifier {
  package init(stringLiteral value: String) { self.init(value) }
  package var description: String { rawValue }
  /// Codes are ordered by their bytes: the same order in every locale.
  package static func < (left: Self, right: Self) -> Bool { left.symbol < right.symbol }
  package var rawValue: String { symbol.text }
  package func _rawHashValue(seed: Int) -> Int { symbol._rawHashValue(seed: seed) }
}

/// 单位代码：GB/T 2260 (`610702`) or a registered local code (`610700-jyj`).
package struct OrgUnitCode: Identifier {
  package let symbol: Symbol
  package init(_ rawValue: String) { symbol = Symbol(rawValue) }
}

/// 规划标识：one programme, shared by the plans of every level (`science-literacy-2035`).
package struct ProgrammeID: Identifier {
  package let symbol: Symbol
  package init(_ rawValue: String) { symbol = Symbol(rawValue) }
}

/// 方案标识：an implementation plan (`hanzhong-2022`).
package struct PlanID: Identifier {
  package let symbol: Symbol
  package init(_ rawValue: String) { symbol = Symbol(rawValue) }
}

/// 任务编号：an entry of a task matrix (`hz-06`); `00` is the general one.
package struct TaskID: Identifier {
  package let symbol: Symbol
  package init(_ rawValue: String) { symbol = Symbol(rawValue) }
}

/// 指标编号：an indicator of a plan (`key-teachers`); unique within its plan.
package struct IndicatorID: Identifier {
  package let symbol: Symbol
  package init(_ rawValue: String) { symbol = Symbol(rawValue) }
}
