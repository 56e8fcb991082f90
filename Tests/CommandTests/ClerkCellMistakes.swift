/// What goes wrong in the cells of a table.
extension ClerkMistake {
  private static func number(
    _ name: String, _ typed: String, _ end: End, _ codes: [String] = [], repairs: [String] = [],
    changes: [String] = []
  ) -> ClerkMistake {
    ClerkMistake(
      name, .cell("key-teachers", "本期数", typed), end, codes, repairs: repairs, changes: changes)
  }

  private static func funds(
    _ name: String, _ typed: String, _ end: End, _ codes: [String] = [], repairs: [String] = [],
    changes: [String] = []
  ) -> ClerkMistake {
    ClerkMistake(name, .cell("std-funds", "本期数", typed), end, codes, repairs: repairs, changes: changes)
  }

  private static func people(
    _ name: String, _ typed: String, _ end: End, _ codes: [String] = [], repairs: [String] = [],
    changes: [String] = []
  ) -> ClerkMistake {
    ClerkMistake(
      name, .cell("std-participants", "本期数", typed), end, codes, repairs: repairs, changes: changes)
  }

  static let numbersThatAreNone: [ClerkMistake] = [
    number("余 behind a number makes it an estimate", "50余", .returned, ["I2001"]),
    number("约 before a number makes it an estimate", "约58", .returned, ["I2001"]),
    number("近 before a number makes it an estimate", "近60名", .returned, ["I2001"]),
    number("多 before the measure unit makes it an estimate", "50多名", .returned, ["I2001"]),
    number("左右 behind a number makes it an estimate", "58左右", .returned, ["I2001"]),
    number("以上 behind a number makes it an estimate", "58人以上", .returned, ["I2001"]),
    number("Dozens in words are an estimate", "数十名", .returned, ["I2001"]),
    number("A range of two numbers", "50-60", .returned, ["I2002"]),
    number("A range with 至", "50至60", .returned, ["I2002"]),
    number("A range with a wide tilde", "50～60", .returned, ["I2002"]),
    number("The reference of a formula has gone", "#REF!", .returned, ["I2003"]),
    ClerkMistake(
      "The same formula is broken in three columns: one finding",
      .cells("key-teachers", [("本期数", "#REF!"), ("本年累计", "#REF!"), ("规划期累计", "#REF!")]), .returned, ["I2003"],
      at: .cell("key-teachers", "本期数", "#REF!")),
    ClerkMistake(
      "Two kinds of damage in one row: two findings",
      .cells("key-teachers", [("本期数", "约58"), ("本年累计", "#REF!"), ("规划期累计", "#REF!")]), .returned,
      ["I2001", "I2003"], at: .cell("key-teachers", "本期数", "约58")),
    number("A formula divides by zero", "#DIV/0!", .returned, ["I2003"]),
    number("A lookup finds nothing", "#N/A", .returned, ["I2003"]),
    number("The column was too narrow when the sheet was saved", "########", .returned, ["I2003"]),
    number("The formula stands where its result should", "=SUM(F13:F15)", .returned, ["I2004"]),
    number("A number became a day", "3月5日", .returned, ["I2005"]),
    number("A fraction became a date", "2024/3/5", .returned, ["I2005"]),
    number("A number became a month in English", "Mar-05", .returned, ["I2005"]),
    number("A number became a time of day", "5:08", .returned, ["I2005"]),
    people("Large numbers turn into scientific notation", "1.24E+04", .returned, ["I2006"]),
    funds("万 in a column that counts in 万元 already", "8.4万", .returned, ["I2008"]),
    funds("A currency sign before the amount", "￥8.4", .returned, ["I2009"]),
    number("See the annex", "见附件", .returned, ["I2009"]),
    number("To be counted later", "待统计", .returned, ["I2009"]),
    number("The same as above", "同上", .returned, ["I2009"]),
    number("A tick instead of a number", "√", .returned, ["I2009"]),
    number("The letter O for a nought", "5O", .returned, ["I2009"]),
    number("Events in a row of people", "58场", .returned, ["I2010"]),
    people("People in a row of attendances", "12420人", .returned, ["I2010"]),
    number("A percentage in a count", "58%", .returned, ["I2010"]),
    people("Thousands separators in the wrong places", "1,24,20", .returned, ["I2011"]),
    people("A pause mark for a thousands separator", "12、420", .returned, ["I2011"]),
    funds("A Chinese full stop for the decimal point", "8。4", .returned, ["I2011"]),
    number("Done and planned in one cell", "58/60", .returned, ["I2012"]),
    number("Two numbers with their parts in brackets", "58（含上季3）", .returned, ["I2012"]),
    number("Chinese numerals", "五十八", .returned, ["I2013"]),
    funds("More decimals than can be kept", "8.3999999999999", .returned, ["I2014"]),
    ClerkMistake(
      "The rate itself in the numerator", .cell("three-heads-coverage", "分子", "63.6%"), .returned, ["I2015"]),
    number("Brackets for a negative number, as accountants write it", "(58)", .returned, ["I2017"]),
    number("A number with a footnote mark", "58①", .returned, ["I2009"]),
    number("A negative number of people", "-58", .returned, ["V2003"]),
    number("Half a person", "58.5", .returned, ["V2004"]),
  ]

