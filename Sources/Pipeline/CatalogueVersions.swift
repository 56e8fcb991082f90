import Findings
import Ingest
import ReportModel
import Schemas
import Spool
import Store

/// 已读入的目录：the catalogue with the very files that it was read from.
package struct LoadedCatalogue {
  package var catalogue: Catalogue
  package var reader: ReportReader
  package var files: [SchemaFile]

  /// One digest for the whole folder: over the names and digests of its files, in the order of their names.
  var digest: String { Self.digest(of: files) }

  static func digest(of files: [SchemaFile]) -> String {
    let lines = files.map { "\(Spool.digest(of: $0.bytes))  \($0.name)\n" }.sorted()
    return Spool.digest(of: Array(lines.joined().utf8))
  }
}

/// 目录版本：every state of the Schemas folder that something was recorded under is kept beside the journal, so that what was
/// decided then can be understood, and made again, with what was in force then.
extension Office {
  /// Notes in the journal which catalogue is in force, and keeps a copy of it, where it is not the one noted last.
  func noteCatalogue() throws(PipelineFault) {
    let last = try registered { () throws(StoreFault) in try register.journal(of: [.catalogue]).last }
    let digest = loaded.digest
    let copy = Self.catalogueVersion(digest, in: workspace)
    if last?.note.digest == digest {
      // Somebody took the copy away.
      if !fileExists(copy) {
        try files { () throws(SpoolFault) in try SchemaFolder.write(loaded.files, to: copy) }
      }
      return
    }
    // The copy first: a note never names one that is not there.
    try files { () throws(SpoolFault) in
      try SchemaFolder.write(loaded.files, to: Self.catalogueVersion(digest, in: workspace))
    }
    try registered { () throws(StoreFault) in
      try register.note([JournalNote(.catalogue, digest: digest)], at: clock.now)
    }
  }

  static func catalogueVersion(_ digest: String, in workspace: Workspace) -> SpoolPath {
    workspace.journal.appending("schemas").appending(String(digest.prefix(16)))
  }
}

/// 目录版本架：the versions of the Schemas folder that are kept beside the journal, each read once.
final class CatalogueShelf {
  enum Version {
    case whole(LoadedCatalogue)
    case missing, changed
    case unusable(PipelineFault)
  }

  private let workspace: Workspace
  private var read: [String: Version] = [:]

  init(_ workspace: Workspace) { self.workspace = workspace }

  /// Relative to the workspace.
  func place(_ digest: String) -> String { "Journal/schemas/\(digest.prefix(16))" }

  func version(_ digest: String) -> Version {
    if let known = read[digest] { return known }
    let version = load(digest)
    read[digest] = version
    return version
  }

  private func load(_ digest: String) -> Version {
    let folder = Office.catalogueVersion(digest, in: workspace)
    guard fileExists(folder) else { return .missing }
    do throws(PipelineFault) {
      let kept = try files { () throws(SpoolFault) in try SchemaFolder.read(folder) }
      guard LoadedCatalogue.digest(of: kept) == digest else { return .changed }
      return .whole(try Office.loadCatalogue(folder))
    } catch {
      return .unusable(error)
    }
  }
}
