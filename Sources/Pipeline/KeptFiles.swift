import Findings
import Ingest
import ReportModel
import Spool
import Store

/// 现存原件：the originals that lie in the folders of states, by their bytes, wherever somebody moved them.
struct KeptOriginals {
  private var paths: [String: SpoolPath] = [:]

  init(in workspace: Workspace) throws(PipelineFault) {
    for state in [SpoolFolder.processing, .unreadable, .returned, .held, .accepted] {
      let found = try files { () throws(SpoolFault) in try listTree(workspace.folder(state, nil)) }
      for file in found where file.stamp.kind == .file && !isIgnored(file.path.name) {
        paths[try files { () throws(SpoolFault) in try digestOfFile(file.path) }] = file.path
      }
    }
  }

  subscript(digest: String) -> SpoolPath? { paths[digest] }
}

/// 已发回执：the receipts in the Outbox, by the file that they answer. What the first release told its senders stands there alone.
struct GivenReceipts {
  struct Given {
    var summary: ReceiptSummary
    var rendered: RenderedReceipt
  }
  private var given: [String: [Given]] = [:]

  init(in workspace: Workspace) throws(PipelineFault) {
    let found = try files { () throws(SpoolFault) in try listTree(workspace.receipts) }
    for file in found where file.path.name.hasSuffix(".xml") && !isIgnored(file.path.name) {
      guard let xml = try? readBounded(file.path), let summary = readReceipt(xml, schema: nil) else {
        continue
      }
      let page = SpoolPath(Array(file.path.bytes.dropLast(3)) + Array("html".utf8))
      let html = (try? readBounded(page)) ?? []
      given[summary.digest, default: []].append(
        Given(summary: summary, rendered: RenderedReceipt(xml: xml, html: html)))
    }
  }

  func receipt(for digest: String, _ outcome: Outcome) -> Given? {
    given[digest]?.first { $0.summary.outcome == outcome }
  }
}
