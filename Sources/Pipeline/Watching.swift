import Findings
import ReportModel
import Spool
import Store

/// 自动收件：takes in what arrives, until the process is asked to stop.
///
/// Looking into the folders is what finds files; that the system tells of a change only makes the next look come
/// sooner. Nothing is held while waiting: the catalogue is read and the register opened anew for every batch, so that
/// what an officer has changed meanwhile counts, and other commands work in between.
package struct Watching {
  /// 收件动态：what is told to whoever watches.
  package enum Event: Sendable {
    /// The first of all.
    case began(Workspace, interval: Duration)
    /// 一批：files were taken, or receipts of superiors fetched.
    case batch(IngestReport, at: Instant)
    /// Nothing can be taken for the moment; told once for as long as the reason is the same.
    case trouble(PipelineFault)
    /// What the last trouble was about is over.
    case recovered
  }

  private enum Stage { case looking, taking }

  private let path: String
  private let clock: Clock
  private let interval: Duration
  private let progress: (Int, Int) -> Void
  private let tell: (Event) throws(PipelineFault) -> Void

  private var workspace: Workspace
  private var arrivals: Arrivals
  private var basis = Basis()
  private var trouble: (stage: Stage, sentence: String)?
  private var toldSkips: Set<IngestReport.Skipped> = []
  /// No batch is tried before then, after one that failed.
  private var nextBatch: ContinuousClock.Instant
  /// When a batch is run although nothing has arrived: what was cut is finished, and superiors' receipts are fetched.
  private var nextIdleBatch: ContinuousClock.Instant

  /// 判断依据：the files that intake goes by, as they were at the last look.
  private struct Basis {
    var stamps: [SpoolPath: FileStamp]?
    var changedAt: ContinuousClock.Instant?
  }

  /// - Throws: what keeps the workspace from being opened at all.
  package init(
    _ path: String, clock: Clock, interval: Duration, progress: @escaping (Int, Int) -> Void,
    tell: @escaping (Event) throws(PipelineFault) -> Void
  ) throws(PipelineFault) {
    workspace = try Workspace.open(at: path)
    self.path = path
    self.clock = clock
    self.interval = interval
    self.progress = progress
    self.tell = tell
    arrivals = Arrivals(quiet: workspace.settings.quiet)
    nextBatch = .now
    nextIdleBatch = .now
  }

  /// Returns when SIGTERM, SIGINT or SIGHUP came and the batch at hand was finished; no other thread may run yet when
  /// it is called, for it blocks these signals.
  ///
  /// - Throws: a fault that neither time nor an officer's mending of Schemas takes away, or whatever `tell` throws.
  package mutating func run() throws(PipelineFault) {
    var folders = try watch()
    try tell(.began(workspace, interval: interval))
    while true {
      let began = ContinuousClock.now
      let pause = try step(&folders)
      // Thousands of files that arrive one by one are not worth thousands of looks.
      let gap = min(max(.milliseconds(50), arrivals.quiet / 4, began.duration(to: .now)), .seconds(1))
      switch folders.wait(pause) {
      case .stop: return
      case .time: continue
      case .stir: if folders.wait(gap, heedingStirs: false) == .stop { return }
      }
    }
  }

  private func watch() throws(PipelineFault) -> FolderWatch {
    do { return try FolderWatch() } catch { throw .files(error) }
  }

  /// Looks once, takes what is ready, and says how long to wait before the next look.
  private mutating func step(_ folders: inout FolderWatch) throws(PipelineFault) -> Duration {
    do throws(PipelineFault) {
      try look(&folders)
      try settleTrouble(.looking)
    } catch {
      try report(error, .looking)
      return interval
    }
    let now = ContinuousClock.now
    let ready = arrivals.ready
    guard now >= nextBatch, !ready.isEmpty || now >= nextIdleBatch, isBasisQuiet(now) else {
      return pause(from: now)
    }
    do throws(PipelineFault) {
      try take(ready)
    } catch {
      // A folder that goes during a batch breaks it somewhere; what matters is that it is gone.
      let isGone = !fileExists(workspace.inbox)
      try report(isGone ? .inboxMissing(path: workspace.inbox.display) : error, .taking)
      nextBatch = now.advanced(by: interval)
      return interval
    }
    // What arrived meanwhile may have been told of to nobody.
    return ready.isEmpty ? pause(from: .now) : .zero
  }

  private func pause(from now: ContinuousClock.Instant) -> Duration {
    var pause = min(interval, arrivals.nextLook ?? interval)
    // Looking is no use while nothing may be taken.
    let quietAgain = basis.changedAt?.advanced(by: arrivals.quiet) ?? now
    pause = max(pause, now.duration(to: max(nextBatch, quietAgain)))
    return max(pause, .milliseconds(10))
  }

  // MARK: Look

  private mutating func look(_ folders: inout FolderWatch) throws(PipelineFault) {
    workspace = try Workspace.open(at: path)
    arrivals.quiet = workspace.settings.quiet
    let inbox = workspace.inbox
    let current = try basisStamps()
    if current != basis.stamps {
      if basis.stamps != nil { basis.changedAt = .now }
      basis.stamps = current
      arrivals.reconsider()
    }
    let found: [SpoolEntry]
    do {
      let points = try dropFolders()
      // Watched before it is looked into, so that nothing can arrive in between.
      folders.renew(points)
      var entries: [SpoolEntry] = []
      for point in points { entries += try scanIfThere(point) }
      found = entries
    } catch {
      if error.isMissing, error.path == inbox { throw .inboxMissing(path: inbox.display) }
      throw .files(error)
    }
    arrivals.note(found)
  }

  /// The Inbox and whatever in it can be a unit's drop folder; which of them are is for the batch to know.
  private func dropFolders() throws(SpoolFault) -> [SpoolPath] {
    let states = Set(SpoolFolder.allCases.map(\.name))
    var folders = [workspace.inbox]
    for name in try listFolder(workspace.inbox) where !states.contains(name) && !isIgnored(name) {
      let folder = workspace.inbox.appending(name)
      if (try? fileStamp(folder))?.kind == .folder { folders.append(folder) }
    }
    return folders
  }

  private func scanIfThere(_ folder: SpoolPath) throws(SpoolFault) -> [SpoolEntry] {
    do {
      return try scanFolder(folder)
    } catch {
      // A drop folder that was removed since the Inbox was listed, or that cannot be looked into, which the batch tells.
      if folder != workspace.inbox { return [] }
      throw error
    }
  }

  private func basisStamps() throws(PipelineFault) -> [SpoolPath: FileStamp] {
    try files { () throws(SpoolFault) in
      var stamps = try SchemaFolder.stamps(workspace.schemas)
      let settings = workspace.root.appending(Workspace.settingsName)
      stamps[settings] = try fileStamp(settings)
      return stamps
    }
  }

  /// Schemas that are being changed just now are not gone by before they have lain still.
  private func isBasisQuiet(_ now: ContinuousClock.Instant) -> Bool {
    basis.changedAt.map { $0.duration(to: now) >= arrivals.quiet } ?? true
  }

  // MARK: Take

  private mutating func take(_ ready: [SpoolEntry]) throws(PipelineFault) {
    var report: IngestReport
    do {
      let patience = min(interval, .seconds(5))
      report = try Office.use(path, clock: clock) { [progress] office in
        // Short, because nothing else, not even the wish to stop, is heeded meanwhile.
        office.lockPatience = patience
        return try office.ingest(Set(ready), progress: progress)
      }
    } catch let fault as PipelineFault {
      throw fault
    } catch let fault as StoreFault {
      throw .register(fault)
    } catch {
      throw .library("\(error)")
    }
    arrivals.leave(ready)
    let passing = report.skipped.compactMap { skipped -> SpoolPath? in
      guard case .unreadable(let fault) = skipped.reason, fault.isRetryWorthwhile else { return nil }
      return fault.path
    }
    arrivals.leave(ready.filter { passing.contains($0.path) }, for: interval)
    let again = Set(report.skipped.filter { if case .unreadable = $0.reason { true } else { false } })
    report.skipped.removeAll(where: toldSkips.contains)
    toldSkips = again
    nextIdleBatch = ContinuousClock.now.advanced(by: interval * 20)
    try settleTrouble(.taking)
    if !report.files.isEmpty || !report.skipped.isEmpty || !report.superiorReceipts.isEmpty {
      try tell(.batch(report, at: clock.now))
    }
  }

  // MARK: Trouble

  private mutating func report(_ fault: PipelineFault, _ stage: Stage) throws(PipelineFault) {
    guard fault.mayPass else { throw fault }
    guard trouble?.sentence != fault.chinese else { return }
    trouble = (stage, fault.chinese)
    try tell(.trouble(fault))
  }

  private mutating func settleTrouble(_ stage: Stage) throws(PipelineFault) {
    guard trouble?.stage == stage else { return }
    trouble = nil
    try tell(.recovered)
  }
}

extension PipelineFault {
  /// Whether waiting can help: by itself, or because somebody is at work on Schemas or brings a share back.
  fileprivate var mayPass: Bool {
    switch self {
    case .inboxMissing, .notAWorkspace, .settingsUnreadable, .catalogueUnusable, .schemas, .unknownUnit: true
    case .files(let fault): fault.isRetryWorthwhile || fault.isMissing
    default: isRetryWorthwhile
    }
  }
}
