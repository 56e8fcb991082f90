import Findings
import Formats
import ReportModel

/// XML报表读取：walks a report's elements into a draft, own level or roll-up.
///
/// Where the schema is broken the walk goes on as far as it can, so that the sender gets every finding in one
/// pass; a value that cannot be read is left out and quoted in `cells`.
struct XMLReportReader {
  private(set) var log: FindingLog
  private let fileName: String
  private var scope = ReportScope.own
  private var blankMeansZero = false
  /// By the numbers of the document's names: each is compared once and not in every element.
  private var roles: [AttributeRole] = []
  private var elements: [ElementName?] = []

  /// What an attribute of a figure or part means, looked up by the number of its name.
  private enum AttributeRole {
    case value(FigureItem)
    case indicator, measure, state, reason, estimated, unit, scope, carried
    case other
  }

  private enum ElementName: String {
    case cover, unitName, creditCode, filledBy, reviewedBy, approvedBy, phone, filledOn
    case basis, sources, missingUnits, paragraph
    case task, statusCount, progress, problems, next, summary, explanation
    case figure, coverage, part, reconciliation
  }

  init(fileName: String, log: FindingLog) {
    self.fileName = fileName
    self.log = log
  }

  /// - Throws: where libxml2 fails.
  mutating func read(_ text: DecodedText, schema: XMLSchema) throws(FormatFault) -> SubmissionDraft? {
    switch try readXML(text, schema: schema, limits: XMLLimits(documentBytes: Envelope.limitBytes)) {
    case .refused(let problem):
      log.note(problem)
      return nil
    case .read(let document, let violations):
      let root = document.root
      guard root.name == "report" else {
        if root.name == "receipt" {
          log.note(IngestSheet.isReceipt, at: position(root))
        } else {
          log.note(
            IngestSheet.notAReport, at: position(root),
            [
              "found": "根元素是 \(FindingLog.quote(root.name))，不是 report",
              "foundEN": "the root element is \(FindingLog.quote(root.name)) and not report",
            ])
        }
        return nil
      }
      guard root.namespace == XMLVocabulary.namespace else {
        let typed = root.namespace
        log.note(
          IngestSheet.wrongNamespace, at: position(root), value: typed.isEmpty ? nil : typed,
          [
            "namespace": typed.isEmpty ? "没有写命名空间" : "命名空间是“\(FindingLog.quote(typed))”",
            "namespaceEN": typed.isEmpty
              ? "it has no namespace" : "its namespace is “\(FindingLog.quote(typed))”",
          ])
        return nil
      }
      SchemaViolations(violations).note(in: &log)
      return draft(from: document)
    }
  }

  private func position(_ element: XMLElement) -> SourcePosition {
    let position = element.position
    return SourcePosition(line: position.line, column: position.column)
  }

  private static func typed(_ attribute: XMLAttribute?) -> TypedText? {
    guard let attribute else { return nil }
    let position = attribute.position
    return TypedText(attribute.value, at: SourcePosition(line: position.line, column: position.column))
  }

  // MARK: Report

  private mutating func draft(from document: XMLDocument) -> SubmissionDraft? {
    let root = document.root
    elements = document.names.map { ElementName(rawValue: $0.local) }
    roles = document.names.map { name in
      guard name.namespace.isEmpty else { return .other }
      if let item = FigureItem(rawValue: name.local) { return .value(item) }
      switch name.local {
      case "indicator": return .indicator
      case "measure": return .measure
      case "state": return .state
      case "reason": return .reason
      case "estimated": return .estimated
      case "unit": return .unit
      case "scope": return .scope
      case "carried": return .carried
      default: return .other
      }
    }

    var draft = SubmissionDraft(fileName: fileName, format: .xml)
    draft.unit = Self.typed(root.attributeNode("unit"))
    draft.plan = Self.typed(root.attributeNode("plan"))
    draft.periodText = Self.typed(root.attributeNode("period"))
    if let text = draft.periodText?.text, case .period(let period) = PeriodSpelling(text) {
      draft.period = period
    }
    if draft.unit == nil, draft.period == nil { return nil }
    scope = root.attribute("scope").flatMap(ReportScope.init) ?? .own
    draft.scope = scope
    draft.revision = root.attribute("revision").flatMap { Int(Folding.trim($0)) }
    draft.mode = root.attribute("mode").flatMap(ReportMode.init) ?? .replace
    blankMeansZero = Self.boolean(root.attribute("blankMeansZero"))
    draft.cover.blankMeansZero = blankMeansZero
    if scope == .rollup { draft.basis = RollUpBasis() }

    for child in root.children {
      switch elements[child.nameID] {
      case .cover: readCover(child, into: &draft)
      case .basis:
        refuseInOwn(child)
        readBasis(child, into: &draft.basis)
      case .sources:
        refuseInOwn(child)
        for element in child.children(named: "source") {
          if let source = source(element) { draft.basis?.sources.append(source) }
        }
      case .missingUnits:
        refuseInOwn(child)
        draft.basis?.missingUnits = child.children(named: "unit").compactMap { unit in
          unit.attribute("code").map { OrgUnitCode($0) }
        }
      case .summary: draft.summary = Folding.paragraph(child.text)
      case .explanation:
        guard let text = Folding.reason(child.text) else { continue }
        draft.explanations.append(Explanation(rule: child.attribute("rule"), indicator: nil, text: text))
      case .task: draft.tasks.append(task(child, basis: &draft.basis))
      case .paragraph:
        refuseInOwn(child)
        if let paragraph = Self.paragraph(child) { draft.sourceParagraphs.append(paragraph) }
      default: break
      }
    }
    return draft
  }

