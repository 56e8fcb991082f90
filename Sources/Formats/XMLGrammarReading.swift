/// 读取结构语法：takes an XSD apart into the grammar's tables, and gives up at the first thing that it does not know.
struct XMLGrammarReading {
  private static let language = "http://www.w3.org/2001/XMLSchema"

  private let root: XMLElement
  private var namespace = ""
  private var contents: [XMLGrammar.Content] = []
  private var simpleTypes: [String: XMLElement] = [:]
  private var complexTypes: [String: XMLElement] = [:]
  private var attributeGroups: [String: XMLElement] = [:]
  /// Named types that have been read.
  private var numbers: [String: Int] = [:]

  init(_ root: XMLElement) { self.root = root }

  mutating func read() -> (namespace: String, contents: [XMLGrammar.Content], roots: [String: Int])? {
    guard root.name == "schema", root.namespace == Self.language,
      let target = root.attribute("targetNamespace"),
      root.attribute("elementFormDefault") == "qualified",
      hasOnly(["targetNamespace", "elementFormDefault", "version"], root), declaresOnly(target)
    else { return nil }
    namespace = target
    var elements: [XMLElement] = []
    for part in parts(of: root) {
      guard let name = part.attribute("name") else { return nil }
      switch part.name {
      case "simpleType": simpleTypes[name] = part
      case "complexType": complexTypes[name] = part
      case "attributeGroup": attributeGroups[name] = part
      case "element": elements.append(part)
      default: return nil
      }
    }
    var roots: [String: Int] = [:]
    for element in elements {
      guard let name = element.attribute("name"), let number = content(of: element) else { return nil }
      roots[name] = number
    }
    return (namespace, contents, roots)
  }

  /// Names in values, `xs:decimal` and `Number`, mean what they look like only where nothing is bound otherwise.
  private func declaresOnly(_ target: String) -> Bool {
    let text = String(decoding: root.document.source, as: UTF8.self)
    return text.ranges(of: "xmlns").count == 2 && text.contains("xmlns:xs=\"\(Self.language)\"")
      && text.contains("xmlns=\"\(target)\"")
  }

  /// The elements of the schema language in one, annotations left out.
  private func parts(of element: XMLElement) -> [XMLElement] {
    element.children.filter { $0.name != "annotation" || $0.namespace != Self.language }
  }

  private func hasOnly(_ names: Set<String>, _ element: XMLElement) -> Bool {
    element.namespace == Self.language
      && element.attributes.allSatisfy { $0.namespace.isEmpty && names.contains($0.name) }
  }

  private mutating func add(_ content: XMLGrammar.Content) -> Int {
    contents.append(content)
    return contents.count - 1
  }

  // MARK: Elements

  private mutating func content(of element: XMLElement) -> Int? {
    let inside = parts(of: element)
    guard hasOnly(["name", "type", "minOccurs", "maxOccurs"], element) else { return nil }
    if let type = element.attribute("type") {
      guard inside.isEmpty else { return nil }
      if let known = numbers[type] { return known }
      if let complex = complexTypes[type] {
        // Kept before it is read, because a type may hold itself.
        let number = add(XMLGrammar.Content())
        numbers[type] = number
        guard let content = self.complex(complex) else { return nil }
        contents[number] = content
        return number
      }
      guard let text = simple(named: type) else { return nil }
      let number = add(XMLGrammar.Content(text: text))
      numbers[type] = number
      return number
    }
    guard inside.count == 1, let only = inside.first else { return nil }
    switch only.name {
    case "complexType": return complex(only).map { add($0) }
    case "simpleType": return simple(only).map { add(XMLGrammar.Content(text: $0)) }
    default: return nil
    }
  }

  private mutating func complex(_ type: XMLElement) -> XMLGrammar.Content? {
    guard hasOnly(["name"], type) else { return nil }
    var content = XMLGrammar.Content()
    var isSettled = false
    for part in parts(of: type) {
      switch part.name {
      case "sequence" where !isSettled && content.attributes.isEmpty:
        guard let particles = particles(of: part) else { return nil }
        content.particles = particles
        isSettled = true
      case "simpleContent" where !isSettled && content.attributes.isEmpty:
        let inside = parts(of: part)
        guard hasOnly([], part), inside.count == 1, let extended = inside.first, extended.name == "extension",
          hasOnly(["base"], extended), let base = extended.attribute("base"), let text = simple(named: base)
        else { return nil }
        content.text = text
        for attribute in parts(of: extended) {
          guard addAttributes(attribute, to: &content) else { return nil }
        }
        isSettled = true
      default: guard addAttributes(part, to: &content) else { return nil }
      }
    }
    return content.attributes.values.count(where: \.isRequired) < 64 ? content : nil
  }

  private mutating func particles(of sequence: XMLElement) -> [XMLGrammar.Particle]? {
    guard hasOnly([], sequence) else { return nil }
    var particles: [XMLGrammar.Particle] = []
    for element in parts(of: sequence) {
      guard element.name == "element", let name = element.attribute("name"),
        // With one name twice it would have to be found out which is meant.
        !particles.contains(where: { $0.name == name }),
        let least = Int(element.attribute("minOccurs") ?? "1"), let content = content(of: element)
      else { return nil }
      let bound = element.attribute("maxOccurs") ?? "1"
      guard let most = bound == "unbounded" ? Int.max : Int(bound), least >= 0, most >= max(least, 1) else {
        return nil
      }
      particles.append(XMLGrammar.Particle(name: name, content: content, least: least, most: most))
    }
    return particles
  }

  // MARK: Attributes

  private func addAttributes(_ part: XMLElement, to content: inout XMLGrammar.Content) -> Bool {
    if part.name == "attributeGroup" {
      guard hasOnly(["ref"], part), let name = part.attribute("ref"), let group = attributeGroups[name],
        hasOnly(["name"], group)
      else { return false }
      return parts(of: group).allSatisfy { $0.name == "attribute" && addAttributes($0, to: &content) }
    }
    let inside = parts(of: part)
    guard part.name == "attribute", hasOnly(["name", "type", "use", "default"], part),
      let name = part.attribute("name"), content.attributes[name] == nil
    else { return false }
    let type: XMLValueType?
    if let named = part.attribute("type") {
      type = inside.isEmpty ? simple(named: named) : nil
    } else {
      type = inside.count == 1 ? inside.first.flatMap { simple($0) } : nil
    }
    guard let type, ["required", "optional"].contains(part.attribute("use") ?? "optional") else {
      return false
    }
    content.attributes[name] = XMLGrammar.Attribute(
      type: type, isRequired: part.attribute("use") == "required")
    return true
  }

  // MARK: Values

  private func simple(named name: String) -> XMLValueType? {
    if name.hasPrefix("xs:") { return XMLValueType(builtIn: name.dropFirst(3)) }
    return simpleTypes[name].flatMap { simple($0) }
  }

  private func simple(_ type: XMLElement) -> XMLValueType? {
    let inside = parts(of: type)
    guard type.name == "simpleType", hasOnly(["name"], type), inside.count == 1,
      let restriction = inside.first,
      restriction.name == "restriction", hasOnly(["base"], restriction),
      let base = restriction.attribute("base"), base.hasPrefix("xs:"),
      var read = XMLValueType(builtIn: base.dropFirst(3))
    else { return nil }
    for facet in parts(of: restriction) {
      guard hasOnly(["value"], facet), let value = facet.attribute("value"),
        read.restrict(facet.name, to: value)
      else { return nil }
    }
    return read
  }
}
