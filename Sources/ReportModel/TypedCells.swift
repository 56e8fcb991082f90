/// 各栏原文：what was typed for the items of one figure, with its places.
///
/// A list and no dictionary: a row has three or four of them, and a national quarter half a million rows.
package struct TypedCells: Sendable, Hashable {
  package struct Cell: Sendable, Hashable {
    package fileprivate(set) var typed: TypedText
    package let item: FigureItem
  }
  /// In the order in which they were set.
  package private(set) var cells: [Cell] = []

  package init() {}

  package var isEmpty: Bool { cells.isEmpty }

  package subscript(item: FigureItem) -> TypedText? {
    get { cells.isEmpty ? nil : cells.first { $0.item == item }?.typed }
    set {
      let index = cells.firstIndex { $0.item == item }
      switch (index, newValue) {
      case (let index?, let typed?): cells[index].typed = typed
      case (let index?, nil): cells.remove(at: index)
      case (nil, let typed?): cells.append(Cell(typed: typed, item: item))
      case (nil, nil): break
      }
    }
  }

  package mutating func reserveCapacity(_ count: Int) { cells.reserveCapacity(count) }
}
