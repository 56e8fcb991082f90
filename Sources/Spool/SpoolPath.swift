/// 路径：a path as bytes.
package struct SpoolPath: Hashable, Sendable {
  package let bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }
  package init(_ text: String) { bytes = Array(text.utf8) }

  package func appending(_ name: SpoolName) -> SpoolPath {
    let isSeparated = bytes.isEmpty || bytes.last == UInt8(ascii: "/")
    return SpoolPath(bytes + (isSeparated ? [] : [UInt8(ascii: "/")]) + name.bytes)
  }

  package func appending(_ name: String) -> SpoolPath { appending(SpoolName(name)) }
  package func appending(_ folder: SpoolFolder) -> SpoolPath { appending(folder.rawValue) }

  /// The last part.
  package var name: SpoolName {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return SpoolName(bytes) }
    return SpoolName(Array(bytes[(slash + 1)...]))
  }

  /// The folder that the last part is in.
  package var folder: SpoolPath {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return SpoolPath(".") }
    return slash == 0 ? SpoolPath("/") : SpoolPath(Array(bytes[..<slash]))
  }

  /// The path for people, escaped as names are.
  package var display: String { escapedForDisplay(bytes) }
}
