import Foundation
import TestKit

/// What goes wrong with whole files: encodings, containers, other programs' formats, and XML.
extension ClerkMistake {
  static let encodings: [ClerkMistake] = [
    ClerkMistake("Saved as ANSI, which is GBK", .encoded("GBK"), .accepted, repairs: ["I3023"]),
    ClerkMistake(
      "Saved as GB18030 with a rare character in a name",
      .raw {
        try ClerkEdit.convert(
          Array(String(decoding: $0, as: UTF8.self).replacingOccurrences(of: "示例甲", with: "示例𠮷㐱").utf8),
          to: "GB18030")
      },
      .accepted, repairs: ["I3023"]),
    ClerkMistake("Saved as CSV UTF-8 with its mark", .raw { [0xEF, 0xBB, 0xBF] + $0 }, .accepted),
    ClerkMistake(
      "Saved as “Unicode 文本”", .encoded("UTF-16LE", mark: [0xFF, 0xFE]), .unreadable, ["I0110"],
      at: ClerkSpot(line: 1)),
    ClerkMistake(
      "Saved as Unicode big endian", .encoded("UTF-16BE", mark: [0xFE, 0xFF]), .unreadable, ["I0110"],
      at: ClerkSpot(line: 1)),
    ClerkMistake("Line ends of Unix", .text { $0.replacingOccurrences(of: "\r\n", with: "\n") }, .accepted),
    ClerkMistake(
      "Line ends of an old Mac", .text { $0.replacingOccurrences(of: "\r\n", with: "\r") }, .accepted),
    ClerkMistake(
      "Saved as text with tabs", .sheet { $0.delimiter = "\t" }, .accepted, repairs: ["I3022"]),
    ClerkMistake(
      "Semicolons between the cells", .sheet { $0.delimiter = ";" }, .accepted, repairs: ["I3022"]),
    ClerkMistake(
      "Chinese commas between the cells", .sheet { $0.delimiter = "，" }, .unreadable, ["I1326"],
      at: ClerkSpot(line: 12, column: 1, value: "，")),
    ClerkMistake(
      "Half of it UTF-8 and half of it GBK",
      .raw { bytes in
        let half = bytes.count / 2
        let cut = bytes[half...].firstIndex(of: 0x0A) ?? half
        return Array(bytes[...cut]) + (try ClerkEdit.convert(Array(bytes[(cut + 1)...]), to: "GBK"))
      }, .unreadable, ["I0113"], at: ClerkSpot(line: 1)),
    ClerkMistake(
      "The copy broke off inside a character",
      .raw { bytes in
        let last = bytes.lastIndex { $0 >= 0xE4 } ?? 0
        return Array(bytes[...last])
      }, .unreadable, ["I0112"], at: ClerkSpot(line: 26)),
    ClerkMistake(
      "The copy broke off between two rows",
      .sheet { $0.lines.removeLast(2) }, .questions, ["V1024"], at: ClerkSpot(task: "hz-35"),
      changes: [
        "volunteers atEnd -", "volunteer-activities inPeriod -", "volunteer-activities yearToDate -",
        "volunteer-activities planToDate -",
      ]),
    ClerkMistake(
      "A quote that is never closed",
      .text { $0.replacingOccurrences(of: "举办骨干教师培训班两期。", with: "\"举办骨干教师培训班两期。") }, .returned, ["I1301"],
      at: ClerkSpot(line: 16, column: 15)),
    ClerkMistake(
      "Text behind a closing quote",
      .text { $0.replacingOccurrences(of: "举办骨干教师培训班两期。", with: "\"骨干教师\"培训班两期。") }, .returned, ["I1302"],
      at: ClerkSpot(line: 16, column: 15)),
    ClerkMistake(
      "Noughts at the end, as a broken disk writes them", .raw { $0 + [0, 0, 0, 0] }, .unreadable, ["I0116"],
      at: ClerkSpot(line: 27)),
    ClerkMistake("Compressed with gzip", .raw { try ClerkEdit.gzip($0) }, .accepted, as: "汉台区.csv.gz"),
    ClerkMistake(
      "Compressed, and cut on the way", .raw { try ClerkEdit.gzip($0).dropLast(20) }, .unreadable, ["I0107"],
      at: ClerkSpot(), as: "汉台区.csv.gz"),
    ClerkMistake(
      "Compressed twice", .raw { try ClerkEdit.gzip(ClerkEdit.gzip($0)) }, .unreadable, ["I0109"],
      at: ClerkSpot(), as: "汉台区.csv.gz"),
  ]

  private static func other(
    _ name: String, _ bytes: [UInt8], _ code: String, as fileName: String? = nil
  ) -> ClerkMistake {
    ClerkMistake(
      name, .file(bytes), .unreadable, [code], at: ClerkSpot(), as: fileName, inSequence: false)
  }

  private static func archive(_ part: String) -> [UInt8] {
    [0x50, 0x4B, 3, 4, 20, 0, 0, 0] + [UInt8](repeating: 0, count: 22) + Array(part.utf8)
  }

