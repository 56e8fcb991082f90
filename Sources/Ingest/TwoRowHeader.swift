import Formats
import ReportModel

/// 两行表头：a header whose words stand in two rows, as merged cells leave it: 累计完成 over 本年 and 规划期.
enum TwoRowHeader {
  /// The headings of both rows together.
  case joined([String])
  /// One column of figures parted into several measure units, so that a row would hold several indicators.
  case parted(heading: String, at: SourcePosition, measures: [String])

  /// `nil` where the second row is no second row of a header: everything in it has to be a heading or a measure unit, below a
  /// column of figures or below nothing known.
  init?(_ upper: TableRow, _ lower: TableRow) {
    let count = Swift.max(upper.count, lower.count)
    func text(_ row: TableRow, _ index: Int) -> String {
      index < row.count ? Folding.trim(row[index].text) : ""
    }
    var headings: [String] = []
    var group: (index: Int, text: String)?
    var measures: [Int: [String]] = [:]
    var isSecondRow = false
    for index in 0..<count {
      let own = text(upper, index)
      let below = text(lower, index)
      if !own.isEmpty { group = Self.parts(own) ? (index, own) : nil }
      guard !below.isEmpty else {
        headings.append(own)
        continue
      }
      isSecondRow = true
      guard own.isEmpty || group != nil else { return nil }
      let over = group?.text ?? ""
      if MeasureNoteSpelling.isMeasure(Folding.compact(below)), let group {
        measures[group.index, default: []].append(below)
        headings.append(own.isEmpty ? "" : "\(own)（\(below)）")
      } else if let heading = Self.heading(below, below: over) {
        headings.append(heading)
      } else {
        return nil
      }
    }
    guard isSecondRow else { return nil }
    for index in measures.keys.sorted() {
      if let words = measures[index], words.count > 1 {
        self = .parted(
          heading: text(upper, index), at: upper.place(column: index + 1),
          measures: words)
        return
      }
    }
    self = .joined(headings)
  }

  /// Whether a heading can stand over several columns of figures.
  private static func parts(_ heading: String) -> Bool {
    switch HeadingVocabulary.role(of: heading) {
    case nil, .value, .cumulative, .rate: true
    default: false
    }
  }

  /// The form's heading that two words make; 本年 below 累计完成 is 本年累计.
  private static func heading(_ word: String, below group: String) -> String? {
    var candidates = [word, group + word]
    if group.contains("累计") { candidates.insert(Folding.compact(word) + "累计", at: 1) }
    return candidates.first { HeadingVocabulary.role(of: $0) != nil }
  }
}
