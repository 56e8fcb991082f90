import Foundation
import ReportModel
import Schemas
import Spool

/// Schemas 目录：finds, copies and reads the folder with the contracts and the catalogue.
package enum SchemaFolder {
  private static let marker = "report.xsd"

  /// The folder named, else the nearest `Schemas` above the current folder, else above the program itself.
  package static func locate(_ named: String?) throws(PipelineFault) -> SpoolPath {
    var searched: [String] = []
    func check(_ path: String) -> SpoolPath? {
      searched.append(path)
      let folder = SpoolPath(path)
      return fileExists(folder.appending(marker)) ? folder : nil
    }
    if let named {
      guard let folder = check(named) else { throw .schemasNotFound(searched: searched) }
      return folder
    }
    let program = (CommandLine.arguments.first.flatMap { Bundle.main.executablePath ?? $0 }) ?? ""
    for start in [FileManager.default.currentDirectoryPath, (program as NSString).deletingLastPathComponent] {
      var path = start
      while true {
        if let folder = check((path as NSString).appendingPathComponent("Schemas")) { return folder }
        let above = (path as NSString).deletingLastPathComponent
        if above == path || above.isEmpty { break }
        path = above
      }
    }
    throw .schemasNotFound(searched: Array(searched.prefix(2)))
  }

  /// Every file below, by its path relative to the folder, in byte order.
  package static func read(_ folder: SpoolPath) throws(SpoolFault) -> [SchemaFile] {
    var files: [SchemaFile] = []
    for (name, path) in try list(folder, prefix: "") {
      files.append(SchemaFile(name: name, bytes: try readBounded(path)))
    }
    return files
  }

  /// The state of every file below, which tells whether anything was changed without reading it.
  static func stamps(_ folder: SpoolPath) throws(SpoolFault) -> [SpoolPath: FileStamp] {
    var stamps: [SpoolPath: FileStamp] = [:]
    for (_, path) in try list(folder, prefix: "") { stamps[path] = try fileStamp(path) }
    return stamps
  }

  static func copy(from source: SpoolPath, to target: SpoolPath) throws(SpoolFault) {
    try write(try read(source), to: target)
  }

  /// Writes the files of a Schemas folder and brings them to the disk.
  static func write(_ files: [SchemaFile], to target: SpoolPath) throws(SpoolFault) {
    try createFolders(target)
    for file in files {
      var path = target
      for component in file.name.split(separator: "/") { path = path.appending(String(component)) }
      try createFolders(path.folder)
      try writeAtomically(file.bytes, to: path, isDurable: false)
    }
    try syncFileSystem(of: target)
  }

  private static func list(
    _ folder: SpoolPath, prefix: String
  ) throws(SpoolFault) -> [(name: String, path: SpoolPath)] {
    var found: [(name: String, path: SpoolPath)] = []
    for name in try listFolder(folder) where !isIgnored(name) {
      let path = folder.appending(name)
      switch try fileStamp(path).kind {
      case .file: found.append((prefix + name.display, path))
      case .folder: found += try list(path, prefix: prefix + name.display + "/")
      default: continue
      }
    }
    return found
  }
}
