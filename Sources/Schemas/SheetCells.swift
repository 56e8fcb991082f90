import Findings
import ReportModel

extension CatalogueTable.Row {
  /// A text as it was before the export: nothing trimmed, the guarding apostrophe taken away.
  func text(_ column: String, limit: Int, _ log: inout CatalogueLog) -> String {
    let text = SheetText.unguarded(raw(column))
    if let character = text.unicodeScalars.first(where: { !$0.isAllowedInXML }) {
      log.report(
        PlanSheetRules.textNotAllowed, line: line, column: position(of: column),
        ["column": column, "character": "U+" + String(character.value, radix: 16, uppercase: true)])
    }
    // As XML Schema counts: characters, not what looks like one.
    let count = text.unicodeScalars.count
    if count > limit {
      log.report(
        PlanSheetRules.textTooLong, line: line, column: position(of: column),
        ["column": column, "count": String(count), "limit": String(limit)])
    }
    return text
  }

  func label(_ column: String, _ log: inout CatalogueLog) -> String {
    text(column, limit: 400, &log)
  }

  func prose(_ column: String, _ log: inout CatalogueLog) -> String {
    text(column, limit: 20_000, &log)
  }

  func filledLabel(_ column: String, _ expected: CellForm<String>, _ log: inout CatalogueLog)
    -> String
  {
    let text = label(column, &log)
    if text.isEmpty { _ = required(column, expected, &log) }
    return text
  }
}

extension String {
  var nilIfEmpty: String? { isEmpty ? nil : self }
}

extension Unicode.Scalar {
  var isAllowedInXML: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}

extension CellForm where Value == String {
  /// Lower-case words of letters and digits joined by hyphens, as plan, part, action and indicator ids are.
  static func identifier(_ example: String, limit: Int) -> CellForm {
    CellForm(
      "标识，小写字母开头，只用小写字母、数字和短横线，最多 \(limit) 个字符，如 \(example)",
      "an id of lower-case letters, digits and hyphens, at most \(limit) characters, such as \(example)"
    ) { text in
      let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
      let isWellFormed =
        (text.utf8.first?.isLower ?? false) && text.utf8.count <= limit
        && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isLowerOrDigit) }
      return isWellFormed ? text : nil
    }
  }

  static var planID: CellForm { identifier("hanzhong-2022", limit: 48) }
  static var partID: CellForm { identifier("action-1", limit: 48) }
  static var indicatorID: CellForm { identifier("key-teachers", limit: 64) }

  static var taskID: CellForm {
    CellForm("任务编号，如 hz-06", "a task id such as hz-06") { text in
      let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
      guard parts.count == 2, (2...8).contains(parts[0].count), parts[0].allSatisfy(\.isLower),
        (2...3).contains(parts[1].count), parts[1].allSatisfy(\.isDigit)
      else { return nil }
      return text
    }
  }

  /// `2021-01`, also as spreadsheets rewrite it.
  static var month: CellForm {
    CellForm("年月，如 2021-01", "a month such as 2021-01") { text in
      if isMonth(text) { return text }
      let pieces = text.split { "-/.年月日 ".contains($0) }.map(String.init)
      guard pieces.count >= 2 else { return nil }
      var year = pieces[0]
      var month = pieces[1]
      let abbreviations = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
      ]
      if let index = abbreviations.firstIndex(of: year.lowercased()) {
        (year, month) = (month, String(index + 1))
      } else if let index = abbreviations.firstIndex(of: month.lowercased()) {
        month = String(index + 1)
      } else if year.utf8.count != 4 {
        return nil
      }
      if pieces.count > 2, pieces[2] != "1", pieces[2] != "01" { return nil }
      if year.utf8.count == 2 { year = "20" + year }
      if month.utf8.count == 1 { month = "0" + month }
      let rewritten = "\(year)-\(month)"
      return isMonth(rewritten) ? rewritten : nil
    }
  }
}

extension CellForm where Value == Bool {
  /// `true` or `false`, in any case, because spreadsheets put them in capitals.
  static var truth: CellForm {
    CellForm("true 或 false", "true or false") { text in
      switch text.lowercased() {
      case "true", "1", "是": true
      case "false", "0", "否": false
      default: nil
      }
    }
  }
}

extension CellForm where Value: RawRepresentable, Value.RawValue == String {
  static func word(_ words: String...) -> CellForm {
    CellForm(words.joined(separator: "、") + " 之一", "one of " + words.joined(separator: ", ")) {
      Value(rawValue: $0)
    }
  }
}

extension CellForm where Value == [TargetDefinition.Milestone] {
  static var milestones: CellForm {
    CellForm("分季度节点，如 2024-Q4=3000;2025-Q4=5000", "milestones such as 2024-Q4=3000;2025-Q4=5000") { text in
      var milestones: [TargetDefinition.Milestone] = []
      for piece in text.split(whereSeparator: { $0 == ";" || $0 == "；" || $0.isWhitespace }) {
        let parts = piece.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, let period = Period(String(parts[0])), let value = Amount(parts[1]) else {
          return nil
        }
        milestones.append(TargetDefinition.Milestone(period: period, value: value))
      }
      return milestones
    }
  }
}
