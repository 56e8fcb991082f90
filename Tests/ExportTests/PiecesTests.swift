import Export
import Foundation
import ReportModel
import Testing

/// What is written or chosen in pieces is what the whole would be.
struct PiecesTests {
  private static func words(
    _ unit: OrgUnitCode, _ task: TaskID?, _ kind: ParagraphKind, _ text: String,
    plan: PlanID = SmallCity.plan,
    indicator: IndicatorID? = nil, rule: String? = nil
  ) -> SourceParagraph {
    SourceParagraph(
      unit: unit, plan: plan, task: task, kind: kind, indicator: indicator, rule: rule, text: text)
  }

  /// Words of every sort: summaries of the city's own, more of them than have a place of their own, texts that are too
  /// long, explanations, a plan and a unit that nobody knows, and a paragraph without a word.
  private static let rich: RollUp = {
    let city = SmallCity.city
    var rollUp = SmallCity.rollUp
    rollUp.paragraphs += [
      words(city, nil, .summary, String(repeating: "科普", count: 15_000)),
      words(city, nil, .summary, "又一段。"),
      words(city, "hz-35", .summary, String(repeating: "a<é𠀀\u{FFFE}", count: 10_001)),
      words(city, "hz-06", .summary, "另一个方案的汇总。", plan: "local-2023"),
      words(city, "hz-06", .explanation, "本级说明。", indicator: "key-teachers"),
      words("610703", nil, .summary, String(repeating: "长", count: 20_000)),
      words("610703", "hz-06", .explanation, "都说明了。", indicator: "key-teachers"),
      words("610703", "hz-06", .explanation, "单说一条。", indicator: "key-teachers", rule: "V4001"),
      words("610702", "hz-10", .explanation, "  \"引号\" & \t制表\r\n"),
      words("610702", "hz-06", .problems, String(repeating: "很长的文字。", count: 7_000)),
      words("610702", "hz-06", .next, ""),
      words("000001-x", "zz-01", .progress, "不认识的单位。", plan: "unknown-1"),
    ]
    return rollUp
  }()

  @Test("A roll-up's file written in pieces is the file written whole, with and without Strings")
  func pieces() {
    let whole = renderRollUp(Self.rich, catalogue: SmallCity.catalogue)
    var own = Self.rich
    own.paragraphs.removeAll { $0.unit != own.unit }
    let file = RollUpFile(own, catalogue: SmallCity.catalogue)
    #expect(file.name == whole.name)
    let units = Set(Self.rich.paragraphs.map(\.unit)).inParagraphOrder(of: own.unit)
    #expect(units == ["610700", "000001-x", "610702", "610703"])
    for isRaw in [false, true] {
      var written: [UInt8] = []
      file.head { written += $0 }
      var writer = ParagraphWriter()
      for unit in units.dropFirst() {
        for paragraph in Self.rich.paragraphs.filter({ $0.unit == unit }).inOrderWithinUnit {
          if isRaw { paragraph.withRow { writer.add($0) } } else { writer.add(paragraph) }
        }
        written += writer.bytes
        writer.removeAll()
      }
      #expect(written + file.tail() == whole.bytes)
    }
  }

