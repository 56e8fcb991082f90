import Foundation
import TestKit
import Testing

/// `cengbao watch` as a process of its own, until it is told to stop.
final class WatchedOffice {
  let scratch: Scratch
  let office: TestOffice
  private let process = Process()
  private let outputURL: URL
  private let errorsURL: URL

  /// Makes an office and starts to watch it; the first line was printed when this returns.
  convenience init(
    _ unit: String = "610700", settle: String = "0.2", arguments: [String] = ["--interval", "60"],
    shell: String? = nil, prepare: (TestOffice) throws -> Void = { _ in }
  ) throws {
    let scratch = try Scratch()
    let office = try TestOffice(unit, in: scratch, arguments: ["--settle", settle])
    try prepare(office)
    try self.init(office, in: scratch, arguments: arguments, shell: shell)
  }

  init(_ office: TestOffice, in scratch: Scratch, arguments: [String], shell: String? = nil) throws {
    self.scratch = scratch
    self.office = office
    outputURL = scratch.url.appendingPathComponent("watch.out")
    errorsURL = scratch.url.appendingPathComponent("watch.err")
    for url in [outputURL, errorsURL] { _ = FileManager.default.createFile(atPath: url.path, contents: nil) }
    let words = ["watch", "--workspace", office.path] + arguments
    if let shell {
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", shell, Program.binary] + words
    } else {
      process.executableURL = URL(fileURLWithPath: Program.binary)
      process.arguments = words
    }
    var variables = ProcessInfo.processInfo.environment
    variables["CENGBAO_NOW"] = TestOffice.now
    process.environment = variables
    process.standardOutput = try FileHandle(forWritingTo: outputURL)
    process.standardError = try FileHandle(forWritingTo: errorsURL)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    try wait("the first line") { !self.output.isEmpty || !self.errors.isEmpty || !self.process.isRunning }
  }

  deinit {
    if process.isRunning {
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
  }

  var output: String { (try? String(contentsOf: outputURL, encoding: .utf8)) ?? "" }
  var errors: String { (try? String(contentsOf: errorsURL, encoding: .utf8)) ?? "" }
  var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
  var isRunning: Bool { process.isRunning }
  var status: Int32 { process.terminationStatus }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Asks to stop and gives the exit status.
  func stop() throws -> Int32 {
    send(SIGTERM)
    try wait("the end") { !self.process.isRunning }
    return process.terminationStatus
  }

  func wait(_ what: String, seconds: Double = 30, until isThere: () throws -> Bool) throws {
    let end = Date(timeIntervalSinceNow: seconds)
    while try !isThere() {
      guard Date() < end else {
        throw TestOffice.Failure(text: "waited in vain for \(what)\n\(output)\n\(errors)")
      }
      usleep(10_000)
    }
  }

  /// Processor time used so far, in hundredths of a second.
  func processorTime() throws -> Int {
    let text = try String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)
    let fields = try #require(text.split(separator: ")").last).split(separator: " ")
    return (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0)
  }

  func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: office.url.appendingPathComponent(folder).path))
      ?? [])
      .sorted()
  }

  /// The files that wait in a folder.
  func waiting(in folder: String = "Inbox") throws -> [String] {
    names(in: folder).filter { name in
      var isFolder: ObjCBool = false
      let path = office.url.appendingPathComponent("\(folder)/\(name)").path
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }
  }

  var accepted: [String] { names(in: "Inbox/accepted/2024-Q3") }

  /// The figure of each accepted file of a unit, in the order of versions.
  func figures(_ unit: String) throws -> [String] {
    try accepted.filter { $0.hasPrefix(unit) }.map { name in
      let text = try String(
        contentsOf: office.url.appendingPathComponent("Inbox/accepted/2024-Q3/\(name)"), encoding: .utf8)
      return text.firstMatch(of: #/inPeriod="([^"]*)"/#).map { String($0.1) } ?? ""
    }
  }
}

@Suite("Watching") struct WatchTests {
  @Test(
    "What arrives is taken without waiting for the interval, and the wish to stop is status 0",
    arguments: [SIGTERM, SIGINT, SIGHUP])
  func hints(signal: Int32) throws {
    let watched = try WatchedOffice()
    #expect(watched.output.contains(watched.office.path + "/Inbox"))
    #expect(watched.output.contains("60 秒") && watched.output.contains("0.2 秒"))
    try watched.office.drop("汉台.xml", SmallReport("610702", "5"))
    try watched.wait("the report") { watched.output.contains("接收") }
    #expect(watched.output.contains("2024-10-09 09:00 Inbox：1 个文件"))
    #expect(try watched.waiting().isEmpty)
    // Not only the first time.
    try watched.office.drop("南郑.xml", SmallReport("610703", "6"))
    try watched.wait("the second report") { watched.accepted.count == 2 }
    watched.send(signal)
    try watched.wait("the end") { !watched.isRunning }
    #expect(watched.status == 0)
    #expect(watched.output.hasSuffix("已停止收件。\n"))
    #expect(watched.errors.isEmpty)
  }

