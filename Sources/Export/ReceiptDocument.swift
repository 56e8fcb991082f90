import Findings
import Formats
import ReportModel

/// 回执文件：a receipt written for machines; nothing that the value holds is left out.
struct ReceiptDocument {
  private let receipt: Receipt
  private let sheets: RuleSheets

  init(_ receipt: Receipt, _ sheets: RuleSheets) {
    self.receipt = receipt
    self.sheets = sheets
  }

  func bytes() -> [UInt8] {
    var writer = XMLWriter()
    var root: [XMLWriter.Attribute] = [
      ("xmlns", "urn:cengbao:receipt:1"), ("outcome", receipt.outcome.rawValue), ("digest", receipt.digest),
      ("file", receipt.fileName), ("receivedAt", Instant(seconds: receipt.receivedAt).iso8601),
      ("late", receipt.isLate ? "true" : "false"), ("channel", receipt.channel.rawValue),
      ("receiver", receipt.receiver.rawValue), ("receiverName", receipt.receiverName),
      ("figures", String(receipt.figureCount)), ("rules", receipt.ruleCatalogue),
    ]
    root.append("mode", receipt.mode.rawValue)
    root.append("journalEntry", receipt.journal.map { String($0.sequence) })
    root.append("journalHead", receipt.journal?.hash)
    writer.open("receipt", root)
    var subject: [XMLWriter.Attribute] = []
    subject.append("unit", receipt.unit?.rawValue)
    subject.append("unitName", receipt.unitName)
    subject.append("plan", receipt.plan?.rawValue)
    subject.append("planTitle", receipt.planTitle)
    subject.append("period", receipt.period?.description)
    subject.append("scope", receipt.scope?.rawValue)
    subject.append("revision", receipt.revision.map(String.init))
    writer.element("subject", subject)

    if let decision = receipt.decision {
      writer.element(
        "decision",
        [
          ("kind", decision.kind.rawValue), ("officer", decision.officer), ("at", decision.at.iso8601),
          ("reason", decision.reason),
        ])
    }
    let exact = receipt.exactCounts(sheets)
    writer.open("counts", Severity.allCases.map { ($0.rawValue, String(exact[$0] ?? 0)) })
    for (code, count) in receipt.counts.sorted(by: { $0.key < $1.key }) {
      writer.element("rule", [("code", code), ("count", String(count))])
    }
    writer.close()
    for finding in receipt.findings { write(finding, to: &writer) }
    for repair in receipt.repairs {
      var attributes: [XMLWriter.Attribute] = [("code", repair.code)]
      attributes.append(repair.position, receipt.sheets)
      attributes += [("value", repair.value), ("readAs", repair.readAs)]
      writer.open("repair", attributes)
      for language in Language.allCases {
        writer.element(
          "title", [("lang", language.rawValue)], text: sheets.title(of: repair.code, in: language))
      }
      writer.close()
    }
    for change in receipt.changes {
      var attributes: [XMLWriter.Attribute] = [
        ("task", change.task.rawValue), ("indicator", change.indicator.rawValue),
        ("item", change.item.rawValue),
      ]
      attributes.append("before", change.before?.description)
      attributes.append("after", change.after?.description)
      writer.element("change", attributes)
    }
    for (id, name) in receipt.names.sorted(by: { $0.key < $1.key }) {
      writer.element("name", [("id", id)], text: name)
    }
    writer.close()
    return writer.finish()
  }

  private func write(_ finding: Finding, to writer: inout XMLWriter) {
    var attributes: [XMLWriter.Attribute] = [
      ("code", finding.code), ("severity", finding.severity.rawValue),
    ]
    attributes.append(finding.place.position, receipt.sheets)
    attributes.append("unit", finding.place.unit?.rawValue)
    attributes.append("task", finding.place.task)
    attributes.append("indicator", finding.place.indicator)
    attributes.append("value", finding.place.value)
    writer.open("finding", attributes)
    for language in Language.allCases {
      let lang: XMLWriter.Attribute = ("lang", language.rawValue)
      writer.element("title", [lang], text: sheets.title(of: finding.code, in: language))
      writer.element("message", [lang], text: sheets.message(of: finding, in: language))
      writer.element("remedy", [lang], text: sheets.remedy(of: finding, in: language))
    }
    for (name, value) in finding.facts.sorted(by: { $0.key < $1.key }) {
      writer.element("fact", [("name", name)], text: value)
    }
    writer.close()
  }
}

extension [XMLWriter.Attribute] {
  fileprivate mutating func append(_ name: String, _ value: String?) {
    if let value { append((name, value)) }
  }

  fileprivate mutating func append(_ position: SourcePosition, _ sheets: [String]) {
    if let sheet = sheets.sheetName(position) {
      append(("sheet", sheet))
      append("cell", position.cellName)
    }
    if position.line > 0 { append(("line", String(position.line))) }
    if position.column > 0 { append(("column", String(position.column))) }
  }
}

extension Receipt {
  /// Findings by severity, those beyond the cap included.
  ///
  /// `counts` knows codes only. What the cap cut off is taken to be as severe as the most severe finding of its code
  /// that is listed, or as its sheet says where none is.
  func exactCounts(_ sheets: RuleSheets) -> [Severity: Int] {
    var exact: [Severity: Int] = [:]
    var listed: [RuleCode: Int] = [:]
    var worst: [RuleCode: Severity] = [:]
    for finding in findings {
      exact[finding.severity, default: 0] += 1
      listed[finding.code, default: 0] += 1
      worst[finding.code] = min(worst[finding.code] ?? .note, finding.severity)
    }
    for (code, count) in counts {
      let unlisted = count - (listed[code] ?? 0)
      guard unlisted > 0 else { continue }
      exact[worst[code] ?? sheets[code]?.severity ?? .note, default: 0] += unlisted
    }
    return exact
  }

  /// Codes of which more was found than is listed, by code.
  var capped: [(code: RuleCode, count: Int, listed: Int)] {
    let listed = Dictionary(findings.map { ($0.code, 1) }, uniquingKeysWith: +)
    return counts.compactMap { code, count in
      let shown = listed[code] ?? 0
      return count > shown ? (code, count, shown) : nil
    }.sorted { $0.code < $1.code }
  }
}
