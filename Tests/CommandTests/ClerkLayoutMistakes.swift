import Foundation

/// What goes wrong with the layout of a sheet, and with the spelling of what surrounds the figures.
extension ClerkMistake {
  private static let header = ClerkSheet.headerLine - 1

  static let layouts: [ClerkMistake] = [
    ClerkMistake(
      "WPS leaves the first column empty",
      .sheet { sheet in sheet.lines = sheet.lines.map { $0.isEmpty ? [] : [""] + $0 } }, .accepted),
    ClerkMistake(
      "The cover laid out across: items in one row, values in the next",
      .sheet { sheet in
        let items = sheet.lines[0..<10]
        sheet.lines.replaceSubrange(
          0..<10,
          with: [
            ["报送单位", "单位名称"] + items.dropFirst().map { $0[0] },
            ["610702", "汉台区"] + items.dropFirst().map { $0[1] },
          ])
      }, .accepted, repairs: ["I3024"]),
    ClerkMistake(
      "The cover laid out across in two bands, with a title above",
      .sheet { sheet in
        let cover = Array(sheet.lines[0..<10])
        func band(_ range: Range<Int>) -> [[String]] {
          [
            cover[range].flatMap { [$0[0], ""] },
            cover[range].flatMap { [$0[1], $0.count > 2 ? $0[2] : ""] },
          ]
        }
        sheet.lines.replaceSubrange(0..<10, with: [["汉中市季报表"]] + band(0..<5) + [[]] + band(5..<10))
      }, .accepted, repairs: ["I3011", "I3024", "I3024"]),
    ClerkMistake(
      "Cover items side by side in pairs, the unit by its name",
      .sheet { sheet in
        let cover = sheet.lines
        sheet.lines.replaceSubrange(
          0..<10,
          with: [["报送单位", "汉台区", "", cover[2][0], "2024年三季度"], cover[1] + cover[3]] + cover[4..<10])
      }, .accepted, repairs: ["V1017", "I3008"]),
    ClerkMistake(
      "The cover across, and a value under no item",
      .sheet { sheet in
        sheet.lines.replaceSubrange(
          0..<4, with: [["报送单位", "实施方案", "报告期"], ["610702", "hanzhong-2022", "2024-Q3", "", "急"]])
      }, .unreadable, ["I1315", "I1316", "I1320"], at: ClerkSpot(),
      inSequence: false),
    ClerkMistake(
      "The quarter parted into events and attendances",
      .sheet { sheet in
        sheet[header, 6] = ""
        sheet.lines.insert(["", "", "", "", "", "场次", "人次"], at: header + 1)
      }, .returned, ["I1328"], at: ClerkSpot(line: 12, column: 6, value: "本期数")),
    ClerkMistake(
      "Headings of figures below a merged one",
      .sheet { sheet in
        let lower = ["", "", "", "", ""] + ClerkSheet.headings[5...]
        sheet.lines[header] = ClerkSheet.headings[..<5] + ["完成情况"] + Array(repeating: "", count: 12)
        sheet.lines.insert(lower, at: header + 1)
      }, .accepted, repairs: ["I3025"]),
    ClerkMistake(
      "A merged heading above the header",
      .sheet { sheet in sheet.lines.insert(["", "", "", "", "", "完成情况", "", "", "", "比例"], at: header) },
      .accepted, repairs: ["I3011"]),
    ClerkMistake(
      "The whole table pasted twice: one note",
      .sheet { sheet in sheet.lines += sheet.lines[header...] }, .accepted, ["V2009"], repairs: ["I3012"],
      at: ClerkSpot(line: 28, column: 3, task: "hz-00", indicator: "std-activities")),
    ClerkMistake(
      "The whole sheet pasted twice", .sheet { sheet in sheet.lines += sheet.lines }, .accepted, ["V2009"],
      repairs: ["I3012"], at: ClerkSpot(line: 39, column: 3, task: "hz-00", indicator: "std-activities")),
    ClerkMistake(
      "Notes with numbers below the table",
      .sheet { sheet in
        sheet.lines += [
          ["注：1.本表于季后10日内报送；2.共14项。"], ["1.本期数指7—9月。"], ["2、累计数从2021年1月起。"], ["", "说明:9月新增科普基地3个"],
        ]
      }, .accepted, repairs: ["I3011", "I3011", "I3011", "I3011"]),
    ClerkMistake(
      "Titles of actions between the tasks",
      .sheet { sheet in
        sheet.lines.insert(["一、青少年科学素质提升行动"], at: 15)
        sheet.lines.insert(["", "二、农民科学素质提升行动"], at: 18)
        sheet.lines.insert(["（三）产业工人行动"] + Array(repeating: "", count: 17), at: 22)
      }, .accepted, repairs: ["I3011", "I3011", "I3011"]),
    ClerkMistake(
      "A total over rows and their subtotals",
      .sheet { sheet in
        sheet.lines.insert(["小计", "", "std-activities", "", "场次", "36"], at: 13)
        sheet.lines.append(["合计", "", "std-activities", "", "场次", "72"])
      }, .questions, ["V3005"], repairs: ["I3017", "I3017"],
      at: ClerkSpot(line: 28, column: 6, task: "hz-00", indicator: "std-activities", value: "72")),
  ]