  @Test("What lay there before is taken at the start; refused files end nothing")
  func before() throws {
    let watched = try WatchedOffice(prepare: { try $0.drop("通知.csv", "各县区：\n请报送。\n") })
    try watched.wait("the receipt") { watched.output.contains("无法识别") }
    try watched.office.drop("汉台.xml", SmallReport("610702", "5"))
    try watched.wait("the report") { watched.accepted.count == 1 }
    #expect(try watched.stop() == 0)
  }

  /// In a user namespace of its own a process may be forbidden every watch.
  static let forbiddingNotices = """
    unshare -Ur sh -c 'echo 0 > /proc/sys/user/max_inotify_instances && exec "$0" "$@"' "$0" "$@"
    """
  static let canForbidNotices =
    (try? Program.run(["--version"], shell: forbiddingNotices + " && exit 0; exit 77;").status) == 0

  @Test(
    "Without the system's notices everything is found by looking",
    .enabled(if: canForbidNotices, "needs user namespaces"))
  func withoutNotices() throws {
    let watched = try WatchedOffice(
      arguments: ["--interval", "0.2"], shell: "exec " + Self.forbiddingNotices)
    try FileManager.default.createDirectory(
      at: watched.office.url.appendingPathComponent("Inbox/610702"), withIntermediateDirectories: true)
    try watched.office.drop("汉台.xml", SmallReport("610702", "5"), into: "Inbox/610702")
    try watched.wait("the report") { watched.accepted.count == 1 }
    #expect(try watched.stop() == 0)
  }

