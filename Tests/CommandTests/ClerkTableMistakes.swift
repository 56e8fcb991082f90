import Foundation

/// What goes wrong with rows, columns and the lines around a table.
extension ClerkMistake {
  private static let header = ClerkSheet.headerLine
  /// The first row of figures, from 0.
  private static let first = ClerkSheet.headerLine

  static let rows: [ClerkMistake] = [
    ClerkMistake(
      "Task codes are typed where a task begins only",
      .sheet { sheet in
        for row in [13, 14, 16, 19, 20, 22, 23, 25] { sheet[row, 0] = "" }
      }, .accepted, repairs: Array(repeating: "I3010", count: 8)),
    ClerkMistake(
      "Task codes and titles of merged cells are blank but in the first row",
      .sheet { sheet in
        for row in [13, 14, 16, 19, 20, 22, 23, 25] {
          sheet[row, 0] = ""
          sheet[row, 1] = ""
        }
      }, .accepted, repairs: Array(repeating: "I3010", count: 8)),
    ClerkMistake(
      "The task code is blank and the title is another one",
      .sheet { sheet in sheet[15, 0] = "" }, .returned, ["I1311"],
      at: ClerkSpot(line: 16, column: 2, task: "hz-00", indicator: "key-teachers", value: "提升教师科学素质")),
    ClerkMistake(
      "The first row has no task code", .sheet { sheet in sheet[first, 0] = "" }, .returned, ["I1310"],
      at: ClerkSpot(line: 13, column: 1, indicator: "std-activities")),
    ClerkMistake(
      "A row has a number and no indicator code", .sheet { sheet in sheet[15, 2] = "" }, .returned,
      ["I1309"], at: ClerkSpot(line: 16, column: 6, task: "hz-06", value: "58")),
    ClerkMistake(
      "An indicator code with a letter missing", .sheet { sheet in sheet[15, 2] = "key-teacher" }, .returned,
      ["V1021"],
      at: ClerkSpot(line: 16, column: 3, task: "hz-06", indicator: "key-teacher", value: "key-teacher")),
    ClerkMistake(
      "The indicator's name where its code should stand", .sheet { sheet in sheet[15, 2] = "重点培养骨干教师" },
      .returned, ["V1021"],
      at: ClerkSpot(line: 16, column: 3, task: "hz-06", indicator: "重点培养骨干教师", value: "重点培养骨干教师")),
    ClerkMistake(
      "An indicator under another task", .sheet { sheet in sheet[15, 0] = "hz-09" }, .returned, ["V1022"],
      at: ClerkSpot(line: 16, column: 3, task: "hz-09", indicator: "key-teachers")),
    ClerkMistake(
      "A task that the plan does not have", .sheet { sheet in sheet[17, 0] = "hz-99" }, .returned, ["V1020"],
      at: ClerkSpot(line: 18, column: 1, task: "hz-99", value: "hz-99")),
    ClerkMistake(
      "A task of the district plan", .sheet { sheet in sheet[17, 0] = "wy-12" }, .returned, ["V1027"],
      at: ClerkSpot(line: 18, column: 1, task: "wy-12", value: "wy-12")),
    ClerkMistake(
      "An indicator that only departments report",
      .sheet { sheet in
        sheet.lines.append([
          "hz-11", "实施巾帼行动", "women-model-villages", "建设“巾帼美家示范村”", "个", "3", "", "", "", "", "", "", "", "",
          "", "", "", "",
        ])
      }, .returned, ["V1023"],
      at: ClerkSpot(line: 27, column: 6, task: "hz-11", indicator: "women-model-villages", value: "3")),
    ClerkMistake(
      "Codes in capitals, with underscores and full-width characters",
      .sheet { sheet in
        sheet[15, 0] = "HZ-06"
        sheet[16, 0] = "ｈｚ－０６"
        sheet[17, 2] = "farmers_trained"
      }, .accepted, repairs: ["I3018", "I3018", "I3018"]),
    ClerkMistake(
      "A code that the spreadsheet took for a number", .sheet { sheet in sheet[15, 2] = "1.2E+15" },
      .returned, ["I1314"], at: ClerkSpot(line: 16, column: 3, task: "hz-06", value: "1.2E+15")),
    ClerkMistake(
      "A row twice with the same numbers",
      .sheet { sheet in sheet.lines.insert(sheet.lines[15], at: 16) }, .accepted, ["V2009"],
      at: ClerkSpot(line: 17, column: 3, task: "hz-06", indicator: "key-teachers")),
    ClerkMistake(
      "A row twice with different numbers",
      .sheet { sheet in
        sheet.lines.insert(sheet.lines[15], at: 16)
        sheet[16, 5] = "85"
      }, .returned, ["V2010"],
      at: ClerkSpot(line: 17, column: 6, task: "hz-06", indicator: "key-teachers", value: "85")),
    ClerkMistake(
      "A row deleted", .sheet { sheet in sheet.lines.remove(at: 17) }, .questions, ["V1024"],
      at: ClerkSpot(task: "hz-09"),
      changes: [
        "farmers-trained inPeriod -", "farmers-trained yearToDate -", "farmers-trained planToDate -",
      ]),
    ClerkMistake(
      "Blank rows between the tasks",
      .sheet { sheet in
        sheet.lines.insert([], at: 15)
        sheet.lines.insert(Array(repeating: "", count: 18), at: 19)
      }, .accepted),
    ClerkMistake(
      "The header again on the second page",
      .sheet { sheet in sheet.lines.insert(ClerkSheet.headings, at: 18) }, .accepted, repairs: ["I3012"]),
    ClerkMistake(
      "The second page has its columns in another order",
      .sheet { sheet in
        sheet.lines.insert(ClerkSheet.headings, at: 18)
        for row in 18..<sheet.lines.count { sheet.lines[row].swapAt(5, 7) }
      }, .accepted, repairs: ["I3021"]),
    ClerkMistake(
      "The second page has no codes",
      .sheet { sheet in
        sheet.lines.insert(ClerkSheet.headings, at: 18)
        for row in 18..<sheet.lines.count { sheet.lines[row].remove(at: 2) }
      }, .returned, ["I1327"], at: ClerkSpot(line: 19, column: 1)),
    ClerkMistake(
      "小计 behind each kind of training",
      .sheet { sheet in
        sheet.lines.insert(["", "小计", "", "", "人次", "600", "1800", "9100"], at: 24)
      }, .accepted, repairs: ["I3017"]),
    ClerkMistake(
      "合计 over all events, which is not what the rows make",
      .sheet { sheet in
        sheet.lines.append(["合计", "", "std-activities", "", "场次", "46", "", ""])
      }, .questions, ["V3004"], repairs: ["I3017"],
      at: ClerkSpot(line: 27, column: 6, task: "hz-00", indicator: "std-activities", value: "46")),
    ClerkMistake(
      "The values of one row slid one column to the right",
      .sheet { sheet in sheet.lines[15].insert("", at: 5) }, .returned, ["I1308"],
      at: ClerkSpot(line: 16, column: 19, task: "hz-06", indicator: "key-teachers")),
    ClerkMistake(
      "A thousands separator that was not quoted",
      .text { text in
        let lines = text.components(separatedBy: "\r\n")
        return lines.map { $0.replacingOccurrences(of: ",12420,", with: ",12,420,") }.joined(
          separator: "\r\n")
      }, .returned, ["I1308"],
      at: ClerkSpot(line: 14, column: 19, task: "hz-00", indicator: "std-participants")),
    ClerkMistake(
      "A comma inside a narrative that was not quoted",
      .text { $0.replacingOccurrences(of: "举办骨干教师培训班两期。", with: "举办骨干教师培训班两期,共58名。") }, .returned,
      ["I1308"], at: ClerkSpot(line: 16, column: 19, task: "hz-06", indicator: "key-teachers")),
  ]

