import Findings
import Formats
import ReportModel

/// 封面：the lines above (and, as many forms have them, below) the table.
struct CoverBlock {
  private var entries: [CoverKey: TypedText] = [:]
  /// The name in the cell behind the unit's code.
  private var nameBeside: TypedText?
  /// 单位：万元 above the table that comes next.
  private var measureLine: MeasureNotes.Note?

  /// What stands behind an item and what it says is help for whoever fills in the form, and nothing to speak of.
  var hasHelpBeside = false

  var isEmpty: Bool { entries.isEmpty }
  var blankMeansZero: Bool {
    entries[.blankMeansZero].flatMap { CoverVocabulary.answers[Folding.compact($0.text)] } ?? false
  }

  /// The line of measure units read last, once.
  mutating func takeMeasureLine() -> MeasureNotes.Note? {
    defer { measureLine = nil }
    return measureLine
  }

  /// Two lines above one table both count.
  private mutating func note(_ measures: [String], _ text: String, at position: SourcePosition) {
    let first = measureLine
    measureLine = MeasureNotes.Note(
      first?.typed ?? TypedText(text, at: position), measures: (first?.measures ?? []) + measures)
  }

  // MARK: Lines

  /// Takes what a line says: pairs of cells, or `填表人：张三` within one cell.
  mutating func read(_ row: TableRow, isAboveTable: Bool, log: inout FindingLog) {
    var leftovers: [(text: String, position: SourcePosition)] = []
    var isFirstUnknown = false
    var index = 0
    var hasEntry = false
    while index < row.count {
      let cell = row[index]
      let text = Folding.trim(cell.text)
      let position = cell.place
      index += 1
      if text.isEmpty { continue }
      if let measures = MeasureNoteSpelling.line(in: text) {
        note(measures, text, at: position)
        if MeasureNoteSpelling.isWholeCell(text) { continue }
      } else if MeasureNoteSpelling.isLineWord(text),
        let next = row.dropFirst(index).first(where: \.holdsText),
        case let measures = MeasureNoteSpelling.alone(next.text), !measures.isEmpty
      {
        note(measures, "\(text) \(Folding.trim(next.text))", at: position)
        index = next.column
        continue
      }
      if let key = CoverVocabulary.key(of: text) {
        // The rest of the line is for people, whatever words it is made of.
        if key == .shown { break }
        hasEntry = true
        noteWord(text, key, at: position, log: &log)
        // Behind a cell that was left blank there is nothing but help.
        if hasHelpBeside, index >= row.count || !row[index].holdsText { break }
        guard let value = Self.value(in: row, from: &index) else { continue }
        let isKept = enter(key, value, log: &log)
        if key == .unit, let name = Self.value(in: row, from: &index), isKept { nameBeside = name }
      } else {
        let pairs = Self.pairs(in: text)
        for pair in pairs {
          hasEntry = true
          if pair.key == .shown { continue }
          noteWord(pair.word, pair.key, at: position, log: &log)
          if !pair.value.isEmpty { _ = enter(pair.key, TypedText(pair.value, at: position), log: &log) }
        }
        if pairs.isEmpty {
          if !hasEntry, leftovers.isEmpty { isFirstUnknown = true }
          leftovers.append((text, position))
        }
      }
    }
    guard let first = leftovers.first, !hasEntry || !hasHelpBeside else { return }
    if isAboveTable, isFirstUnknown, leftovers.count > 1 {
      log.note(
        IngestSheet.unknownCoverKey, at: first.position, value: leftovers[1].text,
        ["key": FindingLog.quote(first.text)])
    } else {
      log.repair(
        IngestSheet.lineNotRead, at: first.position, value: leftovers.map(\.text).joined(separator: " "),
        readAs: "")
    }
  }

