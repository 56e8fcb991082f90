import Testing

/// A county's report with one figure: small enough to be typed, enough to be taken with questions.
struct SmallReport {
  var unit: String
  var period = "2024-Q3"
  var plan = "hanzhong-2022"
  var revision: Int?
  var mode: String?
  var indicator = "std-activities"
  var value: String

  init(
    _ unit: String, _ value: String, revision: Int? = nil, mode: String? = nil,
    indicator: String = "std-activities"
  ) {
    self.unit = unit
    self.value = value
    self.revision = revision
    self.mode = mode
    self.indicator = indicator
  }

  var xml: String {
    let revision = revision.map { " revision=\"\($0)\"" } ?? ""
    let mode = mode.map { " mode=\"\($0)\"" } ?? ""
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <report xmlns="urn:cengbao:report:1" unit="\(unit)" plan="\(plan)" period="\(period)" scope="own"\(revision)\(mode)>
        <cover><filledBy>示例甲</filledBy><filledOn>2024-10-08</filledOn></cover>
        <task id="hz-00" status="in-progress">
          <figure indicator="\(indicator)" inPeriod="\(value)"/>
        </task>
      </report>

      """
  }
}

extension TestOffice {
  static let now = "2024-10-09T09:00:00"

  func drop(_ name: String, _ report: SmallReport, into folder: String = "Inbox") throws {
    try drop(name, report.xml, into: folder)
  }

  /// Takes the Inbox in; outcomes by file name, in the order of arrival for one name.
  func ingest(now: String = now) throws -> [String: [String: Any]] {
    let report = try json(["ingest"], now: now)
    let files = report["files"] as? [[String: Any]] ?? []
    return Dictionary(files.map { ($0["file"] as? String ?? "", $0) }, uniquingKeysWith: { $1 })
  }
}

extension TestOffice {
  static let officer = ["--by", "王某", "--reason", "已核对台账"]

  /// Does what an officer does by hand; the result must be `status`.
  @discardableResult func decide(
    _ arguments: [String], now: String = now, status: Int32 = 0
  ) throws -> Program.Result {
    let result = try run(arguments + Self.officer, now: now)
    #expect(result.status == status, "\(arguments): \(result.output)\(result.errors)")
    return result
  }

  /// Confirms whatever is in question.
  func confirmAll(_ period: String, now: String = now) throws {
    let questions = try json(["questions", period])["questions"] as? [[String: Any]] ?? []
    for unit in Set(questions.compactMap { $0["unit"] as? String }).sorted() {
      try decide(["confirm", unit, period, "--all"], now: now)
    }
  }

  /// 截止、汇总、审签: everything before `submit`.
  func signOff(_ period: String, now: String = now) throws {
    _ = try run(["ingest", "--quiet"], now: now)
    try confirmAll(period, now: now)
    try decide(["close", period], now: now)
    #expect(try run(["run", period, "--quiet"], now: now).status == 0)
    try decide(["sign-off", period, "--prepared", "甲", "--reviewed", "乙"], now: now)
  }
}

extension [String: Any] {
  var outcome: String? { self["outcome"] as? String }
  var codes: [String] { (self["findings"] as? [[String: Any]] ?? []).compactMap { $0["code"] as? String } }
}
