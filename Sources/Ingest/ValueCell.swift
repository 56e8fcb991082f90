import Findings
import ReportModel

/// 数值单元格：what a cell that should hold one number says.
///
/// Only what has exactly one meaning becomes a number, and every step on the way is told to the sender; for
/// anything else there is a rule with the words that the sender needs.
enum ValueCell {
  case blank
  /// 不适用; `trace` where it was not written as the form asks.
  case notApplicable(trace: RuleSheet?)
  /// `measure` is the unit that was glued to the number, where the row has none.
  case value(Amount, measure: String?, traces: [RuleSheet])
  case problem(RuleSheet, Facts)

  /// - Parameters:
  ///   - measure: the row's measure column, folded; empty where there is none.
  ///   - isRatioPart: a numerator or denominator, whose unit is not that of the ratio.
  init(_ cell: String, measure: String, isRatioPart: Bool) {
    var text = Folding.fold(cell)
    // `="58"` is how programs keep a spreadsheet from reading a number; it computes nothing.
    let isWrapped = text.hasPrefix("=\"") && text.hasSuffix("\"") && text.count > 3
    if isWrapped { text = String(text.dropFirst(2).dropLast()) }
    if text.isEmpty {
      self = .blank
      return
    }
    if CellVocabulary.notApplicable.contains(text) {
      self = .notApplicable(trace: nil)
      return
    }
    let compact = Folding.compact(text)
    if CellVocabulary.notApplicable.contains(compact) || CellVocabulary.notApplicableWords.contains(compact) {
      self = .notApplicable(trace: IngestSheet.notApplicableWord)
      return
    }
    if CellVocabulary.none.contains(compact) {
      self = .problem(IngestSheet.noneWord, [:])
      return
    }
    if let sheet = Self.spreadsheetResidue(compact) {
      self = .problem(
        sheet, sheet.code == IngestSheet.spreadsheetError.code ? SpreadsheetError.facts(compact) : [:])
      return
    }
    var number = NumberText(text)
    // A typed apostrophe keeps spreadsheets from reading a number; it is no part of it.
    let isFolded = isWrapped || text != Folding.trim(cell) || number.hadApostrophe || number.hadLeadingZeros
    guard number.digits != nil, number.isWellGrouped || number.rest.isEmpty else {
      self = .problem(Self.offence(in: compact, number), Self.facts(for: compact))
      return
    }
    if !number.isWellGrouped {
      self = .problem(number.groupingOffence, [:])
      return
    }
    var traces: [RuleSheet] = isFolded ? [IngestSheet.fullWidth] : []
    if number.hadSeparators { traces.append(IngestSheet.thousands) }
    if number.hadSpaces { traces.append(IngestSheet.innerSpaces) }
    if number.hadPlus { traces.append(IngestSheet.plusSign) }
    guard let plain = number.digits, let amount = Amount(plain) else {
      self = .problem(IngestSheet.numberTooLong, [:])
      return
    }
    if number.rest.isEmpty {
      self = .value(amount, measure: nil, traces: traces)
      return
    }
    self = Self.withSuffix(
      amount, &number, measure: measure, isRatioPart: isRatioPart, traces: traces, compact: compact)
  }

  // MARK: What follows the number

