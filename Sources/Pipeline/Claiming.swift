import Findings
import ReportModel
import Spool
import Synchronization

/// 认领的文件：a file of which this run holds a private copy, with what has to be known of it to put files into rounds.
///
/// Pointed at, because an Inbox may hold tens of thousands and each stands in several lists.
final class ClaimedFile: Sendable {
  let displayName: String
  let digest: String
  let byteCount: Int
  let receivedAt: Instant
  let dropFolderUnit: OrgUnitCode?
  let identity: SubmissionIdentity?
  /// As stated in it.
  let revision: Int?
  let entry: SpoolPath
  let copy: SpoolPath
  private let reading: Mutex<IncomingFile?>

  init(_ file: IncomingFile, entry: SpoolPath, copy: SpoolPath) {
    displayName = file.displayName
    digest = file.digest
    byteCount = file.byteCount
    receivedAt = file.receivedAt
    dropFolderUnit = file.dropFolderUnit
    identity = file.identity
    revision = file.reading.draft?.revision
    self.entry = entry
    self.copy = copy
    reading = Mutex(file)
  }

  var channel: SenderChannel { dropFolderUnit == nil ? .openInbox : .dropFolder }

  /// What it was read as, which is held no longer then; `nil` where it was taken before, and the copy is to be read again.
  func takeReading() -> IncomingFile? {
    reading.withLock { file in
      defer { file = nil }
      return file
    }
  }
}

/// 投递目录：a folder whose new files are taken, with the unit whose folder it is.
struct DropPoint: Sendable {
  var folder: SpoolPath
  var unit: OrgUnitCode?
  /// Where its files are copied to: a folder of the same name, so that recovery knows where they came from.
  var processing: SpoolPath
}

extension Intake {
  /// The Inbox itself and the units' drop folders in it.
  func dropPoints() throws(SpoolFault) -> [DropPoint] {
    let processing = workspace.folder(.processing, nil)
    var points = [DropPoint(folder: workspace.inbox, unit: nil, processing: processing)]
    for name in try listFolder(workspace.inbox) {
      let code = OrgUnitCode(name.display)
      let folder = workspace.inbox.appending(name)
      guard office.catalogue.units[code] != nil, (try? fileStamp(folder))?.kind == .folder else { continue }
      points.append(DropPoint(folder: folder, unit: code, processing: processing.appending(name)))
    }
    return points
  }

  /// Settled files of the Inbox and of the units' drop folders.
  func candidates() throws(SpoolFault) -> ([(SpoolEntry, DropPoint)], [IngestReport.Skipped]) {
    var entries: [(SpoolEntry, DropPoint)] = []
    var skipped: [IngestReport.Skipped] = []
    for point in try dropPoints() {
      let found: [SpoolEntry]
      do {
        found = try scanFolder(point.folder)
      } catch {
        // One unit's folder that cannot be looked into does not stop the others.
        guard point.unit != nil else { throw error }
        skipped.append(.init(name: point.folder.name.display, reason: .unreadable(error)))
        continue
      }
      for entry in found where settled?.contains(entry) ?? true {
        if entry.isFile {
          entries.append((entry, point))
        } else {
          skipped.append(.init(name: entry.name.display, reason: .notAFile))
        }
      }
    }
    if settled != nil { return (entries, skipped) }
    let looked = try Spool.settle(entries.map(\.0), quiet: workspace.settings.quiet)
    skipped += looked.unsettled.map { .init(name: $0.name.display, reason: .notSettled) }
    let ready = Set(looked.settled.map(\.path))
    return (entries.filter { ready.contains($0.0.path) }, skipped)
  }

