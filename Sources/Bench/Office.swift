import Foundation
import Glibc

/// 测速用的办公室：a workspace of the measured program, the nation's.
struct Office {
  let folder: URL
  let material: Material
  let program: String
  private let scratch: URL

  var inbox: URL { folder.appendingPathComponent("Inbox") }

  /// `isNew` makes the workspace, in place of one that may be there.
  init(_ folder: URL, _ material: Material, program: String, scratch: URL, isNew: Bool) throws {
    self.folder = folder
    self.material = material
    self.program = program
    self.scratch = scratch
    guard isNew else { return }
    try remove()
    _ = try ChildProcess.run(
      program,
      [
        "init", folder.path, "--unit", NationalTree.root, "--schemas", material.schemas.path, "--settle", "0",
      ],
      in: scratch
    ).succeeded("cengbao init")
  }

  /// Puts it out of the way. It is deleted with everything else at the end, because ext4 takes its time to make new files for
  /// some minutes after thousands were deleted.
  func remove() throws {
    guard FileManager.default.fileExists(atPath: folder.path) else { return }
    try FileManager.default.moveItem(
      at: folder, to: scratch.appendingPathComponent("used-\(UUID().uuidString)"))
  }

  /// Puts copies into the Inbox, all files or the first so many by name. Copying reads them once, so that everyone finds
  /// them in memory; the copies are on the disk before anything is timed, because their durability is nobody's work.
  func drop(_ reports: URL, first count: Int? = nil) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: reports.path).sorted()
    for name in names.prefix(count ?? names.count) {
      try FileManager.default.copyItem(
        at: reports.appendingPathComponent(name), to: inbox.appendingPathComponent(name))
    }
    sync()
  }

  /// The words after the program's name.
  func arguments(_ words: [String]) -> [String] { words + ["--workspace", folder.path] }

  func call(_ words: [String], now: String) throws -> ChildProcess {
    try ChildProcess.run(program, arguments(words), in: scratch, environment: ["CENGBAO_NOW": now])
      .succeeded("cengbao \(words.joined(separator: " "))")
  }

  /// `cengbao run` of a quarter. Exit status 0 says that every file was accepted.
  func run(_ quarter: Int, hour: Int = 10) throws -> ChildProcess {
    try call(
      ["run", NationalReport.period(quarter), "--quiet"], now: NationalReport.now(quarter, hour: hour))
  }

  /// Every report was taken and every total is right, or the run is worth no number.
  func check(_ quarter: Int, versions: [Int: Int] = [:]) throws {
    let period = NationalReport.period(quarter)
    let accepted = try FileManager.default.contentsOfDirectory(
      atPath: inbox.appendingPathComponent("accepted/\(period)").path
    ).count
    let expected = material.tree.counties.count
    guard versions.isEmpty ? accepted == expected : accepted > expected else {
      throw BenchFailure("\(period): \(accepted) files accepted, \(expected) counties")
    }
    let totals = try Totals(outbox: newestTable(period))
    try totals.agree(with: Totals(material.tree, quarter, versions: versions), "cengbao run \(period)")
  }

  /// The nation's roll-up as a table, in its last revision.
  private func newestTable(_ period: String) throws -> URL {
    let folder = folder.appendingPathComponent("Outbox/\(period)")
    let start = "\(NationalTree.root)-\(NationalPlan.id)-r"
    let revisions = try FileManager.default.contentsOfDirectory(atPath: folder.path).compactMap { name in
      name.hasPrefix(start) && name.hasSuffix(".csv") ? Int(name.dropFirst(start.count).dropLast(4)) : nil
    }
    guard let last = revisions.max() else { throw BenchFailure("No roll-up of the nation in \(folder.path)") }
    return folder.appendingPathComponent("\(start)\(last).csv")
  }

  /// What lies in a folder of the workspace, or in the register's files.
  func bytes(_ what: String) throws -> Int {
    var sum = 0
    let files = FileManager.default
    for name in try files.contentsOfDirectory(atPath: folder.path) where name.hasPrefix(what) {
      let start = folder.appendingPathComponent(name)
      sum += try Self.byteCount(start)
      for inner in files.enumerator(atPath: start.path) ?? .init() {
        guard let inner = inner as? String else { continue }
        sum += try Self.byteCount(start.appendingPathComponent(inner))
      }
    }
    return sum
  }

  static func byteCount(_ file: URL) throws -> Int {
    let values = try file.resourceValues(forKeys: [.isRegularFileKey, .fileSizeKey])
    return values.isRegularFile == true ? values.fileSize ?? 0 : 0
  }
}
