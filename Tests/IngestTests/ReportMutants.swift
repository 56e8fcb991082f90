import TestKit

/// A report as a tree that can be spoilt: only what our samples hold, elements, attributes and texts.
struct MutantElement {
  enum Part {
    case element(MutantElement)
    case text(String)
  }
  var name: String
  var attributes: [(name: String, value: String)] = []
  var parts: [Part] = []

  /// Reads well-formed XML without comments, CDATA and document type.
  init?(_ xml: String) {
    var rest = xml[...]
    if rest.hasPrefix("<?"), let end = rest.firstRange(of: "?>") { rest = rest[end.upperBound...] }
    rest = rest.drop(while: \.isWhitespace)
    guard let element = Self.element(from: &rest) else { return nil }
    self = element
  }

  init(name: String) { self.name = name }

  private static func element(from rest: inout Substring) -> MutantElement? {
    guard rest.first == "<", let end = rest.firstIndex(of: ">") else { return nil }
    var tag = rest[rest.index(after: rest.startIndex)..<end]
    rest = rest[rest.index(after: end)...]
    let isEmpty = tag.last == "/"
    if isEmpty { tag.removeLast() }
    var element = MutantElement(name: String(tag.prefix { !$0.isWhitespace }))
    tag = tag.dropFirst(element.name.count)
    while let equals = tag.firstIndex(of: "=") {
      let name = tag[..<equals].filter { !$0.isWhitespace }
      let quoted = tag[tag.index(after: equals)...]
      guard let quote = quoted.first, let close = quoted.dropFirst().firstIndex(of: quote) else { return nil }
      element.attributes.append((name, String(quoted[quoted.index(after: quoted.startIndex)..<close])))
      tag = quoted[quoted.index(after: close)...]
    }
    if isEmpty { return element }
    while !rest.isEmpty {
      if rest.hasPrefix("</") {
        guard let close = rest.firstIndex(of: ">") else { return nil }
        rest = rest[rest.index(after: close)...]
        return element
      }
      if rest.first == "<" {
        guard let child = Self.element(from: &rest) else { return nil }
        element.parts.append(.element(child))
      } else {
        let text = rest.prefix { $0 != "<" }
        element.parts.append(.text(String(text)))
        rest = rest[text.endIndex...]
      }
    }
    return nil
  }

  var xml: String {
    let attributes = attributes.map { " \($0.name)=\"\($0.value)\"" }.joined()
    if parts.isEmpty { return "<\(name)\(attributes)/>" }
    let inside = parts.map { part in
      switch part {
      case .element(let element): element.xml
      case .text(let text): text
      }
    }.joined()
    return "<\(name)\(attributes)>\(inside)</\(name)>"
  }

  var elementCount: Int {
    parts.reduce(1) { count, part in
      if case .element(let element) = part { count + element.elementCount } else { count }
    }
  }

  /// Changes the element of a number in document order, this one being 0.
  mutating func change(_ number: Int, _ change: (inout MutantElement) -> Void) {
    if number == 0 {
      change(&self)
      return
    }
    var before = 1
    for index in parts.indices {
      guard case .element(var child) = parts[index] else { continue }
      let count = child.elementCount
      if number < before + count {
        child.change(number - before, change)
        parts[index] = .element(child)
        return
      }
      before += count
    }
  }
}

/// Reports with one to three things wrong with them, or with nothing wrong but the spelling.
struct ReportMutants {
  private var random: SeededGenerator
  private let originals: [MutantElement]

  init(of reports: [String], seed: UInt64) {
    random = SeededGenerator(seed: seed)
    originals = reports.compactMap { MutantElement($0) }
  }

