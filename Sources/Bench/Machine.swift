import Foundation
import Glibc

/// 机器与版本：what the numbers were measured on and with.
struct Machine {
  let stand: TestStand

  var lines: [String] {
    [
      "\(processor), \(ProcessInfo.processInfo.activeProcessorCount) cores, \(memory) memory, Linux \(kernel), \(fileSystem)",
      versions.joined(separator: "; "),
    ]
  }

  private var processor: String { Self.field("model name", in: "/proc/cpuinfo") ?? "unknown processor" }

  private var memory: String {
    Measurement.decimals(Double(ProcessInfo.processInfo.physicalMemory) / 1_073_741_824, 0) + " GB"
  }

  private var kernel: String { said("uname", ["-r"]) ?? "?" }

  private var fileSystem: String {
    said("df", ["--output=fstype", stand.work.path])?.split(whereSeparator: \.isNewline).last.map(String.init)
      ?? "?"
  }

  private var versions: [String] {
    var found: [(String, String?)] = [
      ("cengbao", said(stand.program, ["--version"])),
      ("Swift", said("swift", ["--version"]).flatMap { Self.number(after: "Swift version ", in: $0) }),
      ("SQLite", said("pkg-config", ["--modversion", "sqlite3"])),
      ("libxml2 and xmllint", said("pkg-config", ["--modversion", "libxml-2.0"])),
    ]
    if let python = stand.python {
      found.append(("Python", said(python, ["--version"]).flatMap { Self.number(after: "Python ", in: $0) }))
      for name in ["duckdb", "lxml", "pandas"] {
        found.append((name, said(python, ["-c", "import \(name); print(\(name).__version__)"])))
      }
    }
    return found.map { "\($0) \($1 ?? "?")" }
  }

  private static func field(_ name: String, in file: String) -> String? {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return nil }
    let line = text.split(whereSeparator: \.isNewline).first { $0.hasPrefix(name) }
    return line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
  }

  private static func number(after word: String, in text: String) -> String? {
    text.range(of: word).map { String(text[$0.upperBound...].prefix { !$0.isWhitespace }) }
  }

  /// What a program says of itself, on either channel.
  private func said(_ program: String, _ arguments: [String]) -> String? {
    guard let process = try? ChildProcess.run(program, arguments, in: stand.scratch), process.status == 0
    else { return nil }
    let text = [process.output, process.errors].compactMap { try? String(contentsOf: $0, encoding: .utf8) }
    let first = text.first { !$0.isEmpty }
    return first?.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// How busy the machine is with something else.
  static var load: Double {
    var averages = [0.0, 0.0, 0.0]
    return getloadavg(&averages, 3) > 0 ? averages[0] : 0
  }
}
