import Findings
import Pipeline
import ReportModel

extension Console {
  /// A line a file, then the counts.
  func show(_ report: IngestReport, title: String) {
    if isQuiet {
      forProblems.table(report.files.filter { !$0.receipt.outcome.counts }.map(row))
      forProblems.table(report.skipped.map { [$0.name, reason($0.reason)] })
      return
    }
    if report.files.isEmpty, report.skipped.isEmpty {
      line("\(title)：没有新文件。", "\(title): nothing new.")
    } else {
      line("\(title)：\(report.files.count) 个文件", "\(title): \(report.files.count) files")
      table(report.files.map(row))
      table(report.skipped.map { [$0.name, reason($0.reason)] })
      if !report.files.isEmpty { line(counts(report)) }
    }
    for sent in report.sent {
      line(
        "待发的 \(sent.period) 第 \(sent.revision) 版已上报 → \(sent.destination)",
        "Sent what was waiting: \(sent.period) r\(sent.revision) → \(sent.destination)")
    }
    for item in report.waiting {
      line(
        "待发的 \(item.sent.period) 第 \(item.sent.revision) 版还没有发出：\(item.reason.chinese)",
        "Still waiting: \(item.sent.period) r\(item.sent.revision): \(item.reason.english)")
    }
    for answer in report.superiorReceipts { show(answer) }
  }

  func show(_ answer: SuperiorAnswer) {
    if let decision = answer.decision {
      line(
        "上级\(decision.kind.chinese)：\(answer.period) 第 \(answer.revision) 版，\(decision.officer)：\(decision.reason) → \(answer.file)",
        "Superior: \(answer.period) r\(answer.revision) \(decision.kind.rawValue) by \(decision.officer): \(decision.reason) → \(answer.file)"
      )
      return
    }
    line(
      "上级回执：\(answer.period) 第 \(answer.revision) 版 \(answer.outcome.chinese)（\(answer.receiver)，\(answer.receivedAt.short)） → \(answer.file)",
      "Superior's receipt: \(answer.period) r\(answer.revision) \(answer.outcome.rawValue) (\(answer.receiver), \(answer.receivedAt.short)) → \(answer.file)"
    )
  }

  private func row(_ file: IngestReport.File) -> [String] {
    let receipt = file.receipt
    var remarks: [String] = []
    if file.isRepeat {
      remarks.append(text("与已收的文件相同，不重复计入", "the same file again, not counted twice"))
    } else {
      let hard = receipt.count(of: .hard)
      let soft = receipt.findings.count(where: \.isOpenQuestion)
      if receipt.figureCount > 0 {
        remarks.append(text("\(receipt.figureCount) 项数据", "\(receipt.figureCount) figures"))
      }
      if !receipt.repairs.isEmpty {
        remarks.append(text("修正 \(receipt.repairs.count) 处", "\(receipt.repairs.count) repairs"))
      }
      if hard > 0 { remarks.append(text("\(hard) 处错误", "\(hard) hard findings")) }
      if soft > 0 { remarks.append(text("\(soft) 处待说明", "\(soft) to be explained")) }
      if receipt.isLate { remarks.append(text("迟报", "late")) }
      if !receipt.outcome.counts || receipt.outcome == .questions, let path = file.receiptPath {
        remarks.append("→ \(path)")
      }
    }
    let separator = text("，", ", ")
    return [
      Self.shortened(receipt.fileName), receipt.outcome.word(language), receipt.unitName ?? "—",
      remarks.joined(separator: separator),
    ]
  }

  /// A name as long as a table can bear; the receipt has the whole of it.
  private static func shortened(_ name: String) -> String {
    guard width(name) > 48 else { return name }
    let tail = String(name.suffix(8))
    var head = name
    while width(head) + width(tail) > 46 { head.removeLast() }
    return "\(head)…\(tail)"
  }

  private func reason(_ reason: IngestReport.Skipped.Reason) -> String {
    switch reason {
    case .notAFile: text("不是普通文件，没有动它", "not a regular file, left alone")
    case .notSettled: text("还在写入，下次再收", "still being written, taken next time")
    case .unreadable(let why):
      text(
        "现在读不了（\(why.chinese)），没有动它", "cannot be read now (\(why.english)), left alone")
    }
  }

  func counts(_ report: IngestReport) -> String {
    let parts = Outcome.allCases.compactMap { outcome -> String? in
      let count = report.count(outcome)
      guard count > 0 || outcome == .accepted else { return nil }
      return language == .zh ? "\(outcome.chinese) \(count)" : "\(count) \(outcome.rawValue)"
    }
    return parts.joined(separator: " · ")
  }