  private static func withSuffix(
    _ amount: Amount, _ number: inout NumberText, measure column: String, isRatioPart: Bool,
    traces: [RuleSheet], compact: String
  ) -> ValueCell {
    let suffix = number.rest
    var traces = traces
    if isRatioPart, suffix == "%" { return .problem(IngestSheet.percentInPart, [:]) }
    // The column's own unit, whatever it is.
    if suffix == column {
      return .value(amount, measure: nil, traces: traces + [IngestSheet.gluedMeasure])
    }
    var power = 0
    var word = Substring(suffix)
    if let multiplier = CellVocabulary.multipliers.first(where: { suffix.hasPrefix($0.word) }) {
      power = multiplier.powerOfTen
      word = word.dropFirst(multiplier.word.count)
    }
    let measure = String(word)
    guard measure.isEmpty || measure == column || MeasureWords.group[measure] != nil else {
      return .problem(offence(in: compact, number), facts(for: compact))
    }
    // The column counts in 万, 千 or 亿 already.
    if power > 0,
      let scaled = CellVocabulary.multipliers.first(where: { column.hasPrefix($0.word) && !isRatioPart })
    {
      return .problem(
        IngestSheet.doubleMultiplier,
        ["measure": column, "multiplier": scaled.word, "number": amount.description])
    }
    if !measure.isEmpty, !column.isEmpty, !isRatioPart, !MeasureWords.areSame(measure, column) {
      return .problem(IngestSheet.measureConflict, ["measure": column, "glued": suffix])
    }
    guard let value = amount.shifted(by: power) else { return .problem(IngestSheet.numberTooLong, [:]) }
    if power > 0 { traces.append(IngestSheet.multiplier) }
    if !measure.isEmpty { traces.append(IngestSheet.gluedMeasure) }
    let adopted = column.isEmpty && !isRatioPart && !measure.isEmpty ? measure : nil
    return .value(value, measure: adopted, traces: traces)
  }

  // MARK: What is no number

  /// What a spreadsheet leaves behind: error values, formulas, dates, scientific notation.
  private static func spreadsheetResidue(_ text: String) -> RuleSheet? {
    if text.hasPrefix("#") { return IngestSheet.spreadsheetError }
    if text.hasPrefix("=") || text.hasPrefix("@") || (text.hasPrefix("+") && text.contains("(")) {
      return IngestSheet.formula
    }
    if text.isScientificNotation { return IngestSheet.scientific }
    return isDate(text) ? IngestSheet.dateForNumber : nil
  }

  private static func isDate(_ text: String) -> Bool {
    // Eight digits in a row are a number, whatever day they could also be.
    if text.contains(where: { !$0.isDigit }), DateSpelling.iso(text) != nil { return true }
    if text.contains("月"), text.contains(where: \.isDigit) { return true }
    let separators: [Character] = ["-", "/", "年", "."]
    for separator in separators {
      let parts = text.split(separator: separator, omittingEmptySubsequences: false)
      // 2024-09, 2024/9, 2024年…; 2024.9 is a number.
      if parts.count == 2, separator != ".", isYear(parts[0]),
        parts[1].isEmpty ? separator == "年" : (parts[1].plainInteger.map { $0 <= 12 } ?? false)
      {
        return true
      }
      // 24-9-30, 8.10.2024.
      if parts.count == 3, parts.allSatisfy({ $0.plainInteger != nil && $0.count <= 4 }) { return true }
    }
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    let lower = text.lowercased()
    if months.contains(where: { lower.contains($0) }), lower.contains(where: \.isDigit) { return true }
    let clock = text.split(separator: ":", omittingEmptySubsequences: false)
    return clock.count >= 2 && clock.allSatisfy { $0.plainInteger != nil }
  }

  private static func isYear(_ text: Substring) -> Bool {
    text.count == 4 && (text.hasPrefix("19") || text.hasPrefix("20")) && text.plainInteger != nil
  }

  /// Why a text with something beside one number is not one number.
  private static func offence(in text: String, _ number: NumberText) -> RuleSheet {
    let hasDigit = text.contains(where: \.isDigit)
    if isRange(text) { return IngestSheet.range }
    if CellVocabulary.approximations.contains(where: { text.contains($0) }),
      hasDigit || text.contains(where: { chineseNumerals.contains($0) })
    {
      return IngestSheet.approximation
    }
    if !hasDigit {
      return text.allSatisfy({ chineseNumerals.contains($0) || MeasureWords.group[String($0)] != nil })
        ? IngestSheet.chineseNumerals : IngestSheet.notOneNumber
    }
    if let sign = number.rest.first, ",、。·".contains(sign) { return IngestSheet.badSeparators }
    if text.hasPrefix("("), text.hasSuffix(")"),
      text.dropFirst().dropLast().allSatisfy({ $0.isDigit || ",.".contains($0) })
    {
      return IngestSheet.bracketed
    }
    let runs = text.split { !($0.isDigit || $0 == "." || $0 == ",") }
    if runs.count > 1 { return IngestSheet.severalNumbers }
    return IngestSheet.notOneNumber
  }