  static let numbersUnderstood: [ClerkMistake] = [
    number("Full-width digits", "５８", .accepted, repairs: ["I3001"]),
    number("An apostrophe keeps the number a text", "'58", .accepted, repairs: ["I3001"]),
    number("A formula that is only a text", "=\"58\"", .accepted, repairs: ["I3001"]),
    number(
      "Marks that nobody sees, copied from another window", "\u{202D}58\u{202C}", .accepted,
      repairs: ["I3001"]),
    number("Leading noughts", "0058", .accepted, repairs: ["I3001"]),
    people("Thousands separators", "12,420", .accepted, repairs: ["I3002"]),
    people("Chinese commas as thousands separators", "12，420", .accepted, repairs: ["I3001", "I3002"]),
    people("A space as thousands separator", "12 420", .accepted, repairs: ["I3003"]),
    number("The measure unit is glued to the number", "58名", .accepted, repairs: ["I3004"]),
    number("Another word for the measure unit is glued to the number", "58 人", .accepted, repairs: ["I3004"]),
    people("万 behind a number of attendances", "1.242万", .accepted, repairs: ["I3005"]),
    people("万 and the measure unit", "1.242万人次", .accepted, repairs: ["I3004", "I3005"]),
    number("A plus sign", "+58", .accepted, repairs: ["I3006"]),
    number("Spaces around a number", "  58\u{3000}", .accepted),
    number("A line break behind a number", "58\n", .accepted),
    number("A whole number with two decimals", "58.00", .accepted),
    ClerkMistake(
      "Money in 元 where 万元 is asked",
      .cells("std-funds", [("计量单位", "元"), ("本期数", "84000"), ("本年累计", "251500"), ("规划期累计", "1126000")]),
      .accepted, repairs: ["V2019", "V2019", "V2019"]),
    ClerkMistake(
      "The measure unit is written with a space", .cell("std-funds", "计量单位", "万 元"), .accepted),
    ClerkMistake("The measure unit is left blank", .cell("std-funds", "计量单位", ""), .accepted),
    ClerkMistake(
      "Cells that do not concern the row are crossed out",
      .cells("key-teachers", [("期末数", "/"), ("分子", "/"), ("分母", "—")]), .accepted),
    ClerkMistake(
      "No cumulative figures: the office knows them",
      .cells("key-teachers", [("本年累计", ""), ("规划期累计", "")]), .accepted,
      changes: ["key-teachers yearToDate -", "key-teachers planToDate -"]),
    ClerkMistake(
      "Only the cumulative of the year: the quarter is derived",
      .cells("key-teachers", [("本期数", "")]), .accepted, changes: ["key-teachers inPeriod -"]),
  ]

