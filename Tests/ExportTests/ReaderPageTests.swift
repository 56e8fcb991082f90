import Aggregate
import Export
import Findings
import Formats
import Foundation
import ReportModel
import Testing

struct ReaderPageTests {
  private func page(
    _ rollUp: RollUp = SmallCity.rollUp, previous: RollUp? = SmallCity.lastQuarter,
    findings: [Finding] = SmallCity.findings, language: Language = .zh, note: String? = nil,
    catalogue: Catalogue = SmallCity.catalogue
  ) -> RenderedFile {
    renderReaderPage(
      rollUp, previous: previous, catalogue: catalogue, findings: findings, sheets: SmallCity.sheets,
      language: language, note: note)
  }

  @Test("The pages of a small city are the golden files")
  func golden() throws {
    try Golden.expect(page(note: "本页数据为虚构示例"))
    try Golden.expect(page(previous: nil, language: .en), as: "610700-small-2022-r2-en.html")
  }

  @Test("The page opens with one line: who is missing, what is incomplete, which lights")
  func verdict() {
    let text = page().text
    #expect(text.contains("<p class=\"verdict\">镇巴县缺报，6项指标中3项不完整，红灯1项。</p>"))
    #expect(text.contains("应报3个县区和本级，已报2个县区和本级；缺报1个：镇巴县。本级部门应报2个，已报2个。"))
    #expect(text.contains("6项指标：完整2项、含待核实数1项、不完整3项，不完整的当中1项还含待核实数。"))
    #expect(text.contains("公益科普活动（完成40.0%，序时75.0%）"))
  }

  @Test("Where everything is in, the line says so and names nobody")
  func calm() throws {
    var rollUp = SmallCity.rollUp
    rollUp.observations = rollUp.observations.filter { $0.rolled?.completeness == .complete }
    rollUp.due = rollUp.due.filter { $0.state != .missing }
    rollUp.progress = rollUp.progress.filter { $0.light == .green }
    rollUp.basis.missingUnits = []
    #expect(page(rollUp).text.contains("<p class=\"verdict\">应报单位全部报齐，2项指标没有缺项，没有目标落后于序时进度。</p>"))
  }

