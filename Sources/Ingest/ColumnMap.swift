import Findings
import Formats
import ReportModel

/// 表头：which column of the table holds what.
struct ColumnMap {
  /// By cell number, from 0; `nil` for headings that are not understood.
  private(set) var roles: [ColumnRole?]
  /// Of the header's row.
  private let start: SourcePosition
  let headings: [String]
  /// Cells up to the last heading that is not blank.
  let width: Int
  /// Cells of the header's row, blank ones at the end included.
  var cellCount: Int { roles.count }

  private(set) var taskCode: Int?
  private(set) var taskTitle: Int?
  private(set) var indicatorCode: Int?
  private(set) var indicatorName: Int?
  private(set) var measure: Int?
  private(set) var adjustmentReason: Int?
  private(set) var status: Int?
  private(set) var explanation: Int?
  private(set) var rate: Int?
  private(set) var values: [(item: FigureItem, index: Int)] = []
  /// 本期数（元）: measure units that headings name.
  private(set) var measureNotes: [FigureItem: MeasureNotes.Note] = [:]
  private(set) var paragraphs: [(kind: ParagraphKind, index: Int)] = []
  /// Columns whose heading is not understood.
  private(set) var unread: [Int] = []

  /// `nil` for a row that is no header: fewer than three headings, or none that names tasks or indicators.
  init?(_ row: TableRow) {
    // Before a word of it is looked up.
    guard row.lazy.filter(\.holdsText).prefix(3).count == 3 else { return nil }
    self.init(row.map { $0.holdsText ? $0.text : "" }, at: row.place(column: 0))
  }

  init?(_ cells: [String], at start: SourcePosition) {
    let roles = cells.map { $0.isEmpty ? nil : HeadingVocabulary.role(of: $0) }
    let known = Set(roles.compactMap { $0 })
    guard known.count >= 3,
      known.contains(.taskCode) || known.contains(.indicatorCode) || known.contains(.indicatorName)
    else { return nil }
    self.roles = roles
    self.start = start
    headings = cells.map { Folding.trim($0) }
    width = (headings.lastIndex { !$0.isEmpty } ?? -1) + 1
  }

  /// Settles which column counts for what, and says what is wrong with the header.
  mutating func settle(log: inout FindingLog) {
    var first: [ColumnRole: Int] = [:]
    let hasYear = roles.contains(.value(.yearToDate))
    for index in 0..<width {
      let position = position(index)
      guard var role = roles[index] else {
        unread.append(index)
        continue
      }
      if role == .cumulative {
        guard hasYear else {
          log.note(IngestSheet.bareCumulative, at: position, value: headings[index])
          continue
        }
        role = .value(.planToDate)
      }
      if role == .shown { continue }
      if role == .rate, rate != nil {
        // Only one is compared; what counts is in none of them.
        unread.append(index)
        continue
      }
      if let other = first[role] {
        log.note(
          IngestSheet.duplicateColumn, at: position, value: headings[index],
          ["heading": role.heading, "other": String(other + 1)])
        continue
      }
      first[role] = index
      if !HeadingVocabulary.isFormHeading(headings[index], of: role) {
        log.repair(IngestSheet.headingSynonym, at: position, value: headings[index], readAs: role.heading)
      }
      assign(role, index)
    }
    for role in needed where first[role] == nil {
      log.note(IngestSheet.missingColumn, at: start, ["heading": role.heading])
    }
    if values.isEmpty, !roles.contains(.cumulative), !isProgress {
      log.note(IngestSheet.missingColumn, at: start, ["heading": "本期数"])
    }
  }

  private mutating func assign(_ role: ColumnRole, _ index: Int) {
    switch role {
    case .taskCode: taskCode = index
    case .taskTitle: taskTitle = index
    case .indicatorCode: indicatorCode = index
    case .indicatorName: indicatorName = index
    case .measure: measure = index
    case .value(let item):
      values.append((item, index))
      if let split = MeasureNoteSpelling.split(headings[index]) {
        measureNotes[item] = MeasureNotes.Note(
          TypedText(headings[index], at: position(index)), measures: split.measures)
      }
    case .rate: rate = index
    case .adjustmentReason: adjustmentReason = index
    case .status: status = index
    case .paragraph(let kind): paragraphs.append((kind, index))
    case .explanation: explanation = index
    case .cumulative, .shown: break
    }
  }

  func heading(_ index: Int) -> String { headings.indices.contains(index) ? headings[index] : "" }
  func position(_ index: Int) -> SourcePosition {
    SourcePosition(sheet: start.sheet, line: start.line, column: index + 1)
  }

  /// Whether another header has the same columns in the same places; blank headings at the end do not count.
  func isSame(as other: ColumnMap) -> Bool {
    roles.prefix(width) == other.roles.prefix(other.width)
      && zip(headings, other.headings).allSatisfy {
        MeasureNoteSpelling.split($0)?.measures == MeasureNoteSpelling.split($1)?.measures
      }
  }

  /// 进展表: a sheet of a workbook with a row for each task, about its status and its narrative and no figures.
  var isProgress: Bool {
    start.sheet > 0 && roles.contains(.taskCode)
      && roles.allSatisfy {
        switch $0 {
        case .indicatorCode, .indicatorName, .value, .cumulative, .measure: false
        default: true
        }
      }
  }

  /// The columns without which no row can be read.
  private var needed: [ColumnRole] { isProgress ? [.taskCode] : [.taskCode, .indicatorCode] }

  var lacking: ColumnRole? { needed.first { !roles.contains($0) } }

  /// Whether rows can be read by the columns that count.
  var isComplete: Bool { taskCode != nil && (indicatorCode != nil || isProgress) }

  /// The columns, from 1, that something is typed into.
  var typedColumns: [Int] {
    (values.map(\.index) + paragraphs.map(\.index)
      + [status, explanation, rate, adjustmentReason].compactMap(\.self))
      .map { $0 + 1 }
  }

  /// Whether most rows have as many cells as the header, as every spreadsheet writes them.
  func fitsMost(of table: CellTable, from first: Int) -> Bool {
    var fitting = 0
    var all = 0
    for index in first..<max(first, table.rowCount) where table[index].count > 1 {
      all += 1
      if table[index].count == cellCount { fitting += 1 }
    }
    return fitting * 2 > all
  }
}
