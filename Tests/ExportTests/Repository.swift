import Foundation
import ReportModel
import Schemas

/// The files of this repository, found from where this source file lies.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func bytes(_ path: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: root.appending(path: path)))
  }

  /// Everything under `Schemas/`.
  static func catalogue() throws -> Catalogue {
    let folder = root.appending(path: "Schemas")
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    let files = try names.sorted().filter { $0.contains(".") }
      .map { SchemaFile(name: $0, bytes: try bytes("Schemas/" + $0)) }
    return try readCatalogue(files, digest: { digest(String(decoding: $0, as: UTF8.self)) }).0
  }

  /// Not SHA-256, which lies outside of these targets, but of its form.
  static func digest(_ text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var digits = ""
    for round in 0..<4 as Range<UInt64> {
      for byte in text.utf8 { hash = (hash ^ (UInt64(byte) &+ round)) &* 0x100_0000_01b3 }
      let part = String(hash, radix: 16)
      digits += String(repeating: "0", count: 16 - part.count) + part
    }
    return digits
  }
}
