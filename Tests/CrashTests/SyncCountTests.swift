import Foundation
import TestKit
import Testing

/// 落盘次数：a batch costs as many as a single file, however many files it has.
@Suite("Syncs per batch") struct SyncCountTests {
  @Test("Five, fifty and a hundred and fifty files make the same number of syncs")
  func constant() throws {
    let scratch = try Scratch()
    let listed = try Program.run(["units", "--json"])
    let units = try #require(
      try JSONSerialization.jsonObject(with: Data(listed.output.utf8)) as? [[String: Any]])
    // Each under the plan that it reports by, and none that has become another: two names of one unit are rivals, which
    // takes a round of its own.
    let codes = units.filter { $0["replacedBy"] is NSNull && $0["reportsTo"] is String }
      .compactMap { $0["code"] as? String }.filter { !$0.hasPrefix("610112") }
    var counts: [Int: [String: Int]] = [:]
    for size in [5, 50, 150] {
      try #require(codes.count >= size)
      let office = try TestOffice("610000", in: scratch, name: "\(size) files")
      // The folder of a state is made, and brought to the disk, when the first file gets there.
      for state in ["accepted", "held", "returned", "unreadable"] {
        try FileManager.default.createDirectory(
          at: office.url.appendingPathComponent("Inbox/\(state)/2024-Q3"), withIntermediateDirectories: true)
      }
      for code in codes.prefix(size) {
        var report = SmallReport(code, "9")
        if !code.hasPrefix("6107") { (report.plan, report.task) = ("shaanxi-2022", "sx-00") }
        try office.drop("\(code) 三季度.xml", report)
      }
      let trace = scratch.url.appendingPathComponent("trace")
      var environment = Disturbance(kind: .none).environment(root: office.url, trace: trace)
      environment["CENGBAO_NOW"] = TestOffice.now
      let result = try Program.run(
        ["ingest", "--json", "--workspace", office.path], environment: environment)
      #expect(result.status <= 1, "\(result.errors)")
      #expect(try office.files(below: "Outbox/receipts/2024-Q3").count == 2 * size)
      let counted = try office.files(below: "Inbox/accepted/2024-Q3").count
      #expect(counted > size / 2, "most are to be taken")
      var kinds: [String: Int] = [:]
      for call in try DiskCall.read(trace) where call.isSync { kinds[call.kind, default: 0] += 1 }
      counts[size] = kinds
      print(
        "\(size) files: \(kinds.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", "))"
      )
    }
    let few = try #require(counts[5])
    #expect(!few.isEmpty)
    #expect(counts[50] == few && counts[150] == few, "\(counts)")
  }
}
