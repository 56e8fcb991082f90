import CZlib

/// 压缩流：a zlib stream on the heap, closed once.
///
/// Why on the heap: zlib keeps the stream's address, so it must not move.
struct ZlibStream: ~Copyable {
  /// What one call did.
  struct Step {
    var status: Int32
    var consumedCount: Int
    var producedCount: Int
  }

  private let stream: UnsafeMutablePointer<z_stream>
  private let isDeflating: Bool

  /// The window of 32 KiB with the gzip wrapping, which has zlib check the checksum and the length.
  private static let windowBits: Int32 = 15 + 16

  init(inflating: ()) throws(FormatFault) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    isDeflating = false
    let status = inflateInit2_(
      stream, Self.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw .libraryFailed("zlib") }
  }

  /// zlib writes time 0 and no name unless a header is set. The system byte is zlib's own (Unix).
  init(deflating: ()) throws(FormatFault) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    isDeflating = true
    let status = deflateInit2_(
      stream, 6, Z_DEFLATED, Self.windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw .libraryFailed("zlib") }
  }

  deinit {
    if isDeflating { deflateEnd(stream) } else { inflateEnd(stream) }
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  var message: String {
    stream.pointee.msg.map { String(cString: $0) } ?? ""
  }

  func resetInflating() {
    inflateReset(stream)
  }

  func inflate(_ bytes: [UInt8], from position: Int, into block: inout [UInt8]) -> Step {
    step(bytes, from: position, into: &block) { stream, _ in CZlib.inflate(stream, Z_NO_FLUSH) }
  }

  func deflate(_ bytes: [UInt8], from position: Int, into block: inout [UInt8]) -> Step {
    step(bytes, from: position, into: &block) { stream, isLast in
      CZlib.deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
    }
  }

  /// One call over at most 1 GiB of input, because zlib counts it in 32 bits.
  private func step(
    _ bytes: [UInt8], from position: Int, into block: inout [UInt8],
    _ call: (UnsafeMutablePointer<z_stream>, _ isLast: Bool) -> Int32
  ) -> Step {
    let offered = min(bytes.count - position, 1 << 30)
    let room = block.count
    return bytes.withUnsafeBufferPointer { input in
      block.withUnsafeMutableBufferPointer { output in
        // zlib declares its input mutable and does not write to it.
        stream.pointee.next_in = input.baseAddress.map { UnsafeMutablePointer(mutating: $0 + position) }
        stream.pointee.avail_in = UInt32(offered)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(room)
        let status = call(stream, position + offered == bytes.count)
        let step = Step(
          status: status, consumedCount: offered - Int(stream.pointee.avail_in),
          producedCount: room - Int(stream.pointee.avail_out))
        stream.pointee.next_in = nil
        stream.pointee.next_out = nil
        return step
      }
    }
  }
}
