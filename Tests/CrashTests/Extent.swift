import Foundation

/// 试验范围：whether every call is tried or, in the short form, some of them.
enum Extent {
  static let isLong = ProcessInfo.processInfo.environment["CENGBAO_CRASH"] == "all"

  /// The calls to be disturbed. SQLite makes many that are all alike, so of these the short form takes fewer.
  static func chosen(from calls: [DiskCall], every stride: Int = 3, ofRegister registerStride: Int = 20)
    -> [DiskCall]
  {
    if isLong { return calls }
    var seen = (files: 0, register: 0)
    return calls.filter { call in
      if call.isRegister {
        seen.register += 1
        return seen.register % registerStride == 0 || (call.isSync && stride < 10)
      }
      seen.files += 1
      return seen.files % stride == 1 || stride == 1
    }
  }
}
