/// A code that names one thing of one kind, so that a unit's code cannot be passed for a plan's.
package protocol Identifier: Hashable, Sendable, Comparable, CustomStringConvertible,
  ExpressibleByStringLiteral
{
  var rawValue: String { get }
  init(_ rawValue: String)
}

extension Identifier {
  package init(stringLiteral value: String) { self.init(value) }
  package var description: String { rawValue }
  /// Codes are ordered by their bytes: the same order in every locale.
  package static func < (left: Self, right: Self) -> Bool {
    bytesPrecede(left.rawValue, right.rawValue)
  }
}

/// As `lexicographicallyPrecedes` of both in UTF-8, without a step through an iterator for each byte.
private func bytesPrecede(_ left: String, _ right: String) -> Bool {
  var (left, right) = (left, right)
  return left.withUTF8 { left in
    right.withUTF8 { right in
      for position in 0..<min(left.count, right.count) where left[position] != right[position] {
        return left[position] < right[position]
      }
      return left.count < right.count
    }
  }
}

/// 单位代码：GB/T 2260 (`610702`) or a registered local code (`610700-jyj`).
package struct OrgUnitCode: Identifier {
  package let rawValue: String
  package init(_ rawValue: String) { self.rawValue = rawValue }
}

/// 规划标识：one programme, shared by the plans of every level (`science-literacy-2035`).
package struct ProgrammeID: Identifier {
  package let rawValue: String
  package init(_ rawValue: String) { self.rawValue = rawValue }
}

/// 方案标识：an implementation plan (`hanzhong-2022`).
package struct PlanID: Identifier {
  package let rawValue: String
  package init(_ rawValue: String) { self.rawValue = rawValue }
}

/// 任务编号：an entry of a task matrix (`hz-06`); `00` is the general one.
package struct TaskID: Identifier {
  package let rawValue: String
  package init(_ rawValue: String) { self.rawValue = rawValue }
}

/// 指标编号：an indicator of a plan (`key-teachers`); unique within its plan.
package struct IndicatorID: Identifier {
  package let rawValue: String
  package init(_ rawValue: String) { self.rawValue = rawValue }
}
