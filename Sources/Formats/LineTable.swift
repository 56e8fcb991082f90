import Glibc

/// 行号表：turns byte offsets into lines and columns.
///
/// Why: readers keep one offset for each thing they find; lines are worked out for the few that are reported.
package struct LineTable: Sendable {
  /// Offset of the first byte of every line.
  private let starts: [UInt32]

  /// - Parameter countsLoneCR: whether a CR without LF ends a line, as it does in CSV and does not in XML.
  package init(_ bytes: [UInt8], countsLoneCR: Bool) {
    var starts: [UInt32] = [0]
    bytes.withUnsafeBytes { raw in
      guard let base = raw.baseAddress else { return }
      if countsLoneCR {
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
    var column = 1
    for index in Int(starts[line - 1])..<max(Int(starts[line - 1]), min(offset, bytes.count))
    where bytes[index] & 0xC0 != 0x80 {
      column += 1
    }
    return TextPosition(line: line, column: column)
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