  private static let chineseNumerals = Set("零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟")

  /// Two numbers with a dash, 至 or 到 between them.
  private static func isRange(_ text: String) -> Bool {
    let joiners: Set<Character> = ["-", "—", "–", "~", "～", "至", "到", "―"]
    var sawNumber = false
    var sawJoiner = false
    for character in text {
      if character.isDigit {
        if sawJoiner { return true }
        sawNumber = true
      } else if joiners.contains(character), sawNumber {
        sawJoiner = true
      }
    }
    return false
  }

  /// The lone number in a text, to be offered as an example of what to type.
  private static func facts(for text: String) -> Facts {
    let runs = text.split { !$0.isDigit && $0 != "." }
    // A letter beside digits may be one of them (`5O`).
    guard runs.count == 1, let only = runs.first, Amount(only) != nil,
      !text.contains(where: { $0.isASCII && $0.isLetter })
    else { return ["example": "300"] }
    return ["example": String(only)]
  }
}

/// 数字部分：the number at the front of a cell, taken apart.
private struct NumberText {
  /// Sign, digits and point, without separators; `nil` where the cell does not begin with a number.
  var digits: String?
  /// What follows the number.
  var rest = ""
  var hadSeparators = false
  var hadSpaces = false
  var hadPlus = false
  var hadApostrophe = false
  var hadLeadingZeros = false
  /// Groups of three behind every separator.
  var isWellGrouped = true

  init(_ text: String) {
    var cursor = text[...]
    if cursor.first == "'" || cursor.first == "’" || cursor.first == "‘" {
      hadApostrophe = true
      cursor = cursor.dropFirst()
    }
    var plain = ""
    if let sign = cursor.first, sign == "-" || sign == "+" {
      if sign == "-" { plain = "-" } else { hadPlus = true }
      cursor = cursor.dropFirst().drop { $0 == " " }
    }
    guard cursor.first?.isDigit == true else {
      rest = String(cursor)
      return
    }
    var groups = [""]
    var position = cursor.startIndex
    while position < cursor.endIndex {
      let character = cursor[position]
      if character.isDigit {
        groups[groups.count - 1].append(character)
      } else if character == "," || character == " ",
        let next = cursor[position...].first(where: { $0 != " " && $0 != "," }), next.isDigit
      {
        if character == "," { hadSeparators = true } else { hadSpaces = true }
        if groups[groups.count - 1].isEmpty {
          if character == "," { isWellGrouped = false }
        } else {
          groups.append("")
        }
      } else {
        break
      }
      position = cursor.index(after: position)
    }
    if groups.count > 1 {
      isWellGrouped =
        isWellGrouped && (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
        && !(hadSeparators && hadSpaces)
    }
    let whole = groups.joined()
    hadLeadingZeros = whole.count > 1 && whole.first == "0"
    plain += whole
    if position < cursor.endIndex, cursor[position] == "." {
      let decimals = cursor[cursor.index(after: position)...].prefix(while: \.isDigit)
      if !decimals.isEmpty {
        plain += "." + decimals
        position = decimals.endIndex
      }
    }
    digits = plain
    rest = Folding.compact(cursor[position...])
  }

  /// Which rule a number with odd groups breaks.
  var groupingOffence: RuleSheet { hadSeparators ? IngestSheet.badSeparators : IngestSheet.severalNumbers }
}
