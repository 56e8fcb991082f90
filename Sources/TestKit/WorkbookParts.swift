import Formats

/// 工作簿部件：a small workbook as its parts, each of which a test can replace.
package struct WorkbookParts {
  /// 单元格 as its XML, without address.
  package enum Cell {
    case blank
    case text(String)
    case inline(String)
    case number(String, style: Int = 0)
    case formula(String, result: String?, type: String = "")
    case error(String)
    case boolean(Bool)
    /// Everything behind `<c r="A1"`.
    case raw(String)
  }

  package struct Sheet {
    package var name: String
    package var rows: [[Cell]]
    package var state = ""
    /// Numbers of hidden rows, from 1.
    package var hiddenRows: Set<Int> = []
    /// In front of `sheetData`, and behind it.
    package var before = ""
    package var behind = ""

    package init(_ name: String, _ rows: [[Cell]], merged: [String] = []) {
      self.name = name
      self.rows = rows
      if !merged.isEmpty {
        behind = "<mergeCells>" + merged.map { "<mergeCell ref=\"\($0)\"/>" }.joined() + "</mergeCells>"
      }
    }

    /// A sheet that holds what a CSV file holds: plain numbers as numbers if `hasNumbers`, all else as texts.
    package init(_ name: String, csv: String, hasNumbers: Bool = true) {
      self.init(
        name,
        readCSV(Array(csv.utf8), delimiter: .comma).rows.map { row in
          row.map { cell in
            let text = cell.text
            if text.isEmpty { return .blank }
            let isPlain =
              hasNumbers && text.count <= 15 && text.contains(where: \.isNumber)
              && text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }) && text.first != "."
              && text.last != "." && (text == "0" || text.first != "0" || text.hasPrefix("0."))
              && text.count(where: { $0 == "." }) <= 1 && !(text.contains(".") && text.last == "0")
            return isPlain ? .number(text) : .text(text)
          }
        })
    }
  }

  package var sheets: [Sheet]
  /// Codes of number formats; style 1 is the first.
  package var formats: [String] = []
  package var countsFrom1904 = false
  package var isUncalculated = false
  package var application = "Microsoft Excel"

  package init(_ sheets: [Sheet]) { self.sheets = sheets }

  package func bytes() -> [UInt8] { zip().bytes() }

  package func zip(isDeflated: Bool = true) -> ZipBytes {
    var strings: [String] = []
    let xml = sheets.map { sheet(of: $0, &strings) }
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let package = "http://schemas.openxmlformats.org/package/2006"
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    var entries: [ZipBytes.Entry] = []
    func add(_ name: String, _ xml: String) {
      entries.append(ZipBytes.Entry(name, Array((head + xml).utf8), isDeflated: isDeflated))
    }
    add(
      "[Content_Types].xml",
      """
      <Types xmlns="\(package)/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
      <Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>
      """)
    add(
      "_rels/.rels",
      """
      <Relationships xmlns="\(package)/relationships"><Relationship Id="rId1" Type="\(document)/officeDocument" Target="xl/workbook.xml"/></Relationships>
      """)
    add(
      "docProps/app.xml",
      "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>\(application)</Application></Properties>"
    )
    let tabs = sheets.enumerated().map { index, sheet in
      "<sheet name=\"\(Self.escaped(sheet.name))\" sheetId=\"\(index + 1)\"\(sheet.state.isEmpty ? "" : " state=\"\(sheet.state)\"") r:id=\"rId\(index + 1)\"/>"
    }
    add(
      "xl/workbook.xml",
      """
      <workbook xmlns="\(main)" xmlns:r="\(document)"><workbookPr\(countsFrom1904 ? " date1904=\"1\"" : "")/>\
      <sheets>\(tabs.joined())</sheets>\(isUncalculated ? "<calcPr fullCalcOnLoad=\"1\"/>" : "")</workbook>
      """)
    let links =
      sheets.indices.map {
        "<Relationship Id=\"rId\($0 + 1)\" Type=\"\(document)/worksheet\" Target=\"worksheets/sheet\($0 + 1).xml\"/>"
      } + [
        "<Relationship Id=\"rIdS\" Type=\"\(document)/styles\" Target=\"styles.xml\"/>",
        "<Relationship Id=\"rIdT\" Type=\"\(document)/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>",
      ]
    add(
      "xl/_rels/workbook.xml.rels",
      "<Relationships xmlns=\"\(package)/relationships\">\(links.joined())</Relationships>")
    let codes = formats.enumerated().map {
      "<numFmt numFmtId=\"\(200 + $0)\" formatCode=\"\(Self.escaped($1))\"/>"
    }
    let styles = formats.indices.map { "<xf numFmtId=\"\(200 + $0)\" applyNumberFormat=\"1\"/>" }
    add(
      "xl/styles.xml",
      """
      <styleSheet xmlns="\(main)"><numFmts>\(codes.joined())</numFmts><cellXfs><xf numFmtId="0"/>\(styles.joined())</cellXfs></styleSheet>
      """)
    add(
      "xl/sharedStrings.xml",
      "<sst xmlns=\"\(main)\">\(strings.map { "<si><t xml:space=\"preserve\">\(Self.escaped($0))</t></si>" }.joined())</sst>"
    )
    for (index, sheet) in xml.enumerated() {
      add("xl/worksheets/sheet\(index + 1).xml", "<worksheet xmlns=\"\(main)\">\(sheet)</worksheet>")
    }
    return ZipBytes(entries)
  }

  private func sheet(of sheet: Sheet, _ strings: inout [String]) -> String {
    var xml = sheet.before + "<sheetData>"
    for (row, cells) in sheet.rows.enumerated() {
      xml += "<row r=\"\(row + 1)\"\(sheet.hiddenRows.contains(row + 1) ? " hidden=\"1\"" : "")>"
      for (column, cell) in cells.enumerated() {
        let address = Self.address(row + 1, column + 1)
        switch cell {
        case .blank: break
        case .text(let text):
          let index = strings.firstIndex(of: text) ?? strings.count
          if index == strings.count { strings.append(text) }
          xml += "<c r=\"\(address)\" t=\"s\"><v>\(index)</v></c>"
        case .inline(let text):
          xml += "<c r=\"\(address)\" t=\"inlineStr\"><is><t>\(Self.escaped(text))</t></is></c>"
        case .number(let text, let style):
          xml += "<c r=\"\(address)\"\(style > 0 ? " s=\"\(style)\"" : "")><v>\(text)</v></c>"
        case .formula(let formula, let result, let type):
          let value = result.map { "<v>\(Self.escaped($0))</v>" } ?? ""
          xml +=
            "<c r=\"\(address)\"\(type.isEmpty ? "" : " t=\"\(type)\"")><f>\(Self.escaped(formula))</f>\(value)</c>"
        case .error(let sign): xml += "<c r=\"\(address)\" t=\"e\"><v>\(sign)</v></c>"
        case .boolean(let value): xml += "<c r=\"\(address)\" t=\"b\"><v>\(value ? 1 : 0)</v></c>"
        case .raw(let rest): xml += "<c r=\"\(address)\"\(rest)"
        }
      }
      xml += "</row>"
    }
    return xml + "</sheetData>" + sheet.behind
  }

  private static func address(_ row: Int, _ column: Int) -> String {
    var letters = ""
    var rest = column
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return letters + String(row)
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
      .replacing("\r", with: "_x000D_")
  }
}