  static let silence: [ClerkMistake] = [
    ClerkMistake(
      "A row left blank is missing, not zero",
      .cells("key-teachers", [("本期数", ""), ("本年累计", ""), ("规划期累计", "")]), .questions, ["V1024"],
      at: ClerkSpot(line: 16, column: 3, task: "hz-06"),
      changes: [
        "key-teachers inPeriod -", "key-teachers yearToDate -", "key-teachers planToDate -",
      ]),
    ClerkMistake(
      "无 in one cell: zero or not applicable?",
      .cells("farmers-trained", [("本期数", "无"), ("本年累计", ""), ("规划期累计", "")]), .questions, ["I2007"],
      at: .cell("farmers-trained", "本期数", "无"),
      changes: [
        "farmers-trained inPeriod -", "farmers-trained yearToDate -", "farmers-trained planToDate -",
      ]),
    ClerkMistake(
      "无 all along a row is one question",
      .cells("farmers-trained", [("本期数", "无"), ("本年累计", "无"), ("规划期累计", "无")]), .questions, ["I2007"],
      at: .cell("farmers-trained", "本期数", "无"),
      changes: [
        "farmers-trained inPeriod -", "farmers-trained yearToDate -", "farmers-trained planToDate -",
      ]),
    ClerkMistake(
      "无 in the quarter with its cumulatives beside it", .cell("farmers-trained", "本期数", "无"), .questions,
      ["I2007"], changes: ["farmers-trained inPeriod -"]),
    ClerkMistake(
      "A dash all along a row: not applicable",
      .cells("volunteer-activities", [("本期数", "－"), ("本年累计", "—"), ("规划期累计", "/")]), .accepted,
      changes: [
        "volunteer-activities inPeriod -", "volunteer-activities yearToDate -",
        "volunteer-activities planToDate -",
      ]),
    ClerkMistake(
      "N/A for not applicable",
      .cells("volunteer-activities", [("本期数", "N/A"), ("本年累计", ""), ("规划期累计", "")]), .accepted,
      repairs: ["I3015"],
      changes: [
        "volunteer-activities inPeriod -", "volunteer-activities yearToDate -",
        "volunteer-activities planToDate -",
      ]),
    ClerkMistake(
      "A dash for the quarter beside cumulatives: which of the two?",
      .cell("key-teachers", "本期数", "—"), .returned, ["V2014"],
      at: .cell("key-teachers", "本年累计", "171")),
    ClerkMistake(
      "A dash in the numerator beside a denominator", .cell("three-heads-coverage", "分子", "—"), .returned,
      ["V2014"], at: .cell("three-heads-coverage", "分母", "22")),
    ClerkMistake(
      "A zero is a figure", .cells("farmers-trained", [("本期数", "0"), ("本年累计", "710"), ("规划期累计", "4880")]),
      .accepted,
      changes: [
        "farmers-trained inPeriod 0", "farmers-trained yearToDate 710", "farmers-trained planToDate 4880",
      ]),
    ClerkMistake(
      "The cover says that blanks are zeros",
      .sheet { sheet in
        sheet.lines[10] = ["空格表示零", "是"]
        sheet.lines.insert([], at: 11)
        let row = try sheet.index(of: "farmers-trained")
        for heading in ["本期数", "本年累计", "规划期累计"] { sheet.lines[row][try sheet.column(heading)] = "" }
      }, .accepted, repairs: ["I3007"],
      changes: [
        "farmers-trained inPeriod 0", "farmers-trained yearToDate -", "farmers-trained planToDate -",
      ]),
  ]