  private static let addresses = WorkbookParts([
    WorkbookParts.Sheet("通讯录", csv: "姓名,电话\n示例甲,0916-0000000\n")
  ]).bytes()

  static let otherPrograms: [ClerkMistake] = [
    other("An empty file", [], "I0101"),
    other("Nothing but line ends", Array("\r\n\r\n".utf8), "I0101"),
    other("A binary workbook renamed", archive("xl/workbook.bin"), "I0103"),
    other(
      "A workbook of which only the beginning has come", archive("xl/workbook.xml"), "I0123",
      as: "汉台区三季度.xlsx"),
    other("Last year's address list as a workbook", addresses, "I0117", as: "通讯录.xlsx"),
    other("An old workbook", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "I0104"),
    other("A scan of the sealed page", Array("%PDF-1.4\n%âãÏÓ\n".utf8), "I0105"),
    other("A Word document", archive("word/document.xml"), "I0120"),
    other("A zip archive", archive("汉台区三季度.csv"), "I0106", as: "汉台区.zip"),
    other("A rar archive", Array("Rar!\u{1A}\u{07}".utf8) + [1, 0, 0x33, 0x92], "I0106", as: "汉台区.rar"),
    other("A 7z archive", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4], "I0106"),
    other(
      "A web page that calls itself a spreadsheet",
      Array("<html><table><tr><td>报送单位</td></tr></table></html>".utf8), "I0118", as: "导出.xls"),
    other("A screenshot", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13], "I0119"),
    other("A photograph of the screen", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10, 0x4A, 0x46, 0x49, 0x46], "I0119"),
    other("A letter", Array("关于报送三季度数据的函\n\n市科协：\n现将有关数据报来。\n".utf8), "I0117", as: "函.txt"),
    other("Another table", Array("姓名,电话\n示例甲,0916-0000000\n".utf8), "I0117"),
  ]

  private static func xml(
    _ name: String, _ edit: ClerkEdit, _ end: End, _ codes: [String] = [], at spot: ClerkSpot? = nil,
    changes: [String] = [], inSequence: Bool = true
  ) -> ClerkMistake {
    ClerkMistake(
      name, edit, end, codes, at: spot, changes: changes, as: "610702_2024-Q3.xml", inSequence: inSequence)
  }

  static let xml: [ClerkMistake] = [
    xml("The same report as XML", .xml { $0 }, .accepted),
    ClerkMistake("XML under a name of CSV", .xml { $0 }, .accepted),
    xml("XML with a byte order mark", .xmlBytes { [0xEF, 0xBB, 0xBF] + $0 }, .accepted),
    xml(
      "XML that says GBK and is GBK",
      .xml { $0.replacingOccurrences(of: "UTF-8", with: "GBK") }.then {
        try ClerkEdit.convert($0, to: "GBK")
      },
      .accepted),
    xml(
      "XML that says GBK and is UTF-8", .xml("encoding=\"UTF-8\"", "encoding=\"GBK\""), .unreadable,
      ["I0114"], at: ClerkSpot(line: 1)),
    xml(
      "XML that says UTF-8 and was saved as ANSI", .xmlBytes { try ClerkEdit.convert($0, to: "GBK") },
      .unreadable, ["I0114"], at: ClerkSpot(line: 1)),
    xml("The end tag is gone", .xml("</report>\n", ""), .unreadable, ["I1004"]),
    xml("A tag is misspelt at its end", .xml("</cover>", "</Cover>"), .unreadable, ["I1001"]),
    xml(
      "Without its namespace", .xml(" xmlns=\"urn:cengbao:report:1\"", ""), .unreadable, ["I1005"]),
    xml(
      "An element of one's own", .xml("</cover>", "</cover>\n  <remark>已核对</remark>"), .returned, ["I1101"],
      at: ClerkSpot(line: 12, column: 3)),
    xml(
      "An estimate in an attribute", .xml("inPeriod=\"58\"", "inPeriod=\"58余\""), .returned, ["I1104"]),
    xml("A document type", .xml("<report", "<!DOCTYPE report>\n<report"), .unreadable, ["I1002"]),
    xml(
      "The period as people write it", .xml("2024-Q3", "2024年三季度"), .returned, ["I1106"]),
    xml(
      "Not applicable and a number",
      .xml(
        "<figure indicator=\"key-teachers\"", "<figure state=\"notApplicable\" indicator=\"key-teachers\""),
      .returned, ["I1201"]),
    xml(
      "Half a person in XML", .xml("inPeriod=\"58\"", "inPeriod=\"58.5\""), .returned, ["V2004"]),
  ]
}

extension ClerkEdit {
  /// Something more done to the bytes.
  func then(_ change: @escaping @Sendable ([UInt8]) throws -> [UInt8]) -> ClerkEdit {
    ClerkEdit { try change(bytes($0)) }
  }
}
