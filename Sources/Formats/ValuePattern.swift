/// 值的式样：a `pattern` facet as a table that is walked byte by byte.
///
/// Only what plain patterns are made of is understood: ASCII characters, classes of them, groups, alternatives and counts.
struct ValuePattern: Sendable {
  /// For every state 256 next states; state 0 is the one that nothing leads out of.
  private var next: [UInt8] = []
  private var accepts: [Bool] = []
  private static let start: UInt8 = 1

  /// `nil` for a pattern that is not understood, or too large.
  init?(_ pattern: String) {
    var steps = PatternSteps()
    var parser = PatternParser(rest: Array(pattern.utf8)[...])
    guard let node = parser.alternatives(), parser.rest.isEmpty else { return nil }
    let end = steps.add(node, from: 0)
    guard steps.count < 2_000, determine(steps, end: end) else { return nil }
  }

  func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    next.withUnsafeBufferPointer { next in
      var state = Self.start
      for byte in bytes {
        state = next[Int(state) << 8 | Int(byte)]
        if state == 0 { return false }
      }
      return accepts[Int(state)]
    }
  }

  /// Each state of the table is a set of places in the steps.
  private mutating func determine(_ steps: PatternSteps, end: Int) -> Bool {
    var sets: [Set<Int>] = [[], steps.closure(of: [0])]
    var known: [Set<Int>: UInt8] = [sets[0]: 0, sets[1]: 1]
    var state = 0
    while state < sets.count {
      accepts.append(sets[state].contains(end))
      for byte in 0..<256 {
        let places = steps.closure(of: steps.places(after: UInt8(byte), from: sets[state]))
        if let id = known[places] {
          next.append(id)
          continue
        }
        guard let id = UInt8(exactly: sets.count) else { return false }
        known[places] = id
        sets.append(places)
        next.append(id)
      }
      state += 1
    }
    return true
  }
}

private indirect enum PatternNode {
  case byte(Set<UInt8>)
  case sequence([PatternNode])
  case either([PatternNode])
  /// `most` is `nil` where there is no bound.
  case times(PatternNode, least: Int, most: Int?)
}

private struct PatternParser {
  var rest: ArraySlice<UInt8>

  mutating func alternatives() -> PatternNode? {
    var branches: [PatternNode] = []
    while true {
      guard let branch = sequence() else { return nil }
      branches.append(branch)
      guard rest.first == UInt8(ascii: "|") else { break }
      rest.removeFirst()
    }
    return branches.count == 1 ? branches[0] : .either(branches)
  }

  private mutating func sequence() -> PatternNode? {
    var nodes: [PatternNode] = []
    while let byte = rest.first, byte != UInt8(ascii: ")"), byte != UInt8(ascii: "|") {
      guard let atom = atom(), let counted = counted(atom) else { return nil }
      nodes.append(counted)
    }
    return .sequence(nodes)
  }

  private mutating func atom() -> PatternNode? {
    guard let byte = rest.popFirst() else { return nil }
    switch byte {
    case UInt8(ascii: "("):
      guard let inner = alternatives(), rest.popFirst() == UInt8(ascii: ")") else { return nil }
      return inner
    case UInt8(ascii: "["): return byteClass()
    case _ where Self.isPlain(byte): return .byte([byte])
    default: return nil
    }
  }

  /// `[a-z0-9]`; a hyphen stands only between the ends of a range.
  private mutating func byteClass() -> PatternNode? {
    var bytes: Set<UInt8> = []
    while let first = rest.popFirst() {
      if first == UInt8(ascii: "]") { return bytes.isEmpty ? nil : .byte(bytes) }
      guard Self.isPlain(first), first != UInt8(ascii: "-") else { return nil }
      guard rest.first == UInt8(ascii: "-") else {
        bytes.insert(first)
        continue
      }
      rest.removeFirst()
      guard let last = rest.popFirst(), Self.isPlain(last), last != UInt8(ascii: "-"), first <= last else {
        return nil
      }
      bytes.formUnion(first...last)
    }
    return nil
  }

  private mutating func counted(_ atom: PatternNode) -> PatternNode? {
    switch rest.first {
    case UInt8(ascii: "?"): (rest.removeFirst(), PatternNode.times(atom, least: 0, most: 1)).1
    case UInt8(ascii: "*"): (rest.removeFirst(), PatternNode.times(atom, least: 0, most: nil)).1
    case UInt8(ascii: "+"): (rest.removeFirst(), PatternNode.times(atom, least: 1, most: nil)).1
    case UInt8(ascii: "{"): count(of: atom)
    default: atom
    }
  }

  private mutating func count(of atom: PatternNode) -> PatternNode? {
    rest.removeFirst()
    guard let close = rest.firstIndex(of: UInt8(ascii: "}")) else { return nil }
    let parts = rest[..<close].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      .map { Int(String(decoding: $0, as: UTF8.self)) }
    rest = rest[(close + 1)...]
    guard parts.count <= 2, let first = parts.first, let least = first, least <= 200 else { return nil }
    guard parts.count == 2 else { return .times(atom, least: least, most: least) }
    guard let most = parts[1], most >= least, most <= 200 else { return nil }
    return .times(atom, least: least, most: most)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"):
      true
    default: false
    }
  }
}

/// 式样的步骤：from which place which bytes lead where, and where one gets without a byte.
private struct PatternSteps {
  private var byBytes: [[(bytes: Set<UInt8>, to: Int)]] = [[]]
  private var freely: [[Int]] = [[]]

  var count: Int { freely.count }

  private mutating func place() -> Int {
    byBytes.append([])
    freely.append([])
    return count - 1
  }

  /// Adds a node behind a place and tells where it ends.
  mutating func add(_ node: PatternNode, from start: Int) -> Int {
    if count > 4_000 { return start }
    switch node {
    case .byte(let bytes):
      let end = place()
      byBytes[start].append((bytes, end))
      return end
    case .sequence(let nodes): return nodes.reduce(start) { add($1, from: $0) }
    case .either(let branches):
      let end = place()
      for branch in branches { freely[add(branch, from: start)].append(end) }
      return end
    case .times(let inner, let least, let most):
      var end = start
      for _ in 0..<least { end = add(inner, from: end) }
      guard let most else {
        // Back to a place of its own, so that what stands before is not repeated with it.
        let loop = place()
        freely[end].append(loop)
        freely[add(inner, from: loop)].append(loop)
        return loop
      }
      let last = place()
      freely[end].append(last)
      for _ in least..<most {
        end = add(inner, from: end)
        freely[end].append(last)
      }
      return last
    }
  }

  func closure(of places: Set<Int>) -> Set<Int> {
    var all = places
    var open = Array(places)
    while let place = open.popLast() {
      for next in freely[place] where all.insert(next).inserted { open.append(next) }
    }
    return all
  }

  func places(after byte: UInt8, from places: Set<Int>) -> Set<Int> {
    var found: Set<Int> = []
    for place in places {
      for step in byBytes[place] where step.bytes.contains(byte) { found.insert(step.to) }
    }
    return found
  }
}
