/// 原文位置：line (or row) and column in the file, counted from 1, and in a workbook the sheet; 0 where there is none.
///
/// In eight bytes together, because every value of a draft has one; no file is long or wide enough for more than they hold.
package struct SourcePosition: Sendable, Hashable, Comparable {
  /// Twelve bits of the sheet, 26 of the line, 26 of the column, so that their order is that of the numbers.
  private var packed: UInt64
  private static let bits: UInt64 = 26
  private static let mask: UInt64 = 1 << bits - 1

  /// Number of the sheet in a workbook, from 1; 0 in files that have none.
  package var sheet: Int {
    get { Int(packed >> (2 * Self.bits)) }
    set { self = SourcePosition(sheet: newValue, line: line, column: column) }
  }
  package var line: Int {
    get { Int(packed >> Self.bits & Self.mask) }
    set { self = SourcePosition(sheet: sheet, line: newValue, column: column) }
  }
  package var column: Int {
    get { Int(packed & Self.mask) }
    set { self = SourcePosition(sheet: sheet, line: line, column: newValue) }
  }
  package init(sheet: Int = 0, line: Int = 0, column: Int = 0) {
    func clamped(_ number: Int, _ limit: UInt64) -> UInt64 { min(UInt64(max(0, number)), limit) }
    packed =
      clamped(sheet, 0xFFF) << (2 * Self.bits) | clamped(line, Self.mask) << Self.bits
      | clamped(column, Self.mask)
  }
  package static let none = SourcePosition()

  /// The row alone.
  package var row: SourcePosition { SourcePosition(sheet: sheet, line: line) }

  /// 单元格：the name that spreadsheets give to the place, `J19`; `nil` where row or column is not known.
  package var cellName: String? {
    guard line > 0, column > 0 else { return nil }
    var letters = ""
    var rest = column
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return letters + String(line)
  }
  package static func < (left: SourcePosition, right: SourcePosition) -> Bool {
    left.packed < right.packed
  }
}

/// 原样文字：a text as typed, with its place.
package struct TypedText: Sendable, Hashable {
  package var text: String
  package var position: SourcePosition
  package init(_ text: String, at position: SourcePosition = .none) {
    self.text = text
    self.position = position
  }
}

/// 修正：something that the reader understood although it was typed another way; the receipt lists it.
package struct Repair: Sendable, Hashable {
  package var code: String
  package var position: SourcePosition
  package var value: String
  package var readAs: String
  package init(code: String, position: SourcePosition, value: String, readAs: String) {
    self.code = code
    self.position = position
    self.value = value
    self.readAs = readAs
  }
}

/// 待审报送：a report as it was read, before anything is known about its plan.
package struct SubmissionDraft: Sendable {
  package enum Format: String, Sendable { case xml, csv, xlsx }

  package var fileName: String
  package var format: Format
  /// As on the cover: a code, or a name where no code was typed.
  package var unit: TypedText?
  package var unitName: TypedText?
  package var plan: TypedText?
  package var period: Period?
  package var periodText: TypedText?
  package var scope: ReportScope
  /// 口径 as on the cover, where it stands there.
  package var scopeText: TypedText?
  package var revision: Int?
  package var mode: ReportMode
  package var cover: Cover
  package var filledOn: TypedText?
  /// 统一社会信用代码 with its place; the code itself is the cover's.
  package var creditCode: TypedText?
  package var tasks: [DraftTask]
  /// 汇总情况说明 of the report as a whole.
  package var summary: String?
  /// 情况说明 on the cover, which answers what is asked about the report as a whole.
  package var explanations: [Explanation] = []
  /// 情况说明栏: the place of its heading; `nil` where the file has none.
  package var explanationHeading: SourcePosition?
  /// 表页: names of the sheets of a workbook, in the order of their numbers.
  package var sheets: [String] = []
  package var repairs: [Repair]
  /// 合计、小计 rows: compared, never counted.
  package var subtotals: [DraftFigure]
  package var basis: RollUpBasis?
  /// In roll-ups, the paragraphs of the units below.
  package var sourceParagraphs: [SourceParagraph]

  package init(fileName: String, format: Format) {
    self.fileName = fileName
    self.format = format
    scope = .own
    mode = .replace
    cover = Cover()
    tasks = []
    repairs = []
    subtotals = []
    sourceParagraphs = []
  }
}