  /// Takes private copies of files and reads them.
  ///
  /// - Returns: the files, and what is left where it is; what somebody took back meanwhile is in neither.
  func claim(
    _ found: [(SpoolEntry, DropPoint)], _ examination: Examination
  ) throws(PipelineFault) -> ([ClaimedFile], [IngestReport.Skipped]) {
    for point in Dictionary(grouping: found, by: \.1.processing).keys {
      try files { () throws(SpoolFault) in try createFolders(point) }
    }
    let claiming = Claiming(examination: examination, clock: office.clock)
    var claimed: [ClaimedFile] = []
    var skipped: [IngestReport.Skipped] = []
    var room = Self.keptBytes
    var next = 0
    while next < found.count {
      // So many at a time that what they were read as fits into the room, whatever becomes of it then.
      var last = next
      var bytes = 0
      while last < found.count, last == next || bytes + found[last].0.stamp.byteCount <= Self.chunkBytes {
        bytes += found[last].0.stamp.byteCount
        last += 1
      }
      let outcomes = try concurrently(Array(found[next..<last])) { item throws(PipelineFault) in
        try claiming.claim(item.0, at: item.1)
      }
      for outcome in outcomes {
        switch outcome {
        case .claimed(let file):
          // Of a file that is too large nothing was read, and it will not be read again.
          if file.byteCount <= Self.fileLimitBytes {
            if file.byteCount > room { _ = file.takeReading() } else { room -= file.byteCount }
          }
          claimed.append(file)
        case .left(let reason): skipped.append(reason)
        case .gone: break
        }
      }
      next = last
    }
    return (claimed, skipped)
  }
}

/// 认领：copies and reads one file; files can be claimed at the same time.
private struct Claiming: Sendable {
  let examination: Examination
  let clock: Clock

  enum Outcome: Sendable {
    case claimed(ClaimedFile)
    case left(IngestReport.Skipped)
    /// Somebody took it back meanwhile.
    case gone
  }

  func claim(_ entry: SpoolEntry, at point: DropPoint) throws(PipelineFault) -> Outcome {
    do throws(PipelineFault) {
      return .claimed(try copy(entry, at: point))
    } catch {
      // One file that cannot be read does not stop the others; anything else does.
      guard case .files(let fault) = error, fault.path == entry.path else { throw error }
      return fault.isMissing
        ? .gone : .left(.init(name: entry.name.display, reason: Self.reason(fault)))
    }
  }

  private static func reason(_ fault: SpoolFault) -> IngestReport.Skipped.Reason {
    switch fault {
    case .changed: .notSettled
    case .notAFile: .notAFile
    default: .unreadable(fault)
    }
  }

  private func copy(_ entry: SpoolEntry, at point: DropPoint) throws(PipelineFault) -> ClaimedFile {
    var copy = point.processing.appending(Self.copyName(of: entry.name))
    // A file that is called like a unit whose drop folder has its place there.
    if (try? fileStamp(copy))?.kind == .folder {
      copy = point.processing.appending(SpoolName(copy.name.bytes + Array("~".utf8)))
    }
    let channel: SenderChannel = point.unit == nil ? .openInbox : .dropFolder
    func arrival(_ time: FileTime) -> Instant { clock.fixed ?? Instant(seconds: time.seconds) }
    if entry.stamp.byteCount > Intake.fileLimitBytes {
      // Too large to be copied, so it is moved; its receipt names it by the digest like any other.
      let (digest, copy) = try files { () throws(SpoolFault) in
        let digest = try digestOfFile(entry.path)
        return (digest, try moveFile(entry.path, to: copy, digest: digest, isDurable: false))
      }
      let file = examination.tooLarge(
        byteCount: entry.stamp.byteCount, name: entry.name.display, digest: digest,
        receivedAt: arrival(entry.arrival), channel: channel, dropFolderUnit: point.unit)
      return ClaimedFile(file, entry: entry.path, copy: copy)
    }
    let spooled = try files { () throws(SpoolFault) in
      let spooled = try readFile(entry.path, limitBytes: Intake.fileLimitBytes)
      try writeAtomically(spooled.bytes, to: copy, isDurable: false)
      return spooled
    }
    let file = try examination.read(
      spooled.bytes, name: entry.name.display, digest: spooled.digest, receivedAt: arrival(spooled.arrival),
      channel: channel, dropFolderUnit: point.unit)
    return ClaimedFile(file, entry: entry.path, copy: copy)
  }

  /// A name as long as the file system allows leaves no room for the endings that files have while they are written.
  private static func copyName(of name: SpoolName) -> SpoolName {
    let roomBytes = 240
    guard name.bytes.count > roomBytes else { return name }
    return SpoolName(
      Array(name.bytes.prefix(roomBytes - 17)) + Array("~\(digest(of: name.bytes).prefix(16))".utf8))
  }
}
