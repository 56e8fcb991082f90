import ReportModel

/// Something that workings are made of, as bytes and back.
protocol Packable {
  func pack(into packer: inout Packer)
  init(from unpacker: inout Unpacker) throws(WorkingsUnreadable)
}

/// 底稿无法读取：the bytes are not what this version writes; what they stood for has to be worked out again.
package struct WorkingsUnreadable: Error, Hashable {}

/// 装订：values as compact bytes, the same values always as the same bytes.
///
/// Numbers are written in as few bytes as they need, and every text once: after that by its number in a list that
/// stands in front.
struct Packer {
  private(set) var bytes: [UInt8] = []
  private var texts: [String] = []
  private var numbers: [String: Int] = [:]
  private var symbols: [Symbol: Int] = [:]
  private var coverages: [FigureCoverage: Int] = [:]
  /// Of coverages that were written out plainly, which are held so that their identities stay theirs.
  private var fingerprints: [ObjectIdentifier: (held: FigureCoverage, fingerprint: Fingerprint)] = [:]
  private let isPlain: Bool
  /// The indicators of what was packed last, in order.
  private var keys: [IndicatorID]

  /// Lists texts and leaves once.
  ///
  /// - Parameter indicators: those that are expected, in order.
  static func listing(_ indicators: [IndicatorID] = []) -> Packer { Packer(isPlain: false, keys: indicators) }
  /// Writes everything out, for a fingerprint.
  static var plain: Packer { Packer(isPlain: true, keys: []) }

  private init(isPlain: Bool, keys: [IndicatorID]) {
    self.isPlain = isPlain
    self.keys = keys
  }

  /// Begins anew, for the next fingerprint.
  mutating func begin() { bytes.removeAll(keepingCapacity: true) }

  var fingerprint: Fingerprint {
    var fingerprint = Fingerprint()
    fingerprint.add(bytes)
    return fingerprint
  }

  /// Everything that was added, behind its version and its list of texts.
  func finished(version: Int) -> [UInt8] {
    var whole = Packer.plain
    whole.add(version)
    whole.add(unsigned: UInt64(texts.count))
    for text in texts { whole.add(long: text) }
    return whole.bytes + bytes
  }

  mutating func add(byte: UInt8) { bytes.append(byte) }

