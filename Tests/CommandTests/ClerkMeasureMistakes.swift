/// What goes wrong with measure units: in headings, in lines around the table, in cells.
extension ClerkMistake {
  private static let flow = ["本期数", "本年累计", "规划期累计"]

  /// The row of funds in 元.
  private static func inYuan(_ sheet: inout ClerkSheet) throws {
    let row = try sheet.index(of: "std-funds")
    for (heading, typed) in zip(flow, ["84000", "251500", "1126000"]) {
      sheet.lines[row][try sheet.column(heading)] = typed
    }
  }

  /// Other headings, all at once.
  private static func headings(_ sheet: inout ClerkSheet, _ change: (String) -> String) throws {
    let places = try flow.map { try sheet.column($0) }
    for (column, place) in zip(flow, places) {
      sheet.lines[ClerkSheet.headerLine - 1][place] = change(column)
    }
  }

  private static func withoutMeasures(_ sheet: inout ClerkSheet) throws {
    let column = try sheet.column("计量单位")
    for index in ClerkSheet.headerLine - 1..<sheet.lines.count { sheet.lines[index].remove(at: column) }
  }

  static let measures: [ClerkMistake] = [
    ClerkMistake(
      "元 in a heading over rows that say 万元: nobody knows which", .heading("本期数", "本期数（元）"), .returned,
      ["V2020"],
      repairs: ["I3013"], at: ClerkSpot(line: 12, column: 6, value: "本期数（元）")),
    ClerkMistake(
      "万元 in a heading over rows that say 万元", .heading("本期数", "本期数（万元）"), .accepted, repairs: ["I3013"]),
    ClerkMistake(
      "元 in every heading, the figures too, and no column of measure units",
      .sheet { sheet in
        try inYuan(&sheet)
        try headings(&sheet) { "\($0)(元)" }
        sheet[11, 4] = ""
        for index in 12..<sheet.lines.count { sheet.lines[index][4] = "" }
      }, .accepted, repairs: ["I3013", "I3013", "I3013", "V2019", "V2019", "V2019"]),
    ClerkMistake(
      "元 behind a stroke in every heading, and the column of measure units deleted",
      .sheet { sheet in
        try inYuan(&sheet)
        try headings(&sheet) { "\($0)/元" }
        try withoutMeasures(&sheet)
      }, .accepted, repairs: ["I3013", "I3013", "I3013", "V2019", "V2019", "V2019"]),
    ClerkMistake(
      "元 in one heading only, and no measure units",
      .sheet { sheet in
        try inYuan(&sheet)
        sheet[11, 5] = "本期数（元）"
        try withoutMeasures(&sheet)
      }, .returned, ["V2020"], repairs: ["I3013"], at: ClerkSpot(line: 12, column: 5, value: "本期数（元）")),
    ClerkMistake(
      "单位：元 above a table of 万元",
      .sheet { sheet in sheet.lines.insert(["（单位：元）"], at: 10) }, .returned, ["V2020"],
      at: ClerkSpot(line: 11, column: 1, value: "（单位：元）")),
    ClerkMistake(
      "单位：元 above a table of 元 without measure units",
      .sheet { sheet in
        try inYuan(&sheet)
        try withoutMeasures(&sheet)
        sheet.lines.insert(["", "", "", "", "", "单位：元"], at: 10)
      }, .accepted, repairs: ["V2019", "V2019", "V2019"]),
    ClerkMistake(
      "计量单位：万元 above a table without measure units",
      .sheet { sheet in
        try withoutMeasures(&sheet)
        sheet.lines.insert(["计量单位：万元"], at: 10)
      }, .accepted),
    ClerkMistake(
      "单位：元 below a table of 元 without measure units",
      .sheet { sheet in
        try inYuan(&sheet)
        try withoutMeasures(&sheet)
        sheet.lines.append(["单位：元"])
      }, .accepted, repairs: ["V2019", "V2019", "V2019"]),
    ClerkMistake(
      "单位：元 above the second page only, where there is no money",
      .sheet { sheet in
        sheet.lines.insert(["单位：元"], at: 18)
        sheet.lines.insert(ClerkSheet.headings, at: 19)
      }, .accepted, repairs: ["I3012"]),
    ClerkMistake(
      "万 in a heading over every kind of row: one finding", .heading("本期数", "本期数（万）"), .returned, ["V2020"],
      repairs: ["I3013"], at: ClerkSpot(line: 12, column: 6, value: "本期数（万）")),
    ClerkMistake(
      "人次 and 万元 in a heading, as the rows say", .heading("本期数", "本期数（万元、人次、场次）"), .accepted,
      repairs: ["I3013"]),
    ClerkMistake(
      "People in a heading over rows of attendances, and no measure units",
      .sheet { sheet in
        sheet[11, 5] = "本期数（人）"
        for index in [15, 16, 24].reversed() { sheet.lines.remove(at: index) }
        try withoutMeasures(&sheet)
      }, .returned, ["V1024", "V2002", "V1024"], repairs: ["I3013"], at: ClerkSpot(task: "hz-06")),
    ClerkMistake(
      "万元 behind one number of a row without a measure unit, and nothing behind the others",
      .cells("std-funds", [("计量单位", ""), ("本期数", "8.4万元")]), .returned, ["V2020"],
      repairs: ["I3004", "I3005"],
      at: ClerkSpot(line: 15, column: 6, task: "hz-00", indicator: "std-funds", value: "8.4万元")),
    ClerkMistake(
      "万 behind a number that is counted in 万元, and no measure unit beside it",
      .cells("std-funds", [("计量单位", ""), ("本期数", "8.4万")]), .returned, ["V2020"], repairs: ["I3005"],
      at: .cell("std-funds", "本期数", "8.4万")),
    ClerkMistake(
      "万元 behind every number of a row without a measure unit",
      .cells(
        "std-funds", [("计量单位", ""), ("本期数", "8.4万元"), ("本年累计", "25.15万元"), ("规划期累计", "112.6万元")]),
      .accepted,
      repairs: ["I3004", "I3005", "I3004", "I3005", "I3004", "I3005", "V2019", "V2019", "V2019"]),
  ]
}
