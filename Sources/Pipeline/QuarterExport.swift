import Aggregate
import Export
import Findings
import Formats
import Ingest
import ReportModel
import Spool
import Store
import Validate

/// 季度成文：writes one unit's roll-up of a quarter beside its place, as the files that people get.
///
/// Units can be written at the same time. The words of the units below go from the register into the file unit by unit, and
/// are never held together.
struct QuarterExport: Sendable {
  let workspace: Workspace
  let catalogue: Catalogue
  let register: Register
  let reader: ReportReader
  let language: Language
  /// Whether what was written is told of with its figures.
  let tellsFigures: Bool

  /// 一个单位的文件: what was written of one unit. Handed on and held until the end of the run, for every unit of a nation.
  final class Written: Sendable {
    let unit: RunReport.Unit
    let files: [StagedFile]
    /// `nil` where it is on record already.
    let record: RollUpRecord?

    init(unit: RunReport.Unit, files: [StagedFile], record: RollUpRecord? = nil) {
      self.unit = unit
      self.files = files
      self.record = record
    }

    /// What lies there is what would be written.
    static func unchanged(_ rollUp: RollUp, _ findings: [Finding], lying files: [String]) -> Written {
      let unit = RunReport.Unit(
        rollUp: rollUp.withoutDetails, findings: findings,
        files: files.map { "Outbox/\(rollUp.period)/\($0)" }, isUnchanged: true)
      return Written(unit: unit, files: [])
    }

    /// Throws away what was written.
    func discard() { for file in files { file.discard() } }
  }

  func write(
    _ compiled: CompiledRollUp, previous: RollUp?, lastYear: RollUp?
  ) throws(PipelineFault) -> Written {
    let (rollUp, words) = try wording(of: compiled)
    let made = try version(of: rollUp) { rollUp throws(PipelineFault) in
      try writeFile(rollUp, words)
    } discard: {
      $0.0.discard()
    }
    do throws(PipelineFault) {
      return try write(made, compiled, previous: previous, lastYear: lastYear)
    } catch {
      made.file.0.discard()
      throw error
    }
  }

  /// The other files beside the roll-up's own.
  private func write(
    _ made: Version<(StagedFile, ShownWords)>, _ compiled: CompiledRollUp, previous: RollUp?,
    lastYear: RollUp?
  ) throws(PipelineFault) -> Written {
    let findings = compiled.findings
    let (version, sent) = (made.rollUp, made.sent)
    let (xml, shown) = made.file
    let before = try registered { () throws(StoreFault) in
      try register.latestRollUp(unit: version.unit, plan: version.plan, period: version.period)
    }
    let amendment = try sent.flatMap { record throws(PipelineFault) in
      try self.amendment(of: version, against: record)
    }
    let questions = try questions(of: compiled)
    let note = workspace.settings.pageNote
    let folder = workspace.outbox(version.period)
    var staged = [xml]
    func stage(_ rendered: RenderedFile) throws(PipelineFault) {
      staged.append(
        try files { () throws(SpoolFault) in
          try StagedFile(rendered.bytes, at: folder.appending(rendered.name))
        })
    }
    do throws(PipelineFault) {
      // One after the other, so that no two of a nation's files are in memory at once.
      var table = RollUpTable(version, catalogue: catalogue)
      var writing = try files { () throws(SpoolFault) in
        try StagedWriting(folder.appending(table.name), isDigested: false)
      }
      try table.write { bytes throws(PipelineFault) in
        try files { () throws(SpoolFault) in try writing.append(bytes) }
      }
      staged.append(writing.finish())
      try stage(
        renderReaderPage(
          version, words: shown, previous: previous, catalogue: catalogue, findings: findings,
          sheets: ruleSheets, language: language, note: note, amendment: amendment))
      try stage(
        try workbook { () throws(FormatFault) in
          try renderQuarterWorkbook(
            version, words: shown, previous: previous, lastYear: lastYear, questions: questions,
            catalogue: catalogue, findings: findings, sheets: ruleSheets, language: language, note: note,
            amendment: amendment)
        })
      if let amendment, let plan = catalogue.plan(version.plan) {
        try stage(renderAmendment(amendment, plan: plan))
      }
    } catch {
      for file in staged { file.discard() }
      throw error
    }
    let name = RollUpFile(version, catalogue: catalogue).name
    return Written(
      unit: RunReport.Unit(
        rollUp: tellsFigures ? version.withoutDetails : version.nameAlone, findings: findings,
        files: staged.map { "Outbox/\(version.period)/\($0.path.name.display)" },
        isUnchanged: before?.digest == xml.digest, amendment: amendment),
      files: staged,
      record: RollUpRecord(
        unit: version.unit, plan: version.plan, period: version.period, revision: version.revision,
        digest: xml.digest, fileName: name))
  }

