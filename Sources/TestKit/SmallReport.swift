/// A county's report with one figure: small enough to be typed, enough to be taken with questions.
package struct SmallReport {
  package var unit: String
  package var period: String
  package var plan = "hanzhong-2022"
  /// The task under which the figure stands.
  package var task = "hz-00"
  package var revision: Int?
  package var mode: String?
  package var indicator = "std-activities"
  package var value: String

  package init(
    _ unit: String, _ value: String, revision: Int? = nil, mode: String? = nil,
    indicator: String = "std-activities", period: String = "2024-Q3"
  ) {
    self.period = period
    self.unit = unit
    self.value = value
    self.revision = revision
    self.mode = mode
    self.indicator = indicator
  }

  package var xml: String {
    let revision = revision.map { " revision=\"\($0)\"" } ?? ""
    let mode = mode.map { " mode=\"\($0)\"" } ?? ""
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <report xmlns="urn:cengbao:report:1" unit="\(unit)" plan="\(plan)" period="\(period)" scope="own"\(revision)\(mode)>
        <cover><filledBy>示例甲</filledBy><filledOn>2024-10-08</filledOn></cover>
        <task id="\(task)" status="in-progress">
          <figure indicator="\(indicator)" inPeriod="\(value)"/>
        </task>
      </report>

      """
  }
}

extension TestOffice {
  package static let now = "2024-10-09T09:00:00"

  package func drop(_ name: String, _ report: SmallReport, into folder: String = "Inbox") throws {
    try drop(name, report.xml, into: folder)
  }

  /// Takes the Inbox in; outcomes by file name, in the order of arrival for one name.
  package func ingest(now: String = now) throws -> [String: [String: Any]] {
    let report = try json(["ingest"], now: now)
    let files = report["files"] as? [[String: Any]] ?? []
    return Dictionary(files.map { ($0["file"] as? String ?? "", $0) }, uniquingKeysWith: { $1 })
  }
}

extension [String: Any] {
  package var outcome: String? { self["outcome"] as? String }
  package var codes: [String] {
    (self["findings"] as? [[String: Any]] ?? []).compactMap { $0["code"] as? String }
  }
}
