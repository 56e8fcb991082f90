import Aggregate
import Export
import ReportModel
import Store

/// 下级文字：the words of the units below in the order of the file, written some units at a time, at the same time where there
/// are workers for it.
struct WordsBelow: Sendable {
  private let register: Register
  /// Words for which no report in the register stands.
  private let explicit: [OrgUnitCode: [SourceParagraph]]
  private let own: [OrgUnitCode: [EntryID]]
  private let received: [EntryID]

  /// Units of one piece.
  private static let pieceUnits = 48

  init(of unit: OrgUnitCode, explicit: [SourceParagraph], sources: [WordsSource], register: Register) {
    self.register = register
    self.explicit = Dictionary(grouping: explicit.filter { $0.unit != unit }, by: \.unit)
    own = Dictionary(grouping: sources.filter { $0.scope == .own }, by: \.unit).mapValues {
      $0.compactMap { $0.version.map(EntryID.init) }
    }
    received = sources.filter { $0.scope == .rollup }.compactMap { $0.version.map(EntryID.init) }
  }

  /// - Parameters:
  ///   - none: what the page shows before the first word.
  ///   - take: gets the bytes of one piece after the other, each with what the page shows of it.
  func forEachPiece(
    _ none: ShownWords, _ take: ([UInt8], ShownWords?) throws(PipelineFault) -> Void
  ) throws(PipelineFault) {
    var received = try ReceivedWords(self.received, register)
    let units = Set(own.keys).union(received.units).union(explicit.keys).sorted()
    var next = 0
    // Some pieces are made while those before them are taken.
    var ahead: Ahead<Result<[Written], PipelineFault>>?
    repeat {
      var pieces: [Piece] = []
      while pieces.count < 2 * workerCount, next < units.count {
        let end = min(next + Self.pieceUnits, units.count)
        pieces.append(try piece(of: units[next..<end], &received))
        next = end
      }
      let made = ahead
      if made == nil, next == units.count {
        // Few units: a worker that waited for another to do them would be one worker less.
        for piece in try written(pieces, none).get() { try take(piece.bytes, piece.shown) }
      } else {
        ahead = pieces.isEmpty ? nil : Ahead { [pieces] in written(pieces, none) }
        for piece in try made?.get().get() ?? [] { try take(piece.bytes, piece.shown) }
      }
    } while ahead != nil
  }

  private func piece(
    of units: ArraySlice<OrgUnitCode>, _ received: inout ReceivedWords
  ) throws(PipelineFault) -> Piece {
    var piece = Piece()
    for unit in units {
      let versions = own[unit] ?? []
      if versions.count == 1, explicit[unit] == nil, !received.units.contains(unit) {
        piece.add(ownLevel: versions[0])
      } else {
        var paragraphs = explicit[unit] ?? []
        for version in versions {
          paragraphs += try registered { () throws(StoreFault) in try register.words(of: version) }
        }
        paragraphs += try received.words(of: unit)
        piece.parts.append(.paragraphs(paragraphs.inOrderWithinUnit))
      }
    }
    return piece
  }

  /// 一段：the words of some units, one behind the other.
  private struct Piece {
    enum Part {
      /// To be read row by row, as they lie in the register.
      case versions([EntryID])
      case paragraphs([SourceParagraph])
    }
    var parts: [Part] = []

    mutating func add(ownLevel version: EntryID) {
      if case .versions(let before) = parts.last {
        parts[parts.count - 1] = .versions(before + [version])
      } else {
        parts.append(.versions([version]))
      }
    }
  }

  /// A piece as it stands in the file, and what the page shows of it.
  private struct Written: Sendable {
    var bytes: [UInt8]
    var shown: ShownWords
  }

  private func written(_ pieces: [Piece], _ none: ShownWords) -> Result<[Written], PipelineFault> {
    do throws(PipelineFault) {
      return .success(try concurrently(pieces) { piece throws(PipelineFault) in try written(piece, none) })
    } catch {
      return .failure(error)
    }
  }

  private func written(_ piece: Piece, _ none: ShownWords) throws(PipelineFault) -> Written {
    var writer = ParagraphWriter()
    var shown = none
    for part in piece.parts {
      switch part {
      case .versions(let versions):
        try registered { () throws(StoreFault) in
          try register.words(ofOwnLevels: versions) { row in
            writer.add(row)
            shown.add(row)
          }
        }
      case .paragraphs(let paragraphs):
        for paragraph in paragraphs {
          writer.add(paragraph)
          shown.add(paragraph)
        }
      }
    }
    return Written(bytes: writer.bytes, shown: shown)
  }
}

/// 收到的汇总里的文字：a received roll-up holds the words of many units. It is read when the first of them comes and given up after
/// the last.
private struct ReceivedWords {
  let units: Set<OrgUnitCode>
  private let register: Register
  private var left: [EntryID: Set<OrgUnitCode>] = [:]
  private var sources: [OrgUnitCode: [EntryID]] = [:]
  private var open: [EntryID: [OrgUnitCode: [SourceParagraph]]] = [:]

  init(_ versions: [EntryID], _ register: Register) throws(PipelineFault) {
    self.register = register
    for version in versions {
      let units = try registered { () throws(StoreFault) in try register.unitsWithWords(in: version) }
      left[version] = Set(units)
      for unit in units { sources[unit, default: []].append(version) }
    }
    units = Set(sources.keys)
  }

  /// To be called once for each unit.
  mutating func words(of unit: OrgUnitCode) throws(PipelineFault) -> [SourceParagraph] {
    var paragraphs: [SourceParagraph] = []
    for version in sources[unit] ?? [] {
      if open[version] == nil {
        let all = try registered { () throws(StoreFault) in try register.words(of: version) }
        open[version] = Dictionary(grouping: all, by: \.unit)
      }
      paragraphs += open[version]?[unit] ?? []
      left[version]?.remove(unit)
      if left[version]?.isEmpty ?? true { open[version] = nil }
    }
    return paragraphs
  }
}