  /// 横排的封面: the items of a row with their values in the row below. Certain only where every cell of the first names
  /// an item, at least two have something below them, and nothing stands below anything else than an item (or, for the
  /// unit's name, beside its code).
  mutating func readAcross(_ row: TableRow, above below: TableRow, log: inout FindingLog) -> Bool {
    let items = row.filter(\.holdsText).map { (cell: $0, key: CoverVocabulary.key(of: $0.text)) }
    let values = below.filter(\.holdsText)
    guard items.count >= 2, values.count >= 2, !items.contains(where: { $0.key == nil || $0.key == .shown }),
      ColumnMap(below) == nil
    else { return false }
    let unitColumn = items.first { $0.key == .unit }?.cell.column
    var entered: [(key: CoverKey, word: TableCell, value: TypedText)] = []
    for value in values {
      let text = Folding.trim(value.text)
      let typed = TypedText(text, at: value.place)
      if CoverVocabulary.key(of: text) != nil || !Self.pairs(in: text).isEmpty { return false }
      if let item = items.first(where: { $0.cell.column == value.column }), let key = item.key {
        entered.append((key, item.cell, typed))
      } else if let unitColumn, value.column == unitColumn + 1, let word = items.first?.cell {
        entered.append((.unitName, word, typed))
      } else {
        return false
      }
    }
    guard entered.count >= 2 else { return false }
    for (key, word, value) in entered {
      if key == .unitName, word.column != value.position.column {
        nameBeside = value
        continue
      }
      let position = word.place
      noteWord(Folding.trim(word.text), key, at: position, log: &log)
      _ = enter(key, value, log: &log)
    }
    log.repair(
      IngestSheet.coverAcross, at: items[0].cell.place,
      value: items.map { Folding.compact($0.cell.text) }.joined(separator: " "),
      readAs: values.map { Folding.trim($0.text) }.joined(separator: " "))
    return true
  }

  /// The next cell that holds something, unless it is a key of its own.
  private static func value(in row: TableRow, from index: inout Int) -> TypedText? {
    var next = index
    while next < row.count {
      let cell = row[next]
      let text = Folding.trim(cell.text)
      if !text.isEmpty {
        if CoverVocabulary.key(of: text) != nil || !pairs(in: text).isEmpty
          || MeasureNoteSpelling.line(in: text) != nil
        {
          return nil
        }
        index = next + 1
        return TypedText(text, at: cell.place)
      }
      next += 1
    }
    return nil
  }

  /// `填表人：张三　审核人：李四` as pairs; a word that is no cover key begins none.
  static func pairs(in text: String) -> [(key: CoverKey, word: String, value: String)] {
    guard text.contains("：") || text.contains(":") else { return [] }
    var starts: [(key: CoverKey, word: String, wordStart: String.Index, valueStart: String.Index)] = []
    for colon in text.indices where text[colon] == "：" || text[colon] == ":" {
      let word = text[..<colon].reversed().prefix { !$0.isWhitespace && !"：:；;，,。、".contains($0) }
      let name = String(word.reversed())
      guard let key = CoverVocabulary.key(of: name) else { continue }
      starts.append((key, name, text.index(colon, offsetBy: -name.count), text.index(after: colon)))
    }
    return starts.indices.map { index in
      let end = index + 1 < starts.count ? starts[index + 1].wordStart : text.endIndex
      let value = Folding.trim(text[starts[index].valueStart..<end])
      return (starts[index].key, starts[index].word, value)
    }
  }

  private func noteWord(_ word: String, _ key: CoverKey, at position: SourcePosition, log: inout FindingLog) {
    let plain = Folding.compact(word).filter { $0 != ":" && $0 != "：" }
    if plain != key.rawValue {
      log.repair(IngestSheet.coverSynonym, at: position, value: plain, readAs: key.rawValue)
    }
  }

  /// Whether the value stands: the first does, and what says the same.
  private mutating func enter(_ key: CoverKey, _ value: TypedText, log: inout FindingLog) -> Bool {
    if let first = entries[key] {
      guard Folding.compact(first.text) != Folding.compact(value.text) else { return true }
      log.note(
        IngestSheet.coverConflict, at: value.position, value: value.text,
        ["key": key.rawValue, "first": FindingLog.quote(first.text)])
      return false
    }
    entries[key] = value
    return true
  }

  // MARK: What they mean

  /// Puts the cover into the draft, with a finding for whatever cannot be understood.
  func apply(to draft: inout SubmissionDraft, log: inout FindingLog) {
    applyUnit(to: &draft, log: &log)
    applyPeriod(to: &draft, log: &log)
    if let plan = entries[.plan] { draft.plan = Self.code(plan, log: &log) }
    if let scope = choice(.scope, CoverVocabulary.scopes, "本级、汇总", log: &log) { draft.scope = scope }
    draft.scopeText = entries[.scope]
    if let mode = choice(.mode, CoverVocabulary.modes, "重报、补报", log: &log) { draft.mode = mode }
    if let answer = choice(.blankMeansZero, CoverVocabulary.answers, "是、否", log: &log) {
      draft.cover.blankMeansZero = answer
    }
    applyRevision(to: &draft, log: &log)
    draft.cover.filledBy = entries[.filledBy]?.text
    draft.cover.reviewedBy = entries[.reviewedBy]?.text
    draft.cover.approvedBy = entries[.approvedBy]?.text
    draft.cover.phone = entries[.phone]?.text
    if let text = entries[.explanation].flatMap({ Folding.paragraph($0.text) }) {
      draft.explanations.append(Explanation(rule: nil, indicator: nil, text: text))
    }
    draft.summary = entries[.summary].flatMap { Folding.paragraph($0.text) }
    if let code = entries[.creditCode] {
      // One in scientific notation too: the check of the code says so, and nothing depends on it.
      draft.cover.creditCode = Folding.compact(code.text)
      draft.creditCode = code
    }
    if let date = entries[.filledOn] {
      draft.filledOn = date
      if let iso = DateSpelling.iso(date.text) {
        draft.cover.filledOn = iso
        if iso != date.text {
          log.repair(IngestSheet.dateSpelling, at: date.position, value: date.text, readAs: iso)
        }
      } else {
        log.note(IngestSheet.unknownDate, at: date.position, value: date.text)
      }
    }
  }

