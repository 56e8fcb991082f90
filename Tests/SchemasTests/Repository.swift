import Foundation
import ReportModel
import Testing

@testable import Schemas

/// The files of this repository, found from where this source file lies.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func bytes(_ path: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: root.appending(path: path)))
  }

  static func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }

  /// Everything under `Schemas/`, as Pipeline would read it.
  static func schemaFiles() throws -> [SchemaFile] {
    let folder = root.appending(path: "Schemas")
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return try names.sorted().compactMap { name in
      guard name.contains(".") else { return nil }
      return SchemaFile(name: name, bytes: try bytes("Schemas/" + name))
    }
  }

  /// Not SHA-256, which lies outside of these targets; any function of the bytes will do here.
  static func digest(_ bytes: [UInt8]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(hash, radix: 16)
  }

  static func catalogue() throws -> Catalogue {
    try readCatalogue(schemaFiles(), digest: digest).0
  }

  static let planIDs: [PlanID] = ["hanzhong-2022", "shaanxi-2022", "weiyang-2023"]

  static func plan(_ id: PlanID) throws -> Plan { try #require(catalogue().plan(id)) }
}