  private static let values = [
    "", " ", "0", "-0", "5", "+5", " 5 ", "05", "5.", ".5", ".", "-", "--5", "1e3", "5,000", "５", "NaN",
    "INF",
    "1000000000000", "1000000000000.1", "1000000000001", "-1000000000000", "-1000000000001",
    "0.123456789", "0.1234567890", "0.1234567891", "999999", "1000000", "1000001", "9999", "10000", "-1",
    "610702", "6107020", "610702-jyj", "610702-", "610702-JYJ", "hz-06", "hz-6", "HZ-06", "key-teachers",
    "key--teachers", "-key", "Key", "hanzhong-2022", "2024-Q3", "2024-Q5", "1999-Q1", "2024-q3", "2024-Q3 ",
    "own", "rollup", "Own", " own", "true", "false", "1", "TRUE", "yes", "replace", "supplement", "reported",
    "missing", "notApplicable", "complete", "partial", "provisional", "in-progress", "completed", "done",
    "2024-10-08", "2024-02-30", "2024-2-3", "2024-10-08Z", "2024-10-08+08:00", "2024-10-08T09:30:00+08:00",
    "2024-10-08T24:00:00", "2024-10-08T25:00:00", "2024-10-08T09:30:00.5Z", "V4003", "V403", "v4003",
    "accepted", "questions", "returned", "progress", "summary", "\t5\n", "&#32;5", "&lt;", "人", "万元", "<",
    "&",
  ]
  private static let names = [
    "report", "cover", "unitName", "filledBy", "filledOn", "basis", "plan", "sources", "source",
    "missingUnits",
    "unit", "summary", "task", "statusCount", "figure", "progress", "problems", "next", "explanation",
    "paragraph", "coverage", "leaf", "part", "reconciliation", "Figure", "figures", "x",
  ]
  private static let attributes = [
    "unit", "plan", "period", "scope", "revision", "mode", "blankMeansZero", "id", "status", "indicator",
    "inPeriod", "yearToDate", "planToDate", "atEnd", "numerator", "denominator", "adjustment", "measure",
    "state",
    "reason", "estimated", "carried", "rule", "kind", "code", "digest", "expected", "missing", "late", "Unit",
    "xml:lang", "xml:space", "x:y",
  ]

  mutating func next() -> String {
    var report = originals[Int.random(in: originals.indices, using: &random)]
    for _ in 0..<[1, 1, 1, 2, 3][Int.random(in: 0..<5, using: &random)] { spoil(&report) }
    var xml = report.xml
    if random.oneIn(12) { xml = misspelt(xml) }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml + "\n"
  }

  private mutating func pick<Element>(_ list: [Element]) -> Element {
    list[Int.random(in: list.indices, using: &random)]
  }

  private mutating func value() -> String {
    switch Int.random(in: 0..<20, using: &random) {
    case 0: String(repeating: "字", count: pick([20, 21, 199, 200, 201]))
    case 1: String(repeating: "a", count: pick([48, 49, 64, 65]))
    case 2: String(repeating: pick(["0", "f", "F", "9"]), count: pick([63, 64, 65]))
    default: pick(Self.values)
    }
  }

  private mutating func spoil(_ report: inout MutantElement) {
    let number = Int.random(in: 0..<report.elementCount, using: &random)
    let kind = Int.random(in: 0..<18, using: &random)
    var random = random
    func index(_ count: Int) -> Int { count == 0 ? 0 : Int.random(in: 0..<count, using: &random) }
    let (value, name, attribute) = (value(), pick(Self.names), pick(Self.attributes))
    report.change(number) { element in
      let children = element.parts.indices.filter {
        if case .element = element.parts[$0] { true } else { false }
      }
      let place = index(element.attributes.count)
      let child = children.isEmpty ? nil : children[index(children.count)]
      switch kind {
      case 0, 1: if !element.attributes.isEmpty { element.attributes.remove(at: place) }
      case 2, 3, 4: if !element.attributes.isEmpty { element.attributes[place].value = value }
      case 5: if !element.attributes.isEmpty { element.attributes[place].name = attribute }
      case 6: element.attributes.append((attribute, value))
      case 7: element.attributes.reverse()
      case 8: element.name = name
      case 9: if let child { element.parts.remove(at: child) }
      case 10: if let child { element.parts.insert(element.parts[child], at: index(element.parts.count + 1)) }
      case 11: if let child { element.parts.swapAt(child, children[index(children.count)]) }
      case 12: element.parts.insert(.element(MutantElement(name: name)), at: index(element.parts.count + 1))
      case 13: element.parts.insert(.text(value), at: index(element.parts.count + 1))
      case 14: element.parts.insert(.text("<!-- 注 --><?x y?> \n"), at: index(element.parts.count + 1))
      case 15: element.parts = [.text("<![CDATA[\(value.replacing("<", with: ""))]]>")]
      case 16:
        let (name, value) = [
          ("xmlns", "urn:other"), ("xmlns", ""), ("xmlns:x", "urn:cengbao:report:1"),
          ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"), ("xmlns:x", "urn:x\" x:y=\"1"),
          ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true"),
          ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"Part"),
        ][index(7)]
        element.attributes.append((name, value))
      default: element.parts = [.text(String(repeating: "长", count: [19_999, 20_000, 20_001][index(3)]))]
      }
    }
    self.random = random
  }

  /// A byte too many or too few, which mostly leaves no XML.
  private mutating func misspelt(_ xml: String) -> String {
    var characters = Array(xml)
    let place = Int.random(in: characters.indices, using: &random)
    switch Int.random(in: 0..<3, using: &random) {
    case 0: characters.remove(at: place)
    case 1: characters.insert(pick(Array("<>\"&/ =")), at: place)
    default: characters.swapAt(place, Int.random(in: characters.indices, using: &random))
    }
    return String(characters)
  }
}
