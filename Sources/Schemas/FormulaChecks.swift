import Findings
import ReportModel

/// 审核公式规则：formulas that cannot be read, or that ask what the plan cannot answer.
enum FormulaRules {
  static let badFormula = RuleSheet.catalogue(
    "P1801", .hard, "审核公式写法有误", "审核公式 {id}：{problem}。“{marked}”（▶ 之后是出错的地方，第 {at} 个字符）。",
    "改正 ▶ 处；写法见 plan.xsd 的 check 说明。整份方案在改正之前不起作用。",
    en: "Formula cannot be read",
    "Audit formula {id}: {problemEN}. “{marked}” (character {at}, behind the ▶).",
    "Correct the place; plan.xsd explains the notation. Until then the plan is not in force.")

  static let unknownIndicator = RuleSheet.catalogue(
    "P1802", .hard, "公式里的指标不存在", "审核公式 {id} 里的“{value}”不是本方案的指标{hint}。", "改为方案里的指标编号。",
    en: "Unknown indicator in a formula",
    "“{value}” in audit formula {id} is no indicator of this plan{hintEN}.",
    "Name an indicator of the plan.")

  static let wrongColumn = RuleSheet.catalogue(
    "P1803", .hard, "公式取的数这个指标没有", "审核公式 {id} 取“{name}”的{column}，但它是{kind}，没有这一栏。",
    "时期数取 inPeriod、yearToDate、planToDate，时点数取 atEnd，比例取 numerator、denominator 或只写编号。",
    en: "A column that the indicator does not have",
    "Audit formula {id} asks for {columnEN} of “{name}”, which is {kindEN}.",
    "Flows have inPeriod, yearToDate, planToDate; stocks atEnd; ratios numerator and denominator.")

  static let repeatedID = RuleSheet.catalogue(
    "P1804", .hard, "审核公式编号重复", "有两条审核公式的编号都是 {id}。", "改掉其中一条的编号。",
    en: "Two formulas with one id", "Two audit formulas have the id {id}.", "Rename one of them.")

  static let sourceDoesNotFit = RuleSheet.catalogue(
    "P1805", .hard, "公式的对象与取数不合",
    "审核公式 {id} 的对象是{subject}，不能用 {value}：{why}。", "改对象（on），或改取数。",
    en: "Source does not fit the subject",
    "Audit formula {id} is about {subjectEN} and cannot use {value}: {whyEN}.",
    "Change `on` or the formula.")

  static let noIndicator = RuleSheet.catalogue(
    "P1806", .hard, "公式里没有指标", "审核公式 {id}“{value}”的比较里没有任何指标，结果总是一样。", "写上要核对的指标。",
    en: "A formula without an indicator",
    "The comparison of audit formula {id} “{value}” names no indicator.",
    "Name the indicators to be compared.")

  static let measuresDiffer = RuleSheet.catalogue(
    "P1807", .soft, "公式把不同计量单位相加", "审核公式 {id} 把“{name}”（{measure}）和“{other}”（{otherMeasure}）相加减。",
    "人和人次、场次等不能相加；确实要比的，写成两边比较。",
    en: "Different measure units added",
    "Audit formula {id} adds “{name}” ({measure}) and “{other}” ({otherMeasure}).",
    "Unlike units do not add up; compare them on two sides instead.")

  /// Of one formula by itself, found while it is read.
  static let reading = [badFormula]

  /// Of a formula in its plan.
  static let all = [
    unknownIndicator, wrongColumn, repeatedID, sourceDoesNotFit, noIndicator, measuresDiffer,
  ]

  static func facts(of error: FormulaError, in text: String, id: String) -> Facts {
    let scalars = Array(text.unicodeScalars)
    let offset = min(error.offset, scalars.count)
    func string(_ part: ArraySlice<Unicode.Scalar>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: part)
      return String(view)
    }
    let (problem, problemEN) = error.problem.words
    return [
      "id": id, "at": String(offset + 1), "problem": problem, "problemEN": problemEN,
      "marked": string(scalars[..<offset].suffix(60)) + "▶" + string(scalars[offset...].prefix(60)),
    ]
  }
}

extension FormulaError.Problem {
  fileprivate var words: (zh: String, en: String) {
    switch self {
    case .empty: ("公式是空的", "the formula is empty")
    case .tooLong(let limit): ("公式超过 \(limit) 个字符", "the formula has more than \(limit) characters")
    case .tooDeep: ("括号套得太多", "brackets are nested too deeply")
    case .unexpectedCharacter(let character):
      ("看不懂“\(character)”，指标要写编号", "“\(character)” is not understood; indicators are named by id")
    case .operandExpected(let before?):
      ("“\(before)”前面缺一个指标或数", "an indicator or a number is missing before “\(before)”")
    case .operandExpected: ("末尾缺一个指标或数", "an indicator or a number is missing at the end")
    case .comparisonExpected(let before?):
      (
        "这里应当是 = <> < <= > >= 之一，却是“\(before)”",
        "one of = <> < <= > >= is expected, not “\(before)”"
      )
    case .comparisonExpected:
      ("缺比较：公式里要有 = <> < <= > >= 之一", "a comparison is missing: one of = <> < <= > >=")
    case .secondComparison(let sign):
      ("一条公式只比较一次，多了“\(sign)”；几个条件用 when … and …", "one formula compares once; “\(sign)” is one too many")
    case .bracketNotClosed: ("括号没有配对", "the bracket is not closed")
    case .surplus(let text): ("“\(text)”多余，或前面缺运算符号", "“\(text)” is surplus, or a sign is missing before it")
    case .badNumber(let text): ("“\(text)”不是数", "“\(text)” is no number")
    case .unknownFunction(let name):
      (
        "没有“\(name)”这种取数，只有 inPeriod、yearToDate、planToDate、atEnd、numerator、denominator、adjustment、previous、children",
        "there is no function “\(name)”; there are inPeriod, yearToDate, planToDate, atEnd, numerator, denominator, adjustment, previous, children"
      )
    case .indicatorExpected(let function):
      ("\(function)(…) 里只能写一个指标编号", "\(function)(…) takes one indicator id")
    case .functionTwice(let name): ("\(name) 与里面的取数重复", "\(name) is given twice")
    }
  }
}

