/// CSV分隔符：what stands between the cells of a row.
package enum CSVDelimiter: String, Hashable, Sendable, CaseIterable {
  case comma = ","
  case tab = "\t"
  case semicolon = ";"

  package var byte: UInt8 {
    switch self {
    case .comma: UInt8(ascii: ",")
    case .tab: UInt8(ascii: "\t")
    case .semicolon: UInt8(ascii: ";")
    }
  }

  /// The delimiter that cuts the rows most evenly, or nothing where none cuts any row.
  ///
  /// A row counts for as many cuts as it has, ten times over if a neighbouring row has equally many: a
  /// table of ten columns outweighs commas in its narrative and thousands separators in its numbers.
  /// Looks at the first 256 rows, within 256 KiB.
  static func detect(in bytes: [UInt8]) -> CSVDelimiter? {
    var walks = allCases.map { CellCounting($0) }
    bytes.withUnsafeBufferPointer { bytes in
      let end = min(bytes.count, 256 << 10)
      var position = 0
      while position < end {
        let byte = bytes[position]
        for index in walks.indices { walks[index].take(byte) }
        position += 1
        if CellCounting.isSign(byte) { continue }
        // Of bytes that part nothing the first says it all.
        while position < end, !CellCounting.isSign(bytes[position]) { position += 1 }
      }
    }
    let scored = walks.map { (delimiter: $0.delimiter, score: score($0.countsOfRows)) }
    // `max` would take the last of equals; the first is the commonest delimiter.
    return scored.reduce(nil as (delimiter: CSVDelimiter, score: Int)?) { best, next in
      next.score > (best?.score ?? 0) ? next : best
    }?.delimiter
  }

  private static func score(_ counts: [Int]) -> Int {
    var total = 0
    for (index, count) in counts.enumerated() where count > 1 {
      let isEven =
        (index > 0 && counts[index - 1] == count)
        || (index + 1 < counts.count && counts[index + 1] == count)
      total += (count - 1) * (isEven ? 10 : 1)
    }
    return total
  }
}

/// 逐行数格：how many cells each row would have by one delimiter; rows without a byte are left out.
private struct CellCounting {
  let delimiter: CSVDelimiter
  private let sign: UInt8
  private var counts: [Int] = []
  private var count = 1
  private var isQuoted = false
  private var hasJustClosed = false
  private var isCellStart = true
  private var isRowEmpty = true

  init(_ delimiter: CSVDelimiter) {
    self.delimiter = delimiter
    sign = delimiter.byte
  }

  /// Whether a byte can part rows or cells or be a quote.
  static func isSign(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x0A, 0x0D, UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"): true
    default: false
    }
  }

  var countsOfRows: [Int] { isRowEmpty || counts.count >= 256 ? counts : counts + [count] }

  /// The next byte of the file; of several that are no signs the first is enough.
  mutating func take(_ byte: UInt8) {
    if counts.count >= 256 { return }
    if isQuoted {
      if byte == UInt8(ascii: "\"") {
        isQuoted = false
        hasJustClosed = true
      }
      return
    }
    // A doubled quote closes and opens again.
    if hasJustClosed, byte == UInt8(ascii: "\"") {
      isQuoted = true
      hasJustClosed = false
      return
    }
    hasJustClosed = false
    switch byte {
    case UInt8(ascii: "\"") where isCellStart:
      isQuoted = true
      isRowEmpty = false
      isCellStart = false
    case sign:
      count += 1
      isCellStart = true
      isRowEmpty = false
    case 0x0A, 0x0D:
      if !isRowEmpty { counts.append(count) }
      count = 1
      isCellStart = true
      isRowEmpty = true
    default:
      isRowEmpty = false
      isCellStart = false
    }
  }
}
