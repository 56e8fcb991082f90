/// 共享文字：the texts that the sheets of a workbook share, one behind the other.
///
/// Rich text is joined; how a text is pronounced is left out.
final class SharedStrings: XMLStream.Receiver {
  private(set) var bytes: [UInt8] = []
  /// Where each text begins, and where the last one ends.
  private(set) var starts: [UInt32] = [0]
  private(set) var problem: FormatProblem?
  private let limits: WorkbookReadingLimits
  private var depth = 0
  /// Depth of the pronunciation that is being passed over.
  private var phoneticDepth: Int?
  private var isText = false

  init(limits: WorkbookReadingLimits) { self.limits = limits }

  var count: Int { starts.count - 1 }

  func range(_ index: Int) -> Range<UInt32>? {
    index >= 0 && index < count ? starts[index]..<starts[index + 1] : nil
  }

  func start(_ name: XMLStreamName, _ attributes: XMLStreamAttributes) {
    depth += 1
    guard name.isOfSpreadsheets, phoneticDepth == nil else { return }
    if name.isNamed("rPh") { phoneticDepth = depth } else if name.isNamed("t") { isText = true }
  }

  func end(_ name: XMLStreamName) {
    if phoneticDepth == depth { phoneticDepth = nil }
    depth -= 1
    guard name.isOfSpreadsheets else { return }
    if name.isNamed("t") { isText = false }
    guard name.isNamed("si") else { return }
    let start = Int(starts[starts.count - 1])
    unescape(&bytes, from: start)
    if bytes.count - start > limits.cellBytes {
      problem = FormatProblem(.cellTooLong, limit: limits.cellBytes)
    }
    starts.append(UInt32(bytes.count))
    if count > limits.cellCount { problem = FormatProblem(.tooManyCells, limit: limits.cellCount) }
  }

  func characters(_ text: UnsafeBufferPointer<UInt8>) {
    guard isText else { return }
    bytes.append(contentsOf: text)
    if bytes.count > limits.textBytes { problem = FormatProblem(.sheetTextTooLong, limit: limits.textBytes) }
  }
}

/// Takes `_x000D_` and its like back to the characters that they stand for, from a place to the end.
func unescape(_ bytes: inout [UInt8], from start: Int) {
  var position = start
  var end = start
  while position < bytes.count {
    if bytes[position] == UInt8(ascii: "_"), position + 7 <= bytes.count,
      bytes[position + 1] == UInt8(ascii: "x"), bytes[position + 6] == UInt8(ascii: "_"),
      let code = UInt32(String(decoding: bytes[(position + 2)..<(position + 6)], as: UTF8.self), radix: 16),
      code > 0, let scalar = Unicode.Scalar(code)
    {
      // The character needs at most three bytes, and seven stood there.
      for byte in String(Character(scalar)).utf8 {
        bytes[end] = byte
        end += 1
      }
      position += 7
    } else {
      if end != position { bytes[end] = bytes[position] }
      end += 1
      position += 1
    }
  }
  bytes.removeLast(bytes.count - end)
}
