import Findings
import Foundation
import Pipeline
import ReportModel

/// 终端：what people see; Chinese characters take two columns.
struct Console {
  let language: Language
  let isQuiet: Bool
  /// JSON goes to the same place, so nothing else may.
  var isSilent = false

  func text(_ chinese: String, _ english: String) -> String { language == .zh ? chinese : english }

  func line(_ chinese: String, _ english: String) {
    if !isQuiet, !isSilent { print(text(chinese, english)) }
  }

  func line(_ text: String = "") {
    if !isQuiet, !isSilent { print(text) }
  }

  /// 只说问题：the same console where `--quiet` asks for problems alone.
  var forProblems: Console { Console(language: language, isQuiet: false, isSilent: isSilent) }

  /// What is said beside the output, to the person at the terminal alone.
  func aside(_ chinese: String, _ english: String) {
    guard !isQuiet else { return }
    FileHandle.standardError.write(Data((text(chinese, english) + "\n").utf8))
  }

  func misuse(_ fault: any Fault) {
    FileHandle.standardError.write(Data(((language == .zh ? fault.chinese : fault.english) + "\n").utf8))
  }

  func refuse(_ refusal: Refusal) {
    let sentence = text("没有办理：\(refusal.chinese)", "Not done: \(refusal.english)")
    FileHandle.standardError.write(Data((sentence + "\n").utf8))
  }

  func fault(_ fault: any Fault) {
    let sentence = language == .zh ? "故障：\(fault.chinese)" : "Fault: \(fault.english)"
    FileHandle.standardError.write(Data((sentence + "\n").utf8))
  }

  /// A table with columns as wide as their widest cell; the last column is not padded.
  func table(_ rows: [[String]], indent: String = "  ") {
    guard !isQuiet, !isSilent else { return }
    let count = rows.map(\.count).max() ?? 0
    var widths = [Int](repeating: 0, count: count)
    for row in rows {
      for (column, cell) in row.enumerated() where column < row.count - 1 {
        widths[column] = max(widths[column], Self.width(cell))
      }
    }
    for row in rows {
      var line = indent
      for (column, cell) in row.enumerated() {
        line += cell
        if column < row.count - 1 {
          line += String(repeating: " ", count: max(0, widths[column] - Self.width(cell)) + 2)
        }
      }
      while line.last == " " { line.removeLast() }
      print(line)
    }
  }

  /// Columns on a terminal: East Asian wide characters take two.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { width, scalar in
      switch scalar.value {
      case 0x0300...0x036F: width
      case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
        0xFF00...0xFF60,
        0xFFE0...0xFFE6, 0x20000...0x3FFFD:
        width + 2
      default: width + 1
      }
    }
  }

  /// Progress on a terminal; silent in a pipe.
  func progress() -> (Int, Int) -> Void {
    guard !isQuiet, !isSilent, isatty(2) == 1 else { return { _, _ in } }
    let label = text("已处理", "done")
    return { done, total in
      FileHandle.standardError.write(
        Data("\r\(label) \(done)/\(total)\(done == total ? "\r\u{1B}[K" : "")".utf8))
    }
  }
}

extension Outcome {
  func word(_ language: Language) -> String { language == .zh ? chinese : rawValue }
}

extension Amount {
  /// With a comma between thousands, rounded to at most so many decimals.
  func grouped(decimals: Int) -> String {
    let parts = rounded(toDecimals: decimals).description.split(
      separator: ".", omittingEmptySubsequences: false)
    let whole = parts.first.map(String.init) ?? "0"
    let digits = whole.hasPrefix("-") ? String(whole.dropFirst()) : whole
    var grouped = ""
    for (offset, digit) in digits.enumerated() {
      if offset > 0, (digits.count - offset) % 3 == 0 { grouped.append(",") }
      grouped.append(digit)
    }
    return (whole.hasPrefix("-") ? "-" : "") + grouped + (parts.count > 1 ? "." + parts[1] : "")
  }
}
