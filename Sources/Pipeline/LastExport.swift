import Aggregate
import Export
import Findings
import ReportModel
import Spool
import Store

/// 输出条件：everything but the reports that a quarter's files depend on.
struct ExportSetting: Sendable {
  let basis: String
  let language: Language
  let note: String
  let revisions: [OrgUnitCode: Int]
  /// What was sent of the quarter.
  let dispatches: [DispatchRecord]

  /// Of an area without files of its own nothing depends on the setting.
  static let none = ""
  /// To be written again in any case.
  static let never = "-"

  var ofTable: String { digest(of: Array("\(programVersion)\n\(basis)".utf8)) }

  func of(_ unit: OrgUnitCode) -> String {
    let sent = dispatches.filter { $0.unit == unit }.map { "\($0.plan) \($0.revision) \($0.digest)" }
    let parts = [programVersion, basis, language.rawValue, String(revisions[unit] ?? 1)] + sent + ["", note]
    return digest(of: Array(parts.joined(separator: "\n").utf8))
  }
}

/// 上次输出：what lies in the Outbox of a quarter just as it was written, so that only what changed is written again.
struct LastExport: Sendable {
  /// Where each unit's rows stand in the base table; empty where that is not as it was written.
  private(set) var rows: [OrgUnitCode: Range<Int>] = [:]
  /// What the areas were made from whose files lie as they were written.
  private(set) var madeFrom: [OrgUnitCode: Fingerprint] = [:]
  private(set) var files: [OrgUnitCode: [String]] = [:]
  let setting: ExportSetting

  init(_ exported: ExportedQuarter, in folder: SpoolPath, table: SpoolPath, _ setting: ExportSetting) {
    self.setting = setting
    guard exported.setting == setting.ofTable, let stamp = try? fileStamp(table),
      ExportedFile.text(stamp) == exported.stamp
    else { return }
    var end = BaseTable().bytes.count
    for area in exported.areas {
      rows[area.unit] = end..<(end + area.baseBytes)
      end += area.baseBytes
    }
    guard end == stamp.byteCount else {
      rows = [:]
      return
    }
    for area in exported.areas {
      guard area.setting == ExportSetting.none || area.setting == setting.of(area.unit),
        let origin = Fingerprint(area.madeFrom)
      else { continue }
      let files = ExportedFile.list(area.files)
      guard files.allSatisfy({ $0.lies(in: folder) }) else { continue }
      madeFrom[area.unit] = origin
      self.files[area.unit] = files.map(\.name)
    }
  }
}

/// 已输出文件：a file by its name and what it looked like when it was written.
struct ExportedFile: Hashable, Sendable {
  var name: String
  var stamp: String

  /// - Throws: where it cannot be looked at.
  init(_ path: SpoolPath) throws(SpoolFault) {
    name = path.name.display
    stamp = Self.text(try fileStamp(path))
  }

  private init(name: String, stamp: String) {
    self.name = name
    self.stamp = stamp
  }

  func lies(in folder: SpoolPath) -> Bool {
    (try? fileStamp(folder.appending(name))).map(Self.text) == stamp
  }

  static func text(_ stamp: FileStamp) -> String {
    let (modified, changed) = (stamp.modified, stamp.changed)
    return
      "\(stamp.kind.rawValue) \(stamp.byteCount) \(modified.seconds).\(modified.nanoseconds) \(changed.seconds).\(changed.nanoseconds) \(stamp.device) \(stamp.inode)"
  }

  /// One line a file.
  static func text(_ files: [ExportedFile]) -> String {
    files.map { "\($0.name)\t\($0.stamp)" }.joined(separator: "\n")
  }

  static func list(_ text: String) -> [ExportedFile] {
    text.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "\t", maxSplits: 1)
      return parts.count == 2 ? ExportedFile(name: String(parts[0]), stamp: String(parts[1])) : nil
    }
  }
}
