/// 目录文件：one file of the `Schemas/` folder, or one sheet of a plan in CSV; whoever has a disk reads it.
package struct SchemaFile: Sendable, Hashable {
  /// Path below `Schemas/`, with slashes (`plans/hanzhong-2022.xml`).
  package var name: String
  package var bytes: [UInt8]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// The last part of the name (`hanzhong-2022.xml`).
  package var baseName: String { name.split(separator: "/").last.map(String.init) ?? name }

  /// Whether the file lies directly in a folder and has an ending, as `units/*.csv`.
  func isIn(_ folder: String, ending: String) -> Bool {
    name.hasPrefix(folder + "/") && name.lowercased().hasSuffix(ending)
      && !name.dropFirst(folder.count + 1).contains("/") && !baseName.hasPrefix(".")
      && !baseName.hasPrefix("~")
  }
}
