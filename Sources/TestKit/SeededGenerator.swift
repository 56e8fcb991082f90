import Foundation

/// 可重放的随机数：the same seed gives the same cases on every machine (SplitMix64).
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// True once in `count` times.
  package mutating func oneIn(_ count: Int) -> Bool { Int.random(in: 1...count, using: &self) == 1 }

  /// `CENGBAO_SEED` where it is set, else a fixed seed: a run that failed can be had again.
  package static var environmentSeed: UInt64 {
    ProcessInfo.processInfo.environment["CENGBAO_SEED"].flatMap { UInt64($0) } ?? 20_240_930
  }
}
