import Findings
import ReportModel

/// 表样用语：what the form says to the clerk beside the cells: which to fill in, what is to be reached, how to go about it.
struct FormWording {
  let say: Wording
  let period: Period

  /// 填报要求, in a few words: the columns to type in, and why where it is not the usual.
  func requirement(of figure: ReportForm.Figure, in form: ReportForm) -> String {
    guard form.isMadeOfDepartments else { return requirement(of: figure) }
    return say("由部门的数组成，可不填；单独报的，", "made of the departments' figures, may stay blank; if typed: ")
      + requirement(of: figure)
  }

  private func requirement(of figure: ReportForm.Figure) -> String {
    let definition = figure.definition
    if definition.asked == .whenPublished {
      return say(
        "公布后填\(columns(figure.asked))，没有公布的空着", "\(columns(figure.asked)) once published; blank until then")
    }
    let text: String
    if definition.isRatio {
      text =
        say("填分子、分母（\(lastDay)的数），不填百分比", "numerator and denominator at \(period.lastDay)") + age(of: figure)
    } else if definition.isFlow {
      text = say("填本期数（\(months)发生的）", "this quarter's own") + cumulatives(of: figure)
    } else {
      text = say("填期末数（\(lastDay)实有）", "state at \(period.lastDay)") + age(of: figure)
    }
    return definition.asked == .yearly ? say("一年填一次：", "once a year: ") + text : text
  }

  /// Whether what is shown as the last figure is older than the last quarter.
  private func age(of figure: ReportForm.Figure) -> String {
    let known = figure.known
    guard let since = known.since, since != period.previous, known.atEnd != nil || known.denominator != nil
    else { return "" }
    return say("；上期的数是\(since.chinese)的", "; the figure before is of \(since)")
  }

  private func columns(_ items: [FigureItem]) -> String {
    items.map(say.item).joined(separator: say("、", ", "))
  }

  private func cumulatives(of figure: ReportForm.Figure) -> String {
    let needed = figure.asked.filter { $0 != .inPeriod }
    guard !needed.isEmpty else { return "" }
    guard let since = figure.known.since else {
      return say("；首次报送，\(columns(needed))也填", "; first report: also \(columns(needed))")
    }
    let reason =
      figure.known.hasGap
      ? say("\(since.chinese)以后没有报过", "nothing since \(since)")
      : say("以前的累计不全", "earlier cumulatives are incomplete")
    return say("；\(reason)，\(columns(needed))也填", "; \(reason): also \(columns(needed))")
  }

  /// 7—9月.
  private var months: String { "\(period.quarter * 3 - 2)—\(period.quarter * 3)月" }

  /// 9月30日.
  private var lastDay: String {
    let parts = period.lastDay.split(separator: "-").compactMap { Int($0) }
    return parts.count == 3 ? "\(parts[1])月\(parts[2])日" : period.lastDay
  }

  /// A task that asks for words alone.
  var narrativeOnly: String { say("填完成状态和进展", "status and words only") }

  /// 目标值: number, term, and the plan's words.
  func goals(_ goals: [ReportForm.Goal]) -> String {
    goals.map(goal).joined(separator: say("；", "; "))
  }

  private func goal(_ goal: ReportForm.Goal) -> String {
    let target = goal.target
    let term: String? =
      switch target.cadence {
      case .annual: say("每年", "a year")
      case .planPeriod: say("规划期内", "in the plan period")
      case .byDate:
        target.by.map { by in
          by.isLastOfYear
            ? say("到\(by.year)年底", "by the end of \(by.year)") : say("到\(by.chinese)", "by \(by)")
        }
      case .unclear: nil
      }
    if let allocated = goal.allocated {
      let terms = [say("分解到本单位", "allocated"), term].compactMap(\.self)
      return "\(allocated)\(target.measure)" + bracket(terms)
    }
    guard let number = number(of: target) else { return quoted(target) }
    let words = target.quote.isEmpty ? "" : say("：", ": ") + quoted(target)
    return number + bracket([term].compactMap(\.self)) + words
  }

  private func quoted(_ target: TargetDefinition) -> String {
    say("方案原文“\(Self.inner(target.quote))”", "the plan says “\(Self.inner(target.quote))”")
  }

