/// 数字格式：what a cell's format makes of the number in it, as far as that changes what the number says.
///
/// Colours, alignment and separators of thousands change nothing. A date, a percentage and words behind the number do.
struct NumberFormat: Hashable {
  /// One of the sections of a format: for positive numbers, negative ones, nought.
  struct Section: Hashable {
    var hasDate = false
    var hasTime = false
    var percentCount = 0
    /// Decimals that are shown; `nil` where all are.
    var decimals: Int?
    /// Digits are left out on the left of the point, or another section may count: what is shown is worked out nowhere.
    var isTransformed = false
    var hasDigits = false
    /// `General` or scientific notation: all digits are shown that there is room for.
    var isOpen = false
    var before = ""
    var behind = ""
  }

  var sections: [Section]
  private(set) var code: String

  static let general = NumberFormat("General")

  /// The formats that have a number and no text in the file.
  static func builtIn(_ id: Int) -> NumberFormat {
    let codes: [Int: String] = [
      1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
      13: "# ??/??", 14: "yyyy-m-d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
      19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-m-d h:mm", 37: "#,##0", 38: "#,##0",
      39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss",
      46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0",
    ]
    if let code = codes[id] { return NumberFormat(code) }
    // The dates and times of East Asian versions.
    if (27...31).contains(id) || id == 36 || (50...54).contains(id) || (57...58).contains(id) {
      return NumberFormat("yyyy-m-d")
    }
    return (32...35).contains(id) || (55...56).contains(id) ? NumberFormat("h:mm") : general
  }

  init(_ code: String) {
    self.code = code
    // What Chinese versions call General on the screen, some write into the file.
    sections = Self.split(code.replacing("G/通用格式", with: "General")).prefix(3).map(Self.section)
    if sections.isEmpty { sections = [Section(isOpen: true)] }
  }

  /// The section that a number is shown by.
  func section(of number: StoredNumber) -> Section {
    if number.isNegative, sections.count > 1 { return sections[1] }
    if number.isZero, sections.count > 2 { return sections[2] }
    return sections[0]
  }

  /// Parts at semicolons that stand in no quotes and behind no backslash.
  private static func split(_ code: String) -> [[Character]] {
    var parts: [[Character]] = [[]]
    var isQuoted = false
    var isEscaped = false
    for character in code.prefix(1_024) {
      if character == ";", !isQuoted, !isEscaped {
        parts.append([])
        continue
      }
      if isEscaped {
        isEscaped = false
      } else if character == "\"" {
        isQuoted.toggle()
      } else if !isQuoted {
        isEscaped = character == "\\" || character == "!" || character == "_" || character == "*"
      }
      parts[parts.count - 1].append(character)
    }
    return parts
  }

  private static func section(_ code: [Character]) -> Section {
    var section = Section()
    var words = ""
    var sawPoint = false
    var commas = 0
    var index = 0
    func rest(starts word: String) -> Bool {
      code[index...].prefix(word.count).map { $0.lowercased() }.joined() == word
    }
    func close() {
      // What a currency or a bracket says changes nothing; letters and characters do.
      guard words.contains(where: \.isLetter) else {
        words = ""
        return
      }
      if section.hasDigits || section.isOpen { section.behind += words } else { section.before += words }
      words = ""
    }
    while index < code.count {
      let character = code[index]
      switch character {
      case "\"":
        let end = code[(index + 1)...].firstIndex(of: "\"") ?? code.count
        words += String(code[(index + 1)..<end])
        index = end
      case "\\", "!":
        index += 1
        if index < code.count { words.append(code[index]) }
      case "_", "*": index += 1
      case "[":
        let end = code[index...].firstIndex(of: "]") ?? code.count
        let inside = String(code[(index + 1)..<max(index + 1, end)]).lowercased()
        if ["h", "hh", "m", "mm", "s", "ss"].contains(inside) { section.hasTime = true }
        if let sign = inside.first, "<>=".contains(sign) { section.isTransformed = true }
        index = end
      case "0", "#", "?":
        close()
        section.hasDigits = true
        if sawPoint { section.decimals = (section.decimals ?? 0) + 1 }
        commas = 0
      case ".":
        sawPoint = true
        if commas > 0 { section.isTransformed = true }
        commas = 0
        if section.hasDigits { section.decimals = 0 }
      case ",": if section.hasDigits { commas += 1 }
      case "%":
        close()
        section.percentCount += 1
      case "/" where section.hasDigits: section.isOpen = true
      case "E" where section.hasDigits, "e" where section.hasDigits: section.isOpen = true
      default:
        if rest(starts: "general") {
          close()
          section.isOpen = true
          index += 6
        } else if rest(starts: "am/pm") || rest(starts: "a/p") {
          section.hasTime = true
          index += rest(starts: "am/pm") ? 4 : 2
        } else if "yYdDgGeEaAbB".contains(character) {
          section.hasDate = true
        } else if "hHsS".contains(character) {
          section.hasTime = true
        } else if character == "m" || character == "M" {
          // Minutes beside hours or seconds, months otherwise.
          section.hasDate = section.hasDate || !code.contains(where: { "hHsS".contains($0) })
          section.hasTime = section.hasTime || code.contains(where: { "hHsS".contains($0) })
        } else if character == "@" {
          section.isOpen = true
        } else if !character.isWhitespace {
          words.append(character)
        }
      }
      index += 1
    }
    close()
    if commas > 0 { section.isTransformed = true }
    if section.hasDate || section.hasTime { (section.before, section.behind) = ("", "") }
    if section.hasDigits, section.decimals == nil, !section.isOpen { section.decimals = 0 }
    return section
  }
}

/// 单元格里的数：what a numeric cell says, and whether the sheet shows something else.
struct CellNumber {
  /// What is read: all digits that the spreadsheet keeps.
  var text: String
  /// What the sheet shows, where that is less or something else.
  var shown: String?
  /// What the file holds, where it is no decimal that anybody typed: 0.30000000000000004.
  var noise: String?

  init(_ number: StoredNumber, _ format: NumberFormat, dates: SerialDate) {
    let section = format.section(of: number)
    if section.hasDate || section.hasTime {
      text = dates.text(number, hasDate: section.hasDate, hasTime: section.hasTime)
      return
    }
    let kept = number.asKept
    if kept != number, !kept.isSameBinary(as: number) { noise = number.text }
    let scaled = kept.shifted(by: 2 * section.percentCount)
    let percent = String(repeating: "%", count: section.percentCount)
    guard !section.isTransformed else {
      text = scaled.text + percent
      shown = format.code
      return
    }
    text = section.before + scaled.text + percent + section.behind
    if !section.hasDigits, !section.isOpen {
      // A section of words alone, or of nothing: the number is there all the same.
      text = scaled.text
      shown = section.before
    } else if !section.isOpen, let decimals = section.decimals {
      let rounded = scaled.rounded(decimals: decimals)
      if rounded != scaled { shown = section.before + rounded.text + percent + section.behind }
    }
  }
}
