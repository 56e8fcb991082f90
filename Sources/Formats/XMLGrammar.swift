/// 结构语法：an XSD as plain tables, for seeing quickly that a document fits it.
///
/// Why: libxml2 spends three times as long on checking a report as on parsing it, and nearly every report is right. The
/// tables come from the same XSD, so that no rule is written down twice; what they do not accept, libxml2 judges, and it
/// alone words what is wrong. An XSD with anything in it that is not understood here has no grammar, and is libxml2's from
/// the start. A test holds the two against each other.
struct XMLGrammar: Sendable {
  struct Attribute: Sendable {
    var type: XMLValueType
    var isRequired: Bool
  }

  /// 内容模型中的一项: an element of a sequence.
  struct Particle: Sendable {
    var name: String
    var content: Int
    var least: Int
    var most: Int
  }

  /// 元素内容: what an element may have: attributes, and either a text or elements in order.
  struct Content: Sendable {
    var attributes: [String: Attribute] = [:]
    var text: XMLValueType?
    var particles: [Particle] = []
  }

  private(set) var namespace = ""
  private(set) var contents: [Content] = []
  /// Where a document begins, each name with its content.
  private(set) var roots: [String: Int] = [:]

  /// `nil` for an XSD with something in it that is not understood.
  init?(_ schema: XMLDocument) {
    var reading = XMLGrammarReading(schema.root)
    guard let read = reading.read() else { return nil }
    (namespace, contents, roots) = (read.namespace, read.contents, read.roots)
  }

  /// Whether the document surely fits; `false` where only libxml2 can tell.
  func accepts(_ document: XMLDocument) -> Bool {
    guard document.furtherTexts.isEmpty, document.root.namespace == namespace,
      let root = roots[document.root.name]
    else { return false }
    return document.content.withUnsafeBufferPointer { content in
      document.source.withUnsafeBufferPointer { source in
        var walk = XMLGrammarWalk(self, document, content: content, source: source)
        return walk.accepts(0, as: root)
      }
    }
  }
}

/// 对照语法：one document on its way through the grammar's tables, with the document's own numbers for names.
private struct XMLGrammarWalk {
  /// A content's tables, by the numbers of the document's names.
  private final class Table {
    let text: XMLValueType?
    let attributes: [(type: XMLValueType, bit: UInt64)?]
    /// Together the attributes that have to be there.
    let required: UInt64
    let particles: [XMLGrammar.Particle]
    let particlesByName: [Int?]

    init(_ content: XMLGrammar.Content, namespace: String, names: [XMLDocument.Name]) {
      text = content.text
      particles = content.particles
      particlesByName = names.map { name in
        name.namespace == namespace ? content.particles.firstIndex { $0.name == name.local } : nil
      }
      var bit: UInt64 = 1
      attributes = names.map { name in
        guard name.namespace.isEmpty, let attribute = content.attributes[name.local] else { return nil }
        guard attribute.isRequired else { return (attribute.type, 0) }
        defer { bit <<= 1 }
        return (attribute.type, bit)
      }
      // One that is not named in the whole document is missing everywhere.
      let named = attributes.count { ($0?.bit ?? 0) != 0 }
      let asked = content.attributes.values.count(where: \.isRequired)
      required = named == asked ? bit &- 1 : .max
    }
  }

  private let grammar: XMLGrammar
  private let document: XMLDocument
  private let content: UnsafeBufferPointer<UInt8>
  private let source: UnsafeBufferPointer<UInt8>
  private var tables: [Table?]

  init(
    _ grammar: XMLGrammar, _ document: XMLDocument, content: UnsafeBufferPointer<UInt8>,
    source: UnsafeBufferPointer<UInt8>
  ) {
    self.grammar = grammar
    self.document = document
    self.content = content
    self.source = source
    tables = Array(repeating: nil, count: grammar.contents.count)
  }

  private mutating func table(_ number: Int) -> Table {
    if let table = tables[number] { return table }
    let table = Table(grammar.contents[number], namespace: grammar.namespace, names: document.names)
    tables[number] = table
    return table
  }

  mutating func accepts(_ index: Int, as number: Int) -> Bool {
    let table = table(number)
    let record = document.elementRecords[index]
    guard acceptsAttributes(of: record, table) else { return false }
    guard let type = table.text else {
      return record.textStart == record.textEnd && acceptsElements(in: record, from: index + 1, table)
    }
    let range = Int(record.textStart)..<Int(record.textEnd)
    return Int(record.end) == index + 1 && type.accepts(UnsafeBufferPointer(rebasing: content[range]))
  }

  private func acceptsAttributes(of record: XMLDocument.ElementRecord, _ table: Table) -> Bool {
    var seen: UInt64 = 0
    for index in Int(record.attributesStart)..<Int(record.attributesEnd) {
      let attribute = document.attributeRecords[index]
      guard let (type, bit) = table.attributes[Int(attribute.name)] else { return false }
      seen |= bit
      let range = Int(attribute.valueStart)..<Int(attribute.valueEnd)
      let bytes = UnsafeBufferPointer(rebasing: (attribute.isRewritten ? content : source)[range])
      guard type.accepts(bytes) else { return false }
    }
    return seen == table.required
  }

  /// The elements of a sequence come in its order, each as often as it may.
  private mutating func acceptsElements(
    in record: XMLDocument.ElementRecord, from first: Int, _ table: Table
  ) -> Bool {
    let particles = table.particles
    var current = 0
    var count = 0
    var position = first
    while position < Int(record.end) {
      let child = document.elementRecords[position]
      guard let particle = table.particlesByName[Int(child.name)], particle >= current else { return false }
      while current < particle {
        if count < particles[current].least { return false }
        current += 1
        count = 0
      }
      count += 1
      guard count <= particles[current].most, accepts(position, as: particles[current].content) else {
        return false
      }
      position = Int(child.end)
    }
    while current < particles.count {
      if count < particles[current].least { return false }
      current += 1
      count = 0
    }
    return true
  }
}
