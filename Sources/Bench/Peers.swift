import Foundation

/// 同类程序：other programs that read the same files, which shows what this machine takes for that alone.
struct Peers {
  let stand: TestStand
  let scripts = Material.repository.appendingPathComponent("scripts/bench-peers")

  /// libxml2's own tool checks every file against the XSD, and keeps nothing.
  func xmllint(_ material: Material, _ reports: URL) throws -> ChildProcess {
    let names = try FileManager.default.contentsOfDirectory(atPath: reports.path).sorted()
    let schema = material.schemas.appendingPathComponent("report.xsd").path
    let process = try ChildProcess.run(
      "xmllint", ["--noout", "--schema", schema] + names.map { reports.appendingPathComponent($0).path },
      in: stand.scratch
    ).succeeded("xmllint")
    let said = try String(contentsOf: process.errors, encoding: .utf8)
    let valid = said.split(whereSeparator: \.isNewline).count { $0.hasSuffix(" validates") }
    guard valid == names.count else {
      throw BenchFailure("xmllint found \(valid) of \(names.count) files valid")
    }
    return process
  }

  /// A script that sums every indicator; its sums must be right.
  func script(_ name: String, _ reports: URL, _ expected: Totals) throws -> ChildProcess? {
    guard let python = stand.python else { return nil }
    let script = scripts.appendingPathComponent(name).path
    let process = try ChildProcess.run(python, [script, reports.path], in: stand.scratch).succeeded(name)
    try Totals(printed: process.printed).agree(with: expected, name)
    return process
  }
}
