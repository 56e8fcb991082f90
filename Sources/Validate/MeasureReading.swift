import ReportModel

/// 计量单位的判定：in which measure unit each value of a row was typed.
///
/// The unit's column, the headings, the line above the table and the cell itself can each name one. Where they say the
/// same, or where only one speaks, the reading is certain; where two differ by a factor nobody guesses. A heading or a line
/// that names another kind of thing says nothing about the row: 单位：万元 stands above attendances too.
enum MeasureReading {
  /// By how many places each value moves to be in the definition's measure unit, and the unit it was typed in.
  case shifts([FigureItem: (measure: String, shift: Int)])
  case unknown
  case unconvertible
  case disputed(MeasureDispute)

  static let plain = MeasureReading.shifts([:])

  init(_ row: DraftFigure, of shared: SharedDefinition, in table: MeasureTable) {
    // Numerator and denominator are counted in whatever the definition says, never in the percentage's unit.
    if shared.isRatio || row.values.isEmpty {
      self = .plain
      return
    }
    let definition = shared.definition
    if row.measureNotes == nil {
      if let measure = row.measure, measure.text == definition.measure {
        self = .plain
        return
      }
      // Without a measure unit beside it only what was typed in a cell, 8.4万, can speak of another one.
      if row.measure == nil, row.cells.isEmpty || MeasureDispute.multiplier(of: definition.measure) == nil {
        self = .plain
        return
      }
    }
    if let measure = row.measure {
      guard table.units[measure.text] != nil else {
        self = .unknown
        return
      }
      guard table.converts(measure.text, to: definition.measure) else {
        self = .unconvertible
        return
      }
    }
    self = RowMeasures(row, of: definition, in: table).reading
  }
}

/// 计量单位之争: two places that name measure units of one kind, by different factors.
package struct MeasureDispute: Sendable, Hashable {
  package enum Other: Sendable, Hashable {
    /// The row's own 计量单位.
    case column(String)
    /// Columns of the row that no heading speaks of, in a form that counts in another unit.
    case silent([FigureItem])
    /// A cell that names its own.
    case cell(FigureItem)
    /// The same note names two.
    case itself
  }
  /// The cell that names the measure unit; the row's own where it is the definition's.
  package var note: TypedText?
  package var headed: String
  package var other: Other
  /// They differ by ten to this power.
  package var power: Int

  /// 万, 千, 百 or 亿 at the front of a measure unit.
  static func multiplier(of measure: some StringProtocol) -> Character? {
    measure.first.flatMap { "万千百亿".contains($0) ? $0 : nil }
  }
}

/// 一行的计量单位: what is said about the measure units of one row, from all sides.
private struct RowMeasures {
  let row: DraftFigure
  let definition: IndicatorDefinition
  let table: MeasureTable
  /// Of the 计量单位 column; `nil` where it is blank.
  let stated: String?
  /// Of a number in one of the cells: the cell and the unit.
  let glued: (typed: TypedText, measure: String)?

  init(_ row: DraftFigure, of definition: IndicatorDefinition, in table: MeasureTable) {
    self.row = row
    self.definition = definition
    self.table = table
    let source = row.measure.flatMap { measure in
      row.cells.cells.first {
        $0.typed.position == measure.position && !Self.suffix(of: $0.typed.text).isEmpty
      }?.typed
    }
    glued = source.flatMap { source in row.measure.map { (source, $0.text) } }
    stated = glued == nil ? row.measure?.text : nil
  }

  private static let powers: [String: Int] = ["百": 2, "千": 3, "万": 4, "亿": 8]

  /// What stands behind the number in a cell; 万 is a number too, to Unicode.
  private static func suffix(of text: String) -> String {
    let number = "0123456789０１２３４５６７８９+-.,，．－＋'’‘\"= \u{3000}\u{A0}\t\r\n"
    return String(text.drop { number.contains($0) }.filter { !$0.isWhitespace && $0 != "\"" })
  }

  private func shift(_ measure: String) -> Int? { table.shift(measure, to: definition.measure) }

  /// What a note names: the measure unit, how far it is from the definition's, and the word that stands there.
  private typealias Named = (measure: String, shift: Int, word: String)

  /// What a note says about this row: its measure units of the definition's kind, those of another factor once each.
  private func named(_ note: MeasureNotes.Note?) -> [Named] {
    var found: [Named] = []
    for word in note?.measures ?? [] {
      var (measure, shift) = (word, shift(word))
      if let power = Self.powers[word] {
        // 万 alone is 万 of whatever is counted.
        let isOwn = definition.measure.hasPrefix(word)
        measure = isOwn ? definition.measure : word + definition.measure
        shift = isOwn ? 0 : power
      }
      if let shift, !found.contains(where: { $0.shift == shift }) {
        found.append((measure, shift, word))
      }
    }
    return found
  }