  static let spellings: [ClerkMistake] = [
    ClerkMistake(
      "A tick and nothing else for the status", .cell("std-activities", "完成状态", "√"), .questions, ["I1313"],
      at: ClerkSpot(line: 13, column: 14, task: "hz-00", value: "√")),
    ClerkMistake(
      "A ticked box before the status", .cell("std-activities", "完成状态", "☑推进中"), .accepted, repairs: ["I3014"]
    ),
    ClerkMistake(
      "One of three boxes ticked", .cell("std-activities", "完成状态", "□未启动 ☑推进中 □已完成"), .accepted,
      repairs: ["I3014"]),
    ClerkMistake(
      "Two of three boxes ticked", .cell("std-activities", "完成状态", "□未启动 ☑推进中 ☑已完成"), .questions, ["I1313"],
      at: ClerkSpot(line: 13, column: 14, task: "hz-00", value: "□未启动 ☑推进中 ☑已完成")),
    ClerkMistake("A date of eight digits", .cover("填表日期", "20241008"), .accepted, repairs: ["I3009"]),
    ClerkMistake("A date in words", .cover("填表日期", "2024年10月8日"), .accepted, repairs: ["I3009"]),
    ClerkMistake(
      "A date with the time that a spreadsheet adds", .cover("填表日期", "2024/10/8 0:00"), .accepted,
      repairs: ["I3009"]),
    ClerkMistake("A date without its year", .cover("填表日期", "10月8日"), .questions, ["I1323"]),
    ClerkMistake("The period as 2024年第3季度", .cover("报告期", "2024年第3季度"), .accepted, repairs: ["I3008"]),
    ClerkMistake("The period as 2024Q3", .cover("报告期", "2024Q3"), .accepted, repairs: ["I3008"]),
    ClerkMistake(
      "The year behind the quarter", .cover("报告期", "第三季度（2024年）"), .accepted, repairs: ["I3008"]),
    ClerkMistake("March or the third quarter?", .cover("报告期", "2024-3"), .unreadable, ["I1317"]),
    ClerkMistake("A year of two digits", .cover("报告期", "24年三季度"), .unreadable, ["I1317"]),
    ClerkMistake(
      "The name of an indicator, and no code",
      .sheet { sheet in (sheet[15, 2], sheet[15, 3]) = ("", "重点培养骨干教师") }, .returned, ["I1309"],
      at: ClerkSpot(line: 16, column: 6, task: "hz-06", value: "58")),
  ]

  private static let flows = ClerkSheet.rows.filter { $0.third.count == 3 }

  /// Fills the flows in: quarter, year and plan, or nothing for a blank.
  private static func fill(
    _ sheet: inout ClerkSheet, _ values: (ClerkSheet.Row) -> [String]
  ) throws {
    for row in flows {
      let line = try sheet.index(of: row.indicator)
      for (column, value) in zip(5..., values(row)) { sheet.lines[line][column] = value }
    }
  }

  private static func changes(_ values: (ClerkSheet.Row) -> [String?]) -> [String] {
    flows.flatMap { row in
      zip(["inPeriod", "yearToDate", "planToDate"], zip(values(row), row.third)).compactMap { item, pair in
        pair.0 == pair.1 ? nil : "\(row.indicator) \(item) \(pair.0 ?? "-")"
      }
    }
  }

