import Findings
import Foundation
import ReportModel
import Spool
import Store

/// 工作区：one office's folder: Inbox, Outbox, Schemas, the register and `workspace.json`.
package struct Workspace: Sendable {
  /// 工作区设置, kept in `workspace.json`.
  package struct Settings: Codable, Sendable, Equatable {
    /// Who may use the Inbox root: any unit of the roster, or nobody (only the units' drop folders).
    package enum Senders: String, Codable, Sendable { case open, closed }
    /// The unit whose office this is.
    package var unit: String
    package var senders: Senders
    /// A file is taken when nobody has touched it for so many seconds.
    package var settleSeconds: Double
    package var quiet: Duration { .milliseconds(Int(settleSeconds * 1000)) }
    /// 上级工作区, where `submit` sends without `--to`.
    package var superior: String?
    /// 页面提示, printed on every page for readers.
    package var pageNote: String?

    package init(
      unit: String, senders: Senders = .open, settleSeconds: Double = 2, superior: String? = nil,
      pageNote: String? = nil
    ) {
      self.unit = unit
      self.senders = senders
      self.settleSeconds = settleSeconds
      self.superior = superior
      self.pageNote = pageNote
    }
  }

  package let root: SpoolPath
  package let settings: Settings

  package var unit: OrgUnitCode { OrgUnitCode(settings.unit) }
  /// 上级工作区; a relative path in the settings starts at the workspace.
  var superior: String? {
    settings.superior.map { $0.hasPrefix("/") || $0.contains("://") ? $0 : "\(root.display)/\($0)" }
  }
  package var inbox: SpoolPath { root.appending(SpoolFolder.inbox) }
  package var outbox: SpoolPath { root.appending(SpoolFolder.outbox) }
  package var schemas: SpoolPath { root.appending("Schemas") }
  package var registerPath: SpoolPath { root.appending("register.sqlite") }
  package var lockPath: SpoolPath { root.appending(".lock") }
  var journal: SpoolPath { root.appending(SpoolFolder.journal) }
  package var receipts: SpoolPath { outbox.appending(SpoolFolder.receipts) }

  /// Where reports in a state lie: `Inbox/accepted/2024-Q3`.
  package func folder(
    _ state: SpoolFolder, _ period: Period?, in place: SpoolPath? = nil
  ) -> SpoolPath {
    let folder = (place ?? inbox).appending(state)
    return period.map { folder.appending($0.description) } ?? folder
  }

  /// Whether anything was ever recorded here, whatever has become of the register.
  var hasHistory: Bool {
    fileExists(JournalFile(in: self).path)
      || !((try? listFolder(folder(.accepted, nil))) ?? []).filter { !isIgnored($0) }.isEmpty
  }

  package func outbox(_ period: Period) -> SpoolPath { outbox.appending(period.description) }

  static let settingsName = "workspace.json"

  /// Opens the workspace at `path`.
  package static func open(at path: String) throws(PipelineFault) -> Workspace {
    let root = SpoolPath(absolute(path))
    let settingsPath = root.appending(settingsName)
    guard fileExists(settingsPath) else { throw .notAWorkspace(path: path) }
    let bytes: [UInt8]
    do { bytes = try readBounded(settingsPath) } catch { throw .files(error) }
    do {
      return Workspace(root: root, settings: try JSONDecoder().decode(Settings.self, from: Data(bytes)))
    } catch {
      throw .settingsUnreadable(path: settingsPath.display)
    }
  }

  /// Makes a workspace: folders, a copy of the schemas, the settings. An existing one is left alone.
  package static func create(
    at path: String, settings: Settings, schemas: String?
  ) throws(PipelineFault) -> Workspace {
    let workspace = Workspace(root: SpoolPath(absolute(path)), settings: settings)
    guard !fileExists(workspace.root.appending(settingsName)) else { throw .workspaceExists(path: path) }
    let source = try SchemaFolder.locate(schemas)
    do {
      for state in [SpoolFolder.processing, .accepted, .held, .returned, .unreadable] {
        try createFolders(workspace.folder(state, nil))
      }
      try createFolders(workspace.receipts)
      try SchemaFolder.copy(from: source, to: workspace.schemas)
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      guard let json = try? encoder.encode(settings) else { throw PipelineFault.library("JSON") }
      try Register.open(at: workspace.registerPath.display).close()
      // The settings last: they make the folder a workspace.
      try writeAtomically(Array(json) + [UInt8(ascii: "\n")], to: workspace.root.appending(settingsName))
    } catch let fault as SpoolFault {
      throw .files(fault)
    } catch let fault as StoreFault {
      throw .register(fault)
    } catch let fault as PipelineFault {
      throw fault
    } catch {
      throw .library("\(error)")
    }
    return workspace
  }

  /// The one way to write a path, wherever the command was typed and through whatever links. An address stays as it is.
  package static func absolute(_ path: String) -> String {
    if path.isEmpty || path.contains("://") { return path }
    return URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
  }
}