  @Test("Sections come in the order in which people ask, numbered without gaps")
  func sections() throws {
    let text = page().text
    let titles = [
      "一、目标进度", "二、指标完成情况", "三、应报、已报和缺报", "四、分单位一览", "五、条线核对", "六、任务进展", "七、存在问题", "八、汇总情况说明",
      "九、未计入合计的下级指标", "十、汇总时发现的问题", "十一、来源", "十二、指标口径",
    ]
    let places = try titles.map { try #require(text.range(of: "<h2>\($0)</h2>")?.lowerBound, "\($0)") }
    #expect(places == places.sorted())
    var bare = SmallCity.rollUp
    bare.progress = []
    bare.sideFigures = []
    #expect(page(bare, findings: []).text.contains("<h2>一、指标完成情况</h2>"))
    #expect(!page(bare, findings: []).text.contains("汇总时发现的问题"))
  }

  @Test("A light is said in words, with what it was before")
  func lights() {
    let text = page().text
    #expect(text.contains("<span class=\"light red\">红灯</span><small>上季已落后</small>"))
    #expect(text.contains("<span class=\"light green\">绿灯</span><small>上季黄灯；曾落后于2024-Q1</small>"))
    #expect(text.contains("分解到各单位的目标"))
  }

  @Test("Missing, not applicable, zero and carried look different")
  func fourThings() throws {
    let text = page().text
    let row = try #require(
      text.split(separator: "\n").first { $0.contains("投入经费<small>万元</small>") && $0.contains("缺报") })
    #expect(row.contains("<td class=\"n\">0<small>累14</small></td>"))
    #expect(row.contains("<td class=\"n alarm\">缺报<small>沿用99</small></td>"))
    let events = try #require(
      text.split(separator: "\n").first { $0.contains("公益科普活动<small>场次</small>") })
    #expect(events.contains("<td class=\"n muted\">—</td>"))
    #expect(events.contains("<td class=\"n\">0<small>累10</small></td>"))
    // Asked of one county only: the others' cells are empty.
    let commissioners = try #require(
      text.split(separator: "\n").first { $0.contains("选派科技特派员<small>人</small>") })
    #expect(commissioners.contains("<td class=\"n\">41</td><td class=\"n\"></td><td class=\"n\"></td>"))
  }

  @Test("A table with more units than a page is wide continues in a further one, every unit once")
  func manyUnits() throws {
    var rollUp = SmallCity.rollUp
    let units = (1...37).map { OrgUnitCode("6108\($0 < 10 ? "0" : "")\($0)") }
    let position = try #require(rollUp.observations.firstIndex { $0.indicator == "volunteers" })
    rollUp.observations = [rollUp.observations[position]]
    rollUp.observations[0].rolled?.parts = units.enumerated().map { index, unit in
      FigurePart(
        unit: unit, scope: .own, values: FigureValues(atEnd: Amount(70_000 + index)), status: .reported)
    }
    let text = page(rollUp).text
    for (index, unit) in units.enumerated() {
      #expect(
        text.components(separatedBy: "<th scope=\"col\" class=\"n\">\(unit)</th>").count == 2, "\(unit)")
      #expect(text.components(separatedBy: ">70,0\(index < 10 ? "0" : "")\(index)<").count == 2, "\(unit)")
    }
    #expect(text.components(separatedBy: "<div class=\"scroll compact\"").count == 4)
    #expect(!text.contains("<th scope=\"col\" class=\"n\">本级</th>"))
  }

  @Test("Figures are rounded for people")
  func rounded() {
    let text = page().text
    #expect(text.contains("1,247.1235"))
    #expect(!text.contains("1247.12345"))
    #expect(text.contains("72.50%<small>29/40</small>"))
  }

  @Test("Units' words are shown with their names and never become markup")
  func words() {
    let text = page().text
    #expect(text.contains("<b>汉台区：</b><p>&lt;b&gt;工学矛盾&lt;/b&gt; &amp; 无人代课</p>"))
    #expect(!text.contains("<b>工学矛盾"))
    #expect(text.contains("<b>南郑区：</b><p>镇级“三长”没有补齐。</p><p>经费没有列入预算。</p>"))
    #expect(text.contains("举办培训班两期。"))
  }

  @Test("Every text of a report is escaped, wherever it is shown")
  func escapedEverywhere() throws {
    let evil = "<img src=x onerror=alert(1)>\"'&"
    var rollUp = SmallCity.rollUp
    rollUp.basis.ruleCatalogue = evil
    for position in rollUp.paragraphs.indices { rollUp.paragraphs[position].text = evil }
    var catalogue = SmallCity.catalogue
    catalogue.units = UnitRegister(
      SmallCity.catalogue.units.units.values.map {
        OrgUnit(code: $0.code, name: evil, level: $0.level, reportsTo: $0.reportsTo)
      })
    catalogue.plans[0].title = evil
    catalogue.plans[0].targets[0].quote = evil
    for position in catalogue.plans[0].indicators.indices {
      catalogue.plans[0].indicators[position].name = evil
    }
    var finding = SmallCity.findings[0]
    finding.facts["unit"] = evil
    let text = page(rollUp, findings: [finding], note: evil, catalogue: catalogue).text
    #expect(!text.contains("<img"))
    #expect(text.contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;"))
  }

  @Test("The page stands alone: no scripts, nothing loaded from elsewhere, no clock")
  func selfContained() {
    let text = page(note: "本页数据为虚构示例").text
    for sign in ["<script", "<link", "<img", "http:", "https:", "url(", "@import", "javascript"] {
      #expect(!text.contains(sign), "\(sign)")
    }
    #expect(text.contains("<p class=\"banner\" role=\"note\">本页数据为虚构示例</p>"))
    #expect(!page().text.contains("class=\"banner\""))
  }

  @Test(
    "The page of a real quarter is well-formed and shows every unit, indicator and finding",
    arguments: Language.allCases)
  func realQuarter(language: Language) throws {
    let quarter = try HanzhongQuarter.withEverybody()
    let rollUp = try quarter.rollUp()
    let findings = quarter.cityFindings
    #expect(!findings.isEmpty)
    let file = renderReaderPage(
      rollUp, previous: quarter.lastQuarter.rollUp(of: rollUp.unit), catalogue: quarter.catalogue,
      findings: findings, sheets: RuleSheets(aggregateSheets), language: language, note: nil)
    let plan = try #require(quarter.catalogue.plan(rollUp.plan))
    for observation in rollUp.observations {
      let name = try #require(plan.indicator(observation.indicator)).name
      #expect(file.text.contains(">\(htmlEscaped(name))<"), "\(name)")
    }
    for unit in rollUp.due {
      #expect(file.text.contains(quarter.catalogue.units.name(of: unit.unit)))
    }
    for finding in findings {
      let message = RuleSheets(aggregateSheets).message(of: finding, in: language)
      #expect(file.text.contains(htmlEscaped(message)), "\(message)")
    }
    try expectBalanced(file.text)
  }

  /// Every element that is opened is closed, in order.
  private func expectBalanced(_ html: String) throws {
    let void: Set<String> = ["meta", "br"]
    var open: [String] = []
    var rest = html[...]
    while let start = rest.firstIndex(of: "<") {
      rest = rest[rest.index(after: start)...]
      let end = try #require(rest.firstIndex(of: ">"))
      let tag = rest[..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("!") { continue }
      if tag.hasPrefix("/") {
        #expect(open.popLast() == String(tag.dropFirst()))
      } else {
        let name = String(tag.prefix { $0.isLetter || $0.isNumber })
        if !void.contains(name) { open.append(name) }
      }
    }
    #expect(open.isEmpty)
  }
}
