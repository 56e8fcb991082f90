import ReportModel
import Spool

/// 待回执的上报：a roll-up that was sent, by what a receipt names it with.
package struct SentRollUp: Sendable, Hashable {
  package var period: Period
  package var digest: String
  package init(period: Period, digest: String) {
    self.period = period
    self.digest = digest
  }
}

/// 取回的上级回执：a receipt file as the superior wrote it, to be taken in like any file.
package struct CollectedReceipt: Sendable, Hashable {
  package var rollUp: SentRollUp
  package var name: SpoolName
  package var bytes: [UInt8]
  /// 回执页 beside it, for people; `nil` where there is none.
  package var page: Page?
  /// SHA-256 of `bytes`, to tell a receipt that is here already from a new one.
  package var digest: String

  package struct Page: Sendable, Hashable {
    package var name: SpoolName
    package var bytes: [UInt8]
  }
}

/// 取回执：the superior's receipts for what was sent, in the order of period and name.
///
/// A receipt is known by the digest in its first element, not by its name. Looked at are the folder of the period and, because
/// a file that the superior could not identify has no period, what lies outside the period folders. That there is none is no
/// fault: the superior has not looked yet.
///
/// - Throws: `failed` where a folder that is there cannot be read.
package func collectReceipts(
  from superior: SuperiorOffice, for sent: [SentRollUp]
) throws(SubmitFault) -> [CollectedReceipt] {
  guard let receipts = superior.outbox?.appending(.receipts), !sent.isEmpty else { return [] }
  var awaited: [String: Set<SentRollUp>] = [:]
  for rollUp in sent { awaited[rollUp.digest, default: []].insert(rollUp) }
  var collected: [CollectedReceipt] = []
  do {
    var folders = Set(sent.map(\.period)).sorted().map { receipts.appending($0.description) }
    for name in try listIfPresent(receipts) where Period(name.display) == nil {
      let path = receipts.appending(name)
      if try fileStamp(path).kind == .folder { folders.append(path) }
    }
    for folder in folders + [receipts] {
      for name in try listIfPresent(folder) where name.hasSuffix(".xml") && !isIgnored(name) {
        let path = folder.appending(name)
        guard let bytes = try readIfReceipt(path), let digest = subjectDigest(of: bytes) else { continue }
        let page = try page(beside: path)
        for rollUp in awaited[digest, default: []].sorted(by: { $0.period < $1.period }) {
          collected.append(
            CollectedReceipt(
              rollUp: rollUp, name: name, bytes: bytes, page: page, digest: Spool.digest(of: bytes)))
        }
      }
    }
  } catch {
    throw SubmitFault(error)
  }
  return collected.sorted { ($0.rollUp.period, $0.name) < ($1.rollUp.period, $1.name) }
}

/// The page of the same name.
private func page(beside path: SpoolPath) throws(SpoolFault) -> CollectedReceipt.Page? {
  let name = SpoolName(Array(path.name.bytes.dropLast(".xml".utf8.count)) + Array(".html".utf8))
  guard let bytes = try readIfReceipt(path.folder.appending(name)) else { return nil }
  return CollectedReceipt.Page(name: name, bytes: bytes)
}

/// Nothing that the superior calls a receipt is larger.
private let receiptLimitBytes = 16 << 20

private func listIfPresent(_ folder: SpoolPath) throws(SpoolFault) -> [SpoolName] {
  do { return try listFolder(folder) } catch {
    if error.isMissing { return [] }
    throw error
  }
}

/// The bytes of a file; `nil` for what is no file, is too large, or went away meanwhile.
private func readIfReceipt(_ path: SpoolPath) throws(SpoolFault) -> [UInt8]? {
  do {
    guard try fileStamp(path).kind == .file else { return nil }
    return try readBounded(path, limitBytes: receiptLimitBytes)
  } catch {
    switch error {
    case .notAFile, .tooLarge, .changed: return nil
    default:
      if error.isMissing { return nil }
      throw error
    }
  }
}

/// The digest that a receipt's first element names; `nil` where the file is no receipt.
///
/// Reads the start tag alone: the texts of a receipt quote what others typed, and a digest among them means nothing. Whether
/// the rest is in order is found when the receipt is taken in.
func subjectDigest(of bytes: [UInt8]) -> String? {
  let opening = Array("<receipt".utf8)
  guard var index = firstElement(of: bytes), bytes[index...].starts(with: opening) else { return nil }
  index += opening.count
  // Attributes: white space, a name, `=`, a quoted value.
  while index < bytes.count {
    guard isSpace(bytes[index]) else { return nil }
    while index < bytes.count, isSpace(bytes[index]) { index += 1 }
    let nameStart = index
    while index < bytes.count, bytes[index] != UInt8(ascii: "="), !isSpace(bytes[index]),
      bytes[index] != UInt8(ascii: ">")
    {
      index += 1
    }
    let name = bytes[nameStart..<index]
    while index < bytes.count, isSpace(bytes[index]) { index += 1 }
    guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else { return nil }
    index += 1
    while index < bytes.count, isSpace(bytes[index]) { index += 1 }
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'"),
      let end = bytes[(index + 1)...].firstIndex(of: bytes[index])
    else { return nil }
    if name.elementsEqual("digest".utf8) { return String(decoding: bytes[(index + 1)..<end], as: UTF8.self) }
    index = end + 1
  }
  return nil
}

/// Where the first element begins, after a byte order mark, the declaration, comments and instructions.
private func firstElement(of bytes: [UInt8]) -> Int? {
  var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  while true {
    while index < bytes.count, isSpace(bytes[index]) { index += 1 }
    let rest = bytes[min(index, bytes.count)...]
    if rest.starts(with: "<?".utf8) {
      guard let end = rest.firstRange(of: Array("?>".utf8)) else { return nil }
      index = end.upperBound
    } else if rest.starts(with: "<!--".utf8) {
      guard let end = rest.dropFirst(4).firstRange(of: Array("-->".utf8)) else { return nil }
      index = end.upperBound
    } else {
      return rest.isEmpty ? nil : index
    }
  }
}

private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