  static let numbersThatDisagree: [ClerkMistake] = [
    ClerkMistake(
      "The year's cumulative is not the last one and this quarter", .cell("key-teachers", "本年累计", "181"),
      .returned, ["V4001"]),
    ClerkMistake(
      "The plan's cumulative is not the last one and this quarter", .cell("key-teachers", "规划期累计", "966"),
      .returned, ["V4002"]),
    ClerkMistake(
      "The cumulative of last quarter left as it was", .cell("key-teachers", "本年累计", "113"), .returned,
      ["V4001"]),
    ClerkMistake(
      "The year's cumulative typed as the quarter", .cell("key-teachers", "本期数", "171"), .returned,
      ["V4009"], at: .cell("key-teachers", "本年累计", "171")),
    ClerkMistake(
      "The quarter typed as the year's cumulative", .cell("key-teachers", "本年累计", "58"), .returned,
      ["V4009"]),
    ClerkMistake(
      "The cumulative has fallen, and no quarter beside it",
      .cells("key-teachers", [("本期数", ""), ("本年累计", "100"), ("规划期累计", "")]), .returned, ["V4005"],
      at: .cell("key-teachers", "本年累计", "100")),
    ClerkMistake(
      "Year and plan period changed places",
      .cells("key-teachers", [("本年累计", "866"), ("规划期累计", "171")]), .returned, ["V4001", "V4002"],
      at: .cell("key-teachers", "本年累计", "866")),
    ClerkMistake(
      "The parts do not make the whole",
      .cells("skills-trained", [("本期数", "440"), ("本年累计", "1290"), ("规划期累计", "6790")]), .returned,
      ["V3001"], at: .cell("labour-trained", "本期数", "600")),
    ClerkMistake(
      "More villages than there are", .cell("three-heads-coverage", "分子", "24"), .returned, ["V2013"]),
    ClerkMistake(
      "Half a ratio", .cell("three-heads-coverage", "分母", ""), .questions, ["V2012"],
      at: .cell("three-heads-coverage", "分子", "14"),
      changes: ["three-heads-coverage numerator -", "three-heads-coverage denominator -"]),
    ClerkMistake(
      "A stock in the column of the quarter",
      .cells("volunteers", [("本期数", "2680"), ("期末数", "")]), .returned, ["V2008"],
      at: .cell("volunteers", "本期数", "2680")),
    ClerkMistake(
      "A correction without its reason",
      .cells("key-teachers", [("历史调整数", "-3"), ("本年累计", "168"), ("规划期累计", "863")]), .returned, ["V2007"],
      at: .cell("key-teachers", "历史调整数", "-3")),
    ClerkMistake(
      "无 for the reason of a correction",
      .cells("key-teachers", [("历史调整数", "-3"), ("调整原因", "无"), ("本年累计", "168"), ("规划期累计", "863")]),
      .returned, ["V2007"], at: .cell("key-teachers", "历史调整数", "-3")),
    ClerkMistake(
      "Far more decimals than the plan asks",
      .cells("std-funds", [("本期数", "8.40001"), ("本年累计", "25.15001"), ("规划期累计", "112.60001")]), .questions,
      ["V2005"],
      at: .cell("std-funds", "本期数", "8.40001、25.15001、112.60001"),
      changes: [
        "std-funds inPeriod 8.40001", "std-funds yearToDate 25.15001", "std-funds planToDate 112.60001",
      ]),
    ClerkMistake(
      "A measure unit that does not convert", .cell("farmers-trained", "计量单位", "人"), .returned, ["V2002"]),
    ClerkMistake(
      "A measure unit that nobody knows", .cell("farmers-trained", "计量单位", "枚"), .returned, ["V2001"]),
    ClerkMistake(
      "A status of one's own", .cell("std-activities", "完成状态", "完成80%"), .questions, ["I1313"],
      at: ClerkSpot(line: 13, column: 14, task: "hz-00", value: "完成80%")),
    ClerkMistake(
      "Another word for a status", .cell("std-activities", "完成状态", "进行中"), .accepted, repairs: ["I3014"]),
    ClerkMistake(
      "Two statuses for one task", .cell("science-teachers-trained", "完成状态", "已完成"), .returned, ["I1312"],
      at: ClerkSpot(line: 17, column: 14, task: "hz-06", value: "已完成")),
  ]
}