  static let history: [ClerkMistake] = [
    ClerkMistake(
      "Next quarter's figures under this quarter's cover",
      .sheet { sheet in
        try fill(&sheet) { row in
          let sums = row.third.enumerated().map { index, value in
            index == 0 ? value : "\((Decimal(string: value) ?? 0) + (Decimal(string: row.third[0]) ?? 0))"
          }
          return sums
        }
      }, .returned, ["V4010"], at: ClerkSpot(line: 3, column: 2, value: "2024-Q3")),
    ClerkMistake(
      "Last quarter's file with only the cover changed",
      .sheet { sheet in try fill(&sheet, \.second) }, .returned, ["V4011"],
      at: ClerkSpot(line: 3, column: 2, value: "2024-Q3")),
    ClerkMistake(
      "Last quarter's figures without cumulatives and a new cover",
      .sheet { sheet in try fill(&sheet) { [$0.second[0], "", ""] } }, .questions, ["V4011"],
      at: ClerkSpot(line: 3, column: 2, value: "2024-Q3"), changes: changes { [$0.second[0], nil, nil] }),
    ClerkMistake(
      "Noughts all along, after a quarter with figures",
      .sheet { sheet in try fill(&sheet) { ["0", $0.second[1], $0.second[2]] } }, .questions, ["V4013"],
      at: ClerkSpot(), changes: changes { ["0", $0.second[1], $0.second[2]] }),
    ClerkMistake(
      "Money in 元 in every column of a row that says 万元",
      .cells("std-funds", [("本期数", "84000"), ("本年累计", "251500"), ("规划期累计", "1126000")]), .returned, ["V4012"],
      at: .cell("std-funds", "本期数", "84000")),
    ClerkMistake(
      "Money in 元, without cumulatives",
      .cells("std-funds", [("本期数", "84000"), ("本年累计", ""), ("规划期累计", "")]),
      .questions, ["V4012"], at: .cell("std-funds", "本期数", "84000"),
      changes: ["std-funds inPeriod 84000", "std-funds yearToDate -", "std-funds planToDate -"]),
    ClerkMistake(
      "Attendances in 万, rounded",
      .cells("std-participants", [("本期数", "1"), ("本年累计", "4"), ("规划期累计", "16")]),
      .returned, ["V4012"], at: .cell("std-participants", "本期数", "1")),
    ClerkMistake(
      "Attendances in 万, with decimals",
      .cells("std-participants", [("本期数", "1.242"), ("本年累计", "3.518"), ("规划期累计", "16.13")]), .returned,
      ["V2004"],
      at: .cell("std-participants", "本期数", "1.242、3.518、16.13")),
    ClerkMistake(
      "A negative number all along a row: one finding",
      .cells("skills-trained", [("本期数", "-450"), ("本年累计", "-1300"), ("规划期累计", "-6800")]), .returned,
      ["V2003"],
      at: .cell("skills-trained", "本期数", "-450、-1300、-6800")),
    ClerkMistake(
      "The parts differ from the whole by one number in the quarter and another in the cumulatives",
      .cells("labour-trained", [("本期数", "601"), ("本年累计", "1801"), ("规划期累计", "9105")]), .returned,
      ["V3001", "V3001", "V4002"], at: .cell("labour-trained", "本期数", "601")),
    ClerkMistake(
      "A rate typed by hand that its parts do not make",
      .sheet { sheet in
        for index in header..<sheet.lines.count {
          sheet.lines[index].insert(index == header ? "覆盖率" : index == 20 ? "36%" : "", at: 11)
        }
      }, .questions, ["V2017"], repairs: ["I3020"],
      at: ClerkSpot(line: 21, column: 12, task: "hz-10", indicator: "three-heads-coverage", value: "36%")),
    ClerkMistake(
      "A rate without its parts",
      .sheet { sheet in
        for index in header..<sheet.lines.count {
          sheet.lines[index].insert(index == header ? "覆盖率" : index == 20 ? "63.64%" : "", at: 11)
        }
        (sheet[20, 9], sheet[20, 10]) = ("", "")
      }, .questions, ["V2018"], repairs: ["I3020"],
      at: ClerkSpot(line: 21, column: 12, task: "hz-10", indicator: "three-heads-coverage", value: "63.64%"),
      changes: ["three-heads-coverage numerator -", "three-heads-coverage denominator -"]),
    ClerkMistake(
      "Activities, and nobody took part",
      .cells("std-participants", [("本期数", "0"), ("本年累计", "22760"), ("规划期累计", "148880")]), .questions,
      ["V3010"],
      at: .cell("std-participants", "本期数", "0"),
      changes: [
        "std-participants inPeriod 0", "std-participants yearToDate 22760",
        "std-participants planToDate 148880",
      ]),
    ClerkMistake(
      "A coverage that has fallen", .cell("three-heads-coverage", "分子", "12"), .questions, ["V3010"],
      changes: ["three-heads-coverage numerator 12"]),
  ]
}
