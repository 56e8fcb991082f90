import Glibc

/// 行号表：turns byte offsets into lines and columns.
///
/// Why: readers keep one offset for each thing they find; lines are worked out for the few that are reported.
package struct LineTable: Sendable {
  /// Offset of the first byte of every line.
  private let starts: [UInt32]
  /// How many characters begin before every block, kept only where a line is longer than a block: a file
  /// on one line would otherwise be counted through for every place in it.
  private let charactersBeforeBlock: [UInt32]
  private static let blockBytes = 4096

  /// - Parameter countsLoneCR: whether a CR without LF ends a line, as it does in CSV and does not in XML.
  package init(_ bytes: [UInt8], countsLoneCR: Bool) {
    var starts: [UInt32] = [0]
    bytes.withUnsafeBytes { raw in
      guard let base = raw.baseAddress else { return }
      if countsLoneCR, memchr(base, 0x0D, raw.count) != nil {
        for index in 0..<raw.count {
          let byte = raw[index]
          if byte == 0x0A || (byte == 0x0D && (index + 1 == raw.count || raw[index + 1] != 0x0A)) {
            starts.append(UInt32(truncatingIfNeeded: index + 1))
          }
        }
      } else {
        var position = 0
        while position < raw.count,
          let hit = memchr(base + position, 0x0A, raw.count - position)
        {
          position = UnsafeRawPointer(hit) - base + 1
          starts.append(UInt32(truncatingIfNeeded: position))
        }
      }
    }
    self.starts = starts
    let hasLongLine = zip(starts, starts.dropFirst() + [UInt32(truncatingIfNeeded: bytes.count)]).contains {
      $1 &- $0 > UInt32(Self.blockBytes)
    }
    var counts: [UInt32] = []
    if hasLongLine {
      var count = 0
      for block in stride(from: 0, to: bytes.count + 1, by: Self.blockBytes) {
        counts.append(UInt32(truncatingIfNeeded: count))
        count += Self.characterCount(bytes, block..<min(block + Self.blockBytes, bytes.count))
      }
    }
    charactersBeforeBlock = counts
  }

  /// How many characters of UTF-8 begin in a range.
  private static func characterCount(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      var count = 0
      for index in range where bytes[index] & 0xC0 != 0x80 { count += 1 }
      return count
    }
  }

  private func charactersBefore(_ offset: Int, in bytes: [UInt8]) -> Int {
    let block = offset / Self.blockBytes
    return Int(charactersBeforeBlock[block])
      + Self.characterCount(bytes, block * Self.blockBytes..<offset)
  }

  /// The line of an offset, from 1.
  package func line(of offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if Int(starts[middle]) <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Line and column of an offset, both from 1; the column counts characters (code points) of UTF-8 text.
  package func position(of offset: Int, in bytes: [UInt8]) -> TextPosition {
    let line = line(of: offset)
    let start = Int(starts[line - 1])
    let end = max(start, min(offset, bytes.count))
    let column =
      charactersBeforeBlock.isEmpty
      ? Self.characterCount(bytes, start..<end)
      : charactersBefore(end, in: bytes) - charactersBefore(start, in: bytes)
    return TextPosition(line: line, column: column + 1)
  }
}

/// 行列位置：a place in a text, line and column from 1.
package struct TextPosition: Hashable, Sendable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