  var reading: MeasureReading {
    var shifts: [FigureItem: (measure: String, shift: Int)] = [:]
    var silent: [FigureItem] = []
    var converting: (note: TypedText, said: Named)?
    for item in row.values.items {
      // Nothing is as much in every unit.
      if row.values[item]?.isZero ?? true {
        if let stated, let shift = shift(stated) { shifts[item] = (stated, shift) }
        continue
      }
      let notes = [row.measureNotes?.columns[item], row.measureNotes?.line].compactMap(\.self)
      guard let note = notes.first(where: { !named($0).isEmpty }) else {
        if let dispute = multiplied(item, in: stated ?? definition.measure, note: nil) {
          return .disputed(dispute)
        }
        if let stated, let shift = shift(stated) {
          shifts[item] = (stated, shift)
        } else if let glued, isExplicit(item), let shift = shift(glued.measure) {
          shifts[item] = (glued.measure, shift)
          if shift != 0 { converting = (glued.typed, (glued.measure, shift, glued.measure)) }
        } else {
          silent.append(item)
        }
        continue
      }
      let said = named(note)
      // A heading under a line, or two lines, that say different things.
      let line = row.measureNotes?.line
      if let line, line != note, stated == nil, !isExplicit(item), case let above = named(line),
        !above.isEmpty,
        !above.contains(where: { $0.shift == said[0].shift })
      {
        return .disputed(dispute(note.typed, said[0], .column(above[0].measure), above[0].shift))
      }
      if let stated, let shift = shift(stated) {
        guard said.contains(where: { $0.shift == shift }) else {
          return .disputed(dispute(note.typed, said[0], .column(stated), shift))
        }
        shifts[item] = (stated, shift)
      } else if isExplicit(item), let glued, let shift = shift(glued.measure) {
        let typed = Self.suffix(of: row.text(of: item))
        guard let own = self.shift(typed), said.contains(where: { $0.shift == own }) else {
          return .disputed(dispute(note.typed, said[0], .cell(item), self.shift(typed) ?? 0))
        }
        shifts[item] = (glued.measure, shift)
      } else if said.count > 1 {
        return .disputed(dispute(note.typed, said[0], .itself, said[1].shift))
      } else {
        if let dispute = multiplied(item, in: said[0].measure, note: note.typed) { return .disputed(dispute) }
        shifts[item] = (said[0].measure, said[0].shift)
        if said[0].shift != 0 { converting = (note.typed, said[0]) }
      }
    }
    if let converting, !silent.isEmpty {
      return .disputed(dispute(converting.note, converting.said, .silent(silent), 0))
    }
    return .shifts(shifts.filter { $0.value.shift != 0 })
  }

  private func dispute(
    _ note: TypedText?, _ said: Named, _ other: MeasureDispute.Other, _ shift: Int
  ) -> MeasureDispute {
    MeasureDispute(note: note, headed: said.word, other: other, power: abs(said.shift - shift))
  }

  /// The cell names its measure unit.
  private func isExplicit(_ item: FigureItem) -> Bool {
    shift(Self.suffix(of: row.text(of: item))) != nil
  }

  /// `8.4万` where 万元 are counted already.
  private func multiplied(_ item: FigureItem, in measure: String, note: TypedText?) -> MeasureDispute? {
    guard stated == nil, MeasureDispute.multiplier(of: measure) != nil,
      let power = Self.powers[Self.suffix(of: row.text(of: item))]
    else { return nil }
    return MeasureDispute(note: note, headed: measure, other: .cell(item), power: power)
  }
}

/// 无从适用的表头单位: headings whose measure units suit no row below them: 本期数（人） over a table that counts 人次 only.
/// A row without a measure unit of its own stands under the wrong one then.
func strangeHeadings(in draft: SubmissionDraft, plan: Plan, table: MeasureTable) -> Set<TypedText> {
  var strange: Set<TypedText> = []
  var suiting: Set<TypedText> = []
  for figure in draft.tasks.lazy.flatMap(\.figures) {
    guard let notes = figure.measureNotes, !notes.columns.isEmpty,
      let definition = plan.indicator(IndicatorID(figure.indicator.text)), !definition.isRatio
    else { continue }
    for item in figure.values.items {
      guard let note = notes.columns[item], note.measures.allSatisfy({ table.units[$0] != nil }) else {
        continue
      }
      if note.measures.contains(where: { table.converts($0, to: definition.measure) }) {
        suiting.insert(note.typed)
      } else {
        strange.insert(note.typed)
      }
    }
  }
  return strange.subtracting(suiting)
}

extension DraftFigure {
  /// The measure unit of such a heading, for a row that has none of its own.
  func strangeMeasure(_ strange: Set<TypedText>) -> TypedText? {
    guard measure == nil, let notes = measureNotes else { return nil }
    let note = values.items.compactMap { notes.columns[$0] }.first { strange.contains($0.typed) }
    return note.map { TypedText($0.measures.joined(separator: "、"), at: $0.typed.position) }
  }
}