  static let columns: [ClerkMistake] = [
    ClerkMistake(
      "Columns in another order",
      .sheet { sheet in
        for index in first - 1..<sheet.lines.count { sheet.lines[index].reverse() }
      }, .accepted),
    ClerkMistake(
      "A column 序号 before the first",
      .sheet { sheet in
        for index in first - 1..<sheet.lines.count {
          sheet.lines[index].insert(index < first ? "序号" : "\(index - first + 1)", at: 0)
        }
      }, .accepted),
    ClerkMistake(
      "A column 备注 of one's own",
      .sheet { sheet in
        for index in first - 1..<sheet.lines.count {
          sheet.lines[index].append(index < first ? "备注" : index == 15 ? "已与教育局核对" : "")
        }
      }, .accepted, ["I1307"], at: ClerkSpot(line: 12, column: 19, value: "备注")),
    ClerkMistake(
      "A blank column at the left and a blank row above",
      .sheet { sheet in
        sheet.lines = [[]] + sheet.lines.map { $0.isEmpty ? [] : [""] + $0 }
      }, .accepted),
    ClerkMistake(
      "Headings in other words",
      .sheet { sheet in
        sheet[11, 5] = "本季度完成数"
        sheet[11, 6] = "年初至今累计"
        sheet[11, 14] = "进展情况"
      }, .accepted, repairs: ["I3013", "I3013", "I3013"]),
    ClerkMistake(
      "A heading with a line break and a remark in brackets", .heading("本期数", "本期数\n（必填）"), .accepted,
      repairs: ["I3013"]),
    ClerkMistake(
      "Only one cumulative, and it does not say since when",
      .sheet { sheet in
        sheet[11, 6] = "累计"
        for index in first - 1..<sheet.lines.count { sheet.lines[index].remove(at: 7) }
      }, .returned, ["I1306"], at: ClerkSpot(line: 12, column: 7, value: "累计")),
    ClerkMistake(
      "累计 beside 本年累计 is the plan's", .heading("规划期累计", "累计"), .accepted, repairs: ["I3013"]),
    ClerkMistake(
      "Two columns of the same kind", .heading("规划期累计", "年度累计"), .returned, ["I1305"]),
    ClerkMistake(
      "The column of indicator codes deleted",
      .sheet { sheet in
        for index in first - 1..<sheet.lines.count { sheet.lines[index].remove(at: 2) }
      }, .returned, ["I1304"], at: ClerkSpot(line: 12)),
    ClerkMistake(
      "The header deleted", .sheet { sheet in sheet.lines.remove(at: 11) }, .returned, ["I1325"],
      at: ClerkSpot()),
    ClerkMistake(
      "A column of rates that were worked out by hand",
      .sheet { sheet in
        for index in first - 1..<sheet.lines.count {
          sheet.lines[index].insert(index < first ? "覆盖率" : index == 20 ? "63.64%" : "", at: 11)
        }
      }, .accepted, repairs: ["I3020"]),
    ClerkMistake(
      "Two rows of headings, merged",
      .sheet { sheet in
        sheet[11, 6] = "累计完成"
        sheet[11, 7] = ""
        sheet.lines.insert(["", "", "", "", "", "", "本年", "规划期"], at: 12)
      }, .accepted, repairs: ["I3025"]),
  ]