  private mutating func refuseInOwn(_ element: XMLElement) {
    guard scope == .own else { return }
    log.note(
      IngestSheet.rollUpContentInOwn, at: position(element), ["element": XMLVocabulary.element(element.name)])
  }

  private mutating func readCover(_ element: XMLElement, into draft: inout SubmissionDraft) {
    for item in element.children {
      guard let text = Folding.paragraph(item.text) else { continue }
      switch elements[item.nameID] {
      case .unitName:
        draft.cover.unitName = text
        draft.unitName = TypedText(text, at: position(item))
      case .creditCode: draft.cover.creditCode = text
      case .filledBy: draft.cover.filledBy = text
      case .reviewedBy: draft.cover.reviewedBy = text
      case .approvedBy: draft.cover.approvedBy = text
      case .phone: draft.cover.phone = text
      case .filledOn:
        draft.filledOn = TypedText(text, at: position(item))
        // A time zone may follow the day.
        draft.cover.filledOn = DateSpelling.iso(text.prefix(10))
      default: break
      }
    }
  }

  // MARK: What a roll-up says about itself

  private func readBasis(_ element: XMLElement, into basis: inout RollUpBasis?) {
    basis?.digests.units = element.attribute("units") ?? ""
    basis?.ruleCatalogue = element.attribute("rules") ?? ""
    for plan in element.children(named: "plan") {
      guard let id = plan.attribute("id"), let digest = plan.attribute("digest") else { continue }
      basis?.digests.plans[PlanID(id)] = digest
    }
  }

  private mutating func source(_ element: XMLElement) -> SubmissionSource? {
    guard let unit = element.attribute("unit"), let plan = element.attribute("plan"),
      let scope = element.attribute("scope").flatMap(ReportScope.init),
      let revision = element.attribute("revision").flatMap({ Int(Folding.trim($0)) }),
      let digest = element.attribute("digest"), let received = element.attributeNode("receivedAt"),
      let outcome = element.attribute("outcome").flatMap(Outcome.init)
    else { return nil }
    guard let instant = Instant(iso8601: Folding.trim(received.value)) else {
      // The schema's own type is wider than what is written here, by fractions of seconds and odd years.
      log.note(
        IngestSheet.wrongType, at: position(element), value: received.value,
        XMLVocabulary.hint("receivedAt", of: "source").merging(
          ["attribute": XMLVocabulary.attribute("receivedAt", of: "source")]
        ) { $1 })
      return nil
    }
    return SubmissionSource(
      unit: OrgUnitCode(unit), plan: PlanID(plan), scope: scope, revision: revision, digest: digest,
      receivedAt: instant.seconds, outcome: outcome, isLate: Self.boolean(element.attribute("late")))
  }

  private static func paragraph(_ element: XMLElement) -> SourceParagraph? {
    guard let unit = element.attribute("unit"), let plan = element.attribute("plan"),
      let kind = element.attribute("kind").flatMap(ParagraphKind.init),
      let text = Folding.paragraph(element.text)
    else { return nil }
    return SourceParagraph(
      unit: OrgUnitCode(unit), plan: PlanID(plan), task: element.attribute("task").map { TaskID($0) },
      kind: kind, indicator: element.attribute("indicator").map { IndicatorID($0) },
      rule: element.attribute("rule"), text: text)
  }