  private func applyUnit(to draft: inout SubmissionDraft, log: inout FindingLog) {
    var name = entries[.unitName] ?? nameBeside
    if let typed = entries[.unit] {
      let spelling = UnitSpelling(typed.text)
      if let code = spelling.code {
        draft.unit = TypedText(code, at: typed.position)
        if spelling.isRepaired {
          log.repair(IngestSheet.codeSpelling, at: typed.position, value: typed.text, readAs: code)
        }
      } else if spelling.isMangled {
        log.note(
          IngestSheet.mangledCode, at: typed.position, value: typed.text,
          ["example": "6 位单位代码，如 610703", "exampleEN": "the unit's six digits, such as 610703"])
      } else if spelling.name == nil {
        log.note(IngestSheet.malformedUnit, at: typed.position, value: typed.text)
      }
      if name == nil, let inside = spelling.name { name = TypedText(inside, at: typed.position) }
    }
    if let typed = name {
      // A code may stand in the second cell, behind the name.
      let spelling = UnitSpelling(typed.text)
      if draft.unit == nil, let code = spelling.code {
        draft.unit = TypedText(code, at: typed.position)
        name = entries[.unit]
      }
    }
    if let name {
      draft.unitName = TypedText(UnitSpelling.withoutSeal(name.text), at: name.position)
      draft.cover.unitName = draft.unitName?.text
    }
    if entries[.unit] == nil, name == nil { log.note(IngestSheet.noUnit) }
  }

  private func applyPeriod(to draft: inout SubmissionDraft, log: inout FindingLog) {
    guard let typed = entries[.period] else {
      log.note(IngestSheet.noPeriod)
      return
    }
    draft.periodText = typed
    switch PeriodSpelling(typed.text) {
    case .period(let period):
      draft.period = period
      if typed.text != period.description {
        log.repair(
          IngestSheet.periodSpelling, at: typed.position, value: typed.text, readAs: period.description)
      }
    case .yearMissing: log.note(IngestSheet.periodWithoutYear, at: typed.position, value: typed.text)
    case .notOneQuarter: log.note(IngestSheet.periodNotQuarter, at: typed.position, value: typed.text)
    case .unknown(let doubt):
      log.note(
        IngestSheet.unknownPeriod, at: typed.position, value: typed.text,
        ["doubt": doubt?.chinese ?? "", "doubtEN": doubt?.english ?? ""])
    }
  }

  private func applyRevision(to draft: inout SubmissionDraft, log: inout FindingLog) {
    guard let typed = entries[.revision] else { return }
    var digits = Folding.compact(typed.text)[...]
    if digits.hasPrefix("第") { digits = digits.dropFirst() }
    for suffix in ["版", "次"] where digits.hasSuffix(suffix) { digits = digits.dropLast() }
    if let revision = digits.plainInteger, (1...9999).contains(revision) {
      draft.revision = revision
    } else {
      log.note(
        IngestSheet.unknownCoverValue, at: typed.position, value: typed.text,
        ["key": CoverKey.revision.rawValue, "expected": "1、2、3…"])
    }
  }

  private func choice<Value>(
    _ key: CoverKey, _ choices: [String: Value], _ expected: String, log: inout FindingLog
  ) -> Value? {
    guard let typed = entries[key] else { return nil }
    if let value = choices[Folding.compact(typed.text)] { return value }
    log.note(
      IngestSheet.unknownCoverValue, at: typed.position, value: typed.text,
      ["key": key.rawValue, "expected": expected])
    return nil
  }

  /// A code in its usual form; anything with Chinese characters stays as it was typed.
  private static func code(_ typed: TypedText, log: inout FindingLog) -> TypedText {
    let code = CodeSpelling.normal(typed.text)
    if code != typed.text {
      log.repair(IngestSheet.codeSpelling, at: typed.position, value: typed.text, readAs: code)
    }
    return TypedText(code, at: typed.position)
  }
}
