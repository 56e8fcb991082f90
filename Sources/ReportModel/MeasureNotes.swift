/// 表上所注计量单位：what a table says about measure units outside its column of them: `本期数（元）` in a heading,
/// `单位：万元` above it.
///
/// One for all rows of a table. Which of it concerns a figure, only the figure's definition tells: 单位：万元 says nothing
/// about attendances.
package final class MeasureNotes: Sendable {
  /// 一处注明: what stands in one cell, and the measure units that it names.
  package struct Note: Sendable, Hashable {
    package let typed: TypedText
    package let measures: [String]
    package init(_ typed: TypedText, measures: [String]) {
      self.typed = typed
      self.measures = measures
    }
  }

  /// Above (or below) the table.
  package let line: Note?
  package let columns: [FigureItem: Note]

  /// `nil` where the table says nothing.
  package init?(line: Note?, columns: [FigureItem: Note]) {
    if line == nil, columns.isEmpty { return nil }
    self.line = line
    self.columns = columns
  }
}
