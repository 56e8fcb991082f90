import CXlsxWriter
import Glibc

/// 内存文件：a file without a place on the disk, for a library that writes to a path only.
struct MemoryFile: ~Copyable {
  private let descriptor: Int32
  /// `MFD_CLOEXEC`.
  private static let closedOnExec: UInt32 = 1

  /// - Throws: `libraryFailed` where the system gives none: memory or descriptors have run out.
  init() throws(FormatFault) {
    descriptor = memfd_create("cengbao", Self.closedOnExec)
    if descriptor < 0 { throw .libraryFailed("memfd_create \(errno)") }
  }

  deinit { close(descriptor) }

  /// Leads to the file as long as it is open.
  var path: String { "/proc/self/fd/\(descriptor)" }

  /// Everything in it.
  func bytes() throws(FormatFault) -> [UInt8] {
    let size = lseek(descriptor, 0, SEEK_END)
    guard size >= 0 else { throw .libraryFailed("lseek \(errno)") }
    var readCount = 0
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while readCount < size {
        guard let start = buffer.baseAddress else { break }
        let step = pread(descriptor, start + readCount, size - readCount, readCount)
        if step < 0, errno == EINTR { continue }
        if step <= 0 {
          failure = errno
          break
        }
        readCount += step
      }
      count = readCount
    }
    guard readCount == size else { throw .libraryFailed("pread \(failure)") }
    return bytes
  }
}
