import Foundation
import TestKit
import Testing

/// A workbook as a reader that is none of ours finds it.
struct DescribedWorkbook: Decodable {
  struct Sheet: Decodable {
    var name: String
    var protected: Bool
    var freeze: String?
    var titles: String?
    var area: String
    var landscape: Bool
    var paper: String
    var hidden: [String]
    var merged: [String]
    var validations: [Validation]
    var cells: [String: Cell]

    /// Texts and numbers of a row, by the heading above them.
    func row(where heading: String, is value: String) -> [String: String] {
      let headings = cells.filter { $0.key.drop(while: \.isLetter) == "1" }
      guard let column = headings.first(where: { $0.value.value == heading })?.key.prefix(while: \.isLetter),
        let place = cells.first(where: {
          $0.key.prefix(while: \.isLetter) == column && $0.value.value == value
        })?.key
      else { return [:] }
      let row = place.drop(while: \.isLetter)
      var found: [String: String] = [:]
      for (name, cell) in headings {
        guard let heading = cell.value else { continue }
        found[heading] = cells[String(name.prefix(while: \.isLetter)) + String(row)]?.value ?? ""
      }
      return found
    }

    /// The place of a heading's cell in the row of another.
    func place(of heading: String, where key: String, is value: String) -> String? {
      func column(_ heading: String) -> Substring? {
        cells.first { $0.key.drop(while: \.isLetter) == "1" && $0.value.value == heading }?.key.prefix(
          while: \.isLetter)
      }
      guard let wanted = column(heading), let keys = column(key) else { return nil }
      let row = cells.first { $0.key.prefix(while: \.isLetter) == keys && $0.value.value == value }?.key
      return row.map { String(wanted + $0.drop(while: \.isLetter)) }
    }
  }
  struct Cell: Decodable {
    var type: String?
    var value: String?
    var shown: String?
    var locked: Bool
    var format: String
    var font: String?
    var fill: String?
    var link: String?
    var comment: String?
  }
  struct Validation: Decodable {
    var cells: String
    var type: String?
    var formula: String?
    var title: String?
    var prompt: String?
    var error: String?
    var style: String?
  }
  var created: String
  var title: String?
  var sheets: [Sheet]

  func sheet(_ name: String) throws -> Sheet {
    try #require(sheets.first { $0.name == name }, "no sheet \(name) in \(sheets.map(\.name))")
  }

  /// In the order of the paths.
  static func read(_ paths: [String]) throws -> [DescribedWorkbook] {
    let script = Program.repository.appendingPathComponent("Tests/Fixtures/workbooks/describe.py").path
    let output = try Tool.run("/usr/bin/python3", [script] + paths)
    let all = try JSONDecoder().decode([String: DescribedWorkbook].self, from: output)
    return try paths.map { try #require(all[$0]) }
  }
}

/// A program of others that a test needs.
enum Tool {
  struct Failure: Error { var text: String }

  @discardableResult static func run(_ path: String, _ arguments: [String]) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(text: "\(path) \(arguments.first ?? ""): status \(process.terminationStatus)")
    }
    return bytes
  }

  /// Opens workbooks in LibreOffice, in one start, and saves them again into a folder.
  static func reopen(_ paths: [String], as kind: String, into folder: URL) throws -> [String] {
    let profile = folder.appendingPathComponent("profile")
    try run(
      "/usr/bin/soffice",
      [
        "-env:UserInstallation=\(profile.absoluteString)", "--headless", "--convert-to", kind, "--outdir",
        folder.path,
      ]
        + paths)
    return paths.map { path in
      let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
      return folder.appendingPathComponent("\(name).\(kind)").path
    }
  }
}