  /// 核实性问题 of the unit's own level, its departments and its direct subordinates: those of the reports that are in question.
  private func questions(of compiled: CompiledRollUp) throws(PipelineFault) -> [UnitQuestion] {
    var scopes: [OrgUnitCode: ReportScope] = [:]
    for unit in compiled.rollUp.due where unit.hasQuestions { scopes[unit.unit] = unit.scope }
    if scopes.isEmpty { return [] }
    var questions: [UnitQuestion] = []
    for source in compiled.words where scopes[source.unit] == source.scope {
      guard let version = source.version,
        let receipt = try registered({ () throws(StoreFault) in try register.receipt(of: EntryID(version)) })
      else { continue }
      questions += receipt.findings.filter(\.awaitsOfficer).map {
        UnitQuestion(unit: source.unit, finding: $0, names: receipt.names)
      }
    }
    return questions
  }

  /// What the roll-up's file would be now.
  func digest(of compiled: CompiledRollUp) throws(PipelineFault) -> String {
    let (rollUp, words) = try wording(of: compiled)
    return try version(of: rollUp) { rollUp throws(PipelineFault) in
      var digest = DigestWriting()
      try render(rollUp, words) { bytes, _ in digest.append(bytes) }
      return (digest.finish(), ())
    } discard: { _ in
    }.digest
  }

  /// The roll-up with the words of the unit itself, which stand among its figures, and those of the units below, which come one
  /// after the other.
  private func wording(of compiled: CompiledRollUp) throws(PipelineFault) -> (RollUp, WordsBelow) {
    var rollUp = compiled.rollUp
    var below: [WordsSource] = []
    for source in compiled.words {
      rollUp.paragraphs += source.stated
      guard let version = source.version else { continue }
      if source.unit == rollUp.unit, source.scope == .own {
        rollUp.paragraphs += try registered { () throws(StoreFault) in
          try register.words(of: EntryID(version))
        }
      } else {
        below.append(source)
      }
    }
    let words = WordsBelow(of: rollUp.unit, explicit: rollUp.paragraphs, sources: below, register: register)
    return (rollUp, words)
  }

  private struct Version<File> {
    var rollUp: RollUp
    var file: File
    var digest: String
    var sent: DispatchRecord?
  }

  /// The version that a roll-up is: what was sent stays what it is, and once anything that it says differs, it is the next
  /// revision. That a plan was edited, or the program renewed, is no amendment as long as everything else is the same.
  ///
  /// - Parameters:
  ///   - make: makes the file of a version; its digest decides.
  ///   - discard: throws away one that was not the right one.
  private func version<File>(
    of rollUp: RollUp, make: (RollUp) throws(PipelineFault) -> (digest: String, file: File),
    discard: (File) -> Void
  ) throws(PipelineFault) -> Version<File> {
    func made(_ rollUp: RollUp, _ sent: DispatchRecord?) throws(PipelineFault) -> Version<File> {
      let made = try make(rollUp)
      return Version(rollUp: rollUp, file: made.file, digest: made.digest, sent: sent)
    }
    let sent = try registered { () throws(StoreFault) in
      try register.dispatches(in: rollUp.period).last { $0.unit == rollUp.unit && $0.plan == rollUp.plan }
    }
    let first = try made(rollUp, sent)
    guard let sent, sent.digest != first.digest else { return first }
    discard(first.file)
    var next = rollUp
    if let basis = try sentDraft(sent)?.basis {
      next.revision = sent.revision
      next.basis.digests = basis.digests
      next.basis.ruleCatalogue = basis.ruleCatalogue
      let same = try made(next, sent)
      if same.digest == sent.digest { return same }
      discard(same.file)
      next.basis = rollUp.basis
    }
    next.revision = sent.revision + 1
    return try made(next, sent)
  }