func checkFormulas(_ plan: Plan, _ check: inout PlanCheck) {
  var seen: Set<String> = []
  for formula in plan.formulas {
    func report(_ sheet: RuleSheet, _ value: String?, _ facts: Facts = [:]) {
      let id = formula.formula.references.first?.indicator
      check.report(
        sheet, indicator: id.flatMap { plan.indicator($0) }?.id, value: value,
        facts.merging(["id": formula.id]) { given, _ in given })
    }
    if !seen.insert(formula.id).inserted { report(FormulaRules.repeatedID, nil) }
    if formula.formula.comparison.references.isEmpty { report(FormulaRules.noIndicator, formula.text) }
    for reference in formula.formula.references {
      guard let definition = plan.indicator(reference.indicator) else {
        let parts = unspacedMinus(reference.indicator, in: plan)
        report(
          FormulaRules.unknownIndicator, reference.indicator.rawValue,
          [
            "hint": parts.map { "，减号前要空一格：“\($0)”" } ?? "",
            "hintEN": parts.map { "; put a space before a minus: “\($0)”" } ?? "",
          ])
        continue
      }
      if let item = reference.item, !item.exists(for: definition) {
        report(
          FormulaRules.wrongColumn, reference.description,
          [
            "name": definition.name, "column": item.chinese, "columnEN": item.rawValue,
            "kind": definition.isRatio ? "比例指标" : definition.isFlow ? "时期数" : "时点数",
            "kindEN": definition.isRatio ? "a ratio" : definition.isFlow ? "a flow" : "a stock",
          ])
      }
      switch reference.source {
      case .children where formula.subject != .rollups:
        report(
          FormulaRules.sourceDoesNotFit, reference.description,
          [
            "subject": "各单位的报送（\(formula.subject.rawValue)）", "subjectEN": formula.subject.rawValue,
            "why": "下级合计只有汇总里有", "whyEN": "only roll-ups have units below",
          ])
      case .previous where formula.subject != .reports:
        report(
          FormulaRules.sourceDoesNotFit, reference.description,
          [
            "subject": "汇总（\(formula.subject.rawValue)）", "subjectEN": formula.subject.rawValue,
            "why": "汇总按组成核对，不与上期比", "whyEN": "roll-ups are compared with their parts, not with earlier ones",
          ])
      default: break
      }
    }
    if let (first, second) = formula.formula.comparison.unlikeSummands(in: plan) {
      report(
        FormulaRules.measuresDiffer, formula.text,
        [
          "name": first.name, "measure": first.measure, "other": second.name, "otherMeasure": second.measure,
        ])
    }
  }
}

/// `a-b` is read as one id; where both halves are indicators, a minus was meant.
private func unspacedMinus(_ id: IndicatorID, in plan: Plan) -> String? {
  let words = id.rawValue.split(separator: "-", omittingEmptySubsequences: false)
  for cut in 1..<max(words.count, 1) {
    let left = words[..<cut].joined(separator: "-")
    let right = words[cut...].joined(separator: "-")
    if plan.indicator(IndicatorID(left)) != nil, plan.indicator(IndicatorID(right)) != nil {
      return "\(left) - \(right)"
    }
  }
  return nil
}

extension FigureItem {
  fileprivate func exists(for definition: IndicatorDefinition) -> Bool {
    switch self {
    case .numerator, .denominator: definition.isRatio
    case .inPeriod, .yearToDate, .planToDate, .adjustment: definition.isFlow
    case .atEnd: !definition.isFlow && !definition.isRatio
    }
  }
}

extension Formula.Comparison {
  /// Two indicators that are added or subtracted and are not counted in the same measure unit.
  fileprivate func unlikeSummands(in plan: Plan) -> (IndicatorDefinition, IndicatorDefinition)? {
    for side in [left, right] {
      let summands = side.summands.compactMap { plan.indicator($0.indicator) }
      guard let first = summands.first else { continue }
      if let other = summands.first(where: { $0.measure != first.measure }) { return (first, other) }
    }
    return nil
  }
}

extension Formula.Term {
  /// The figures that are added up as they are.
  fileprivate var summands: [Formula.Reference] {
    switch self {
    case .figure(let reference): [reference]
    case .negated(let term): term.summands
    case .operation(let left, .add, let right), .operation(let left, .subtract, let right):
      left.summands + right.summands
    case .number, .percent, .operation: []
    }
  }
}
