/// 工作簿读取：the sheets of an XLSX file, from its bytes.
///
/// What is never done: run a macro, calculate a formula, follow a link out of the file. A workbook whose directory, parts or
/// addresses contradict each other is not read at all; one sheet that exceeds a bound spoils that sheet alone, for the form may be
/// on another.
///
/// - Returns: the workbook, or why it is none: `zipBroken`, `zipUnsafeName`, `zipOverlap`, `zipEncrypted`,
///   `zipTooManyEntries`, `zipTooLarge`, `zipRatio`, `partMissing`, `partBroken`, `tooManySheets`, `sheetTextTooLong`.
/// - Throws: `libraryFailed` where libzip or libxml2 cannot start.
package func readWorkbook(
  _ bytes: [UInt8], limits: WorkbookReadingLimits = WorkbookReadingLimits()
) throws(FormatFault) -> Result<Workbook, FormatProblem> {
  var problem: FormatProblem?
  guard let archive = try ZipArchive.open(bytes, limits: limits.zip, problem: &problem) else {
    return .failure(problem ?? FormatProblem(.zipBroken))
  }
  var reader = WorkbookReader(archive: archive, limits: limits)
  do {
    return .success(try reader.read())
  } catch {
    switch error {
    case .fault(let fault): throw fault
    case .problem(let problem): return .failure(problem)
    }
  }
}

/// Either of the two ways in which reading can end early.
private enum Stop: Error {
  case problem(FormatProblem)
  case fault(FormatFault)
}

private struct WorkbookReader: ~Copyable {
  private var archive: ZipArchive
  private let limits: WorkbookReadingLimits
  /// Elements that the parts before this one have left: blank cells are the cheapest way to keep a reader busy.
  private var elementsLeft: Int
  /// Of parts that are read as a whole.
  private static let partBytes = 32 << 20

  init(archive: consuming ZipArchive, limits: WorkbookReadingLimits) {
    self.archive = archive
    self.limits = limits
    elementsLeft = limits.elementCount
  }

  mutating func read() throws(Stop) -> Workbook {
    let main = try mainPart()
    let book = try document(main)
    guard book.root.name == "workbook" else { throw .problem(FormatProblem(.partBroken, detail: main)) }
    let links = try relations(of: main)
    let entries = archive.entries.map { String(decoding: $0.name, as: UTF8.self).lowercased() }

    var tabs: [(name: String, part: String, isHidden: Bool)] = []
    for sheet in book.root.all("sheet", in: "sheets") {
      guard let name = sheet.attribute("name"),
        let id = sheet.attributes.first(where: { $0.name == "id" && !$0.namespace.isEmpty })?.value,
        let link = links.first(where: { $0.id == id })
      else { throw .problem(FormatProblem(.partBroken, detail: main)) }
      if !link.kind.hasSuffix("/worksheet") { continue }
      tabs.append((name, link.target, ["hidden", "veryHidden"].contains(sheet.attribute("state") ?? "")))
      if tabs.count > limits.sheetCount {
        throw .problem(FormatProblem(.tooManySheets, limit: limits.sheetCount))
      }
    }

    let properties = book.root.all("workbookPr").first
    let strings = SharedStrings(limits: limits)
    if let part = links.first(where: { $0.kind.hasSuffix("/sharedStrings") })?.target,
      let problem = try stream(part, to: strings)
    {
      throw .problem(problem)
    }
    guard firstInvalidUTF8(in: strings.bytes) == nil else { throw .problem(FormatProblem(.partBroken)) }
    var context = SheetCollector.Context(
      strings: strings, formats: [],
      dates: SerialDate(countsFrom1904: isTrue(properties?.attribute("date1904"))),
      areResultsStale: isTrue(book.root.all("calcPr").first?.attribute("fullCalcOnLoad")), limits: limits)
    if let part = links.first(where: { $0.kind.hasSuffix("/styles") })?.target {
      context.formats = formats(in: try document(part))
    }

    var sheets: [WorkbookSheet] = []
    var cellsLeft = limits.cellCount
    for (index, tab) in tabs.enumerated() {
      let collector = SheetCollector(context, number: index + 1, cellsLeft: cellsLeft)
      let failed = try stream(tab.part, to: collector)
      cellsLeft -= min(cellsLeft, collector.cellCount)
      let (table, problem) = collector.table()
      // What concerns the archive spoils all of it.
      if let failed, [.zipBroken, .zipTooLarge, .zipRatio, .partMissing].contains(failed.kind) {
        throw .problem(failed)
      }
      sheets.append(
        WorkbookSheet(
          name: tab.name, number: index + 1, isHidden: tab.isHidden, table: table, problem: failed ?? problem)
      )
    }
    return Workbook(
      sheets: sheets, hasMacros: entries.contains { $0.hasSuffix("vbaproject.bin") },
      hasExternalLinks: entries.contains { $0.contains("externallinks/") })
  }

