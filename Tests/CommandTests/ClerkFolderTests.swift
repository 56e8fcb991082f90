import Foundation
import TestKit
import Testing

/// What clerks do with whole files: too often, under odd names, into the wrong folder.
@Suite("Clerks' mistakes with folders") struct ClerkFolderTests {
  struct Case: Sendable, CustomTestStringConvertible {
    /// A sentence.
    let name: String
    /// Files in the order in which they come, with their folders; each ingest takes one batch.
    let batches: [[(file: String, folder: String, edit: ClerkEdit)]]
    /// Outcome and codes by file, as the last batch that held it was answered.
    let expected: [String: [String]]
    /// What stays where it was put.
    var left: [String] = []
    var testDescription: String { name }
  }

  private static let good = ClerkEdit.sheet { $0.lines.remove(at: 3) }
  private static func version(_ typed: String) -> ClerkEdit {
    .sheet { sheet in
      sheet.lines.remove(at: 3)
      sheet.lines[try sheet.index(of: "volunteers")][8] = typed
    }
  }
  private static func revision(_ number: String, _ typed: String) -> ClerkEdit {
    .sheet { sheet in
      sheet[3, 1] = number
      sheet.lines[try sheet.index(of: "volunteers")][8] = typed
    }
  }

  static let cases: [Case] = [
    Case(
      name: "What spreadsheets and systems leave behind is nobody's report",
      batches: [
        [
          "~$三季度.xlsx", ".DS_Store", "Thumbs.db", "desktop.ini", "三季度.csv.part", ".~lock.三季度.csv#",
          "三季度.csv.crdownload",
        ]
        .map { ($0, "Inbox", good) }
      ], expected: [:],
      left: [
        "~$三季度.xlsx", ".DS_Store", "Thumbs.db", "desktop.ini", "三季度.csv.part", ".~lock.三季度.csv#",
        "三季度.csv.crdownload",
      ]),
    Case(
      name: "The same file twice, once as a copy",
      batches: [[("三季度.csv", "Inbox", good)], [("三季度 - 副本.csv", "Inbox", good)]],
      expected: ["三季度.csv": ["accepted"], "三季度 - 副本.csv": ["accepted", "P2003"]]),
    Case(
      name: "Two versions at once, and neither says which is the later",
      batches: [[("三季度.csv", "Inbox", good), ("三季度（更正）.csv", "Inbox", version("2690"))]],
      expected: ["三季度.csv": ["held", "P2001"], "三季度（更正）.csv": ["held", "P2001"]]),
    Case(
      name: "Two versions at once that number themselves",
      batches: [
        [("三季度（更正）.csv", "Inbox", revision("2", "2690")), ("三季度.csv", "Inbox", revision("1", "2680"))]
      ],
      expected: ["三季度.csv": ["accepted"], "三季度（更正）.csv": ["accepted"]]),
    Case(
      name: "An older version after the newer one",
      batches: [[("新.csv", "Inbox", revision("3", "2690"))], [("旧.csv", "Inbox", revision("2", "2680"))]],
      expected: ["新.csv": ["accepted"], "旧.csv": ["returned", "V1014"]]),
    Case(
      name: "A correction without a number replaces what was there",
      batches: [[("三季度.csv", "Inbox", good)], [("三季度.csv", "Inbox", version("2690"))]],
      expected: ["三季度.csv": ["accepted"]]),
    Case(
      name: "Into the folder of another county",
      batches: [[("三季度.csv", "Inbox/610703", good)]], expected: ["三季度.csv": ["returned", "V1012"]]),
    Case(
      name: "Half a report into the folder of another county: only that is said",
      batches: [[("三季度.csv", "Inbox/610703", .sheet { $0.lines.removeLast(8) })]],
      expected: ["三季度.csv": ["returned", "V1012"]]),
    Case(
      name: "Into its own folder", batches: [[("三季度.csv", "Inbox/610702", good)]],
      expected: ["三季度.csv": ["accepted"]]),
    Case(
      name: "The cover of another county into one's own folder",
      batches: [[("三季度.csv", "Inbox/610702", .cover("报送单位", "610703", "南郑区"))]],
      expected: ["三季度.csv": ["returned", "V1012"]]),
  ]

  @Test("Each is taken or left as it should be", arguments: cases)
  func folder(_ item: Case) throws {
    let scratch = try Scratch()
    let office = try TestOffice("610700", in: scratch)
    for unit in ["610702", "610703"] {
      try FileManager.default.createDirectory(
        at: office.url.appendingPathComponent("Inbox/\(unit)"), withIntermediateDirectories: true)
    }
    try office.drop("二季度.csv", ClerkSheet("2024-Q2", revision: 1).text)
    _ = try office.ingest()
    var answers: [String: [String]] = [:]
    for batch in item.batches {
      for drop in batch {
        try Data(drop.edit.bytes(1)).write(
          to: office.url.appendingPathComponent(drop.folder).appendingPathComponent(drop.file))
      }
      for (name, file) in try office.ingest() { answers[name] = [file.outcome ?? "?"] + file.codes }
    }
    #expect(answers == item.expected)
    let kept = Set(try office.files(below: "Inbox").keys)
    for name in item.left { #expect(kept.contains(name)) }
  }
}
