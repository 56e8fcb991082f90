/// 压缩包上限：how many entries a zip archive may have and how far they may expand.
package struct ZipLimits: Hashable, Sendable {
  package var entryCount: Int
  /// Bytes of everything that is read out of the archive.
  package var expandedBytes: Int
  /// Expanded bytes for each compressed byte of an entry.
  package var ratio: Int
  /// The ratio is not looked at up to this many expanded bytes: blank rows compress very well.
  package var ratioFloorBytes: Int

  package init(
    entryCount: Int = 2_000, expandedBytes: Int = 512 << 20, ratio: Int = 200, ratioFloorBytes: Int = 16 << 20
  ) {
    self.entryCount = entryCount
    self.expandedBytes = expandedBytes
    self.ratio = ratio
    self.ratioFloorBytes = ratioFloorBytes
  }
}
