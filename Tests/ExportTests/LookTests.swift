import Aggregate
import Export
import Findings
import Foundation
import ReportModel
import Testing

struct LookTests {
  @Test("look")
  func look() throws {
    let quarter = try HanzhongQuarter()
    let sheets = RuleSheets(aggregateSheets)
    let out = URL(filePath: "/tmp/exportlook")
    func put(_ file: RenderedFile, _ name: String) throws {
      try Data(file.bytes).write(to: out.appending(path: name))
    }
    for (unit, tag) in [(HanzhongQuarter.city, "city"), (HanzhongQuarter.province, "province")] {
      let rollUp = try quarter.rollUp(of: unit)
      let previous = quarter.lastQuarter.rollUp(of: unit)
      for language in Language.allCases {
        try put(
          renderReaderPage(
            rollUp, previous: previous, catalogue: quarter.catalogue,
            findings: unit == HanzhongQuarter.city ? quarter.cityFindings : [], sheets: sheets,
            language: language, note: "本页数据为虚构示例"), "\(tag)-\(language).html")
      }
      try put(renderRollUp(rollUp, catalogue: quarter.catalogue), "\(tag).xml")
      try put(renderRollUpTable(rollUp, catalogue: quarter.catalogue), "\(tag).csv")
    }
    for outcome in Outcome.allCases {
      let receipt = SampleReceipts.receipt(outcome)
      try put(
        renderReceiptPage(receipt, sheets: SampleReceipts.sheets, language: .zh), "receipt-\(outcome).html")
      try put(
        renderReceiptPage(receipt, sheets: SampleReceipts.sheets, language: .en), "receipt-\(outcome)-en.html"
      )
      try put(renderReceipt(receipt, sheets: SampleReceipts.sheets), "receipt-\(outcome).xml")
    }
    try put(renderBaseTable(quarter.thisQuarter.base, name: "base.csv"), "base.csv")
  }
}
