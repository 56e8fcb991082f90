import Findings
import ReportModel

/// 填写形式：what a cell of the catalogue must look like, with its name in both languages for findings.
struct CellForm<Value> {
  let expected: String
  let expectedEN: String
  let read: (String) -> Value?

  init(_ expected: String, _ expectedEN: String, _ read: @escaping (String) -> Value?) {
    self.expected = expected
    self.expectedEN = expectedEN
    self.read = read
  }

  var facts: Facts { ["expected": expected, "expectedEN": expectedEN] }
}

extension CellForm where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of a closed list of words.
  static func word(_ type: Value.Type) -> CellForm {
    let words = type.allCases.map(\.rawValue).joined(separator: "、")
    return CellForm(words + " 之一", "one of " + words) { Value(rawValue: $0) }
  }
}

extension CellForm where Value == Int {
  static func number(_ range: ClosedRange<Int>) -> CellForm {
    CellForm(
      "\(range.lowerBound) 到 \(range.upperBound) 的整数",
      "a whole number from \(range.lowerBound) to \(range.upperBound)"
    ) { text in
      Int(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }
}

extension CellForm where Value == Amount {
  static var amount: CellForm {
    CellForm("一个数（不带单位、千位分隔符）", "a number without unit or thousands separators") { decimal($0) }
  }
}

extension CellForm where Value == Period {
  static var period: CellForm { CellForm("报告期，如 2024-Q3", "a period such as 2024-Q3") { Period($0) } }
}

extension CellForm where Value == String {
  static var text: CellForm { CellForm("文字", "a text") { $0 } }

  /// `2021-01-29`.
  static var date: CellForm {
    CellForm("日期，如 2021-01-29", "a date such as 2021-01-29") { text in
      Instant(iso8601: text).flatMap { $0.date == text ? text : nil }
    }
  }
}

extension CellForm where Value == OrgUnitCode {
  /// 单位代码：six digits, and for local codes a hyphen and up to sixteen letters and digits.
  static var unitCode: CellForm {
    CellForm(
      "单位代码，如 610702 或 610700-jyj", "a unit code such as 610702 or 610700-jyj"
    ) { text in
      let (digits, rest) = (text.utf8.prefix(6), text.utf8.dropFirst(6))
      guard digits.count == 6, digits.allSatisfy(\.isDigit) else { return nil }
      if let hyphen = rest.first {
        let local = rest.dropFirst()
        guard hyphen == UInt8(ascii: "-"), (1...16).contains(local.count), local.allSatisfy(\.isLowerOrDigit)
        else { return nil }
      }
      return OrgUnitCode(text)
    }
  }
}

/// A decimal as XML Schema writes it; unlike `Amount` it may begin or end with the point.
func decimal(_ text: String) -> Amount? {
  var text = text.trimmed
  let sign = text.first == "-" || text.first == "+" ? String(text.removeFirst()) : ""
  if text.hasPrefix("."), text.count > 1 { text = "0" + text }
  if text.hasSuffix("."), text.count > 1 { text.removeLast() }
  return Amount(sign + text)
}

extension UInt8 {
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  var isLower: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
  var isLowerOrDigit: Bool { isDigit || isLower }
}

extension CatalogueTable.Row {
  /// The cell's value; a finding where it is empty or cannot be read.
  func required<Value>(
    _ column: String, _ form: CellForm<Value>, _ log: inout CatalogueLog
  ) -> Value? {
    guard let text = self[column] else {
      var facts = form.facts
      facts["column"] = column
      log.report(FileRules.emptyCell, line: line, column: position(of: column), facts)
      return nil
    }
    return value(of: text, in: column, form, &log)
  }

  /// The cell's value; `nil` for an empty one, a finding for one that cannot be read.
  func optional<Value>(
    _ column: String, _ form: CellForm<Value>, _ log: inout CatalogueLog
  ) -> Value? {
    self[column].flatMap { value(of: $0, in: column, form, &log) }
  }

  private func value<Value>(
    of text: String, in column: String, _ form: CellForm<Value>, _ log: inout CatalogueLog
  ) -> Value? {
    if let value = form.read(text) { return value }
    var facts = form.facts
    facts["column"] = column
    log.report(FileRules.unreadableValue, line: line, column: position(of: column), value: text, facts)
    return nil
  }

  /// The pieces of a cell that are joined by semicolons, full-width ones too.
  func list(_ column: String) -> [String] {
    guard let text = self[column] else { return [] }
    return text.split { $0 == ";" || $0 == "；" }.map { String($0).trimmed }.filter { !$0.isEmpty }
  }
}
