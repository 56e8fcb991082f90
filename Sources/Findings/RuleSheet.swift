import ReportModel

/// 规则代码：a letter and four digits, for ever. I ingest, V validate (1 coverage, 2 content, 3 balance, 4 history,
/// 5 hierarchy), A aggregate, X export, S submit, P pipeline.
package typealias RuleCode = String

/// 严重程度.
package enum Severity: String, Sendable, CaseIterable, Comparable {
  /// 强制性：the file is returned · 核实性：a question · 提示性.
  case hard, soft, note
  package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
  private var rank: Int { self == .hard ? 0 : self == .soft ? 1 : 2 }
  package var chinese: String { self == .hard ? "强制" : self == .soft ? "核实" : "提示" }
  package var english: String { rawValue }
}

/// 语言.
package enum Language: String, Sendable, CaseIterable { case zh, en }

/// 规则说明：what a code means, in both languages; texts have `{slots}` for a finding's facts.
package struct RuleSheet: Sendable, Hashable {
  package let code: RuleCode
  package let severity: Severity
  package let title: String
  package let message: String
  package let remedy: String
  package let titleEN: String
  package let messageEN: String
  package let remedyEN: String
  package let basis: String
  package let since: String
  /// 试行：listed and never more than a note, until its false alarms are known.
  package let isTrial: Bool

  package init(
    code: RuleCode, severity: Severity, title: String, message: String, remedy: String, titleEN: String,
    messageEN: String, remedyEN: String, basis: String, since: String, isTrial: Bool = false
  ) {
    self.code = code
    self.severity = severity
    self.title = title
    self.message = message
    self.remedy = remedy
    self.titleEN = titleEN
    self.messageEN = messageEN
    self.remedyEN = remedyEN
    self.basis = basis
    self.since = since
    self.isTrial = isTrial
  }
}

/// 规则目录：the sheets by code.
package struct RuleSheets: Sendable {
  package let sheets: [RuleCode: RuleSheet]

  /// A code that occurs twice is a programmer error.
  package init(_ sheets: [RuleSheet]) {
    self.sheets = Dictionary(
      sheets.map { ($0.code, $0) },
      uniquingKeysWith: { first, second in
        preconditionFailure("\(first.code) names two rules: \(second.title)")
      })
  }

  package subscript(code: RuleCode) -> RuleSheet? { sheets[code] }
  package var inOrder: [RuleSheet] { sheets.values.sorted { $0.code < $1.code } }
}
