import CZlib

/// 解压上限：how far a gzip file may expand.
package struct GzipLimits: Hashable, Sendable {
  /// Bytes after expansion.
  package var outputBytes: Int
  /// Expanded bytes for each compressed byte.
  package var ratio: Int
  /// The ratio is not looked at up to this many expanded bytes: short regular files compress very well.
  package var ratioFloorBytes: Int

  package init(outputBytes: Int = 64 << 20, ratio: Int = 200, ratioFloorBytes: Int = 1 << 20) {
    self.outputBytes = outputBytes
    self.ratio = ratio
    self.ratioFloorBytes = ratioFloorBytes
  }
}

/// 是否压缩：whether bytes begin as gzip does.
package func isGzip(_ bytes: [UInt8]) -> Bool {
  bytes.starts(with: [0x1F, 0x8B])
}

/// 解压：expands all members of a gzip file, within bounds that are checked while it expands.
///
/// Why bounded: a file of a few kilobytes can expand to gigabytes. Memory stays within the bound plus one block.
///
/// - Returns: the bytes, or `notGzip`, `gzipCorrupt` (data, checksum or length), `gzipCut`,
///   `gzipTrailingBytes`, `gzipRatio` or `tooLarge`, with the offset in the compressed bytes.
/// - Throws: `libraryFailed` where zlib cannot start.
package func gunzip(
  _ bytes: [UInt8], limits: GzipLimits = GzipLimits()
) throws(FormatFault) -> Result<[UInt8], FormatProblem> {
  guard isGzip(bytes) else { return .failure(FormatProblem(.notGzip, offset: 0)) }
  let stream = try ZlibStream(inflating: ())
  var output: [UInt8] = []
  var block = [UInt8](repeating: 0, count: 64 << 10)
  var position = 0
  var isMemberOpen = true
  while isMemberOpen {
    let step = stream.inflate(bytes, from: position, into: &block)
    position += step.consumedCount
    output.append(contentsOf: block[..<step.producedCount])
    if output.count > limits.outputBytes {
      return .failure(FormatProblem(.tooLarge, offset: position, limit: limits.outputBytes))
    }
    if output.count > limits.ratioFloorBytes, output.count / limits.ratio > bytes.count {
      return .failure(FormatProblem(.gzipRatio, offset: position, limit: limits.ratio))
    }
    switch step.status {
    case Z_STREAM_END:
      if position == bytes.count {
        isMemberOpen = false
      } else if bytes[position...].starts(with: [0x1F, 0x8B]) {
        stream.resetInflating()
      } else {
        return .failure(FormatProblem(.gzipTrailingBytes, offset: position))
      }
    case Z_OK, Z_BUF_ERROR:
      // No input left and no output made: the stream ends before its end.
      if position == bytes.count, step.producedCount == 0 {
        return .failure(FormatProblem(.gzipCut, offset: position))
      }
    case Z_MEM_ERROR:
      throw .libraryFailed("zlib")
    default:
      return .failure(FormatProblem(.gzipCorrupt, offset: position, detail: stream.message))
    }
  }
  return .success(output)
}

/// 压缩：one gzip member with equal bytes for equal input: no name, no time.
///
/// - Throws: `libraryFailed` where zlib cannot start.
package func gzip(_ bytes: [UInt8]) throws(FormatFault) -> [UInt8] {
  let stream = try ZlibStream(deflating: ())
  var output: [UInt8] = []
  var block = [UInt8](repeating: 0, count: 64 << 10)
  var position = 0
  while true {
    let step = stream.deflate(bytes, from: position, into: &block)
    position += step.consumedCount
    output.append(contentsOf: block[..<step.producedCount])
    switch step.status {
    case Z_STREAM_END: return output
    case Z_OK: continue
    default: throw .libraryFailed("zlib")
    }
  }
}
