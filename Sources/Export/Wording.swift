import Findings
import ReportModel

/// 用语：picks the Chinese or the English wording, which stand side by side where they are used.
struct Wording: Sendable {
  let language: Language
  init(_ language: Language) { self.language = language }

  func callAsFunction(_ chinese: @autoclosure () -> String, _ english: @autoclosure () -> String) -> String {
    language == .zh ? chinese() : english()
  }

  /// 、 or a comma.
  func list(_ items: [String]) -> String { items.joined(separator: self("、", ", ")) }

  func period(_ period: Period) -> String { self(period.chinese, "\(period.year) Q\(period.quarter)") }

  func item(_ item: FigureItem) -> String {
    switch item {
    case .inPeriod: self(item.chinese, "This quarter")
    case .yearToDate: self(item.chinese, "Year to date")
    case .planToDate: self(item.chinese, "Plan to date")
    case .atEnd: self(item.chinese, "At period end")
    case .numerator: self(item.chinese, "Numerator")
    case .denominator: self(item.chinese, "Denominator")
    case .adjustment: self(item.chinese, "Adjustment")
    }
  }

  func severity(_ severity: Severity) -> String {
    switch severity {
    case .hard: self("强制", "Must fix")
    case .soft: self("核实", "Question")
    case .note: self("提示", "Note")
    }
  }

  func scope(_ scope: ReportScope) -> String { self(scope.chinese, scope == .own ? "own level" : "roll-up") }

  func status(_ status: TaskStatus) -> String {
    switch status {
    case .notStarted: self(status.chinese, "Not started")
    case .inProgress: self(status.chinese, "In progress")
    case .completed: self(status.chinese, "Completed")
    case .recurring: self(status.chinese, "Recurring")
    }
  }

  func completeness(_ completeness: Completeness) -> String {
    switch completeness {
    case .complete: self(completeness.chinese, "complete")
    case .provisional: self(completeness.chinese, "provisional")
    case .partial: self(completeness.chinese, "partial")
    }
  }

  /// The light's colour, which is said in words because colour alone is lost in print.
  func light(_ light: Light) -> String {
    switch light {
    case .done: self("蓝灯", "Blue")
    case .green: self("绿灯", "Green")
    case .greenMarked: self("绿灯（略低）", "Green (just below)")
    case .yellow: self("黄灯", "Yellow")
    case .red: self("红灯", "Red")
    case .notYet: self("未到考核期", "Not yet due")
    case .none: self("不计进度", "Not judged")
    }
  }

  func meaning(of light: Light) -> String {
    switch light {
    case .done: self("已达到目标", "target reached")
    case .green: self("达到序时进度", "on pace")
    case .greenMarked: self("低于序时进度，差距较小", "slightly below pace")
    case .yellow: self("落后于序时进度", "behind pace")
    case .red: self("严重落后于序时进度", "far behind pace")
    case .notYet: self("考核期末再评", "judged at the end of its term")
    case .none: self("目标没有时限或口径未定，不评灯", "no date or no agreed reading, so no light")
    }
  }
}
