import Foundation
import ReportModel
import Testing

@testable import Schemas

/// The city's plan against its document, read independently of the plan file.
struct HanzhongPlanTests {
  private let document: String
  private let plan: Plan
  private let units: UnitRegister
  /// Paragraphs that end in （牵头单位：…，责任单位：…）, without it, and what stands in it.
  private let paragraphs: [(text: String, lead: String, responsible: [[String]])]

  init() throws {
    document = try Repository.text("Tests/Fixtures/hanzhong-2022-11.txt")
    let catalogue = try Repository.catalogue()
    plan = try #require(catalogue.plan("hanzhong-2022"))
    units = catalogue.units
    paragraphs = document.split(separator: "\n").compactMap { line in
      let pieces = line.components(separatedBy: "（牵头单位：")
      guard pieces.count == 2 else { return nil }
      let halves = pieces[1].components(separatedBy: "，责任单位：")
      guard halves.count == 2, halves[1].hasSuffix("）。") else { return nil }
      let groups = halves[1].dropLast(2).components(separatedBy: "，").map { $0.components(separatedBy: "、") }
      return (pieces[0], halves[0], groups)
    }
  }

  private func names(_ groups: [UnitGroup], _ role: UnitGroup.Role) -> [[String]] {
    groups.filter { $0.role == role }.map { $0.units.map { units.name(of: $0) } }
  }

  @Test("The document has forty-four parentheses, and the plan a task for each and one general entry")
  func counts() {
    #expect(document.components(separatedBy: "牵头单位：").count - 1 == 44)
    #expect(paragraphs.count == 44)
    #expect(plan.matrix.tasks.count == 45)
    #expect(plan.matrix.general.id == "hz-00")
    let ids = (1...44).map { TaskID("hz-" + ($0 < 10 ? "0" : "") + String($0)) }
    #expect(plan.matrix.tasks.dropFirst().map(\.id) == ids)
  }

  @Test("Every task is there word for word, with the groups and names of its parenthesis in their order")
  func parentheses() throws {
    let tasks = plan.matrix.tasks.dropFirst()
    try #require(tasks.count == paragraphs.count)
    for (task, paragraph) in zip(tasks, paragraphs) {
      #expect(task.text == paragraph.text)
      #expect(names(task.units, .lead) == [[paragraph.lead]])
      #expect(names(task.units, .responsible) == paragraph.responsible, "\(task.id)")
      #expect(names(task.units, .support) == [])
      let sentence = paragraph.text.prefix { $0 != "。" }
      #expect(task.title == (sentence.split(separator: "）").last.map(String.init) ?? String(sentence)))
    }
  }

  @Test("Every action is there word for word, under its printed number")
  func actions() throws {
    let printed = document.split(separator: "\n").filter { line in
      line.first?.isNumber ?? false && line.dropFirst().hasPrefix(". ")
    }
    let actions = plan.matrix.parts.prefix(2).flatMap(\.actions)
    #expect(actions.map(\.text) == printed.map(String.init))
    #expect(plan.matrix.parts.map { $0.actions.count } == [5, 5, 1])
    for action in actions {
      let text = try #require(action.text)
      let label = try #require(action.label)
      #expect(text.hasPrefix("\(label) \(action.title)。"))
      #expect(action.units == [])
    }
  }

  @Test("Nothing of the document is lost")
  func nothingLost() {
    #expect(Loss.lines(of: document, in: plan, units: units) == [])
  }

  @Test("What the source note quotes stands in the document")
  func sourceNote() {
    // Line ends and layout became single spaces.
    let flat = document.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let pieces = plan.source.components(separatedBy: "【").dropFirst().map { piece in
      piece.components(separatedBy: "】").dropFirst().joined()
    }
    #expect(pieces.count == 4)
    for piece in pieces {
      // Paragraphs that stand apart in the document begin with a bracket here.
      for paragraph in piece.components(separatedBy: " （") {
        let isThere = flat.contains(paragraph.trimmingCharacters(in: .whitespaces))
        #expect(isThere, "\(paragraph)")
      }
    }
  }

  @Test("Every target quotes the text of its task, goals the document")
  func quotes() throws {
    for target in plan.targets {
      if let task = target.task {
        let isThere = try #require(plan.task(task)).text.contains(target.quote)
        #expect(isThere, "\(target.id)")
      } else {
        let isThere = document.contains(target.quote)
        #expect(isThere, "\(target.id)")
      }
      #expect(!target.quote.isEmpty)
    }
  }

  @Test("The targets are the document's numbers")
  func values() {
    let values = plan.targets.map { target in
      "\(target.id) \(target.comparator.rawValue) \(target.value?.description ?? "-")"
        + "\(target.valueMax.map { "–\($0)" } ?? "") \(target.measure)"
    }
    #expect(
      values == [
        "goal-2025 at-least 13 %", "goal-2025-province outside - %", "goal-2035 at-least 25 %",
        "hz-06-key-teachers equal 5000 名", "hz-06-science-teachers-trained at-least 1000 名",
        "hz-06-rural-teachers-coverage full - %", "hz-08-tech-commissioners at-least 300 人",
        "hz-08-corporate-tech-commissioners at-least 50 个", "hz-09-rural-practical-talents about 200 名",
        "hz-09-training-institutions equal 10 所", "hz-09-field-schools equal 100 所",
        "hz-09-farmers-trained equal 5000 人次", "hz-10-public-science-events range 30–50 场次",
        "hz-10-public-science-beneficiaries at-least 10000 人次", "hz-10-three-heads-coverage full - %",
        "hz-11-women-model-villages equal 100 个", "hz-14-labour-trained equal 100000 人次",
        "hz-14-skills-trained equal 85000 人次", "hz-14-entrepreneurship-trained equal 15000 人次",
        "hz-16-young-talents equal 300 名", "hz-16-leading-entrepreneurs equal 100 名",
        "hz-16-growth-entrepreneurs equal 100 名", "hz-16-management-talents equal 1000 名",
        "hz-32-mobile-museum-coverage full - %", "hz-32-science-caravan-coverage full - %",
        "hz-35-volunteers about 30000 人", "hz-35-volunteer-activities at-least 100 次",
      ])
  }

  @Test("Figures that are names are no targets")
  func figuresThatAreNames() {
    #expect(
      Figures.outsideTargets(of: plan) == [
        "hz-09 3", "hz-09 4",  // “3+4+N”农业产业布局
        "hz-25 16", "hz-25 18", "hz-25 8",  // 现代产业链, 健康汉中行动, 健康细胞
        "hz-36 119", "hz-36 5.12",  // 消防宣传月, 防灾减灾日
      ])
  }
}
