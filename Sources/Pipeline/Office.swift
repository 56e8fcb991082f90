import Aggregate
import Export
import Findings
import Foundation
import Ingest
import Logging
import ReportModel
import Schemas
import Spool
import Store
import Validate

/// 程序版本.
package let programVersion = "0.3.0"

/// 规则总目录：the sheets of every stage.
package let ruleSheets = RuleSheets(
  catalogueSheets + ingestSheets + validationSheets + aggregateSheets + pipelineSheets)

/// 办公室：an opened workspace with its catalogue, register and clock. Everything a command does starts here.
package final class Office {
  package let workspace: Workspace
  package private(set) var catalogue: Catalogue
  package let register: Register
  package let clock: Clock
  package let log: Logger
  let loaded: LoadedCatalogue
  /// Versions of a period that were read while the office was opened; only where nothing is changed.
  private var expected: (period: Period, entries: [RegisteredSubmission])?
  /// How long another program's work in this workspace is waited for.
  var lockPatience = Duration.seconds(30)

  package var reader: ReportReader { loaded.reader }

  init(
    workspace: Workspace, loaded: LoadedCatalogue, decisions: Decisions, register: Register, clock: Clock
  ) {
    self.workspace = workspace
    self.loaded = loaded
    var catalogue = loaded.catalogue
    catalogue.decisions = decisions
    self.catalogue = catalogue
    self.register = register
    self.clock = clock
    log = Self.logger()
  }

  /// Opens the office for work.
  ///
  /// - Parameters:
  ///   - readOnly: opens the register for reading alone, which never waits for anybody.
  ///   - expected: a period that will be asked about.
  package static func open(
    _ path: String, clock: Clock, readOnly: Bool = false, expecting expected: Period? = nil
  ) throws(PipelineFault) -> Office {
    let workspace = try Workspace.open(at: path)
    let registerPath = workspace.registerPath.display
    // Of an office that changes nothing the register is read while the catalogue is.
    let early =
      readOnly
      ? Ahead { opened(expected) { () throws(StoreFault) in try .openReadOnly(at: registerPath) } } : nil
    let loaded = try loadCatalogue(workspace.schemas)
    guard loaded.catalogue.units[workspace.unit] != nil else { throw .unknownUnit(workspace.settings.unit) }
    // A new register beside what an old one knew would forget it.
    if !fileExists(workspace.registerPath), workspace.hasHistory {
      throw .register(.absent(path: registerPath))
    }
    if !readOnly { try prepare(loaded.reader) }
    do {
      let opened = try (early?.get() ?? opened(nil) { () throws(StoreFault) in try .open(at: registerPath) })
        .get()
      let office = Office(
        workspace: workspace, loaded: loaded, decisions: opened.decisions, register: opened.register,
        clock: clock)
      office.expected = opened.entries
      return office
    } catch {
      throw .register(error)
    }
  }

  /// 已打开的登记库, with what officers decided, which everything else is judged by.
  private struct OpenedRegister {
    let register: Register
    let decisions: Decisions
    let entries: (Period, [RegisteredSubmission])?
  }

  private static func opened(
    _ expected: Period?, _ open: () throws(StoreFault) -> Register
  ) -> Result<OpenedRegister, StoreFault> {
    do throws(StoreFault) {
      let register = try open()
      return .success(
        OpenedRegister(
          register: register, decisions: Decisions(try register.journal(of: Decisions.events)),
          entries: try expected.map { period throws(StoreFault) in
            (period, try register.entries(in: period))
          }))
    } catch {
      return .failure(error)
    }
  }

  /// Every version of a period, oldest first.
  func entries(in period: Period) throws(PipelineFault) -> [RegisteredSubmission] {
    if let expected, expected.period == period { return expected.entries }
    return try registered { () throws(StoreFault) in try register.entries(in: period) }
  }

  private static func prepare(_ reader: ReportReader) throws(PipelineFault) {
    do { try reader.prepare() } catch { throw .library(error.chinese) }
  }

  /// Opens the office, works in it and closes it again: closing folds the log of the last batch into the register, so
  /// that the next start is quick.
  package static func use<Result>(
    _ path: String, clock: Clock, readOnly: Bool = false, expecting expected: Period? = nil,
    _ work: (Office) throws -> Result
  ) throws -> Result {
    let office = try open(path, clock: clock, readOnly: readOnly, expecting: expected)
    do {
      let result = try work(office)
      try office.register.close()
      return result
    } catch {
      // What went wrong first is what is told; the register is whole either way.
      try? office.register.close()
      throw error
    }
  }

  /// Codes and places, never figures; warnings only unless `CENGBAO_LOG` names another level.
  private static func logger() -> Logger {
    var log = Logger(label: "cengbao") { StreamLogHandler.standardError(label: $0) }
    log.logLevel =
      ProcessInfo.processInfo.environment["CENGBAO_LOG"].flatMap { Logger.Level(rawValue: $0) } ?? .warning
    return log
  }

  /// Reads a Schemas folder; errors in it stop the work, because no total could be trusted.
  package static func loadCatalogue(_ folder: SpoolPath) throws(PipelineFault) -> LoadedCatalogue {
    let (catalogue, findings, schemaFiles) = try readFolder(folder)
    let hard = findings.filter { $0.severity == .hard }
    if let first = hard.first {
      throw .catalogueUnusable(findings: hard.count, first: first)
    }
    let schema = try Pipeline.files { () throws(SpoolFault) in try readBounded(folder.appending("report.xsd"))
    }
    return LoadedCatalogue(
      catalogue: catalogue, reader: ReportReader(reportSchema: schema), files: schemaFiles)
  }

  /// The catalogue with everything that is wrong with it, for `plan check`, and the files that it was read from.
  package static func readFolder(
    _ folder: SpoolPath
  ) throws(PipelineFault) -> (Catalogue, [Finding], [SchemaFile]) {
    let files: [SchemaFile]
    do { files = try SchemaFolder.read(folder) } catch { throw .files(error) }
    do throws(SchemasFault) {
      let plans = Ahead { () -> Result<PlanReading, SchemasFault> in
        do throws(SchemasFault) {
          return .success(try readPlans(files, digest: { digest(of: $0) }))
        } catch {
          return .failure(error)
        }
      }
      let (catalogue, findings) = try readCatalogue(
        files, plans: { () throws(SchemasFault) in try plans.get().get() }, digest: { digest(of: $0) })
      return (catalogue, findings, files)
    } catch {
      throw .schemas(error)
    }
  }

  /// The programmes that the office's unit takes part in.
  var programmes: [ProgrammeID] {
    catalogue.programmes.filter { catalogue.plan(of: workspace.unit, in: $0) != nil }
  }

  /// Every period that a plan of this office covers, from the first on.
  var reportablePeriods: [Period] {
    let plans = catalogue.plans.filter { programmes.contains($0.programme) }
    guard var period = plans.map(\.firstPeriod).min(), let last = plans.map(\.lastPeriod).max() else {
      return []
    }
    var periods: [Period] = []
    while period <= last {
      periods.append(period)
      period = period.next
    }
    return periods
  }

  func roster(_ programme: ProgrammeID, _ period: Period) -> Roster {
    Roster(catalogue, programme: programme, period: period)
  }

  /// A unit by code, name or alias.
  package func unit(_ text: String) throws(PipelineFault) -> OrgUnit {
    try catalogue.findUnit(text)
  }

  /// Runs `work` alone in this workspace; others wait and are told who works.
  func exclusively<Result>(_ work: () throws(PipelineFault) -> Result) throws(PipelineFault) -> Result {
    let lock = try lock()
    // What an earlier start recorded and could not write any more; and whether register and journal belong together.
    try writeJournal()
    try finishDecisions()
    // What was decided while this program waited for its turn counts as well.
    catalogue.decisions = Decisions(
      try registered { () throws(StoreFault) in try register.journal(of: Decisions.events) })
    let result: Result
    do throws(PipelineFault) {
      result = try work()
    } catch {
      // What went wrong first is what is told; the next start writes the rest.
      try? writeJournal()
      throw error
    }
    try writeJournal()
    // A lock lives to the end of its scope, thrown out of or not.
    _ = consume lock
    return result
  }

  private func lock() throws(PipelineFault) -> WorkspaceLock {
    do throws(SpoolFault) {
      return try WorkspaceLock(workspace.lockPath, timeout: lockPatience)
    } catch {
      throw .files(error)
    }
  }
}