  // MARK: Tasks

  private mutating func task(_ element: XMLElement, basis: inout RollUpBasis?) -> DraftTask {
    let id = Self.typed(element.attributeNode("id")) ?? TypedText("", at: position(element))
    var task = DraftTask(id: id)
    task.status = element.attribute("status").flatMap(TaskStatus.init)
    for child in element.children {
      switch elements[child.nameID] {
      case .figure: task.figures.append(figure(child, task: id))
      case .progress: task.progress = Folding.paragraph(child.text)
      case .problems: task.problems = Folding.paragraph(child.text)
      case .next: task.next = Folding.paragraph(child.text)
      case .summary: task.summary = Folding.paragraph(child.text)
      case .explanation:
        guard let text = Folding.reason(child.text) else { continue }
        task.explanations.append(
          Explanation(
            rule: child.attribute("rule"), indicator: child.attribute("indicator").map { IndicatorID($0) },
            task: TaskID(id.text), text: text))
      case .statusCount:
        refuseInOwn(child)
        guard let status = child.attribute("status").flatMap(TaskStatus.init),
          let units = child.attribute("units").flatMap({ Int(Folding.trim($0)) })
        else { continue }
        basis?.statusCounts[TaskID(id.text), default: []].append(StatusCount(status: status, units: units))
      default: break
      }
    }
    return task
  }

  // MARK: Figures

  private mutating func figure(_ element: XMLElement, task: TypedText) -> DraftFigure {
    let place = position(element)
    var figure = DraftFigure(task: task, indicator: TypedText("", at: place), position: place)
    var state: String?
    var estimated: Amount?
    for attribute in element.attributes {
      switch roles[attribute.nameID] {
      case .value(let item):
        if let amount = amount(attribute, of: element) {
          figure.values[item] = amount
        } else {
          figure.cells[item] = TypedText(attribute.value, at: place)
        }
      case .indicator: figure.indicator.text = attribute.value
      case .measure:
        let text = Folding.trim(attribute.value)
        if !text.isEmpty { figure.measure = TypedText(text, at: place) }
      case .state: state = attribute.value
      case .reason: figure.adjustmentReason = Folding.reason(attribute.value)
      case .estimated: estimated = amount(attribute, of: element)
      case .unit, .scope, .carried, .other: break
      }
    }
    let hasValue = !figure.values.isEmpty
    if state == "notApplicable" {
      figure.status = .notApplicable
      if hasValue {
        log.note(
          IngestSheet.notApplicableWithValue, at: place, task: task.text, indicator: figure.indicator.text)
      }
    } else if hasValue {
      figure.status = .reported
    }
    switch scope {
    case .own:
      if let state, Completeness(rawValue: state) != nil {
        log.note(IngestSheet.rollUpContentInOwn, at: place, ["element": "state=\"\(state)\""])
      }
      if estimated != nil {
        log.note(
          IngestSheet.rollUpContentInOwn, at: place,
          ["element": XMLVocabulary.attribute("estimated", of: "")])
      }
      for child in element.children { refuseInOwn(child) }
      if blankMeansZero, figure.readBlanksAsZero() != nil {
        log.repair(IngestSheet.blankAsZero, at: place, value: "", readAs: "0")
      }
    case .rollup: readRolled(element, state: state, estimated: estimated, into: &figure)
    }
    return figure
  }

  /// The value of a number attribute, which the schema has checked for everything but the width of 64 bits.
  private mutating func amount(_ attribute: XMLAttribute, of element: XMLElement) -> Amount? {
    if let amount = attribute.withValueBytes(PlainNumber.amount) { return amount }
    let text = attribute.value
    let decimal = SchemaDecimal(text)
    if let amount = decimal.amount { return amount }
    if decimal.fitsSchema {
      log.note(
        IngestSheet.numberBeyondPrecision, at: position(element), value: text,
        ["attribute": XMLVocabulary.attribute(attribute.name, of: element.name)])
    }
    return nil
  }