  private func writeFile(
    _ rollUp: RollUp, _ words: WordsBelow
  ) throws(PipelineFault) -> (digest: String, file: (StagedFile, ShownWords)) {
    let name = RollUpFile(rollUp, catalogue: catalogue).name
    var writing = try files { () throws(SpoolFault) in
      try StagedWriting(workspace.outbox(rollUp.period).appending(name))
    }
    var shown = ShownWords(of: rollUp.unit, plan: rollUp.plan, catalogue: catalogue)
    for paragraph in rollUp.paragraphs where paragraph.unit == rollUp.unit { shown.add(paragraph) }
    try render(rollUp, words) { bytes, further throws(PipelineFault) in
      try files { () throws(SpoolFault) in try writing.append(bytes) }
      if let further { shown.add(further) }
    }
    let file = writing.finish()
    return (file.digest, (file, shown))
  }

  /// Hands the file over piece by piece, each with what the page shows of the words of the units below that are in it.
  private func render(
    _ rollUp: RollUp, _ words: WordsBelow,
    _ take: ([UInt8], ShownWords?) throws(PipelineFault) -> Void
  ) throws(PipelineFault) {
    let file = RollUpFile(rollUp, catalogue: catalogue)
    try file.head { bytes throws(PipelineFault) in try take(bytes, nil) }
    try words.forEachPiece(ShownWords(of: rollUp.unit, plan: rollUp.plan, catalogue: catalogue), take)
    try take(file.tail(), nil)
  }
}

extension RollUp {
  /// Which one it is and nothing else.
  fileprivate var nameAlone: RollUp { RollUp(unit: unit, plan: plan, period: period, revision: revision) }

  /// Without what only its files need: a nation's units are all told of at the end of a run.
  fileprivate var withoutDetails: RollUp {
    var short = self
    short.paragraphs = []
    short.sideFigures = []
    short.basis.sources = []
    short.basis.statusCounts = [:]
    for position in short.observations.indices {
      short.observations[position].rolled?.parts = []
      short.observations[position].rolled?.reconciliation = nil
    }
    return short
  }
}

/// 基层表成文：the rows of every own level, in the order of the units, whatever the order in which they come.
final class BaseTableWriting {
  private let path: SpoolPath
  private var rows: StagedWriting?
  private var places: [(unit: OrgUnitCode, range: Range<Int>)] = []
  private var end = 0

  init(_ path: SpoolPath) throws(SpoolFault) {
    self.path = path
    rows = try StagedWriting(
      path.folder.appending(SpoolName(path.name.bytes + Array(".rows".utf8))), isDigested: false)
  }

  /// - Parameter bytes: the rows of one unit, as the table has them.
  func append(_ bytes: [UInt8], of unit: OrgUnitCode) throws(SpoolFault) {
    if bytes.isEmpty { return }
    try rows?.append(bytes)
    places.append((unit, end..<(end + bytes.count)))
    end += bytes.count
  }

  /// To be called once.
  ///
  /// - Parameter kept: units whose rows stay as they are, and where those stand in the table that lies there.
  func finish(among kept: [(OrgUnitCode, Range<Int>)]) throws(SpoolFault) -> StagedFile {
    var pieces = places.map { (unit: $0.unit, range: $0.range, isKept: false) }
    pieces += kept.map { (unit: $0.0, range: $0.1, isKept: true) }
    pieces.sort { $0.unit < $1.unit }
    var writing = try StagedWriting(path, isDigested: false)
    try writing.append(BaseTable().bytes)
    let rows = rows.take()?.finish()
    defer { rows?.discard() }
    var next = 0
    while next < pieces.count {
      // What lies together is copied together.
      var (_, range, isKept) = pieces[next]
      next += 1
      while next < pieces.count, pieces[next].isKept == isKept,
        range.isEmpty || pieces[next].range.lowerBound == range.upperBound, range.count < 1 << 20
      {
        let begin = range.isEmpty ? pieces[next].range.lowerBound : range.lowerBound
        range = begin..<pieces[next].range.upperBound
        next += 1
      }
      if range.isEmpty { continue }
      if isKept {
        try writing.append(try bytesOfFile(path, range))
      } else if let rows {
        try writing.append(try rows.bytes(range))
      }
    }
    return writing.finish()
  }
}
