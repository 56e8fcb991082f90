import Foundation
import TestKit
import Testing

/// 情景：one quarter of a city's office and its superior's, step by step. What the program's commands demand of each other
/// is written here and nowhere else.
enum Scenario {
  static let home = "home"
  static let superior = "superior"
  static let period = "2024-Q1"

  /// One command line, with what lies in the folders before it.
  struct Step: Sendable, CustomTestStringConvertible {
    var name: String
    var office: String
    var command: String
    var now: String
    /// Only leads to the next step; it is not disturbed itself.
    var isPreparation = false
    /// What is there beside what the steps before left: path below the workspaces, text.
    var dropped: [(path: String, text: String)] = []

    var arguments: [String] { command.split(separator: " ").map(String.init) + ["--workspace", office] }
    var testDescription: String { name }
  }

  static let steps: [Step] = [
    Step(
      name: "earlier reports", office: home, command: "ingest", now: "2024-04-08T09:00:00",
      isPreparation: true,
      dropped: [
        ("home/Inbox/汉台区.xml", report("610702", "9").xml), ("home/Inbox/留坝县.xml", report("610729", "4").xml),
      ]),
    Step(
      name: "ingest", office: home, command: "ingest", now: "2024-04-10T17:00:00", dropped: mixedFolder),
    Step(
      name: "one of the rivals", office: home, command: "ingest", now: "2024-04-10T17:05:00",
      isPreparation: true, dropped: [("home/Inbox/洋县 定稿.xml", report("610723", "11").xml)]),
    confirmed("610723", "2024-04-10T17:06:00"),
    Step(
      name: "confirm", office: home, command: "confirm 610702 \(period) --all \(officer)",
      now: "2024-04-10T17:10:00"),
    confirmed("610703", "2024-04-10T17:11:00"), confirmed("610729", "2024-04-10T17:12:00"),
    Step(
      name: "return", office: home, command: "return 610726 \(period) \(officer)", now: "2024-04-10T17:20:00"),
    Step(name: "close", office: home, command: "close \(period) \(officer)", now: "2024-04-10T17:30:00"),
    Step(
      name: "after closing", office: home, command: "ingest", now: "2024-04-10T17:40:00", isPreparation: true,
      dropped: [("home/Inbox/宁强县 补报.xml", report("610726", "6").xml)]),
    Step(
      name: "release", office: home, command: "release 610726 \(period) \(officer)",
      now: "2024-04-10T17:50:00"),
    confirmed("610726", "2024-04-10T17:55:00"),
    Step(
      name: "run", office: home, command: "run \(period)", now: "2024-04-10T18:00:00"),
    Step(
      name: "sign-off", office: home, command: "sign-off \(period) --prepared 甲 --reviewed 乙 \(officer)",
      now: "2024-04-10T18:30:00"),
    Step(
      name: "submit", office: home, command: "submit \(period) --to superior", now: "2024-04-11T09:00:00"),
    Step(
      name: "the superior's ingest", office: superior, command: "ingest", now: "2024-04-11T10:00:00"),
    Step(
      name: "fetching the receipt", office: home, command: "ingest", now: "2024-04-11T11:00:00"),
  ]

  private static let officer = "--by 王某 --reason 已核对台账"

  private static func confirmed(_ unit: String, _ now: String) -> Step {
    Step(
      name: "confirm \(unit)", office: home, command: "confirm \(unit) \(period) --all \(officer)", now: now,
      isPreparation: true)
  }

  /// 应收未收：every kind of file that an Inbox sees on a busy day.
  private static var mixedFolder: [(path: String, text: String)] {
    let accepted = sample("2024年一季度-镇巴县.csv")
    return [
      ("home/Inbox/2024年一季度-镇巴县.csv", accepted),
      ("home/Inbox/2024年一季度-镇巴县 - 副本.csv", accepted),
      ("home/Inbox/南郑区（有疑问）.xml", report("610703", "8").xml),
      ("home/Inbox/城固县 退回.xml", report("610722", "9.5").xml),
      ("home/Inbox/洋县甲.xml", report("610723", "9").xml),
      ("home/Inbox/洋县乙.xml", report("610723", "10").xml),
      ("home/Inbox/会议通知.csv", "各县区：\n请于十日前报送。\n"),
      ("home/Inbox/汉台区 更正.xml", report("610702", "12").xml),
      ("home/Inbox/留坝县 又一份.xml", report("610729", "4").xml),
      ("home/Inbox/610726/宁强县.xml", report("610726", "7").xml),
    ]
  }

  /// What a reader of the workspaces is told in the end.
  static let questions: [(office: String, command: String)] = [
    (home, "status \(period) --json"), (home, "explain 610702 \(period) std-activities --json"),
    (superior, "status \(period) --json"),
  ]

  private static func report(_ unit: String, _ value: String) -> SmallReport {
    var report = SmallReport(unit, value)
    report.period = period
    return report
  }

  private static func sample(_ name: String) -> String {
    let url = Samples.folder.appendingPathComponent("\(period)/\(name)")
    return (try? String(contentsOf: url, encoding: .utf8)) ?? ""
  }
}
