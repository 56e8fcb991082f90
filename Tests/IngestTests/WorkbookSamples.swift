import Formats
import TestKit

/// Workbooks as samples of the rules: the form's cover in rows 1 to 3, its header in row 5, figures from row 6 on.
extension RuleSamples {
  typealias Cell = WorkbookParts.Cell

  /// One sheet with the form and the value cells of one row from 本期数, which is column F.
  static func sheet(_ values: [Cell], named name: String = "报表", merged: [String] = []) -> WorkbookParts.Sheet
  {
    var sheet = WorkbookParts.Sheet(name, csv: Form.table())
    sheet.rows.append([.text("hz-06"), .blank, .text("a"), .text("甲"), .text("名")] + values)
    if !merged.isEmpty { sheet.behind = WorkbookParts.Sheet("", [], merged: merged).behind }
    return sheet
  }

  static func book(_ sheets: WorkbookParts.Sheet...) -> WorkbookParts { WorkbookParts(sheets) }
  static let goodBook = book(sheet([.number("58")])).bytes()

  private static func withFormat(_ code: String, _ value: String) -> [UInt8] {
    var book = book(sheet([.number(value, style: 1)]))
    book.formats = [code]
    return book.bytes()
  }

  private static func with(_ part: String, _ bytes: [UInt8]) -> [UInt8] {
    var zip = book(sheet([.number("58")])).zip()
    zip[part].data = bytes
    return zip.bytes()
  }

  private static var hidden: [UInt8] {
    var hidden = sheet([.number("58")])
    hidden.hiddenRows = [6]
    return book(hidden).bytes()
  }

  private static var encrypted: [UInt8] {
    var name: [UInt8] = []
    for byte in "EncryptedPackage".utf8 { name += [byte, 0] }
    return [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 1016) + name
  }

  private static var tooManyParts: [UInt8] {
    ZipBytes((0..<2_001).map { ZipBytes.Entry("xl/\($0)", []) }).bytes()
  }

  private static var twoMerged: WorkbookParts.Sheet {
    var sheet = sheet([.number("58")], merged: ["F6:F7"])
    sheet.rows.append([.text("hz-06"), .blank, .text("b"), .text("乙"), .text("名")])
    return sheet
  }

  static let workbooks: [RuleSample] = [
    RuleSample(
      "I0121", ["I0121 0:0"],
      fail: ZipBytes([
        ZipBytes.Entry("mimetype", Array("application/vnd.oasis.opendocument.spreadsheet".utf8))
      ]).bytes(), pass: goodBook),
    RuleSample("I0122", ["I0122 0:0"], fail: encrypted, pass: goodBook),
    RuleSample("I0123", ["I0123 0:0"], fail: goodBook.dropLast(), pass: goodBook),
    RuleSample("I0124", ["I0124 0:0"], fail: tooManyParts, pass: goodBook),
    RuleSample(
      "I1401", ["I1401 通讯录"],
      fail: book(sheet([.number("58")]), WorkbookParts.Sheet("通讯录", csv: "姓名,电话\n张三,1")).bytes(),
      pass: book(sheet([.number("58")]), WorkbookParts.Sheet("Sheet2", [])).bytes()),
    RuleSample(
      "I1402", ["I1402 二季度"],
      fail: book(sheet([.number("58")]), sheet([.number("1")], named: "二季度")).bytes(), pass: goodBook),
    RuleSample("I1403", ["I1403 报表"], fail: hidden, pass: goodBook),
    RuleSample("I1404", ["I1404 报表!F7"], fail: book(twoMerged).bytes(), pass: goodBook),
    RuleSample(
      "I1405", ["I1405 报表!F6"], fail: book(sheet([.formula("SUM(H1:H9)", result: nil)])).bytes(),
      pass: book(sheet([.formula("SUM(H1:H9)", result: "58")])).bytes()),
    RuleSample("I1406", ["I1406 0:0"], fail: with("xl/vbaProject.bin", [1]), pass: goodBook),
    RuleSample("I1407", ["I1407 0:0"], fail: with("xl/externalLinks/externalLink1.xml", [1]), pass: goodBook),
    RuleSample(
      "I1408", ["I1408 报表!B1"],
      fail: book(
        WorkbookParts.Sheet("报表", csv: "2024年汇总表,旧表题\n" + Form.table(Form.row("58")), hasNumbers: true)
          .merging("A1:B1")
      )
      .bytes(), pass: goodBook),
    RuleSample(
      "I3026", ["I3026 6:6"], fail: book(sheet([.formula("SUM(H1:H9)", result: "58")])).bytes(),
      pass: goodBook),
    RuleSample("I3027", ["I3027 6:6"], fail: withFormat("0", "58.4"), pass: withFormat("0.0", "58.4")),
    RuleSample(
      "I3028", ["I3028 6:6"], fail: book(sheet([.number("0.30000000000000004")])).bytes(),
      pass: book(sheet([.number("8.4000000000000004")])).bytes()),
  ]
}

extension WorkbookParts.Sheet {
  func merging(_ areas: String...) -> WorkbookParts.Sheet {
    var sheet = self
    sheet.behind = WorkbookParts.Sheet("", [], merged: areas).behind
    return sheet
  }
}