  private mutating func readRolled(
    _ element: XMLElement, state: String?, estimated: Amount?, into figure: inout DraftFigure
  ) {
    var detail = RolledDetail(
      completeness: .complete, coverage: FigureCoverage(), parts: [], estimated: estimated)
    for child in element.children {
      switch elements[child.nameID] {
      case .coverage:
        figure.statedCoverage = Self.statedCoverage(child)
        detail.coverage = Self.coverage(child)
      case .part: if let part = part(child) { detail.parts.append(part) }
      case .reconciliation: detail.reconciliation = reconciliation(child)
      default: break
      }
    }
    if let stated = figure.statedCoverage {
      if stated.reported > 0 {
        figure.status = .reported
      } else if stated.missing > 0 {
        figure.status = .missing
      } else {
        figure.status = .notApplicable
      }
      detail.completeness = stated.missing > 0 ? .partial : stated.provisional > 0 ? .provisional : .complete
    }
    if let said = state.flatMap(Completeness.init) { detail.completeness = said }
    figure.rolled = detail
  }

  private static func statedCoverage(_ element: XMLElement) -> StatedCoverage {
    func count(_ name: String) -> Int { element.attribute(name).flatMap { Int(Folding.trim($0)) } ?? 0 }
    return StatedCoverage(
      expected: count("expected"), reported: count("reported"), notApplicable: count("notApplicable"),
      missing: count("missing"), provisional: count("provisional"))
  }

  /// The leaves that are named; the register completes `expected`. What is no code is left to the schema's finding.
  private static func coverage(_ element: XMLElement) -> FigureCoverage {
    var coverage = FigureCoverage()
    for leaf in element.children(named: "leaf") {
      guard let code = leaf.attribute("unit"), UnitSpelling.isCode(code) else { continue }
      let unit = OrgUnitCode(code)
      coverage.expected.insert(unit)
      switch leaf.attribute("state") {
      case "missing": coverage.missing.insert(unit)
      case "notApplicable": coverage.notApplicable.insert(unit)
      case "provisional": coverage.provisional.insert(unit)
      default: break
      }
    }
    return coverage
  }

  private mutating func part(_ element: XMLElement) -> FigurePart? {
    var part = FigurePart(unit: "", scope: .own, values: .none, status: .missing)
    for attribute in element.attributes {
      switch roles[attribute.nameID] {
      case .value(let item): part.values[item] = amount(attribute, of: element)
      case .unit: part.unit = OrgUnitCode(attribute.value)
      case .scope: part.scope = ReportScope(rawValue: attribute.value) ?? .own
      case .state: part.status = ObservationStatus(rawValue: attribute.value) ?? .missing
      case .estimated: part.estimated = amount(attribute, of: element)
      case .carried: part.isCarried = Self.boolean(attribute.value)
      case .indicator, .measure, .reason, .other: break
      }
    }
    return UnitSpelling.isCode(part.unit.rawValue) ? part : nil
  }

  private mutating func reconciliation(_ element: XMLElement) -> Reconciliation {
    var values = FigureValues.none
    for attribute in element.attributes {
      if case .value(let item) = roles[attribute.nameID] { values[item] = amount(attribute, of: element) }
    }
    var parts: [FigurePart] = []
    for child in element.children(named: "part") {
      if let part = part(child) { parts.append(part) }
    }
    return Reconciliation(values: values, coverage: Self.coverage(element), parts: parts)
  }

  private static func boolean(_ text: String?) -> Bool {
    guard let text = text.map(Folding.trim) else { return false }
    return text == "true" || text == "1"
  }
}

/// `xs:decimal`：the schema's spelling of numbers, which is wider than ours (`.5`, `5.`, blanks, leading zeros).
private struct SchemaDecimal {
  var amount: Amount?
  /// Whether the schema takes the number, so that nobody else tells the sender about it.
  var fitsSchema = false

  init(_ text: String) {
    var rest = Folding.trim(text)[...]
    var sign = ""
    if let first = rest.first, first == "-" || first == "+" {
      sign = first == "-" ? "-" : ""
      rest = rest.dropFirst()
    }
    let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    var whole = parts.first ?? ""
    var fraction = parts.count > 1 ? parts[1] : ""
    guard !(whole.isEmpty && fraction.isEmpty), whole.allSatisfy(\.isDigit), fraction.allSatisfy(\.isDigit)
    else { return }
    whole = whole.drop { $0 == "0" }
    while fraction.last == "0" { fraction.removeLast() }
    fitsSchema = whole.count <= 12 && fraction.count <= Amount.maximumScale
    amount = Amount(sign + (whole.isEmpty ? "0" : whole) + (fraction.isEmpty ? "" : "." + fraction))
  }
}
