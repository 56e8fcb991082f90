import Findings
import Foundation
import ReportModel
import Testing

@testable import Pipeline
@testable import Spool

@Suite("What the pipeline says") struct PipelineTextTests {
  static let faults: [PipelineFault] = [
    .notAWorkspace(path: "x"), .workspaceExists(path: "x"), .settingsUnreadable(path: "x"),
    .schemasNotFound(searched: ["x"]),
    .catalogueUnusable(findings: 1, first: Finding(fileTooLarge, at: Place())),
    .unknownUnit("x"), .ambiguousUnit("x", [OrgUnitCode("1")]), .unknownPlan("x", known: [PlanID("p")]),
    .unknownIndicator("x", plan: PlanID("p"), near: []), .unknownPeriod("x"),
    .unitHasNoPlan(OrgUnitCode("1"), name: "x"), .unitDoesNotCompile(OrgUnitCode("1"), name: "x"),
    .periodOutsidePlan(.earliest, PlanID("p")), .nothingReported(.earliest, inbox: "x", refused: 0),
    .nothingReported(.earliest, inbox: "x", refused: 2), .noRollUp(.earliest, unit: "x"), .noDestination,
    .rollUpFileChanged(path: "x"), .fileUnreadable(path: "x", reason: .changed(path: SpoolPath("x"))),
    .nothingToRebuildFrom(nil), .nothingToRebuildFrom(.init(sequence: 1, cause: .changed)),
    .backupExists(path: "x"), .backupInside(path: "x"),
    .files(.failed(step: "write", path: SpoolPath("x"), number: 28, text: "No space left on device")),
    .files(.locked(path: SpoolPath("x"), holder: .init(process: 7, since: "2024-10-08T09:30:00Z"))),
  ]

  private func isChinese(_ text: String) -> Bool {
    text.unicodeScalars.contains { (0x2E80...0x9FFF).contains($0.value) }
  }

  @Test("Every fault is a sentence in Chinese and one in English, on one line", arguments: faults.indices)
  func faultTexts(index: Int) {
    let fault = Self.faults[index]
    #expect(isChinese(fault.chinese) && fault.chinese.hasSuffix("。"))
    #expect(!isChinese(fault.english) && fault.english.hasSuffix("."))
    #expect(!(fault.chinese + fault.english).contains("\n"))
  }

  @Test("A full disk and another process are told in an official's words")
  func systemFaults() {
    let full = SpoolFault.failed(
      step: "write", path: SpoolPath("Outbox/a"), number: 28, text: "No space left on device")
    #expect(full.chinese == "Outbox/a：写入失败，磁盘已满")
    #expect(
      SpoolFault.locked(path: SpoolPath("x"), holder: .init(process: 7, since: "早上")).chinese.contains("进程 7")
    )
    // What has no words of its own keeps the system's.
    let odd = SpoolFault.failed(step: "cut", path: SpoolPath("a"), number: 99, text: "odd")
    #expect(odd.chinese == "a：cut失败，odd")
  }

  @Test("Every code of the pipeline is explained")
  func sheets() {
    #expect(pipelineSheets.map(\.code) == (1...8).map { "P200\($0)" })
    for sheet in pipelineSheets { #expect(ruleSheets[sheet.code] == sheet) }
  }
}

@Suite("Where a receipt lies") struct ReceiptAddressTests {
  private func receipt(_ name: String, _ outcome: Outcome, unit: String? = "610702") throws -> Receipt {
    var receipt = Receipt(
      fileName: name, outcome: outcome, digest: String(repeating: "ab", count: 32), receivedAt: 0,
      channel: .openInbox, receiver: OrgUnitCode("610700"), receiverName: "汉中市", ruleCatalogue: "")
    receipt.unit = unit.map { OrgUnitCode($0) }
    receipt.plan = PlanID("p")
    receipt.period = Period(year: 2024, quarter: 3)
    receipt.scope = .own
    receipt.revision = 2
    return receipt
  }

  @Test("By unit and period, each file its own; what could not be identified by the name that it came with")
  func addresses() throws {
    #expect(
      try ReceiptAddress(receipt("a.xml", .accepted)).page
        == "Outbox/receipts/2024-Q3/610702-p-own-r2-abababab.html")
    #expect(
      try ReceiptAddress(receipt("a.xml", .returned)).page
        == "Outbox/receipts/2024-Q3/610702-p-own-r2-abababab.html")
    #expect(
      try ReceiptAddress(receipt("会议通知.csv", .unreadable, unit: nil)).page
        == "Outbox/receipts/unreadable/会议通知.csv-abababab.html")
  }

  @Test("A name of any length leaves room for the endings")
  func longNames() throws {
    let address = try ReceiptAddress(receipt(String(repeating: "长", count: 85), .unreadable))
    #expect("\(address.stem).html.part".utf8.count <= 255)
    #expect(address.stem.hasPrefix("长"))
  }
}

@Suite("One way to write a place") struct WorkspacePathTests {
  @Test("Relative, with dots and slashes, and through a link: the same path; an address stays")
  func absolute() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cengbao-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("省"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let link = folder.appendingPathComponent("链接")
    try FileManager.default.createSymbolicLink(
      at: link, withDestinationURL: folder.appendingPathComponent("省"))
    let plain = Workspace.absolute(folder.path + "/省")
    #expect(Workspace.absolute(folder.path + "/市/../省/") == plain)
    #expect(Workspace.absolute(link.path) == plain)
    #expect(Workspace.absolute("x").hasPrefix("/"))
    #expect(Workspace.absolute("https://example.org/inbox") == "https://example.org/inbox")
    #expect(Workspace.absolute("").isEmpty)
  }
}
