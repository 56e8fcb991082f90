import Formats

extension FuzzGround {
  /// Expands the bytes within bounds, and compresses and expands them.
  func checkGzip(_ bytes: [UInt8], _ laws: inout Laws) throws {
    for limits in [GzipLimits(), GzipLimits(outputBytes: 100, ratio: 2, ratioFloorBytes: 10)] {
      switch try gunzip(bytes, limits: limits) {
      case .success(let plain):
        laws.require(plain.count <= limits.outputBytes, "expanded beyond the bound")
        laws.require(
          try gunzip(bytes, limits: limits) == .success(plain), "expanded differently the second time")
      case .failure(let problem):
        laws.require((0...bytes.count).contains(problem.offset ?? 0), "\(problem) lies outside the file")
      }
    }
    let packed = try gzip(bytes)
    laws.require(try gunzip(packed) == .success(bytes), "compressed and expanded it is something else")
    laws.require(try gunzip(packed + packed) == .success(bytes + bytes), "two members are not both read")
    if bytes.count < 4_096 {
      let cut = try gunzip(Array(packed.dropLast(1 + bytes.count % 8)))
      if case .success = cut { laws.require(false, "a cut file counts as whole") }
    }
  }
}
