import CXlsxWriter
import Foundation

/// 区县工作簿：the report of one county as a clerk's workbook: the table of its CSV on one sheet, figures as numbers.
enum CountyWorkbook {
  struct Failure: Error { var path: String }

  /// - Parameters:
  ///   - csv: cells without quotes.
  ///   - created: seconds since 1970, because the file says when it was made and has to be the same every time.
  static func bytes(csv: String, created: Int) throws -> Data {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("cengbao-bench-\(ProcessInfo.processInfo.processIdentifier).xlsx").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    guard let book = workbook_new(path), let sheet = workbook_add_worksheet(book, "报表") else {
      throw Failure(path: path)
    }
    var properties = lxw_doc_properties()
    properties.created = time_t(created)
    workbook_set_properties(book, &properties)
    for (row, line) in csv.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      for (column, cell) in line.split(separator: ",", omittingEmptySubsequences: false).enumerated()
      where !cell.isEmpty {
        let text = String(cell)
        // Codes of units begin the cover; below it what looks like a number is one.
        if row > 8, let number = Double(text) {
          worksheet_write_number(sheet, lxw_row_t(row), lxw_col_t(column), number, nil)
        } else {
          worksheet_write_string(sheet, lxw_row_t(row), lxw_col_t(column), text, nil)
        }
      }
    }
    guard workbook_close(book) == LXW_NO_ERROR else { throw Failure(path: path) }
    return try Data(contentsOf: URL(fileURLWithPath: path))
  }
}