  /// Quotation marks inside quotation marks are single ones.
  private static func inner(_ text: String) -> String {
    text.map { $0 == "“" ? "‘" : $0 == "”" ? "’" : String($0) }.joined()
  }

  private func bracket(_ terms: [String]) -> String {
    terms.isEmpty ? "" : say("（\(terms.joined(separator: "，"))）", " (\(terms.joined(separator: ", ")))")
  }

  private func number(of target: TargetDefinition) -> String? {
    let value = target.value.map { "\($0)\(target.measure)" }
    switch target.comparator {
    case .atLeast: return value.map { say("不少于\($0)", "at least \($0)") }
    case .equal: return value
    case .about: return value.map { say("\($0)左右", "about \($0)") }
    case .range:
      guard let low = target.value, let high = target.valueMax else { return value }
      return say("\(low)至\(high)\(target.measure)", "\(low) to \(high)\(target.measure)")
    case .full: return say("全覆盖", "full coverage")
    case .outside: return nil
    }
  }

  /// 表样文件: where the sentences stand, which differ where the form does.
  enum Layout { case table, workbook }

  /// 填表说明, a sentence or two to a line.
  func instructions(_ form: ReportForm, for layout: Layout) -> [String] {
    var sentences: [String] = []
    if form.isMadeOfDepartments {
      sentences.append(
        say(
          "本级数由各部门的报表组成，一般只写汇总情况说明，不填指标；填了的指标，以本表的数为准。",
          "The own level is made of the departments' reports: usually only the summary is written; a figure typed here wins."
        ))
    }
    if layout == .workbook {
      sentences.append(
        say(
          "只在有底色和白色的格里填，其余的格已锁定。指标在“指标”表填，完成状态和文字在“进展”表填，填好后保存为 .xlsx 报送。",
          "Type in tinted and white cells only; the others are locked. Figures go into the sheet 指标, status and words into 进展; save as .xlsx."
        ))
    }
    sentences += [
      say(
        "每行填哪几栏，看“填报要求”；没有提到的累计由系统推算，可不填。",
        "Fill each row as its 填报要求 says; cumulatives that it does not name follow and may stay blank."),
      say(
        "没有发生的填 0，本单位没有此项的填“—”，报不出的空着并写情况说明。",
        "0 where nothing happened, — where it does not apply, blank with 情况说明 where it cannot be told yet."),
    ]
    switch layout {
    case .table:
      sentences += [
        say(
          "“目标值”“指标口径”和“上期”各栏只供对照，不用改。",
          "Targets, definitions and earlier figures are for reference; leave them."),
        say(
          "完成状态、工作进展、存在问题、下一步打算每个任务填一次，填在该任务第一行。",
          "Status and words once per task, in its first row."),
      ]
      if form.hasHistory {
        sentences.append(
          say("更正往期的数，加“历史调整数”“调整原因”两栏。", "To correct earlier quarters add the columns 历史调整数 and 调整原因."))
      }
    case .workbook:
      if form.hasHistory {
        sentences.append(
          say(
            "更正往期的数，填“历史调整数”和“调整原因”，不要改本期数。",
            "To correct earlier quarters fill in 历史调整数 and 调整原因, not this quarter's figure."))
      }
      sentences.append(
        say(
          "要纸质件的，打印“盖章页”签字盖章。", "Where paper is asked for, print the sheet 盖章页 and have it signed and sealed."
        ))
    }
    return sentences
  }
}

extension ReportForm {
  /// Whether there are earlier quarters that could have to be corrected.
  var hasHistory: Bool { figures.contains { $0.known.since != nil } }
}

extension Instant {
  /// 10月10日24:00: a deadline at midnight belongs to the day that it ends.
  func deadlineText(_ say: Wording) -> String {
    let isMidnight = short.hasSuffix(" 00:00")
    let day = isMidnight ? Instant(seconds: seconds - 1) : self
    let time = isMidnight ? "24:00" : String(short.suffix(5))
    return day.dayText(say) + say("", " ") + time
  }

  /// 2024年10月10日.
  func dayText(_ say: Wording) -> String {
    let parts = date.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return date }
    return say("\(parts[0])年\(parts[1])月\(parts[2])日", date)
  }
}
