import Foundation
import ReportModel
import Testing

@testable import Schemas

/// One row of the annex as the document prints it, merged cells carried down.
private struct AnnexRow {
  let action: String
  let mainTask: String
  let text: String
  let units: [String]
}

/// The district's plan against its document, read independently of the plan file.
struct WeiyangPlanTests {
  private let document: String
  private let plan: Plan
  private let units: UnitRegister
  private let rows: [AnnexRow]

  init() throws {
    document = try Repository.text("Tests/Fixtures/weiyang-2023-26.txt")
    let catalogue = try Repository.catalogue()
    plan = try #require(catalogue.plan("weiyang-2023"))
    units = catalogue.units
    var rows: [AnnexRow] = []
    for line in document.split(separator: "\n") {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard cells.count == 4, cells[3] != "责任单位" else { continue }
      rows.append(
        AnnexRow(
          action: cells[0].isEmpty ? rows.last?.action ?? "" : cells[0],
          mainTask: cells[1].isEmpty ? rows.last?.mainTask ?? "" : cells[1], text: cells[2],
          units: cells[3].split(separator: " ").map(String.init)))
    }
    self.rows = rows
  }

  private func names(_ groups: [UnitGroup], _ role: UnitGroup.Role) -> [String] {
    groups.filter { $0.role == role }.flatMap(\.units).map { units.name(of: $0) }
  }

  /// Titles are printed with line breaks that became spaces.
  private func tight(_ text: String) -> String { text.replacingOccurrences(of: " ", with: "") }

  @Test("The annex has sixty-two rows, and the plan a task for each and one general entry")
  func counts() {
    #expect(rows.count == 62)
    #expect(plan.matrix.tasks.count == 63)
    #expect(plan.matrix.general.id == "wy-00")
    let ids = (1...62).map { TaskID("wy-" + ($0 < 10 ? "0" : "") + String($0)) }
    #expect(plan.matrix.tasks.dropFirst().map(\.id) == ids)
  }

  @Test("Every row of the annex is there word for word, with its units in their order")
  func annexRows() throws {
    let actions = plan.matrix.parts.flatMap(\.actions)
    let tasks = actions.flatMap { action in action.tasks.map { (action, $0) } }
    try #require(tasks.count == rows.count)
    for (number, (row, (action, task))) in zip(rows, tasks).enumerated() {
      #expect(task.text == row.text)
      #expect(task.place == "附件 第\(number + 1)行")
      #expect(task.mainTask == tight(row.mainTask))
      #expect(names(task.units, .responsible) == row.units)
      #expect(task.units.count == 1)
      #expect(action.text == row.action)
    }
    var headings: [String?] = []
    for row in rows where headings.last != row.action { headings.append(row.action) }
    #expect(actions.map(\.text) == headings)
  }

  @Test("Every action has the lead and supporting units of its heading, in their order")
  func actionHeadings() {
    var headings = 0
    for action in plan.matrix.parts.flatMap(\.actions) {
      let text = tight(action.text ?? "").replacingOccurrences(of: "(", with: "（")
        .replacingOccurrences(of: ")", with: "）")
      let pieces = text.split(separator: "（").map(String.init)
      #expect(pieces.first == action.title)
      guard pieces.count == 2 else {
        #expect(action.units == [] && action.kind == .safeguard)
        continue
      }
      headings += 1
      let halves = pieces[1].dropLast().components(separatedBy: "为此项工作的牵头单位，")
      let leads = halves[0].components(separatedBy: "、")
      let supports = halves[1].replacingOccurrences(of: "按职责分工负责", with: "").components(separatedBy: "、")
      #expect(names(action.units, .lead) == leads)
      #expect(names(action.units, .support) == supports)
      #expect(names(action.units, .responsible) == [])
    }
    #expect(headings == 8)
  }

  @Test("Parts follow the heading of the annex")
  func parts() {
    #expect(plan.matrix.parts.map(\.title) == ["重点行动", "重点工程", "保障措施"])
    #expect(plan.matrix.parts.map { $0.actions.count } == [4, 4, 3])
    for (part, kind) in zip(plan.matrix.parts, [.action, .project, .safeguard] as [PlanAction.Kind]) {
      #expect(part.actions.allSatisfy { $0.kind == kind })
    }
  }

  @Test("Every target quotes the document, goals too")
  func quotes() {
    #expect(plan.targets.count == 3)
    for target in plan.targets {
      let isThere = document.contains(target.quote)
      #expect(isThere, "\(target.id)")
    }
    #expect(plan.targets.filter { $0.task == nil }.compactMap(\.value) == [18, 28])
    #expect(plan.targets.filter { $0.task != nil }.compactMap(\.value) == [200])
  }

  @Test("Nothing of the document is lost but the heading of the annex")
  func nothingLost() {
    #expect(Loss.lines(of: document, in: plan, units: units) == ["重点行动/重点工程/保障措施主要任务主要内容责任单位"])
  }

  @Test("The only figure of the annex that is no target is the name 8类健康细胞")
  func figuresThatAreNames() {
    #expect(Figures.outsideTargets(of: plan) == ["wy-34 8"])
  }
}

/// What of a document does not stand in its plan, line by line, white space and the markers of sections aside.
enum Loss {
  static func lines(of document: String, in plan: Plan, units: UnitRegister) -> [String] {
    func flat(_ text: String) -> String { text.filter { !$0.isWhitespace && $0 != "【" && $0 != "】" } }
    func names(_ groups: [UnitGroup], _ role: UnitGroup.Role, _ comma: String) -> String {
      groups.filter { $0.role == role }.map { $0.units.map { units.name(of: $0) }.joined(separator: "、") }
        .joined(separator: comma)
    }
    var held = [plan.title, plan.source]
    for part in plan.matrix.parts {
      held.append((part.label ?? "") + part.title)
      for action in part.actions {
        held.append(action.text ?? "")
        for task in action.tasks {
          let lead = names(task.units, .lead, "，")
          let responsible = names(task.units, .responsible, "，")
          held.append("\(task.text)（牵头单位：\(lead)，责任单位：\(responsible)）。")
          // As the annex prints a row, with and without what is merged from above.
          let row = task.text + responsible.replacingOccurrences(of: "、", with: "")
          held.append((action.text ?? "") + (task.mainTask ?? "") + row)
        }
      }
    }
    let all = held.map(flat).joined(separator: "\n")
    return document.split(separator: "\n").map { flat(String($0)) }.filter {
      !$0.isEmpty && !all.contains($0)
    }
  }
}

/// Numbers in the texts of a plan's tasks that no target's words account for.
enum Figures {
  static func outsideTargets(of plan: Plan) -> [String] {
    plan.matrix.tasks.flatMap { task -> [String] in
      var text = task.text
      // Longest first: a short quote may be a piece of a longer one.
      let quotes = plan.targets.filter { $0.task == task.id }.map(\.quote).sorted { $0.count > $1.count }
      for quote in quotes { text = text.replacingOccurrences(of: quote, with: " ") }
      let numbers = text.split { !($0.isASCII && $0.isNumber) && $0 != "." }
      return numbers.map { "\(task.id) \($0)" }
    }
  }
}