  /// `:14:6`, or in a workbook ` 指标!F14`.
  private func place(_ position: SourcePosition, _ sheets: [String]) -> String {
    if sheets.sheetName(position) != nil, let cell = sheets.cellName(position) { return " \(cell)" }
    return position.line > 0 ? ":\(position.line)" + (position.column > 0 ? ":\(position.column)" : "") : ""
  }

  /// Every finding with its place, what was typed and what to type.
  func showFindings(of receipt: Receipt, sheets: RuleSheets) {
    for finding in receipt.findings {
      let position = finding.place.position
      let place = place(position, receipt.sheets)
      let severity =
        (language == .zh ? finding.severity.chinese : finding.severity.english)
        + (finding.isTrial ? text("·试行", " (trial)") : "")
      line("")
      line(
        "\(receipt.fileName)\(place)  \(finding.code) \(severity)  \(sheets.title(of: finding.code, in: language))"
      )
      line("  \(sheets.message(of: finding, in: language))")
      let words =
        finding.facts["explainAt"].map { text("情况说明写在 \($0)。", " The explanation goes into \($0).") } ?? ""
      line("  \(text("处理：", "Remedy: "))\(sheets.remedy(of: finding, in: language))\(words)")
      if let asked = finding.askedBack { line("  追问：\(asked)", "  Asked back: \(asked)") }
      if let answer = finding.answer { line("  \(text("已说明：", "Explained: "))\(answer)") }
    }
    for repair in receipt.repairs {
      line("")
      let blank = text("（空白）", "(blank)")
      // What was left out was read as nothing.
      let reading = repair.readAs.isEmpty ? "" : " → \(repair.readAs)"
      line(
        "\(receipt.fileName)\(place(repair.position, receipt.sheets))  \(repair.code)  \(sheets.title(of: repair.code, in: language))：\(repair.value.isEmpty ? blank : repair.value)\(reading)"
      )
    }
  }
}

extension IngestReport.Skipped.Reason {
  fileprivate var word: String {
    switch self {
    case .notAFile: "not-a-file"
    case .notSettled: "not-settled"
    case .unreadable: "unreadable"
    }
  }
}

extension IngestReport {
  func json(sheets: RuleSheets, language: Language) -> JSON {
    .object(members(sheets: sheets, language: language))
  }

  func members(sheets: RuleSheets, language: Language) -> [String: JSON] {
    var counts: [String: JSON] = [:]
    for outcome in Outcome.allCases { counts[outcome.rawValue] = .int(count(outcome)) }
    return [
      "files": .array(files.map { $0.json(sheets: sheets, language: language) }), "counts": .object(counts),
      "skipped": .array(
        skipped.map { .object(["file": .string($0.name), "reason": .string($0.reason.word)]) }),
    ]
  }
}

extension IngestReport.File {
  fileprivate func json(sheets: RuleSheets, language: Language) -> JSON {
    .object([
      "file": .string(receipt.fileName), "outcome": .string(receipt.outcome.rawValue),
      "unit": .text(receipt.unit),
      "plan": .text(receipt.plan), "period": .text(receipt.period), "scope": .text(receipt.scope?.rawValue),
      "revision": .number(receipt.revision), "digest": .string(receipt.digest), "late": .bool(receipt.isLate),
      "receipt": .text(receiptPath), "figures": .int(receipt.figureCount), "repeat": .bool(isRepeat),
      "findings": .array(
        receipt.findings.map { $0.json(sheets: sheets, language: language, in: receipt.sheets) }),
      "repairs": .array(
        receipt.repairs.map { repair in
          .object([
            "code": .string(repair.code), "line": .int(repair.position.line),
            "column": .int(repair.position.column),
            "sheet": .text(receipt.sheets.sheetName(repair.position)),
            "cell": .text(repair.position.cell(in: receipt.sheets)),
            "value": .string(repair.value), "as": .string(repair.readAs),
          ])
        }),
    ])
  }
}

extension Finding {
  /// - Parameter workbook: names of the sheets that places speak of; empty for other files.
  func json(sheets: RuleSheets, language: Language, in workbook: [String] = []) -> JSON {
    .object([
      "code": .string(code), "severity": .string(severity.rawValue),
      "line": place.position.line > 0 ? .int(place.position.line) : .null,
      "column": place.position.column > 0 ? .int(place.position.column) : .null,
      "sheet": .text(workbook.sheetName(place.position)), "cell": .text(place.position.cell(in: workbook)),
      "task": .text(place.task), "indicator": .text(place.indicator), "value": .text(place.value),
      "message": .string(sheets.message(of: self, in: language)),
      "remedy": .string(sheets.remedy(of: self, in: language)),
    ])
  }
}

extension SourcePosition {
  /// `F12` on a sheet that is known.
  fileprivate func cell(in workbook: [String]) -> String? {
    workbook.sheetName(self) == nil ? nil : cellName
  }
}