  @Test("A file that is being written is not taken before it is whole, and keeps no other back for ever")
  func growing() throws {
    let watched = try WatchedOffice(settle: "0.4")
    let text = SmallReport("610702", "5").xml
    let url = watched.office.url.appendingPathComponent("Inbox/汉台.xml")
    _ = FileManager.default.createFile(atPath: url.path, contents: nil)
    let file = try FileHandle(forWritingTo: url)
    try watched.office.drop("南郑.xml", SmallReport("610703", "6"))
    // A few bytes at a time, for longer than the others wait.
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      let next = min(written + max(1, bytes.count / 40), bytes.count)
      try file.write(contentsOf: bytes[written..<next])
      written = next
      #expect(try watched.waiting().contains("汉台.xml"))
      usleep(100_000)
    }
    #expect(watched.accepted.map { $0.prefix(6) } == ["610703"], "\(watched.output)")
    try file.close()
    try watched.wait("the report") { watched.accepted.count == 2 }
    #expect(try watched.figures("610702") == ["5"])
    #expect(try watched.stop() == 0)
    #expect(watched.names(in: "Inbox/unreadable").isEmpty)
  }

  @Test("Written as .part and renamed: taken under its name, once")
  func partAndRename() throws {
    let watched = try WatchedOffice()
    try watched.office.drop("汉台.xml.part", SmallReport("610702", "5"))
    try watched.office.drop("南郑.xml", SmallReport("610703", "6"))
    try watched.wait("the other") { watched.accepted.count == 1 }
    #expect(try watched.waiting() == ["汉台.xml.part"])
    let inbox = watched.office.url.appendingPathComponent("Inbox")
    try FileManager.default.moveItem(
      at: inbox.appendingPathComponent("汉台.xml.part"), to: inbox.appendingPathComponent("汉台.xml"))
    try watched.wait("the report") { watched.accepted.count == 2 }
    #expect(try watched.stop() == 0)
    #expect(watched.output.components(separatedBy: "汉台.xml").count == 2)
  }

  @Test("Renamed over before it was taken: the last one counts; taken back: nothing happens")
  func replacedAndRemoved() throws {
    let watched = try WatchedOffice(settle: "0.5")
    let inbox = watched.office.url.appendingPathComponent("Inbox")
    for value in 1...8 {
      try watched.office.drop("汉台.xml.tmp", SmallReport("610702", String(value)))
      let status = rename(
        inbox.appendingPathComponent("汉台.xml.tmp").path, inbox.appendingPathComponent("汉台.xml").path)
      #expect(status == 0)
      usleep(50_000)
    }
    try watched.office.drop("南郑.xml", SmallReport("610703", "6"))
    usleep(50_000)
    try FileManager.default.removeItem(at: inbox.appendingPathComponent("南郑.xml"))
    try watched.wait("the report") { !watched.accepted.isEmpty }
    #expect(try watched.stop() == 0)
    #expect(try watched.figures("610702") == ["8"])
    #expect(watched.accepted.count == 1)
    #expect(watched.errors.isEmpty)
  }

  @Test("A drop folder that is made later is watched as well, and says whose file it is")
  func laterDropFolder() throws {
    let watched = try WatchedOffice()
    let inbox = watched.office.url.appendingPathComponent("Inbox")
    // Made elsewhere with its file in it, and moved in: nothing is told of the file.
    let elsewhere = watched.scratch.url.appendingPathComponent("610702")
    try FileManager.default.createDirectory(at: elsewhere, withIntermediateDirectories: true)
    try Data(SmallReport("610702", "5").xml.utf8).write(to: elsewhere.appendingPathComponent("汉台.xml"))
    try FileManager.default.moveItem(at: elsewhere, to: inbox.appendingPathComponent("610702"))
    try watched.wait("the report") { watched.accepted.count == 1 }
    try watched.office.drop("南郑.xml", SmallReport("610703", "6"), into: "Inbox/610702")
    try watched.wait("the foreign report") { watched.output.contains("退回") }
    // Not a unit's: left alone.
    try FileManager.default.createDirectory(
      at: inbox.appendingPathComponent("其他"), withIntermediateDirectories: true)
    try watched.office.drop("西乡.xml", SmallReport("610724", "7"), into: "Inbox/其他")
    try watched.office.drop("城固.xml", SmallReport("610722", "8"))
    try watched.wait("the last report") { watched.accepted.count == 2 }
    #expect(try watched.stop() == 0)
    #expect(try watched.waiting(in: "Inbox/其他") == ["西乡.xml"])
    #expect(watched.accepted.map { $0.prefix(6) } == ["610702", "610722"])
  }

  @Test("An Inbox that goes is told of once and waited for, and found again when it comes back")
  func vanishingInbox() throws {
    let watched = try WatchedOffice(arguments: ["--interval", "0.2"])
    let inbox = watched.office.url.appendingPathComponent("Inbox")
    let away = watched.scratch.url.appendingPathComponent("away")
    for turn in 1...2 {
      try FileManager.default.moveItem(at: inbox, to: away)
      try watched.wait("the sentence") { watched.errorLines.count == turn }
      usleep(600_000)
      #expect(watched.errorLines.count == turn)
      #expect(watched.errorLines.last?.contains("Inbox 不在了") == true)
      #expect(!FileManager.default.fileExists(atPath: inbox.path))
      try Data(SmallReport("61070\(turn + 1)", "5").xml.utf8).write(
        to: away.appendingPathComponent("\(turn).xml"))
      try FileManager.default.moveItem(at: away, to: inbox)
      try watched.wait("the report") { watched.accepted.count == turn }
    }
    #expect(watched.output.components(separatedBy: "已恢复").count == 3)
    #expect(try watched.stop() == 0)
  }

  @Test("Schemas that are broken for a while are told of once; nothing is lost, and what was changed counts")
  func brokenSchemas() throws {
    let watched = try WatchedOffice(arguments: ["--interval", "0.3"])
    let measures = watched.office.url.appendingPathComponent("Schemas/measures.csv")
    let units = watched.office.url.appendingPathComponent("Schemas/units/600000-new.csv")
    let good = try Data(contentsOf: measures)
    try Data("symbol,dimension\n".utf8).write(to: measures, options: .atomic)
    try watched.office.drop("汉台.xml", SmallReport("610702", "5"))
    try watched.office.drop("新区.xml", SmallReport("610799", "6"))
    try watched.wait("the sentence") { !watched.errors.isEmpty }
    usleep(900_000)
    #expect(watched.errorLines.count == 1, "\(watched.errors)")
    #expect(watched.errors.contains("plan check"))
    #expect(try watched.waiting().count == 2)
    try Data(
      "code,name,aliases,level,reportsTo,within,validFrom,validTo,replacedBy\n610799,新区,,county,610700,,,,\n"
        .utf8
    ).write(to: units, options: .atomic)
    try good.write(to: measures, options: .atomic)
    try watched.wait("the reports") { watched.output.contains("接收（待核实） 2") }
    // Afterwards it sleeps again.
    let before = try watched.processorTime()
    usleep(2_000_000)
    let used = try watched.processorTime() - before
    #expect(used < 10, "\(used) hundredths of a second")
    #expect(try watched.stop() == 0)
    #expect(watched.output.contains("已恢复"))
    #expect(watched.errorLines.count == 1, "\(watched.errors)")
  }

  @Test("While another command works, it is told of once and waited for")
  func lockedWorkspace() throws {
    let watched = try WatchedOffice(arguments: ["--interval", "0.3"])
    let lock = open(watched.office.url.appendingPathComponent(".lock").path, O_RDWR | O_CREAT, 0o644)
    #expect(flock(lock, LOCK_EX) == 0)
    try watched.office.drop("汉台.xml", SmallReport("610702", "5"))
    try watched.wait("the sentence") { !watched.errors.isEmpty }
    usleep(900_000)
    #expect(watched.errorLines.count == 1)
    #expect(watched.errors.contains("正在这个工作区里运行"))
    #expect(try watched.waiting() == ["汉台.xml"])
    close(lock)
    try watched.wait("the report") { watched.accepted.count == 1 }
    #expect(try watched.stop() == 0)
    #expect(watched.errorLines.count == 1)
  }

  @Test("Nothing is held between batches: other commands work meanwhile")
  func otherCommands() throws {
    let watched = try WatchedOffice()
    try watched.office.drop("汉台.xml", SmallReport("610702", "5"))
    try watched.wait("the report") { watched.accepted.count == 1 }
    // A file that is still young is waited for outside the lock; `run` waits for it and takes it.
    let run = try watched.office.run(["run", "2024-Q3"], now: TestOffice.now)
    #expect(run.status == 0, "\(run.errors)")
    #expect(watched.names(in: "Outbox/2024-Q3").count == 5)
    try watched.office.drop("南郑.xml", SmallReport("610703", "6"))
    try watched.wait("the second report") { watched.accepted.count == 2 }
    #expect(try watched.stop() == 0)
    #expect(watched.errors.isEmpty)
  }

  @Test("A fault that cannot pass ends it with status 2 and one sentence")
  func lastingFault() throws {
    let watched = try WatchedOffice()
    try watched.office.drop("汉台.xml", SmallReport("610702", "5"))
    try watched.wait("the report") { watched.accepted.count == 1 }
    for name in watched.names(in: "") where name.hasPrefix("register.sqlite") {
      try FileManager.default.removeItem(at: watched.office.url.appendingPathComponent(name))
    }
    try Data(repeating: 7, count: 8192).write(
      to: watched.office.url.appendingPathComponent("register.sqlite"))
    try watched.office.drop("南郑.xml", SmallReport("610703", "6"))
    try watched.wait("the end") { !watched.isRunning }
    #expect(watched.status == 2)
    #expect(watched.errorLines.count == 1)
    #expect(try watched.waiting() == ["南郑.xml"])
  }

  @Test("No workspace, and an interval that is none, are said at once")
  func wrongStarts() throws {
    let scratch = try Scratch()
    let nowhere = try Program.run(["watch", "--workspace", scratch.path])
    #expect(nowhere.status == 2)
    #expect(nowhere.errors.contains("不是层报工作区"))
    for interval in ["0", "-1", "100000", "soon"] {
      #expect(try Program.run(["watch", "--interval=\(interval)", "--workspace", scratch.path]).status == 64)
    }
  }

  @Test("A burst of thousands of files: each is taken once, together rather than one by one")
  func burst() throws {
    let watched = try WatchedOffice()
    let count = 2000
    for number in 1...count { try watched.office.drop("通知\(number).csv", "各县区：\n第 \(number) 号。\n") }
    try watched.wait("all receipts", seconds: 240) {
      try watched.waiting().isEmpty && watched.names(in: "Inbox/processing").isEmpty
    }
    #expect(try watched.stop() == 0)
    #expect(watched.names(in: "Inbox/unreadable").count == count)
    #expect(watched.names(in: "Outbox/receipts/unreadable").count == 2 * count)
    let batches = watched.output.matches(of: #/Inbox：(\d+) 个文件/#).compactMap { Int($0.1) }
    #expect(batches.reduce(0, +) == count)
    #expect(batches.count < 20, "\(batches)")
    #expect(watched.errors.isEmpty)
  }

  @Test("A wish to stop during a batch, even twice, waits for the batch; what comes after it stays")
  func stopDuringABatch() throws {
    let watched = try WatchedOffice(settle: "0.5")
    let count = 300
    for number in 1...count { try watched.office.drop("通知\(number).csv", "各县区：\n第 \(number) 号。\n") }
    try watched.wait("the batch") { !watched.names(in: "Inbox/processing").isEmpty }
    watched.send(SIGTERM)
    watched.send(SIGINT)
    try watched.office.drop("汉台.xml", SmallReport("610702", "5"))
    try watched.wait("the end") { !watched.isRunning }
    #expect(watched.status == 0)
    #expect(watched.names(in: "Inbox/processing").isEmpty)
    #expect(try watched.waiting() == ["汉台.xml"])
    #expect(watched.names(in: "Inbox/unreadable").count == count)
    #expect(watched.output.contains("Inbox：\(count) 个文件"))
  }

  @Test("What is no file is told of once, and taken when it has become one")
  func links() throws {
    let watched = try WatchedOffice(arguments: ["--interval", "0.2"])
    let link = watched.office.url.appendingPathComponent("Inbox/链接.xml")
    try FileManager.default.createSymbolicLink(
      at: link, withDestinationURL: URL(fileURLWithPath: "/etc/hostname"))
    try watched.wait("the remark") { watched.output.contains("链接.xml") }
    try watched.office.drop("汉台.xml", SmallReport("610702", "5"))
    try watched.wait("the report") { watched.accepted.count == 1 }
    usleep(600_000)
    #expect(watched.output.components(separatedBy: "链接.xml").count == 2)
    try FileManager.default.removeItem(at: link)
    try watched.office.drop("链接.xml", SmallReport("610703", "6"))
    try watched.wait("the second report") { watched.accepted.count == 2 }
    #expect(try watched.stop() == 0)
  }

  @Test("With --json every line is an object: first what is watched, then the batches")
  func jsonLines() throws {
    let watched = try WatchedOffice(arguments: ["--interval", "60", "--json"])
    try watched.office.drop("汉台.xml", SmallReport("610702", "5"))
    try watched.wait("the report") { watched.output.contains("\"batch\"") }
    try watched.office.drop("通知.csv", "各县区：\n请报送。\n")
    try watched.wait("the receipt") { watched.output.components(separatedBy: "\"batch\"").count == 3 }
    #expect(try watched.stop() == 0)
    let lines = try watched.output.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
    }
    #expect(lines.map { $0["event"] as? String } == ["watching", "batch", "batch"])
    #expect(lines[0]["inbox"] as? String == watched.office.path + "/Inbox")
    #expect(lines[1]["at"] as? String == "2024-10-09T09:00:00+08:00")
    let outcomes = lines.dropFirst().map { line in
      (line["files"] as? [[String: Any]] ?? []).compactMap { $0["outcome"] as? String }
    }
    #expect(outcomes == [["questions"], ["unreadable"]])
    let keys = try Set(watched.office.json(["ingest"]).keys)
    #expect(Set(lines[1].keys) == keys.union(["event", "at", "receipts"]))
  }

  @Test("A superior's receipt is fetched although nothing arrives")
  func superiorsReceipts() throws {
    let scratch = try Scratch()
    let province = try TestOffice("610000", in: scratch)
    let city = try TestOffice(
      "610700", in: scratch, arguments: ["--superior", province.path])
    try city.drop("汉台.xml", SmallReport("610702", "5"))
    try city.signOff("2024-Q3")
    #expect(try city.run(["submit", "2024-Q3"], now: TestOffice.now).status == 0)
    let watched = try WatchedOffice(city, in: scratch, arguments: ["--interval", "0.1"])
    usleep(500_000)
    #expect(!watched.output.contains("上级回执"))
    _ = try province.ingest()
    try watched.wait("the answer") { watched.output.contains("上级回执") }
    #expect(try watched.stop() == 0)
    #expect(watched.output.components(separatedBy: "上级回执").count == 2)
    #expect(watched.names(in: "Inbox/receipts/2024-Q3").count == 2)
  }

  @Test("The service file starts this command, and its documentation tells how to install it")
  func serviceFile() throws {
    let text = try DocumentationTests.text("docs/systemd/cengbao-watch@.service")
    let command = try #require(text.firstMatch(of: #/(?m)^ExecStart=\S*/cengbao (.*)$/#))
    let help = try Program.run(String(command.1).split(separator: " ").map(String.init) + ["--help"])
    #expect(help.status == 0)
    #expect(text.contains("\nKillSignal=SIGTERM\n") && text.contains("\nRestart=on-failure\n"))
    #expect(try DocumentationTests.text(DocumentationTests.operatorGuide).contains("cengbao-watch@.service"))
  }
}