  // MARK: Parts

  /// The workbook itself, which need not stand where everybody puts it.
  private mutating func mainPart() throws(Stop) -> String {
    if archive.place(of: "_rels/.rels") != nil {
      let link = try relations(of: "").first { $0.kind.hasSuffix("/officeDocument") }
      if let link { return link.target }
    }
    guard archive.place(of: "xl/workbook.xml") != nil else {
      throw .problem(FormatProblem(.partMissing, detail: "xl/workbook.xml"))
    }
    return "xl/workbook.xml"
  }

  private mutating func document(_ part: String) throws(Stop) -> XMLDocument {
    guard let place = archive.place(of: part) else {
      throw .problem(FormatProblem(.partMissing, detail: part))
    }
    let bytes: [UInt8]
    switch archive.bytes(of: place, limit: Self.partBytes) {
    case .failure(let problem): throw .problem(problem)
    case .success(let read): bytes = read
    }
    let outcome: XMLOutcome
    do throws(FormatFault) {
      outcome = try readXML(bytes, limits: XMLLimits(documentBytes: Self.partBytes, elementCount: 2_000_000))
    } catch { throw .fault(error) }
    switch outcome {
    case .read(let document, _): return document
    case .refused(let problem):
      throw .problem(FormatProblem(.partBroken, line: problem.line, column: problem.column, detail: part))
    }
  }

  /// Reads a large part piece by piece.
  private mutating func stream(_ part: String, to receiver: any XMLStream.Receiver) throws(Stop)
    -> FormatProblem?
  {
    guard let place = archive.place(of: part) else { return FormatProblem(.partMissing, detail: part) }
    let bounds = XMLLimits(depth: 32, elementCount: elementsLeft, textBytes: limits.cellBytes)
    let parser: XMLStream
    do throws(FormatFault) { parser = try XMLStream(receiver, limits: bounds) } catch { throw .fault(error) }
    let interrupted = archive.read(place, { parser.take($0) })
    elementsLeft -= min(elementsLeft, parser.elementCount)
    if let interrupted { return interrupted }
    guard let problem = parser.finish() else { return nil }
    if problem.kind == .tooManyElements {
      return FormatProblem(.tooManyCells, limit: limits.elementCount)
    }
    // A receiver's own problem is about cells, any other about the XML.
    return receiver.problem != nil
      ? problem : FormatProblem(.partBroken, line: problem.line, column: problem.column, detail: part)
  }

  private struct Link {
    var id: String
    var kind: String
    var target: String
  }

  /// What a part points to within the archive.
  private mutating func relations(of part: String) throws(Stop) -> [Link] {
    let folder = part.split(separator: "/").dropLast().joined(separator: "/")
    let file = part.split(separator: "/").last ?? ""
    let name = (folder.isEmpty ? "" : folder + "/") + "_rels/\(file).rels"
    return try document(name).root.all("Relationship").compactMap { link in
      guard let id = link.attribute("Id"), let kind = link.attribute("Type"),
        let target = link.attribute("Target"),
        link.attribute("TargetMode") != "External"
      else { return nil }
      var path = target.hasPrefix("/") ? [] : folder.split(separator: "/").map(String.init)
      for step in target.split(separator: "/") where step != "." {
        if step == ".." { _ = path.popLast() } else { path.append(String(step)) }
      }
      return Link(id: id, kind: kind, target: path.joined(separator: "/"))
    }
  }

  // MARK: Formats

  private func formats(in styles: XMLDocument) -> [NumberFormat] {
    var codes: [String: String] = [:]
    for format in styles.root.all("numFmt", in: "numFmts") {
      if let id = format.attribute("numFmtId"), let code = format.attribute("formatCode") { codes[id] = code }
    }
    var known: [String: NumberFormat] = [:]
    return styles.root.all("xf", in: "cellXfs").map { style in
      let id = style.attribute("numFmtId") ?? "0"
      if let format = known[id] { return format }
      let format = codes[id].map { NumberFormat($0) } ?? .builtIn(Int(id) ?? 0)
      known[id] = format
      return format
    }
  }

  private func isTrue(_ value: String?) -> Bool { ["1", "true", "on"].contains(value ?? "") }
}

extension XMLElement {
  /// The children of a name, directly or within the children of another name; of any vocabulary, because there are two.
  fileprivate func all(_ name: String, in group: String? = nil) -> [XMLElement] {
    if let group { return all(group).flatMap { $0.all(name) } }
    return children.filter { $0.name == name }
  }
}