extension [String] {
  /// The name of a cell as people look for it, from the names of a workbook's sheets: `指标!F12`, `J19` where the file has no
  /// sheets, the sheet alone where no cell is meant; `nil` where neither is known.
  package func cellName(_ position: SourcePosition) -> String? {
    guard let sheet = sheetName(position) else { return position.cellName }
    return position.cellName.map { "\(sheet)!\($0)" } ?? sheet
  }

  /// The name of the sheet that a place is on.
  package func sheetName(_ position: SourcePosition) -> String? {
    position.sheet > 0 && position.sheet <= count ? self[position.sheet - 1] : nil
  }
}

/// 分工项填报：what the report says about one task; a task can occur several times in a CSV file.
package struct DraftTask: Sendable {
  package var id: TypedText
  package var status: TaskStatus?
  package var figures: [DraftFigure]
  package var progress: String?
  package var problems: String?
  package var next: String?
  package var summary: String?
  package var explanations: [Explanation]
  package init(id: TypedText) {
    self.id = id
    figures = []
    explanations = []
  }
}

/// 数据行：one figure as typed.
package struct DraftFigure: Sendable {
  package var task: TypedText
  package var indicator: TypedText
  /// As typed; `nil` where the definition's own measure unit is meant.
  package var measure: TypedText?
  /// What headings and lines of its table say about measure units.
  package var measureNotes: MeasureNotes?
  package var values: FigureValues
  package var status: ObservationStatus
  package var position: SourcePosition
  /// Where each value stands and what was typed there; only what differs from the row's own position.
  package var cells: TypedCells
  /// What few figures have; apart, so that the others stay small.
  private var more: FurtherDetail?

  package init(task: TypedText, indicator: TypedText, position: SourcePosition) {
    self.task = task
    self.indicator = indicator
    self.position = position
    values = .none
    status = .missing
    cells = TypedCells()
  }

  package var adjustmentReason: String? {
    get { more?.adjustmentReason }
    set { change(\.adjustmentReason, to: newValue) }
  }
  /// 自填比例：a rate that the clerk typed beside numerator and denominator, as typed; compared, never counted.
  package var typedRate: TypedText? {
    get { more?.typedRate }
    set { change(\.typedRate, to: newValue) }
  }
  /// The number in `typedRate`, without its percent sign; `nil` where it is none. `63.64%` gives 63.64 and `0.6364`
  /// gives 0.6364: whether hundredths are meant, the text beside it says.
  package var typedRateAmount: Amount? {
    get { more?.typedRateAmount }
    set { change(\.typedRateAmount, to: newValue) }
  }
  package var rolled: RolledDetail? {
    get { more?.rolled }
    set { change(\.rolled, to: newValue) }
  }
  /// In a roll-up, the counts that the file itself states.
  package var statedCoverage: StatedCoverage? {
    get { more?.statedCoverage }
    set { change(\.statedCoverage, to: newValue) }
  }

  private mutating func change<Value>(
    _ detail: WritableKeyPath<FurtherDetail.Content, Value?>, to value: Value?
  ) {
    if value == nil, more == nil { return }
    var content = more?.content ?? FurtherDetail.Content()
    content[keyPath: detail] = value
    more = FurtherDetail(content)
  }

  package func position(of item: FigureItem) -> SourcePosition { cells[item]?.position ?? position }
  /// What was typed for an item, for quoting.
  package func text(of item: FigureItem) -> String {
    cells[item]?.text ?? values[item]?.description ?? ""
  }
}

/// 数据行附项：what only some figures have besides their values; it is replaced, never changed.
private final class FurtherDetail: Sendable {
  struct Content: Sendable {
    var adjustmentReason: String?
    var typedRate: TypedText?
    var typedRateAmount: Amount?
    var rolled: RolledDetail?
    var statedCoverage: StatedCoverage?
  }
  let content: Content

  init(_ content: Content) { self.content = content }

  var adjustmentReason: String? { content.adjustmentReason }
  var typedRate: TypedText? { content.typedRate }
  var typedRateAmount: Amount? { content.typedRateAmount }
  var rolled: RolledDetail? { content.rolled }
  var statedCoverage: StatedCoverage? { content.statedCoverage }
}

/// 文件所列覆盖数.
package struct StatedCoverage: Sendable, Hashable {
  package var expected: Int
  package var reported: Int
  package var notApplicable: Int
  package var missing: Int
  package var provisional: Int
  package init(expected: Int, reported: Int, notApplicable: Int, missing: Int, provisional: Int) {
    self.expected = expected
    self.reported = reported
    self.notApplicable = notApplicable
    self.missing = missing
    self.provisional = provisional
  }
}
