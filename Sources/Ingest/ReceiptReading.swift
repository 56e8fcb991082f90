import Findings
import Formats
import ReportModel

/// 上级回执：what a superior's receipt says about a file that was sent.
package struct ReceiptSummary: Sendable, Hashable {
  package var outcome: Outcome
  /// SHA-256 of the file that the receipt answers, which is how the dispatch is found.
  package var digest: String
  package var fileName: String
  package var receivedAt: Instant
  package var isLate: Bool
  /// The unit that gives the receipt.
  package var receiver: OrgUnitCode
  package var receiverName: String
  package var channel: SenderChannel
  package var mode: ReportMode
  package var figureCount: Int
  package var ruleCatalogue: String
  /// What the receiver could tell about the file; each on its own.
  package var unit: OrgUnitCode?
  package var plan: PlanID?
  package var period: Period?
  package var scope: ReportScope?
  package var revision: Int?
  /// 经办决定 that made the receipt, where it was not the arrival of the file.
  package var decision: OfficerDecision?
  /// 收件单位台账位置: of two receipts for one file the one with the higher number is the later.
  package var journalEntry: Int?
  /// Exact, also where the receipt lists only a part.
  package var counts: [Severity: Int]
  package var findings: [ReceivedFinding]
}

/// 上级问题：a finding of the superior, with its texts, for its rules need not be known here.
package struct ReceivedFinding: Sendable, Hashable {
  package struct Texts: Sendable, Hashable {
    package var title: String
    package var message: String
    package var remedy: String
  }
  package var finding: Finding
  package var texts: [Language: Texts]
}

/// 读取回执：a receipt in XML, as `receipt.xsd` describes it, or nothing where the bytes are no such receipt.
///
/// A fault of the machine gives nothing too: the receipt stays where it lies and is read the next time.
///
/// - Parameter schema: the bytes of `receipt.xsd`; with them a receipt that breaks it is none.
package func readReceipt(_ bytes: [UInt8], schema: [UInt8]?) -> ReceiptSummary? {
  do throws(FormatFault) {
    var log = FindingLog()
    guard case .xml(let text) = try Envelope(bytes, log: &log).content else { return nil }
    var compiled: XMLSchema?
    if let schema { compiled = try XMLSchema(schema) }
    guard case .read(let document, let violations) = try readXML(text, schema: compiled), violations.isEmpty,
      document.root.name == "receipt", document.root.namespace == "urn:cengbao:receipt:1"
    else { return nil }
    return ReceiptSummary(document.root)
  } catch {
    return nil
  }
}

extension ReceiptSummary {
  fileprivate init?(_ root: XMLElement) {
    guard let outcome = root.attribute("outcome").flatMap(Outcome.init),
      let digest = root.attribute("digest"), let receiver = root.attribute("receiver"),
      let received = root.attribute("receivedAt").flatMap({ Instant(iso8601: Folding.trim($0)) })
    else { return nil }
    self.outcome = outcome
    self.digest = digest
    self.receiver = OrgUnitCode(receiver)
    receivedAt = received
    fileName = root.attribute("file") ?? ""
    isLate = root.isTrue("late")
    receiverName = root.attribute("receiverName") ?? ""
    channel = root.attribute("channel").flatMap(SenderChannel.init) ?? .openInbox
    mode = root.attribute("mode").flatMap(ReportMode.init) ?? .replace
    figureCount = root.whole("figures") ?? 0
    ruleCatalogue = root.attribute("rules") ?? ""
    journalEntry = root.whole("journalEntry")
    decision = root.firstChild(named: "decision").flatMap(OfficerDecision.init)
    let subject = root.firstChild(named: "subject")
    unit = subject?.attribute("unit").map { OrgUnitCode($0) }
    plan = subject?.attribute("plan").map { PlanID($0) }
    period = subject?.attribute("period").flatMap { Period($0) }
    scope = subject?.attribute("scope").flatMap(ReportScope.init)
    revision = subject?.whole("revision")
    counts = [:]
    if let stated = root.firstChild(named: "counts") {
      for severity in Severity.allCases { counts[severity] = stated.whole(severity.rawValue) }
    }
    findings = root.children(named: "finding").compactMap { ReceivedFinding($0) }
  }
}

extension OfficerDecision {
  fileprivate init?(_ element: XMLElement) {
    guard let kind = element.attribute("kind").flatMap(Kind.init),
      let at = element.attribute("at").flatMap({ Instant(iso8601: Folding.trim($0)) })
    else { return nil }
    self.init(
      kind: kind, officer: element.attribute("officer") ?? "", reason: element.attribute("reason") ?? "",
      at: at)
  }
}

extension ReceivedFinding {
  fileprivate init?(_ element: XMLElement) {
    guard let code = element.attribute("code"),
      let severity = element.attribute("severity").flatMap(Severity.init)
    else { return nil }
    let place = Place(
      SourcePosition(line: element.whole("line") ?? 0, column: element.whole("column") ?? 0),
      unit: element.attribute("unit").map { OrgUnitCode($0) }, task: element.attribute("task"),
      indicator: element.attribute("indicator"), value: element.attribute("value"))
    var facts: Facts = [:]
    texts = [:]
    for child in element.children {
      if child.name == "fact" {
        if let name = child.attribute("name") { facts[name] = child.text }
        continue
      }
      guard let language = child.attribute("lang").flatMap(Language.init) else { continue }
      var known = texts[language] ?? Texts(title: "", message: "", remedy: "")
      switch child.name {
      case "title": known.title = child.text
      case "message": known.message = child.text
      case "remedy": known.remedy = child.text
      default: break
      }
      texts[language] = known
    }
    finding = Finding(code: code, severity: severity, place: place, facts: facts)
  }
}

extension XMLElement {
  fileprivate func whole(_ name: String) -> Int? { attribute(name).flatMap { Folding.trim($0).plainInteger } }

  fileprivate func isTrue(_ name: String) -> Bool {
    let text = attribute(name).map { Folding.trim($0) }
    return text == "true" || text == "1"
  }
}
