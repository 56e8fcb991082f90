import Foundation
import TestKit

/// 干扰：what happens to a run of the program, at which of its calls that change the disk.
struct Disturbance: Sendable, CustomStringConvertible {
  enum Kind: Sendable, Hashable {
    /// Nothing; the calls are counted.
    case none
    case kill, killAfter
    /// A write writes half, then the process is killed.
    case torn
    /// The call fails; with `forGood` all later ones too.
    case fail(Int32, forGood: Bool)
    /// The file system stops at once; with `journalFirst` it has just brought its own journal to the disk.
    case powerLoss(journalFirst: Bool)
  }

  var kind: Kind
  /// The number of the call, from 1.
  var at = 0

  static let library = URL(fileURLWithPath: Program.binary).deletingLastPathComponent()
    .appendingPathComponent("libFaultInjection.so").path

  /// - Parameters:
  ///   - root: calls below this folder count.
  ///   - trace: where every counted call is written.
  ///   - mountPoint: the file system that loses its power.
  func environment(root: URL, trace: URL? = nil, mountPoint: URL? = nil) -> [String: String] {
    var variables = ["LD_PRELOAD": Self.library, "CENGBAO_FAULT_ROOT": root.path]
    variables["CENGBAO_FAULT_AT"] = "\(at)"
    variables["CENGBAO_FAULT_TRACE"] = trace?.path
    variables["CENGBAO_FAULT_MOUNT"] = mountPoint?.path
    switch kind {
    case .none: variables["CENGBAO_FAULT_MODE"] = "count"
    case .kill: variables["CENGBAO_FAULT_MODE"] = "kill"
    case .killAfter: variables["CENGBAO_FAULT_MODE"] = "kill-after"
    case .torn: variables["CENGBAO_FAULT_MODE"] = "torn"
    case .fail(let number, let forGood):
      variables["CENGBAO_FAULT_MODE"] = forGood ? "fail-on" : "fail"
      variables["CENGBAO_FAULT_ERRNO"] = "\(number)"
    case .powerLoss(let journalFirst):
      variables["CENGBAO_FAULT_MODE"] = "shutdown"
      variables["CENGBAO_FAULT_FLUSH"] = journalFirst ? "1" : "0"
    }
    return variables
  }

  var description: String {
    switch kind {
    case .none: "undisturbed"
    case .kill: "killed before call \(at)"
    case .killAfter: "killed after call \(at)"
    case .torn: "torn in call \(at)"
    case .fail(let number, let forGood):
      "\(String(cString: strerror(number))) at call \(at)\(forGood ? " and ever after" : "")"
    case .powerLoss(let journalFirst): "power lost before call \(at)\(journalFirst ? ", journal first" : "")"
    }
  }
}

/// 改盘调用：a call that changes the disk, as the library wrote it down.
struct DiskCall: Sendable, Hashable {
  var number: Int
  var kind: String
  /// Below the folder of both workspaces.
  var path: String
  /// Where a renaming leads.
  var target: String?

  var isSync: Bool { ["fsync", "fdatasync", "syncfs", "sync"].contains(kind) }
  /// SQLite's own file, log and index of the log.
  var isRegister: Bool { path.contains("/register.sqlite") }

  static func read(_ trace: URL) throws -> [DiskCall] {
    let text = try String(contentsOf: trace, encoding: .utf8)
    return text.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: " ", maxSplits: 2).map(String.init)
      guard parts.count >= 2, let number = Int(parts[0]) else { return nil }
      let places = (parts.count == 3 ? parts[2] : "").components(separatedBy: " -> ")
      return DiskCall(
        number: number, kind: parts[1], path: places[0], target: places.count == 2 ? places[1] : nil)
    }
  }
}
