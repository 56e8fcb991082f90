import Findings
import ReportModel
import Spool

/// 上级单位的收发目录：where the superior takes reports and answers them.
package struct SuperiorOffice: Sendable, Hashable {
  package let inbox: SpoolPath
  /// `nil` where only the Inbox is within reach; then no receipts can be collected.
  package let outbox: SpoolPath?

  /// Reads what was typed after `--to`: the superior's workspace or its Inbox.
  ///
  /// - Parameter ownWorkspace: the sender's own, to which a roll-up is never sent.
  /// - Throws: `noTransport`, `missing`, `notAWorkspace`, `isOwnWorkspace`.
  package init(at destination: String, ownWorkspace: String? = nil) throws(SubmitFault) {
    if let scheme = Self.scheme(of: destination) {
      throw .noTransport(address: destination, scheme: scheme)
    }
    // An empty path would be the current folder.
    if destination.isEmpty { throw .missing(path: destination) }
    let path = SpoolPath(destination)
    guard let identity = Self.folderIdentity(path) else {
      if !fileExists(path) { throw .missing(path: destination) }
      throw .notAWorkspace(path: destination)
    }
    let within = path.appending(.inbox)
    let beside = path.appending("..").appending(.inbox)
    if Self.folderIdentity(within) != nil {
      inbox = within
      outbox = Self.existing(path.appending(.outbox))
    } else if Self.folderIdentity(beside) == identity {
      // The Inbox itself was named, perhaps through a link or as the current folder.
      inbox = path
      outbox = Self.existing(path.appending("..").appending(.outbox))
    } else if Self.withoutSlashes(path).name == SpoolFolder.inbox.name {
      inbox = path
      outbox = nil
    } else {
      throw .notAWorkspace(path: destination)
    }
    if let ownWorkspace,
      let own = Self.folderIdentity(SpoolPath(ownWorkspace).appending(.inbox)),
      own == Self.folderIdentity(inbox)
    {
      throw .isOwnWorkspace(path: destination)
    }
  }

  /// 报送文件夹: the sender's drop folder where there is one, which tells the superior who sent it.
  func dropFolder(of unit: OrgUnitCode) -> SpoolPath {
    Self.existing(inbox.appending(unit.rawValue)) ?? inbox
  }

  /// `http` of `http://…`; a path has none.
  private static func scheme(of text: String) -> String? {
    guard let separator = text.firstRange(of: "://") else { return nil }
    let scheme = text[..<separator.lowerBound]
    guard !scheme.isEmpty, scheme.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) else {
      return nil
    }
    return scheme.lowercased()
  }

  private struct FolderIdentity: Equatable {
    let inode, device: UInt64
  }

  /// What folder a path leads to, links followed; `nil` where it leads to none.
  private static func folderIdentity(_ path: SpoolPath) -> FolderIdentity? {
    guard let stamp = try? fileStamp(path.appending(".")), stamp.kind == .folder else { return nil }
    return FolderIdentity(inode: stamp.inode, device: stamp.device)
  }

  private static func existing(_ folder: SpoolPath) -> SpoolPath? {
    folderIdentity(folder) == nil ? nil : folder
  }

  private static func withoutSlashes(_ path: SpoolPath) -> SpoolPath {
    var bytes = path.bytes
    while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
    return SpoolPath(bytes)
  }
}
