import Foundation
import TestKit
import Testing

/// A submission and its quarter through their whole life, each step by name and reason, each refused where it does not apply.
@Suite("The life of a quarter") struct LifeTests {
  private let scratch: Scratch
  private let city: TestOffice
  private let province: TestOffice

  init() throws {
    scratch = try Scratch()
    city = try TestOffice("610700", in: scratch, name: "市")
    province = try TestOffice("610000", in: scratch, name: "省")
  }

  private func stage(_ office: TestOffice) throws -> String? {
    try office.json(["status", "2024-Q3"])["stage"] as? String
  }

  private func unit(_ code: String, _ office: TestOffice) throws -> [String: Any] {
    let units = try office.json(["status", "2024-Q3"])["units"] as? [[String: Any]]
    return try #require(units?.first { $0["unit"] as? String == code })
  }

  private func figure(_ office: TestOffice, _ unit: String = "610700") throws -> String? {
    let lineage = try office.json(["explain", unit, "2024-Q3", "std-activities"])
    return (lineage["figure"] as? [String: Any])?["inPeriod"] as? String
  }

  private func contents(_ path: String, _ office: TestOffice) throws -> Data {
    try Data(contentsOf: office.url.appending(path: path))
  }

  @Test("From open to accepted above, and every step too early is refused with what to do first")
  func wholeLife() throws {
    try city.drop("一.xml", SmallReport("610702", "9"))
    #expect(try city.ingest()["一.xml"]?.outcome == "questions")
    let signOff = ["sign-off", "2024-Q3", "--prepared", "甲", "--reviewed", "乙"]
    #expect(try stage(city) == "open")
    #expect(try city.decide(signOff, status: 1).errors.contains("cengbao close 2024-Q3"))
    #expect(try city.decide(["reopen", "2024-Q3"], status: 1).errors.contains("开放"))
    try city.decide(["close", "2024-Q3"])
    #expect(try stage(city) == "closed")
    #expect(try city.decide(["close", "2024-Q3"], status: 1).errors.contains("王某"))
    #expect(try city.decide(signOff, status: 2).errors.contains("cengbao run 2024-Q3"))
    _ = try city.run(["run", "2024-Q3"], now: TestOffice.now)
    #expect(try stage(city) == "rolled-up")
    let open = try city.decide(signOff, status: 1).errors
    #expect(open.contains("待核实") && open.contains("汉台区") && open.contains("cengbao questions 2024-Q3"))
    let early = try city.run(["submit", "2024-Q3", "--to", province.path], now: TestOffice.now)
    #expect(early.status == 1)
    #expect(early.errors.contains("sign-off"))
    try city.confirmAll("2024-Q3")
    // What was confirmed changes the roll-up: the one on the desk is not what would be signed.
    #expect(try city.decide(signOff, status: 1).errors.contains("cengbao run 2024-Q3"))
    _ = try city.run(["run", "2024-Q3"], now: TestOffice.now)
    try city.decide(signOff)
    #expect(try stage(city) == "signed-off")
    #expect(try city.decide(signOff, status: 1).errors.contains("王某审签"))
    for refused in [
      ["return", "610702", "2024-Q3"], ["extend", "610703", "2024-Q3", "--until", "2024-10-30T24:00"],
    ] {
      #expect(try city.decide(refused, status: 1).errors.contains("reopen"), "\(refused)")
    }
    #expect(try city.run(["submit", "2024-Q3", "--to", province.path], now: TestOffice.now).status == 0)
    #expect(try stage(city) == "dispatched")
    _ = try province.ingest()
    _ = try city.run(["ingest"], now: TestOffice.now)
    #expect(try stage(city) == "accepted-above")
    #expect(try city.decide(["reopen", "2024-Q3"], status: 1).errors.contains("return"))
    #expect(try city.decide(["withdraw", "2024-Q3"], status: 1).errors.contains("锁定"))
    // What was sent lies apart, with the names of those who answer for it.
    let sent = try city.files(below: "Outbox/sent/2024-Q3")
    #expect(
      sent.keys.sorted() == ["610700-hanzhong-2022-r1.xml", "610700-hanzhong-2022-r1.xml.envelope"])
    let envelope = String(decoding: try #require(sent["610700-hanzhong-2022-r1.xml.envelope"]), as: UTF8.self)
    for word in ["prepared=\"甲\"", "reviewed=\"乙\"", "signed=\"王某\"", "journal entry="] {
      #expect(envelope.contains(word))
    }
    #expect(try envelopeIsValid(envelope))
    // The envelope went along, and lies beside the original above.
    #expect(
      try province.files(below: "Inbox/accepted/2024-Q3").keys.sorted() == [
        "610700-hanzhong-2022-rollup-r1.xml", "610700-hanzhong-2022-rollup-r1.xml.envelope",
      ])
  }

  private func envelopeIsValid(_ text: String) throws -> Bool {
    let file = scratch.url.appendingPathComponent("e.xml")
    try Data(text.utf8).write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "xmllint", "--noout", "--schema", Program.repository.path + "/Schemas/envelope.xsd", file.path,
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  @Test("Without a name or a reason nothing is decided, and nothing is written")
  func nameAndReason() throws {
    try city.drop("一.xml", SmallReport("610702", "9"))
    _ = try city.ingest()
    let before = try city.files(below: "")
    for arguments in [
      ["close", "2024-Q3", "--by", "王某"], ["close", "2024-Q3", "--reason", "到期"],
      ["close", "2024-Q3", "--by", " ", "--reason", "到期"],
      ["return", "610702", "2024-Q3", "--by", "王某", "--reason", "\n"],
    ] {
      let result = try city.run(arguments, now: TestOffice.now)
      #expect([1, 64].contains(result.status), "\(arguments): \(result.status)")
      #expect(!result.errors.isEmpty)
    }
    let after = try city.files(below: "")
    #expect(after["Journal/journal.jsonl"] == before["Journal/journal.jsonl"])
    #expect(Set(after.keys) == Set(before.keys))
  }

  @Test(
    "After closing a changed report waits; released it counts, returned it does not, and a reopened quarter takes it at once"
  )
  func afterClosing() throws {
    try city.drop("一.xml", SmallReport("610702", "9"))
    _ = try city.ingest()
    try city.decide(["close", "2024-Q3"])
    let late = "2024-10-12T09:00:00"
    try city.drop("改.xml", SmallReport("610702", "12"))
    try city.drop("迟.xml", SmallReport("610703", "5"))
    try city.drop("又一份.xml", SmallReport("610702", "9"))
    let files = try city.ingest(now: late)
    #expect(files.mapValues(\.outcome) == ["改.xml": "held", "迟.xml": "held", "又一份.xml": "questions"])
    #expect(files["改.xml"]?.codes.first == "P2006")
    #expect(files["又一份.xml"]?["repeat"] as? Bool == true)
    #expect(try figure(city) == "9")
    let standing = try unit("610702", city)
    #expect(standing["state"] as? String == "questions")
    #expect(standing["attempt"] as? String == "held")
    #expect((standing["held"] as? [[String: Any]])?.map { $0["file"] as? String } == ["改.xml"])

    let released = try city.decide(["release", "610702", "2024-Q3"], now: late)
    #expect(released.output.contains("改.xml"))
    #expect(try figure(city) == "12")
    #expect(try city.files(below: "Inbox/accepted/2024-Q3").count == 2)
    #expect(try city.decide(["release", "610702", "2024-Q3"], now: late, status: 1).errors.contains("没有暂存"))
    try city.decide(["return", "610703", "2024-Q3"], now: late)
    #expect(try unit("610703", city)["state"] as? String == "returned")
    #expect(
      try city.files(below: "Inbox").keys.sorted() == [
        "accepted/2024-Q3/610702-hanzhong-2022-own-r1.xml",
        "accepted/2024-Q3/610702-hanzhong-2022-own-r2.xml",
        "returned/2024-Q3/610703-hanzhong-2022-own-r1-\(try digestMark("610703")).xml",
      ])
    try city.decide(["reopen", "2024-Q3"], now: late)
    try city.drop("再改.xml", SmallReport("610702", "13"))
    #expect(try city.ingest(now: late)["再改.xml"]?.outcome == "questions")
    #expect(try figure(city) == "13")
  }

  /// The digits that a held file carries in its name.
  private func digestMark(_ unit: String) throws -> String {
    let name = try #require(
      try city.files(below: "Outbox/receipts/2024-Q3").keys.first {
        $0.hasPrefix("\(unit)-") && $0.hasSuffix(".xml")
      })
    return try #require(name.components(separatedBy: "-r1-").last).prefix(8).description
  }

  @Test("Of two rivals one is released by its digest, and the other is sent back")
  func rivals() throws {
    try city.drop("甲.xml", SmallReport("610702", "9"))
    try city.drop("乙.xml", SmallReport("610702", "10"))
    let files = try city.ingest()
    #expect(files.mapValues(\.outcome) == ["甲.xml": "held", "乙.xml": "held"])
    let status = try city.run(["status", "2024-Q3"]).output
    #expect(status.contains("甲.xml") && status.contains("乙.xml"))
    let which = try city.decide(["release", "610702", "2024-Q3"], status: 64).errors
    #expect(which.contains("--digest"))
    let digest = try #require(files["乙.xml"]?["digest"] as? String)
    try city.decide(["release", "610702", "2024-Q3", "--digest", String(digest.prefix(8))])
    #expect(try figure(city) == "10")
    try city.decide(["return", "610702", "2024-Q3"])
    let after = try unit("610702", city)
    #expect(after["state"] as? String == "questions")
    #expect((after["held"] as? [Any])?.isEmpty == true)
    #expect(try figure(city) == "10")
  }

  @Test(
    "A report that is sent back or withdrawn counts no more, its receipt says why, and the same bytes are a new report"
  )
  func sentBack() throws {
    let report = SmallReport("610702", "9")
    try city.drop("一.xml", report)
    _ = try city.ingest()
    for (command, code) in [("return", "P2007"), ("withdraw", "P2008")] {
      try city.decide([command, "汉台区", "2024-Q3"])
      #expect(try figure(city) == nil)
      #expect(try unit("610702", city)["state"] as? String == "returned")
      let receipts = try city.files(below: "Outbox/receipts/2024-Q3")
      #expect(
        receipts.values.contains {
          let text = String(decoding: $0, as: UTF8.self)
          return text.contains(code) && text.contains("已核对台账") && text.contains("<decision ")
        })
      #expect(try city.decide([command, "汉台区", "2024-Q3"], status: 1).errors.contains("没有已接收的报送"))
      try city.drop("一.xml", report)
      let again = try #require(try city.ingest()["一.xml"])
      #expect(again["repeat"] as? Bool == false)
      #expect(again.outcome == "questions")
      #expect(try figure(city) == "9")
    }
    // Every answer has a file of its own.
    #expect(try city.files(below: "Outbox/receipts/2024-Q3").keys.filter { $0.hasSuffix(".xml") }.count == 5)
  }

  @Test("A confirmation settles the question it names, holds for that value, and is asked again for another")
  func confirmation() throws {
    try city.drop("一.xml", SmallReport("610702", "9"))
    _ = try city.ingest()
    func codes() throws -> [String] {
      (try city.json(["questions", "2024-Q3"])["questions"] as? [[String: Any]] ?? []).compactMap {
        ($0["finding"] as? [String: Any])?["code"] as? String
      }
    }
    let before = try codes()
    #expect(before.count > 1)
    #expect(try city.decide(["confirm", "610702", "2024-Q3", "V4001"], status: 1).errors.contains("V4001"))
    #expect(try city.decide(["confirm", "610702", "2024-Q3"], status: 64).errors.contains("--all"))
    try city.decide(["confirm", "610702", "2024-Q3", before[0]])
    #expect(try codes() == before.filter { $0 != before[0] })
    let open = try codes()
    #expect(try unit("610702", city)["state"] as? String == (open.isEmpty ? "accepted" : "questions"))
    try city.decide(["confirm", "610702", "2024-Q3", "--all"], status: open.isEmpty ? 1 : 0)
    #expect(try codes().isEmpty)
    #expect(try unit("610702", city)["state"] as? String == "accepted")
    // The same questions about a corrected report stay settled: they are about what is absent, not about the number.
    try city.drop("改.xml", SmallReport("610702", "12"))
    #expect(try city.ingest()["改.xml"]?.outcome == "accepted")

    // A question about a value: settled for that value in every version, and asked again for another.
    func dated(_ date: String, _ value: String) -> String {
      SmallReport("610702", value).xml.replacingOccurrences(of: "2024-10-08", with: date)
    }
    try city.drop("早.xml", dated("2024-09-20", "12"))
    _ = try city.ingest()
    #expect(try codes() == ["V1013"])
    try city.decide(["confirm", "610702", "2024-Q3", "V1013"])
    try city.drop("同日.xml", dated("2024-09-20", "13"))
    #expect(try city.ingest()["同日.xml"]?.outcome == "accepted")
    try city.drop("另一日.xml", dated("2024-09-21", "13"))
    #expect(try city.ingest()["另一日.xml"]?.outcome == "questions")
    #expect(try codes() == ["V1013"])
    // Exempt from the rule it is not asked; when that is lifted, the next version is.
    try city.decide(["exempt", "610702", "2024-Q3", "--rule", "V1013"])
    #expect(try codes().isEmpty)
    try city.drop("又一日.xml", dated("2024-09-22", "13"))
    #expect(try city.ingest()["又一日.xml"]?.outcome == "accepted")
    try city.decide(["exempt", "610702", "2024-Q3", "--rule", "V1013", "--lift"])
    try city.drop("再一日.xml", dated("2024-09-22", "14"))
    #expect(try city.ingest()["再一日.xml"]?.outcome == "questions")
  }

  @Test("An officer asks back about an explanation: the question is open again, until something else is said")
  func askBack() throws {
    func explained(_ words: String) -> String {
      SmallReport("610702", "9").xml.replacingOccurrences(
        of: "</task>", with: "<explanation rule=\"V1013\">\(words)</explanation></task>"
      ).replacingOccurrences(of: "2024-10-08", with: "2024-09-20")
    }
    func questions() throws -> [[String: Any]] {
      try city.json(["questions", "2024-Q3"])["questions"] as? [[String: Any]] ?? []
    }
    func codes(open: Bool) throws -> [String] {
      try questions().filter { $0["open"] as? Bool == open }.compactMap {
        ($0["finding"] as? [String: Any])?["code"] as? String
      }
    }
    try city.drop("一.xml", explained("据实"))
    _ = try city.ingest()
    #expect(try codes(open: false) == ["V1013"])
    let shown = try city.run(["questions", "2024-Q3"]).output
    #expect(shown.contains("说明：据实") && shown.contains("cengbao ask-back 610702 2024-Q3 V1013"))
    #expect(try city.run(["ask-back", "610702", "2024-Q3", "V1013"]).status == 64)
    #expect(try city.decide(["ask-back", "610702", "2024-Q3", "V4001"], status: 1).errors.contains("V4001"))
    let before = try codes(open: true)

    let answer = try city.json(["ask-back", "610702", "2024-Q3", "V1013", "--by", "王某", "--reason", "哪天完成的？"])
    #expect(answer["asked"] as? Int == 1)
    #expect(
      try codes(open: true) == ["V1013"] + before || Set(try codes(open: true)) == Set(["V1013"] + before))
    let page = try #require(answer["receipt"] as? String)
    let html = String(decoding: try contents(page, city), as: UTF8.self)
    #expect(html.contains("汇总人追问：") && html.contains("哪天完成的？") && html.contains("原来的说明“据实”没有采纳"))
    #expect(try unit("610702", city)["state"] as? String == "questions")

    // The same words again settle nothing, others do; and whoever confirms settles it as well.
    try city.drop(
      "又.xml", explained("据实").replacingOccurrences(of: "inPeriod=\"9\"", with: "inPeriod=\"10\""))
    _ = try city.ingest()
    #expect(try codes(open: true).contains("V1013"))
    try city.drop("改.xml", explained("9月18日全部办完"))
    _ = try city.ingest()
    #expect(try codes(open: false) == ["V1013"])
    try city.decide(["confirm", "610702", "2024-Q3", "V1013"])
    #expect(try codes(open: false).isEmpty && !codes(open: true).contains("V1013"))
    // What the sender has explained keeps nobody from signing, and is not reminded of.
    try city.drop("说明.xml", explained("9月19日全部办完"))
    _ = try city.ingest()
    #expect(try codes(open: false) == ["V1013"])
    for code in Set(try codes(open: true)) { try city.decide(["confirm", "610702", "2024-Q3", code]) }
    #expect(try codes(open: true).isEmpty && codes(open: false) == ["V1013"])
    #expect(try !city.run(["remind", "2024-Q3"]).output.contains("V1013"))
    try city.decide(["close", "2024-Q3"], now: "2024-10-16T09:00:00")
    _ = try city.run(["run", "2024-Q3", "--quiet"], now: "2024-10-16T10:00:00")
    try city.decide(
      ["sign-off", "2024-Q3", "--prepared", "甲", "--reviewed", "乙"], now: "2024-10-16T11:00:00")
    try city.decide(["reopen", "2024-Q3"], now: "2024-10-16T12:00:00")

    // A confirmation can be asked back as well, and everything can be read in the journal and replayed.
    try city.decide(["confirm", "610702", "2024-Q3", "V1013"])
    try city.decide(["ask-back", "610702", "2024-Q3", "V1013"])
    #expect(try codes(open: true).contains("V1013"))
    #expect(try city.run(["journal", "2024-Q3"]).output.contains("追问"))
    #expect(try city.run(["verify", "--full"]).status == 0)
  }

  @Test("A unit can be excused from one audit formula alone")
  func formulaExemption() throws {
    let report = SmallReport("610702", "9").xml.replacingOccurrences(
      of: "</task>",
      with: """
        <figure indicator="std-participants" inPeriod="0"/></task><task id="hz-10">
        <figure indicator="public-science-events" inPeriod="2"/><figure indicator="public-science-beneficiaries" inPeriod="0"/></task>
        """)
    func formulas() throws -> [String] {
      let questions = try city.json(["questions", "2024-Q3"])["questions"] as? [[String: Any]] ?? []
      return questions.compactMap { $0["finding"] as? [String: Any] }.filter {
        $0["code"] as? String == "V3010"
      }
      .compactMap { $0["indicator"] as? String }.sorted()
    }
    try city.drop("一.xml", report)
    _ = try city.ingest()
    #expect(try formulas() == ["public-science-beneficiaries", "std-participants"])
    let exempt = ["exempt", "610702", "2024-Q3", "--rule"]
    #expect(try city.decide(exempt + ["V3010/nothing"], status: 64).errors.contains("V3010/nothing"))
    try city.decide(exempt + ["v3010/beneficiaries-of-events"])
    #expect(try formulas() == ["std-participants"])
    // A later version is not asked either.
    try city.drop("二.xml", report.replacingOccurrences(of: "inPeriod=\"9\"", with: "inPeriod=\"10\""))
    _ = try city.ingest()
    #expect(try formulas() == ["std-participants"])
  }

  @Test("Explanations travel upward with the unit that gave them")
  func explanationsTravel() throws {
    try city.drop(
      "一.xml",
      SmallReport("610702", "9").xml.replacingOccurrences(
        of: "</task>",
        with: "<explanation indicator=\"std-activities\" rule=\"V4003\">集中在九月</explanation></task>"))
    _ = try city.run(["run", "2024-Q3", "--quiet"])
    let rollUp = String(
      decoding: try contents("Outbox/2024-Q3/610700-hanzhong-2022-r1.xml", city), as: UTF8.self)
    let paragraph =
      "<paragraph unit=\"610702\" plan=\"hanzhong-2022\" task=\"hz-00\" kind=\"explanation\" indicator=\"std-activities\" rule=\"V4003\">集中在九月</paragraph>"
    #expect(rollUp.contains(paragraph))
    let page = String(
      decoding: try contents("Outbox/2024-Q3/610700-hanzhong-2022-r1.html", city), as: UTF8.self)
    #expect(page.contains("汉台区“举办科普活动”：</b><p>集中在九月</p>"))
    // The superior takes it in and hands it on.
    try province.drop("汇总.xml", rollUp)
    #expect(try province.ingest()["汇总.xml"]?.outcome != "returned")
    _ = try province.run(["run", "2024-Q3", "--quiet"])
    let above = String(
      decoding: try contents("Outbox/2024-Q3/610000-shaanxi-2022-r1.xml", province), as: UTF8.self)
    #expect(above.contains(paragraph))
  }

  @Test("An extension makes late reports timely and lets them in after closing, until it ends")
  func extensions() throws {
    let extend = ["extend", "610703", "2024-Q3", "--until"]
    #expect(try city.decide(extend + ["昨天"], status: 64).errors.contains("2024-10-20T24:00"))
    #expect(try city.decide(extend + ["2024-10-09T24:00"], status: 1).errors.contains("时限"))
    #expect(
      try city.decide(["extend", "未央区", "2024-Q3", "--until", "2024-10-20T24:00"], status: 1).errors.contains(
        "未央区"))
    try city.decide(extend + ["2024-10-20T24:00"])
    try city.decide(["close", "2024-Q3"], now: "2024-10-12T09:00:00")
    try city.drop("延期.xml", SmallReport("610703", "5"))
    let inTime = try #require(try city.ingest(now: "2024-10-18T09:00:00")["延期.xml"])
    #expect(inTime.outcome == "questions")
    #expect(inTime["late"] as? Bool == false)
    try city.drop("太晚.xml", SmallReport("610703", "6"))
    let tooLate = try #require(try city.ingest(now: "2024-10-21T09:00:00")["太晚.xml"])
    #expect(tooLate.outcome == "held")
    #expect(try city.run(["status", "2024-Q3"]).output.contains("延期 610703 南郑区"))
  }

  @Test("An exempt unit owes nothing, is not missing in any total, and is due again when that is lifted")
  func exemption() throws {
    try city.drop("一.xml", SmallReport("610702", "9"))
    func missing() throws -> [String] {
      let run = try city.json(["run", "2024-Q3"], now: TestOffice.now)
      let figures = (run["units"] as? [[String: Any]])?.first?["figures"] as? [[String: Any]]
      let figure = figures?.first { $0["indicator"] as? String == "std-activities" }
      return (figure?["coverage"] as? [String: Any])?["missingUnits"] as? [String] ?? []
    }
    #expect(try missing().contains("610728"))
    try city.decide(["exempt", "镇巴县", "2024-Q3"])
    #expect(try !missing().contains("610728"))
    #expect(try unit("610728", city)["state"] as? String == "exempt")
    #expect(try city.decide(["exempt", "镇巴县", "2024-Q3"], status: 1).errors.contains("已经免报"))
    try city.decide(["exempt", "镇巴县", "2024-Q3", "--lift"])
    #expect(try missing().contains("610728"))
    #expect(try city.decide(["exempt", "镇巴县", "2024-Q3", "--lift"], status: 1).errors.contains("没有免报"))
    // From a rule: only soft ones, and its questions are settled.
    #expect(
      try city.decide(["exempt", "汉台区", "2024-Q3", "--rule", "V2003"], status: 1).errors.contains("强制"))
    #expect(
      try city.decide(["exempt", "汉台区", "2024-Q3", "--rule", "V9999"], status: 64).errors.contains("V9999"))
  }

  @Test("The same report as CSV and as XML is one report, together or one after the other")
  func sameContent() throws {
    let xml = try #require(try Samples.files("2024-Q3").first { $0.lastPathComponent.contains("汉台区") })
    let original = try String(contentsOf: xml, encoding: .utf8)
    // Other bytes that say the same: a comment.
    let twin = original.replacingOccurrences(of: "</report>", with: "<!-- 另存 --></report>")
    try city.drop("甲.xml", original)
    try city.drop("乙.xml", twin)
    let files = try city.ingest()
    #expect(files.mapValues(\.outcome) == ["甲.xml": "accepted", "乙.xml": "accepted"])
    #expect(files.values.filter { $0.codes.contains("P2005") }.count == 1)
    _ = try city.run(["run", "2024-Q3"], now: TestOffice.now)
    let before = try city.files(below: "Outbox/2024-Q3")
    try city.drop("丙.xml", twin + "\n")
    try city.drop("甲又.xml", twin)
    let again = try city.ingest()
    #expect(again["丙.xml"]?.codes.contains("P2005") == true)
    #expect(again["丙.xml"]?["revision"] as? Int == 1)
    #expect(again["甲又.xml"]?["repeat"] as? Bool == true)
    _ = try city.run(["run", "2024-Q3"], now: TestOffice.now)
    #expect(try city.files(below: "Outbox/2024-Q3") == before)
    #expect(try city.files(below: "Inbox").count == 3)
  }

  @Test("A superior that is out of reach leaves the roll-up waiting, and it goes when the superior is back")
  func deferred() throws {
    try city.drop("一.xml", SmallReport("610702", "9"))
    try city.signOff("2024-Q3")
    let away = scratch.url.appendingPathComponent("断开")
    try FileManager.default.moveItem(at: province.url, to: away)
    for _ in 1...2 {
      let sent = try city.run(["submit", "2024-Q3", "--to", province.path], now: TestOffice.now)
      #expect(sent.status == 2)
      #expect(sent.errors.contains("Outbox/deferred"))
    }
    #expect(try city.files(below: "Outbox/deferred").keys.sorted() == ["2024-Q3/610700-hanzhong-2022-r1.xml"])
    #expect(try city.run(["ingest"], now: TestOffice.now).status == 0)
    #expect(try city.files(below: "Outbox/deferred").count == 1)
    try FileManager.default.moveItem(at: away, to: province.url)
    #expect(try city.run(["ingest"], now: TestOffice.now).output.contains("待发"))
    #expect(try city.files(below: "Outbox/deferred").isEmpty)
    #expect(try stage(city) == "dispatched")
    #expect(try province.files(below: "Inbox").keys.contains("610700-hanzhong-2022-r1.xml"))
  }

  @Test("What was sent can be taken back while it lies untaken, and goes out again after a new sign-off")
  func takenBack() throws {
    #expect(try city.decide(["withdraw", "2024-Q3"], status: 1).errors.contains("没有已上报"))
    try city.drop("一.xml", SmallReport("610702", "9"))
    try city.signOff("2024-Q3")
    _ = try city.run(["submit", "2024-Q3", "--to", province.path], now: TestOffice.now)
    try city.decide(["withdraw", "2024-Q3"])
    #expect(try province.files(below: "Inbox").isEmpty)
    #expect(try stage(city) == "rolled-up")
    try city.decide(["sign-off", "2024-Q3", "--prepared", "甲", "--reviewed", "乙"])
    let again = try city.json(["submit", "2024-Q3", "--to", province.path], now: TestOffice.now)
    #expect((again["sent"] as? [[String: Any]])?.map { $0["repeat"] as? Bool } == [false])
    _ = try province.ingest()
    #expect(try city.decide(["withdraw", "2024-Q3"], status: 1).errors.contains("return"))
  }

  @Test(
    "A quarter corrected after it was sent amends the later quarters whose cumulatives change, and no other unit's files"
  )
  func cascade() throws {
    func report(_ period: String, _ value: String) -> String {
      var report = SmallReport("610702", value)
      report.period = period
      return report.xml
    }
    try city.drop("一.xml", report("2024-Q2", "9"))
    try city.drop("二.xml", report("2024-Q3", "5"))
    _ = try city.ingest()
    for period in ["2024-Q2", "2024-Q3"] {
      try city.signOff(period)
      #expect(try city.run(["submit", period, "--to", province.path], now: TestOffice.now).status == 0)
    }
    #expect(try city.decide(["reopen", "2024-Q2"], status: 1).errors.contains("withdraw"))
    _ = try province.ingest()
    try province.decide(["return", "610700", "2024-Q2"])
    _ = try city.run(["ingest"], now: TestOffice.now)
    try city.drop("改.xml", report("2024-Q2", "10"))
    let run = try city.json(["run", "2024-Q2"], now: TestOffice.now)
    let units = try #require(run["units"] as? [[String: Any]])
    #expect(units.map { $0["revision"] as? Int } == [2])
    let amendment = try #require(units[0]["amendment"] as? [String: Any])
    #expect(amendment["against"] as? Int == 1)
    let changes = try #require(amendment["changes"] as? [[String: Any]])
    #expect(changes.allSatisfy { $0["indicator"] as? String == "std-activities" })
    #expect(
      changes.contains {
        $0["item"] as? String == "inPeriod" && $0["before"] as? String == "9"
          && $0["after"] as? String == "10"
      })
    #expect(amendment["sources"] as? [String] == ["610702"])
    let later = try #require(run["later"] as? [[String: Any]])
    #expect(later.map { $0["period"] as? String } == ["2024-Q3"])
    let q3 = try #require((later[0]["amendment"] as? [String: Any])?["changes"] as? [[String: Any]])
    #expect(q3.contains { $0["item"] as? String == "yearToDate" && $0["after"] as? String == "15" })
    #expect(!q3.contains { $0["item"] as? String == "inPeriod" })
    #expect(try city.files(below: "Outbox/2024-Q3").keys.contains("610700-hanzhong-2022-r2-changes.csv"))
    #expect(try stage(city) == "rolled-up")
  }

  @Test("A plan that is edited after sending is no amendment as long as no figure differs")
  func editedPlan() throws {
    try city.drop("一.xml", SmallReport("610702", "9"))
    try city.signOff("2024-Q3")
    _ = try city.run(["submit", "2024-Q3", "--to", province.path], now: TestOffice.now)
    let before = try city.files(below: "Outbox/2024-Q3")
    let plan = city.url.appendingPathComponent("Schemas/plans/hanzhong-2022.xml")
    let text = try String(contentsOf: plan, encoding: .utf8)
    #expect(text.contains("重点培养骨干教师"))
    try Data(text.replacingOccurrences(of: "重点培养骨干教师", with: "重点培养的骨干教师").utf8).write(to: plan)
    let run = try city.json(["run", "2024-Q3"], now: TestOffice.now)
    let unit = try #require((run["units"] as? [[String: Any]])?.first)
    #expect(unit["unchanged"] as? Bool == true)
    #expect(unit["revision"] as? Int == 1)
    let after = try city.files(below: "Outbox/2024-Q3")
    #expect(after["610700-hanzhong-2022-r1.xml"] == before["610700-hanzhong-2022-r1.xml"])
    #expect(Set(after.keys) == Set(before.keys))
    #expect(try stage(city) == "dispatched")
    // A change that moves a figure is one.
    _ = try province.ingest()
    try province.decide(["return", "610700", "2024-Q3"])
    _ = try city.run(["ingest"], now: TestOffice.now)
    try city.drop("改.xml", SmallReport("610702", "10"))
    let amended = try city.json(["run", "2024-Q3"], now: TestOffice.now)
    #expect((amended["units"] as? [[String: Any]])?.first?["revision"] as? Int == 2)
  }
}
