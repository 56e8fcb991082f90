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
    let scored = allCases.map { delimiter in
      (delimiter: delimiter, score: score(cellCounts(in: bytes, delimiter.byte)))
    }
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

  /// How many cells each row would have; rows without a byte are left out.
  private static func cellCounts(in bytes: [UInt8], _ delimiter: UInt8) -> [Int] {
    var counts: [Int] = []
    var count = 1
    var isQuoted = false
    var hasJustClosed = false
    var isCellStart = true
    var isRowEmpty = true
    for byte in bytes.prefix(256 << 10) {
      if isQuoted {
        if byte == UInt8(ascii: "\"") {
          isQuoted = false
          hasJustClosed = true
        }
        continue
      }
      // A doubled quote closes and opens again.
      if hasJustClosed, byte == UInt8(ascii: "\"") {
        isQuoted = true
        hasJustClosed = false
        continue
      }
      hasJustClosed = false
      switch byte {
      // A doubled quote closes and opens again.
      case UInt8(ascii: "\"") where isCellStart:
        isQuoted = true
        isRowEmpty = false
      case delimiter:
        count += 1
        isCellStart = true
        isRowEmpty = false
        continue
      case 0x0A, 0x0D:
        if !isRowEmpty { counts.append(count) }
        if counts.count >= 256 { return counts }
        count = 1
        isCellStart = true
        isRowEmpty = true
        continue
      default:
        isRowEmpty = false
      }
      isCellStart = false
    }
    if !isRowEmpty { counts.append(count) }
    return counts
  }
}
