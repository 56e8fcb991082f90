/// 重建报告：what was made again, and where it is not what the journal says.
package struct RebuildReport: Sendable {
  /// 重建所见: one thing worth saying about a rebuild.
  package struct Item: Sendable, Hashable {
    package enum Weight: String, Sendable {
      /// As things are; nothing is lost by it.
      case remark
      /// Not the same as before, but the journal's word stands.
      case difference
      /// Something cannot be made again: the register would say less than it did.
      case loss
    }
    package var weight: Weight
    /// A file relative to the workspace, or the journal's entry.
    package var place: String
    package var chinese: String
    package var english: String
  }

  package var entries = 0
  package var submissions = 0
  package var receiptsWritten = 0
  package internal(set) var items: [Item] = []
  /// Whether the new register is in use now.
  package var isInUse = false
  /// 旧登记库: where the register that was there before is kept.
  package var oldRegister: String?

  package var hasLosses: Bool { items.contains { $0.weight == .loss } }
  package var hasDifferences: Bool { items.contains { $0.weight != .remark } }

  mutating func add(_ weight: Item.Weight, _ place: String, _ chinese: String, _ english: String) {
    items.append(Item(weight: weight, place: place, chinese: chinese, english: english))
  }
}
