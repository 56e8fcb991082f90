import Formats

/// 已读词语：what the few words of a column were read as, by their bytes.
///
/// Why: 人次, 万元 and 推进中 stand in every other row of a table; each is worked out once.
struct ReadWords<Meaning> {
  private static var limit: Int { 16 }
  private var words: [(bytes: [UInt8], meaning: Meaning)] = []

  /// What the cell means, worked out where the word has not been met before.
  mutating func meaning(of cell: TableCell, _ read: (String) -> Meaning) -> Meaning {
    let known = cell.withBytes { bytes in
      words.first { word in
        word.bytes.count == bytes.count && word.bytes.indices.allSatisfy { word.bytes[$0] == bytes[$0] }
      }
    }
    if let known { return known.meaning }
    let meaning = read(cell.text)
    if words.count < Self.limit { words.append((Array(cell.bytes), meaning)) }
    return meaning
  }
}