  @Test("What a nation's head and table hold is handed over some at a time, and nothing of it is lost")
  func manySources() {
    var nation = Self.rich
    nation.paragraphs = []
    let source = nation.basis.sources[0]
    nation.basis.sources = (0..<3_000).map { number in
      var source = source
      source.unit = OrgUnitCode("\(100_000 + number)")
      return source
    }
    let observation = nation.observations.first { !($0.rolled?.parts ?? []).isEmpty }
    if var observation, let part = observation.rolled?.parts.first {
      observation.rolled?.parts = (0..<3_000).map { number in
        var part = part
        part.unit = OrgUnitCode("\(100_000 + number)")
        return part
      }
      nation.observations = [observation, observation]
    }
    let file = RollUpFile(nation, catalogue: SmallCity.catalogue)
    var head: [[UInt8]] = []
    file.head { head.append($0) }
    #expect(head.count > 2 && head.allSatisfy { $0.count < 2 * head[0].count })
    let xml = head.flatMap(\.self) + file.tail()
    #expect(xml == renderRollUp(nation, catalogue: SmallCity.catalogue).bytes)
    #expect(String(decoding: xml, as: UTF8.self).components(separatedBy: "<source ").count == 3_001)

    var table = RollUpTable(nation, catalogue: SmallCity.catalogue)
    var rows: [[UInt8]] = []
    table.write { rows.append($0) }
    #expect(rows.count > 1)
    #expect(rows.flatMap(\.self) == renderRollUpTable(nation, catalogue: SmallCity.catalogue).bytes)
    #expect(
      String(decoding: rows.flatMap(\.self), as: UTF8.self).components(separatedBy: "\r\n").count == 6_004)
  }

  @Test("Head and tail are a document of their own where nobody below has written a word")
  func ownWordsOnly() {
    var own = Self.rich
    own.paragraphs.removeAll { $0.unit != own.unit }
    let file = RollUpFile(Self.rich, catalogue: SmallCity.catalogue)
    var written: [UInt8] = []
    file.head { written += $0 }
    #expect(written + file.tail() == renderRollUp(own, catalogue: SmallCity.catalogue).bytes)
  }

  @Test(
    "One unit's words are in order of plan, task, kind, indicator and rule, what is absent before the rest")
  func order() {
    let ordered = [
      Self.words("610702", nil, .progress, "1", plan: "a"),
      Self.words("610702", nil, .summary, "2", plan: "a"),
      Self.words("610702", "hz-06", .progress, "3", plan: "a"),
      Self.words("610702", "hz-06", .problems, "4", plan: "a"),
      Self.words("610702", "hz-06", .next, "5", plan: "a"),
      Self.words("610702", "hz-06", .summary, "6", plan: "a"),
      Self.words("610702", "hz-06", .explanation, "7", plan: "a"),
      Self.words("610702", "hz-06", .explanation, "8", plan: "a", rule: "V4001"),
      Self.words("610702", "hz-06", .explanation, "9", plan: "a", indicator: "b"),
      Self.words("610702", "hz-06", .explanation, "10", plan: "a", indicator: "b", rule: "V4001"),
      Self.words("610702", "hz-07", .progress, "11", plan: "a"),
      Self.words("610702", nil, .progress, "12", plan: "b"),
    ]
    #expect(Array(ordered.reversed()).inOrderWithinUnit == ordered)
    let equal = ["x", "y", "z"].map { Self.words("610702", nil, .progress, $0) }
    #expect(equal.inOrderWithinUnit == equal)
    #expect(Array(equal.reversed()).inOrderWithinUnit == equal.reversed())
  }

  // MARK: Words of a page

  /// More words than a page shows, in every section: of forty units and the city, on tasks that the plan knows and does
  /// not know, of its own plan and of others, each with a text of its own.
  private static let many: [SourceParagraph] = {
    let units = [SmallCity.city] + (0..<40).map { OrgUnitCode("6107\($0 + 10)") }
    let tasks: [TaskID?] = [nil, "hz-35", "hz-06", "hz-10", "zz-02", "zz-01"]
    return units.flatMap { unit in
      ([SmallCity.plan, "other-1", "another-1"] as [PlanID]).flatMap { plan in
        tasks.flatMap { task in
          ParagraphKind.allCases.map { kind in
            words(unit, task, kind, "[\(unit) \(plan) \(task?.rawValue ?? "") \(kind)]", plan: plan)
          }
        }
      }
    }
  }()

  private func page(_ words: ShownWords) -> RenderedFile {
    renderReaderPage(
      SmallCity.rollUp, words: words, previous: nil, catalogue: SmallCity.catalogue, findings: [],
      sheets: SmallCity.sheets, language: .zh, note: nil)
  }

  @Test("A page's words are the same in whatever order they go by, with and without Strings")
  func wordsInAnyOrder() {
    var rollUp = SmallCity.rollUp
    rollUp.paragraphs = Self.many
    let whole = renderReaderPage(
      rollUp, previous: nil, catalogue: SmallCity.catalogue, findings: [], sheets: SmallCity.sheets,
      language: .zh, note: nil)
    // Every paragraph once, far from its neighbours.
    let mixed = Self.many.indices.map { Self.many[$0 * 7919 % Self.many.count] }
    #expect(Set(mixed) == Set(Self.many))
    for isRaw in [false, true] {
      var words = ShownWords(of: SmallCity.city, plan: SmallCity.plan, catalogue: SmallCity.catalogue)
      for paragraph in mixed {
        if isRaw { paragraph.withRow { words.add($0) } } else { words.add(paragraph) }
      }
      #expect(page(words) == whole)
    }
  }

  @Test("Words that went by in several heaps are the page's as if they had gone by in one")
  func wordsInHeaps() {
    let none = ShownWords(of: SmallCity.city, plan: SmallCity.plan, catalogue: SmallCity.catalogue)
    var whole = none
    for paragraph in Self.many { whole.add(paragraph) }
    for size in [1, 7, 500] {
      var together = none
      for start in stride(from: 0, to: Self.many.count, by: size) {
        var heap = none
        for paragraph in Self.many[start..<min(start + size, Self.many.count)] {
          paragraph.withRow { heap.add($0) }
        }
        together.add(heap)
      }
      #expect(page(together) == page(whole))
    }
  }

  @Test("A page shows the first two hundred of a section by topic and unit, and says how many there are")
  func cappedWords() throws {
    var words = ShownWords(of: SmallCity.city, plan: SmallCity.plan, catalogue: SmallCity.catalogue)
    for paragraph in Self.many.reversed() { words.add(paragraph) }
    let text = page(words).text
    let known = try #require(SmallCity.catalogue.plan(SmallCity.plan)).matrix.tasks.map(\.id)
    func rank(_ paragraph: SourceParagraph) -> [String] {
      guard let task = paragraph.task else {
        return [
          "", "", "", paragraph.unit == SmallCity.city ? "" : paragraph.unit.rawValue,
          paragraph.plan.rawValue,
        ]
      }
      let isOwn = paragraph.plan == SmallCity.plan
      let place = isOwn ? known.firstIndex(of: task) : nil
      return [
        isOwn ? "1" : "2" + paragraph.plan.rawValue, place.map { String($0 + 1000) } ?? "2000", task.rawValue,
        paragraph.unit == SmallCity.city ? "" : paragraph.unit.rawValue,
      ]
    }
    for (kinds, heading) in [
      ([ParagraphKind.problems], "存在问题"), ([.explanation], "情况说明"), ([.summary], "汇总情况说明"),
    ] {
      let all = Self.many.filter { kinds.contains($0.kind) }
      let expected = all.sorted { rank($0).lexicographicallyPrecedes(rank($1)) }.prefix(200).map(\.text)
      let start = try #require(text.range(of: "、\(heading)</h2>"))
      let section = try #require(text[start.upperBound...].components(separatedBy: "</section>").first)
      let shown = section.components(separatedBy: "<p>[").dropFirst().compactMap {
        $0.components(separatedBy: "]").first.map { "[\($0)]" }
      }
      #expect(shown == expected)
      #expect(section.contains("共\(all.count)条，这里列出200条"))
    }
    #expect(text.contains("共1476条，这里列出200条"))
  }

  // MARK: The base table

  @Test("The base table written in pieces is the one written whole")
  func baseTable() {
    func row(_ unit: OrgUnitCode, _ plan: PlanID, _ indicator: IndicatorID, _ value: Amount?) -> BaseRow {
      BaseRow(
        unit: unit, plan: plan, period: SmallCity.period, task: "hz-00", indicator: indicator,
        status: .reported, values: FigureValues(inPeriod: value), isCarried: false, estimated: value,
        isProvisional: false, isIncomplete: true)
    }
    let rows = [
      row("610703", "small-2022", "z", 1), row("610703", "small-2022", "a", -2),
      row("610703", "a-1", "a", Amount("-0.05")),
      row("610702", "small-2022", "b", Amount("12345678.000000001")),
    ]
    let whole = renderBaseTable(rows, name: "base.csv")
    #expect(rows.inOrder.map(\.indicator) == ["b", "a", "z", "a"])
    var table = BaseTable()
    var written: [UInt8] = []
    for row in rows.inOrder {
      written += table.bytes
      table.removeAll()
      table.append([row])
    }
    #expect(written + table.bytes == whole.bytes)
    #expect(whole.text.contains("\n610703,a-1,2024-Q3,hz-00,a,reported,-0.05,,,,,,,false,-0.05,false,true\n"))
  }
}