extension Catalogue {
  package func findUnit(_ text: String) throws(PipelineFault) -> OrgUnit {
    if let unit = units[units.current(OrgUnitCode(text))] { return unit }
    let codes = units.codes(named: text)
    guard let only = codes.first, let unit = units[only] else {
      throw .unknownUnit(text, near: unitsNear(text))
    }
    guard codes.count == 1 else { throw .ambiguousUnit(text, codes) }
    return unit
  }

  /// Units that may be meant by what names none: part of a name, the beginning of a code, or a name with one wrong character.
  private func unitsNear(_ text: String) -> [OrgUnit] {
    guard text.count > 1 else { return [] }
    func isNear(_ name: String) -> Bool {
      if name.contains(text) || (name.count > 1 && text.contains(name)) { return true }
      return name.count > 2 && name.count == text.count && zip(name, text).count { $0 != $1 } == 1
    }
    let near = units.units.values.filter { unit in
      unit.replacedBy == nil && unit.level != .collective
        && (unit.code.rawValue.hasPrefix(text) || ([unit.name] + unit.aliases).contains(where: isNear))
    }
    return Array(near.sorted { $0.code < $1.code }.prefix(5))
  }
}

extension Period {
  /// A period as an argument.
  package static func parse(_ text: String) throws(PipelineFault) -> Period {
    guard let period = Period(text) else { throw .unknownPeriod(text) }
    return period
  }
}
