import Findings
import ReportModel
import Spool

/// 认领的文件：a file of which this run holds a private copy.
struct ClaimedFile {
  var file: IncomingFile
  var entry: SpoolPath
  var copy: SpoolPath
}

/// 投递目录：a folder whose new files are taken, with the unit whose folder it is.
struct DropPoint {
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

  func claim(
    _ entry: SpoolEntry, at point: DropPoint, _ examination: Examination
  ) throws(PipelineFault) -> ClaimedFile {
    var copy = point.processing.appending(Self.copyName(of: entry.name))
    // A file that is called like a unit whose drop folder has its place there.
    if (try? fileStamp(copy))?.kind == .folder {
      copy = point.processing.appending(SpoolName(copy.name.bytes + Array("~".utf8)))
    }
    let channel: SenderChannel = point.unit == nil ? .openInbox : .dropFolder
    func arrival(_ time: FileTime) -> Instant { office.clock.fixed ?? Instant(seconds: time.seconds) }
    try files { () throws(SpoolFault) in try createFolders(point.processing) }
    if entry.stamp.byteCount > Self.fileLimitBytes {
      // Too large to be copied, so it is moved; its receipt names it by the digest like any other.
      let (digest, copy) = try files { () throws(SpoolFault) in
        let digest = try digestOfFile(entry.path)
        return (digest, try moveFile(entry.path, to: copy, digest: digest, isDurable: false))
      }
      let file = examination.tooLarge(
        byteCount: entry.stamp.byteCount, name: entry.name.display, digest: digest,
        receivedAt: arrival(entry.arrival), channel: channel, dropFolderUnit: point.unit)
      return ClaimedFile(file: file, entry: entry.path, copy: copy)
    }
    let spooled = try files { () throws(SpoolFault) in
      let spooled = try readFile(entry.path, limitBytes: Self.fileLimitBytes)
      try writeAtomically(spooled.bytes, to: copy, isDurable: false)
      return spooled
    }
    let file = try examination.read(
      spooled.bytes, name: entry.name.display, digest: spooled.digest, receivedAt: arrival(spooled.arrival),
      channel: channel, dropFolderUnit: point.unit)
    return ClaimedFile(file: file, entry: entry.path, copy: copy)
  }

  /// A name as long as the file system allows leaves no room for the endings that files have while they are written.
  private static func copyName(of name: SpoolName) -> SpoolName {
    let roomBytes = 240
    guard name.bytes.count > roomBytes else { return name }
    return SpoolName(
      Array(name.bytes.prefix(roomBytes - 17)) + Array("~\(digest(of: name.bytes).prefix(16))".utf8))
  }
}