  static let cover: [ClerkMistake] = [
    ClerkMistake(
      "Title, unit line and number of the form above the cover",
      .sheet { sheet in
        sheet.lines =
          [["汉中市全民科学素质行动规划纲要实施情况季报表"], ["", "", "", "", "单位：万元、人次"], []] + sheet.lines
      }, .accepted, repairs: ["I3011"]),
    ClerkMistake(
      "The cover beside itself in one line",
      .sheet { sheet in
        let items = Array(sheet.lines[0...2].joined())
        sheet.lines.replaceSubrange(0...2, with: [items])
      }, .accepted),
    ClerkMistake(
      "Cover items and values in one cell each",
      .sheet { sheet in
        for index in 0...9 { sheet.lines[index] = [sheet.lines[index].prefix(2).joined(separator: "：")] }
      }, .accepted),
    ClerkMistake(
      "Who filled it in stands below the table",
      .sheet { sheet in
        sheet.lines.removeSubrange(4...6)
        sheet.lines += [[], ["填表人：示例甲", "", "审核人：示例丙", "", "负责人：示例乙"], ["注：本表一式两份。"]]
      }, .accepted, repairs: ["I3011"]),
    ClerkMistake(
      "Other words for cover items",
      .sheet { sheet in
        sheet[0, 0] = "填报单位（盖章）"
        sheet[4, 0] = "填报人："
      }, .accepted, repairs: ["I3019", "I3019"]),
    ClerkMistake("The name instead of the code", .cover("报送单位", "汉台区"), .accepted, repairs: ["V1017"]),
    ClerkMistake(
      "A usual short name instead of the code", .cover("报送单位", "汉台"), .accepted, repairs: ["V1017"]),
    ClerkMistake(
      "Name and code in one cell", .cover("报送单位", "汉台区（610702）"), .accepted, repairs: ["I3018"]),
    ClerkMistake(
      "The code as a number with a decimal", .cover("报送单位", "610702.0", "汉台区"), .accepted,
      repairs: ["I3018"]),
    ClerkMistake(
      "The code with a mark that nobody sees", .cover("报送单位", "\u{202A}610702", "汉台区"), .accepted,
      repairs: ["I3018"]),
    ClerkMistake(
      "The statistical code of twelve digits", .cover("报送单位", "610702000000", "汉台区"), .accepted,
      repairs: ["I3018"]),
    ClerkMistake(
      "Another unit's name beside the code", .cover("报送单位", "610702", "南郑区"), .returned, ["V1003"],
      at: ClerkSpot(line: 1, column: 3, value: "南郑区")),
    ClerkMistake("A code that nobody has", .cover("报送单位", "610799", "汉台区"), .returned, ["V1001"]),
    ClerkMistake("A unit that nobody knows", .cover("报送单位", "汉江新区"), .unreadable, ["V1001"]),
    ClerkMistake("A digit of the code is missing", .cover("报送单位", "61070"), .unreadable, ["I1324"]),
    ClerkMistake("The code in scientific notation", .cover("报送单位", "6.10702E+05"), .unreadable, ["I1314"]),
    ClerkMistake("The unit is left blank", .cover("报送单位", ""), .unreadable, ["I1315"], at: ClerkSpot()),
    ClerkMistake(
      "A county of another city", .cover("报送单位", "610902", "汉滨区"), .returned, ["V1011"],
      at: ClerkSpot(line: 1, column: 2, value: "610902")),
    ClerkMistake("三季度 with its year in words", .cover("报告期", "二〇二四年第三季度"), .accepted, repairs: ["I3008"]),
    ClerkMistake("The period as 2024年三季度", .cover("报告期", "2024年三季度"), .accepted, repairs: ["I3008"]),
    ClerkMistake("The period as Q3 2024", .cover("报告期", "Q3 2024"), .accepted, repairs: ["I3008"]),
    ClerkMistake("The period as months", .cover("报告期", "2024年7-9月"), .accepted, repairs: ["I3008"]),
    ClerkMistake("The period as 2024.3季度", .cover("报告期", "2024.3季度"), .accepted, repairs: ["I3008"]),
    ClerkMistake("The year is forgotten", .cover("报告期", "三季度"), .unreadable, ["I1318"]),
    ClerkMistake("Three quarters at once", .cover("报告期", "2024年前三季度"), .unreadable, ["I1319"]),
    ClerkMistake("A month instead of a quarter", .cover("报告期", "2024年9月"), .unreadable, ["I1319"]),
    ClerkMistake("The period is left blank", .cover("报告期", ""), .unreadable, ["I1316"], at: ClerkSpot()),
    ClerkMistake("No such quarter", .cover("报告期", "2024-Q5"), .unreadable, ["I1317"]),
    ClerkMistake("A year before the plan", .cover("报告期", "2014-Q3"), .returned, ["V1009"]),
    ClerkMistake(
      "The plan is not named, and the unit has only one", .sheet { $0.lines[1] = ["实施方案", ""] }, .accepted),
    ClerkMistake(
      "The title of the plan instead of its code", .cover("实施方案", "汉中市全民科学素质行动规划纲要实施方案（2021—2035年）"),
      .returned,
      ["V1005"]),
    ClerkMistake("Another office's plan", .cover("实施方案", "weiyang-2023"), .returned, ["V1006"]),
    ClerkMistake("A revision that is no number", .cover("版次", "二"), .returned, ["I1321"], inSequence: false),
    ClerkMistake(
      "A county sends a roll-up",
      .sheet {
        $0.lines[10] = ["口径", "汇总"]
        $0.lines.insert([], at: 11)
      },
      .returned, ["V5007"], at: ClerkSpot(line: 11, column: 2, value: "汇总")),
    ClerkMistake("A date before the quarter has ended", .cover("填表日期", "2024-09-25"), .questions, ["V1013"]),
    ClerkMistake("A date that is none", .cover("填表日期", "国庆节后"), .questions, ["I1323"]),
    ClerkMistake("A date with full stops", .cover("填表日期", "2024.10.8"), .accepted, repairs: ["I3009"]),
    ClerkMistake(
      "The last digits of the credit code became noughts", .cover("统一社会信用代码", "116107020160412000"),
      .questions, ["V1016"]),
    ClerkMistake(
      "The credit code in scientific notation", .cover("统一社会信用代码", "1.16107E+17"), .questions, ["V1016"]),
    ClerkMistake(
      "A cover item of one's own",
      .sheet {
        $0.lines[10] = ["表号", "科素1表"]
        $0.lines.insert([], at: 11)
      },
      .accepted, ["I1320"], at: ClerkSpot(line: 11, column: 1, value: "科素1表")),
    ClerkMistake("Nobody has signed", .cover("审核人", ""), .accepted, ["V1015"], at: ClerkSpot()),
    ClerkMistake(
      "Two reports in one file",
      .sheet { sheet in
        sheet.lines += [[], ["报送单位", "610703", "南郑区"], ["报告期", "2024-Q3"]]
      }, .returned, ["I1322"], at: ClerkSpot(line: 28, column: 2, value: "610703")),
  ]
}
