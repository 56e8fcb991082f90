import Synchronization

/// 符号：a text that stands for something and comes again and again: a code, the name of an indicator.
///
/// Equal texts are one symbol, kept once for as long as the program runs, so that comparing, hashing and passing on a code
/// costs what it costs for a number. Half a million figures of a quarter know two thousand codes. What a file invents becomes a
/// symbol too when it is looked up; the bound on a file's size bounds that.
package struct Symbol: Sendable, Hashable, Comparable {
  /// Never released, which is what lets it be passed around without counting.
  private let entry: Unmanaged<Entry>

  private final class Entry: Sendable {
    let text: String
    /// The first sixteen bytes, as numbers that are in the order of the texts.
    let first: UInt64
    let second: UInt64
    init(_ text: String) {
      self.text = text
      func number(_ bytes: Substring.UTF8View.SubSequence) -> UInt64 {
        var number: UInt64 = 0
        for byte in bytes { number = number << 8 | UInt64(byte) }
        return bytes.isEmpty ? 0 : number << UInt64(8 * (8 - bytes.count))
      }
      let bytes = text[...].utf8
      first = number(bytes.prefix(8))
      second = number(bytes.dropFirst(8).prefix(8))
    }
  }

  /// 分表：one of several tables, so that threads that read files at the same time seldom wait for each other.
  private final class Table: Sendable {
    let entries = Mutex<[String: Entry]>([:])
  }

  private static let tables = (0..<64).map { _ in Table() }

  package init(_ text: String) {
    // The hash of equal texts is equal, however they are written.
    let known = Self.tables[text.hashValue & 63].entries.withLock { table in
      if let known = table[text] { return known }
      var own = text
      own.makeContiguousUTF8()
      let added = Entry(own)
      table[own] = added
      return added
    }
    entry = .passUnretained(known)
  }

  package var text: String { entry._withUnsafeGuaranteedRef { $0.text } }

  package static func == (left: Symbol, right: Symbol) -> Bool {
    left.entry.toOpaque() == right.entry.toOpaque()
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(address) }

  /// What a dictionary asks for. The general hash withstands keys that somebody chose; nobody chooses an address, so it is
  /// only mixed (the finalizer of MurmurHash3), for a tenth of the price.
  package func _rawHashValue(seed: Int) -> Int {
    var mixed = address ^ UInt(bitPattern: seed)
    mixed = (mixed ^ mixed >> 33) &* 0xff51_afd7_ed55_8ccd
    mixed = (mixed ^ mixed >> 33) &* 0xc4ce_b9fe_1a85_ec53
    return Int(bitPattern: mixed ^ mixed >> 33)
  }

  private var address: UInt { UInt(bitPattern: entry.toOpaque()) }

  /// By their bytes: the same order in every locale.
  package static func < (left: Symbol, right: Symbol) -> Bool {
    if left == right { return false }
    let (leftFirst, leftSecond) = left.entry._withUnsafeGuaranteedRef { ($0.first, $0.second) }
    let (rightFirst, rightSecond) = right.entry._withUnsafeGuaranteedRef { ($0.first, $0.second) }
    if leftFirst != rightFirst { return leftFirst < rightFirst }
    if leftSecond != rightSecond { return leftSecond < rightSecond }
    return left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}
