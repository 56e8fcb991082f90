import Findings
import ReportModel
import Testing

@testable import Validate

@Suite("Rules and their samples")
struct RuleTests {
  @Test("A rule finds exactly what its failing sample holds", arguments: ruleSamples)
  func failing(_ sample: RuleSample) throws {
    let found = try sample.fails().run().brief
    #expect(found == sample.expected)
    #expect(found.contains { $0.hasPrefix(sample.code) })
  }

  @Test("A rule finds nothing in its passing sample", arguments: ruleSamples)
  func passing(_ sample: RuleSample) throws {
    let found = try sample.passes().run().brief.filter {
      // A first report in mid-plan is told that it lacks an opening balance, whatever the sample is about.
      sample.code == "V4007" || !$0.hasPrefix("V4007")
    }
    #expect(found == sample.allowed)
  }

  @Test("Every rule has a sample")
  func complete() {
    let sampled = Set(ruleSamples.map(\.code))
    let declared = Set(
      (identityRules.map { type(of: $0).sheet.code } + validationRules.map { type(of: $0).sheet.code })
        + plausibilityRules.map { type(of: $0).sheet.code })
    #expect(declared.subtracting(sampled).sorted() == [])
    #expect(sampled.subtracting(declared).sorted() == [])
  }

  @Test("A finding fills every slot of its texts, in both languages", arguments: ruleSamples)
  func slots(_ sample: RuleSample) throws {
    let sheets = RuleSheets(validationSheets)
    for finding in try sample.fails().run().findings {
      let sheet = try #require(sheets[finding.code])
      var known = Set(finding.facts.keys)
      if finding.place.value != nil { known.insert("value") }
      if finding.place.indicator != nil { known.insert("indicator") }
      if finding.place.task != nil { known.insert("task") }
      for text in [sheet.message, sheet.remedy, sheet.messageEN, sheet.remedyEN] {
        #expect(slotNames(of: text).subtracting(known).sorted() == [], "\(finding.code): \(text)")
      }
      #expect(!sheets.message(of: finding, in: .zh).contains("{"))
      #expect(!sheets.remedy(of: finding, in: .en).contains("{"))
    }
  }

  private func slotNames(of text: String) -> Set<String> {
    Set(text.split(separator: "{").dropFirst().compactMap { $0.split(separator: "}").first.map(String.init) })
  }

  @Test("Every sheet says in both languages what is wrong and what to do", arguments: validationSheets)
  func texts(_ sheet: RuleSheet) {
    #expect(sheet.code.count == 5 && sheet.code.hasPrefix("V") && Int(sheet.code.dropFirst()) != nil)
    for text in [
      sheet.title, sheet.message, sheet.remedy, sheet.titleEN, sheet.messageEN, sheet.remedyEN, sheet.basis,
    ] {
      #expect(!text.isEmpty)
      #expect(!text.contains("  ") && !text.contains("\n"), "\(sheet.code): \(text)")
    }
    #expect(sheet.title.unicodeScalars.contains { $0.value > 0x4E00 })
    #expect(sheet.titleEN.unicodeScalars.allSatisfy { $0.value < 0x3000 })
    // A remedy that is one slot takes its words from the finding.
    #expect(sheet.remedyEN.hasPrefix("{") || sheet.remedyEN.unicodeScalars.allSatisfy { $0.value < 0x3000 })
  }

  @Test("Codes are unique and the rules stand in their order")
  func codes() {
    #expect(Set(validationSheets.map(\.code)).count == validationSheets.count)
    let rules = validationRules.map { type(of: $0).sheet.code }
    #expect(rules == rules.sorted())
    let identity = identityRules.map { type(of: $0).sheet.code }
    #expect(identity == identity.sorted())
  }

  @Test("The catalogue's version changes with a code or a severity, not with a text")
  func version() throws {
    let sheet = try #require(validationSheets.first)
    func changed(code: RuleCode? = nil, severity: Severity? = nil, title: String? = nil) -> String {
      let other = RuleSheet(
        code: code ?? sheet.code, severity: severity ?? sheet.severity, title: title ?? sheet.title,
        message: sheet.message, remedy: sheet.remedy, titleEN: sheet.titleEN, messageEN: sheet.messageEN,
        remedyEN: sheet.remedyEN, basis: sheet.basis, since: sheet.since)
      return "0.1-" + fingerprint(of: [other] + validationSheets.dropFirst())
    }
    #expect(changed() == ruleCatalogueVersion)
    #expect(changed(title: "另一个标题") == ruleCatalogueVersion)
    #expect(changed(code: "V9999") != ruleCatalogueVersion)
    #expect(changed(severity: .note) != ruleCatalogueVersion)
  }
}
