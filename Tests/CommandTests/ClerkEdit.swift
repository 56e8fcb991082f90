import Foundation

/// 改动: what a clerk does to the good report, as bytes.
struct ClerkEdit: Sendable {
  /// The good report with a revision, spoilt.
  let bytes: @Sendable (Int) throws -> [UInt8]
  /// What the finding should point at, where the edit itself says: the cell that was typed.
  var spot: ClerkSpot?

  // MARK: Cells

  /// Types something into one cell: the row of an indicator (or a cover item) and a heading.
  static func cell(_ key: String, _ heading: String, _ typed: String) -> ClerkEdit {
    var edit = sheet { sheet in
      try sheet.lines[sheet.index(of: key)][sheet.column(heading)] = typed
    }
    edit.spot = .cell(key, heading, typed)
    return edit
  }

  /// Types into several cells of one row.
  static func cells(_ key: String, _ typed: [(String, String)]) -> ClerkEdit {
    sheet { sheet in
      for (heading, text) in typed {
        try sheet.lines[sheet.index(of: key)][sheet.column(heading)] = text
      }
    }
  }

  /// Puts other text behind a cover item.
  static func cover(_ key: String, _ typed: String...) -> ClerkEdit {
    var edit = sheet { sheet in sheet.lines[try sheet.index(of: key)] = [key] + typed }
    edit.spot = ClerkSpot(line: coverLine(key), column: 2, value: typed.first)
    return edit
  }

  /// Writes a heading another way.
  static func heading(_ heading: String, _ typed: String) -> ClerkEdit {
    var edit = sheet { sheet in
      sheet.lines[try sheet.index(of: "任务编号")][try sheet.column(heading)] = typed
    }
    edit.spot = ClerkSpot(
      line: ClerkSheet.headerLine, column: (ClerkSheet.headings.firstIndex(of: heading) ?? -1) + 1,
      value: typed)
    return edit
  }

  private static func coverLine(_ key: String) -> Int? {
    ClerkSheet(revision: 1).lines.firstIndex { $0.first == key }.map { $0 + 1 }
  }

  // MARK: Whole sheets

  static func sheet(_ change: @escaping @Sendable (inout ClerkSheet) throws -> Void) -> ClerkEdit {
    ClerkEdit { revision in
      var sheet = ClerkSheet(revision: revision)
      try change(&sheet)
      return Array(sheet.text.utf8)
    }
  }

  /// Changes the text of the finished CSV.
  static func text(_ change: @escaping @Sendable (String) throws -> String) -> ClerkEdit {
    ClerkEdit { Array(try change(ClerkSheet(revision: $0).text).utf8) }
  }

  /// Changes its bytes.
  static func raw(_ change: @escaping @Sendable ([UInt8]) throws -> [UInt8]) -> ClerkEdit {
    ClerkEdit { try change(Array(ClerkSheet(revision: $0).text.utf8)) }
  }

  /// Writes it in another encoding.
  static func encoded(_ encoding: String, mark: [UInt8] = []) -> ClerkEdit {
    raw { mark + (try convert($0, to: encoding)) }
  }

  /// Another file altogether.
  static func file(_ bytes: [UInt8]) -> ClerkEdit { ClerkEdit { _ in bytes } }

  /// Changes one place of the XML form.
  static func xml(_ old: String, _ new: String) -> ClerkEdit {
    xml { text in
      guard text.components(separatedBy: old).count == 2 else {
        throw ClerkSheet.Absent(description: "not once: \(old)")
      }
      return text.replacingOccurrences(of: old, with: new)
    }
  }

  static func xml(_ change: @escaping @Sendable (String) throws -> String) -> ClerkEdit {
    ClerkEdit { Array(try change(ClerkSheet.xml(revision: $0)).utf8) }
  }

  static func xmlBytes(_ change: @escaping @Sendable ([UInt8]) throws -> [UInt8]) -> ClerkEdit {
    ClerkEdit { try change(Array(ClerkSheet.xml(revision: $0).utf8)) }
  }

  // MARK: Tools

  /// What an editor's “另存为” does to the encoding.
  static func convert(_ bytes: [UInt8], to encoding: String) throws -> [UInt8] {
    try pipe(bytes, "/usr/bin/iconv", ["-f", "UTF-8", "-t", encoding])
  }

  static func gzip(_ bytes: [UInt8]) throws -> [UInt8] { try pipe(bytes, "/bin/gzip", ["-n", "-c"]) }

  private static func pipe(_ bytes: [UInt8], _ program: String, _ arguments: [String]) throws -> [UInt8] {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("clerk-\(UUID().uuidString)")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardInput = try FileHandle(forReadingFrom: file)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let result = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw ClerkSheet.Absent(description: "\(program): status \(process.terminationStatus)")
    }
    return [UInt8](result)
  }
}

/// 位置: where a finding should point and what it should quote; `nil` is “nothing”, as in the answer.
struct ClerkSpot: Sendable, Equatable {
  var line: Int?
  var column: Int?
  var task: String?
  var indicator: String?
  var value: String?

  /// The cell of an indicator's row below a heading.
  static func cell(_ indicator: String, _ heading: String, _ value: String?) -> ClerkSpot {
    let row = ClerkSheet.rows.firstIndex { $0.indicator == indicator } ?? -1
    return ClerkSpot(
      line: ClerkSheet.headerLine + 1 + row,
      column: (ClerkSheet.headings.firstIndex(of: heading) ?? -1) + 1,
      task: row < 0 ? nil : ClerkSheet.rows[row].task, indicator: indicator,
      value: value?.trimmingCharacters(in: .whitespacesAndNewlines))
  }
}