  mutating func add(unsigned number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func add(_ number: Int64) {
    add(unsigned: UInt64(bitPattern: (number << 1) ^ (number >> 63)))
  }

  mutating func add(_ number: Int) { add(Int64(number)) }

  mutating func add(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  /// Up to eight flags in one byte.
  mutating func add(flags: Bool...) {
    var byte: UInt8 = 0
    for (position, flag) in flags.enumerated() where flag { byte |= 1 << UInt8(position) }
    bytes.append(byte)
  }

  /// Text that comes once: a clerk's words, a digest.
  mutating func add(long text: String) {
    add(unsigned: UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  /// Text that comes again: codes, names of states.
  mutating func add(_ text: String) {
    if isPlain { return add(long: text) }
    let number = numbers[text] ?? texts.count
    if number == texts.count {
      numbers[text] = number
      texts.append(text)
    }
    add(unsigned: UInt64(number))
  }

  /// A code, which comes again.
  mutating func add(_ symbol: Symbol) {
    if isPlain { return add(long: symbol.text) }
    let number = symbols[symbol] ?? texts.count
    if number == texts.count {
      symbols[symbol] = number
      texts.append(symbol.text)
    }
    add(unsigned: UInt64(number))
  }

  /// The leaves themselves the first time, after that their number; plainly, what stands for them.
  mutating func add(_ coverage: FigureCoverage) {
    if isPlain {
      if let known = fingerprints[coverage.identity] { return add(known.fingerprint) }
      var inner = Packer.plain
      coverage.pack(into: &inner)
      let fingerprint = inner.fingerprint
      fingerprints[coverage.identity] = (coverage, fingerprint)
      return add(fingerprint)
    }
    if let number = coverages[coverage] { return add(unsigned: UInt64(number + 1)) }
    coverages[coverage] = coverages.count
    add(unsigned: 0)
    coverage.pack(into: &self)
  }

  mutating func add(_ value: some Packable) { value.pack(into: &self) }

  mutating func add(_ value: (some Packable)?) {
    add(value != nil)
    if let value { value.pack(into: &self) }
  }

  mutating func add(_ values: [some Packable]) {
    add(unsigned: UInt64(values.count))
    for value in values { value.pack(into: &self) }
  }

  mutating func add<Element: Packable & Comparable>(_ values: Set<Element>) { add(values.sorted()) }

  /// In the order of the keys.
  mutating func add<Key: Packable & Comparable & Hashable, Value>(
    _ values: [Key: Value], _ write: (inout Packer, Key, Value) -> Void
  ) {
    add(unsigned: UInt64(values.count))
    for key in sortedKeys(of: values) {
      guard let value = values[key] else { continue }
      key.pack(into: &self)
      write(&self, key, value)
    }
  }

  mutating func add<Key: Packable & Comparable & Hashable, Value>(
    _ values: [Key: Value], _ write: (inout Packer, Value) -> Void
  ) {
    add(values) { packer, _, value in write(&packer, value) }
  }

  /// What one area keeps is mostly about the same indicators, which need not be sorted each time.
  private mutating func sortedKeys<Key: Comparable & Hashable, Value>(of values: [Key: Value]) -> [Key] {
    if let known = keys as? [Key], known.count == values.count, known.allSatisfy({ values[$0] != nil }) {
      return known
    }
    let sorted = values.keys.sorted()
    if sorted is [IndicatorID] { keys = sorted as? [IndicatorID] ?? [] }
    return sorted
  }
}

/// 拆装：reads what a `Packer` wrote, and never beyond the end.
struct Unpacker {
  private let bytes: [UInt8]
  private var position = 0
  private var texts: [String] = []
  private var coverages: [FigureCoverage] = []

  init(_ bytes: [UInt8], version: Int) throws(WorkingsUnreadable) {
    self.bytes = bytes
    guard try number() == version else { throw WorkingsUnreadable() }
    let count = try count()
    texts.reserveCapacity(count)
    for _ in 0..<count { texts.append(try long()) }
  }

  /// A count of things of which each takes a byte at least.
  private mutating func count() throws(WorkingsUnreadable) -> Int {
    let number = try unsigned()
    guard number <= bytes.count - position else { throw WorkingsUnreadable() }
    return Int(number)
  }

  /// Whether everything was read.
  var isAtEnd: Bool { position == bytes.count }

  mutating func byte() throws(WorkingsUnreadable) -> UInt8 {
    guard position < bytes.count else { throw WorkingsUnreadable() }
    position += 1
    return bytes[position - 1]
  }

  mutating func unsigned() throws(WorkingsUnreadable) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let next = try byte()
      guard shift < 64 else { throw WorkingsUnreadable() }
      value |= UInt64(next & 0x7f) << shift
      if next < 0x80 { return value }
      shift += 7
    }
  }

  mutating func number() throws(WorkingsUnreadable) -> Int64 {
    let value = try unsigned()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  mutating func int() throws(WorkingsUnreadable) -> Int { Int(try number()) }

  mutating func flag() throws(WorkingsUnreadable) -> Bool { try byte() != 0 }

  /// The flags of one byte.
  mutating func flags() throws(WorkingsUnreadable) -> (Int) -> Bool {
    let byte = try byte()
    return { byte >> UInt8($0) & 1 == 1 }
  }

  mutating func long() throws(WorkingsUnreadable) -> String {
    let count = try count()
    position += count
    return String(decoding: bytes[(position - count)..<position], as: UTF8.self)
  }

  mutating func text() throws(WorkingsUnreadable) -> String {
    let number = try unsigned()
    guard number < texts.count else { throw WorkingsUnreadable() }
    return texts[Int(number)]
  }

  mutating func coverage() throws(WorkingsUnreadable) -> FigureCoverage {
    let number = try unsigned()
    if number > 0 {
      guard number <= coverages.count else { throw WorkingsUnreadable() }
      return coverages[Int(number) - 1]
    }
    let coverage = try FigureCoverage(from: &self)
    coverages.append(coverage)
    return coverage
  }

  mutating func value<Value: Packable>() throws(WorkingsUnreadable) -> Value { try Value(from: &self) }

  mutating func optional<Value: Packable>() throws(WorkingsUnreadable) -> Value? {
    try flag() ? try Value(from: &self) : nil
  }

  mutating func list<Value: Packable>() throws(WorkingsUnreadable) -> [Value] {
    let count = try count()
    var values: [Value] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(try Value(from: &self)) }
    return values
  }

  mutating func set<Value: Packable & Hashable>() throws(WorkingsUnreadable) -> Set<Value> { Set(try list()) }

  mutating func dictionary<Key: Packable & Hashable, Value>(
    _ read: (inout Unpacker, Key) throws(WorkingsUnreadable) -> Value
  ) throws(WorkingsUnreadable) -> [Key: Value] {
    let count = try count()
    var values: [Key: Value] = [:]
    values.reserveCapacity(count)
    for _ in 0..<count {
      let key = try Key(from: &self)
      values[key] = try read(&self, key)
    }
    return values
  }

  mutating func dictionary<Key: Packable & Hashable, Value>(
    _ read: (inout Unpacker) throws(WorkingsUnreadable) -> Value
  ) throws(WorkingsUnreadable) -> [Key: Value] {
    try dictionary { (unpacker: inout Unpacker, _: Key) throws(WorkingsUnreadable) in try read(&unpacker) }
  }
}
