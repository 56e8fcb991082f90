import Foundation

/// P6：how often the disk is asked to be done, for batches of every size.
struct SyncBar {
  let stand: TestStand
  private static let calls = ["fsync", "fdatasync", "syncfs", "sync", "sync_file_range", "msync"]

  func measure() throws -> [Row] {
    let work = "calls of fsync and its like"
    if let reason = refusal {
      stand.say("P6 not measured: \(reason)")
      return [Row(bar: .p6, work: work, result: reason, limit: "constant", verdict: .skipped)]
    }
    let material = try stand.material(stand.base)
    let reports = try material.reports(0, .xml)
    let batches = [1, 10, 100, 1_000].filter { $0 <= material.tree.counties.count }
    return try [["ingest"], ["run", NationalReport.period(0)]].map { words in
      let counts = try batches.map { try count(words, $0, material, reports) }
      stand.say("P6 \(words[0]): \(counts)")
      return Row(
        bar: .p6,
        work: "\(work) of `\(words[0])`, batches of \(batches.map(String.init).joined(separator: ", "))",
        result: counts.map(String.init).joined(separator: ", "), limit: "constant",
        verdict: Set(counts).count == 1 ? .met : .missed)
    }
  }

  /// Why nothing can be traced here.
  private var refusal: String? {
    let trial = try? ChildProcess.run("strace", ["-f", "-o", "/dev/null", "true"], in: stand.scratch)
    guard let trial else { return "no strace" }
    return trial.status == 0 ? nil : "strace is not allowed here"
  }

  private func count(_ words: [String], _ batch: Int, _ material: Material, _ reports: URL) throws -> Int {
    let office = try stand.office(material)
    try office.drop(reports, first: batch)
    let summary = stand.scratch.appendingPathComponent("calls.txt")
    _ = try ChildProcess.run(
      "strace",
      ["-f", "-c", "-e", "trace=" + Self.calls.joined(separator: ","), "-o", summary.path, stand.program]
        + office.arguments(words + ["--quiet"]),
      in: stand.scratch, environment: ["CENGBAO_NOW": NationalReport.now(0)]
    ).succeeded("strace cengbao \(words.joined(separator: " "))")
    // A line: % time, seconds, usecs/call, calls, errors if any, syscall.
    var sum = 0
    for line in try String(contentsOf: summary, encoding: .utf8).split(whereSeparator: \.isNewline) {
      let cells = line.split(separator: " ")
      if let name = cells.last, Self.calls.contains(String(name)), cells.count >= 5, let count = Int(cells[3])
      {
        sum += count
      }
    }
    guard sum > 0 else { throw BenchFailure("strace saw no call at all; the register must be durable") }
    try office.remove()
    return sum
  }
}
