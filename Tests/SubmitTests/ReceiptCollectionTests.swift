import Findings
import Foundation
import ReportModel
import Spool
import Testing

@testable import Submit

@Suite("Collecting the superior's receipts")
struct ReceiptCollectionTests {
  let folder: TemporaryFolder
  let superior: SuperiorOffice
  let ours = String(repeating: "a", count: 64)
  let others = String(repeating: "b", count: 64)

  init() throws {
    folder = try TemporaryFolder()
    superior = try SuperiorOffice(at: folder.workspace())
  }

  private func receipt(_ digest: String, _ outcome: String = "accepted", inside: String = "") -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <receipt xmlns="urn:cengbao:receipt:1" outcome="\(outcome)" digest="\(digest)" file="a&gt;b.xml">\(inside)</receipt>
    """
  }

  private func put(_ text: String, _ name: String) throws {
    try folder.write(text, to: "省级/Outbox/receipts/\(name)")
  }

  private func collect(_ sent: [SentRollUp]? = nil) throws -> [CollectedReceipt] {
    try collectReceipts(from: superior, for: sent ?? [SentRollUp(period: quarter, digest: ours)])
  }

  @Test("A receipt is found by the digest that it names, whatever it is called")
  func byDigest() throws {
    let text = receipt(ours)
    try put(text, "2024-Q3/无论什么名字.xml")
    try put(receipt(others), "2024-Q3/610700-hanzhong-2022-rollup-r1.xml")
    try put("<html>\(ours)</html>", "2024-Q3/610700-hanzhong-2022-rollup-r1.html")
    let found = try collect()
    #expect(
      found == [
        CollectedReceipt(
          rollUp: SentRollUp(period: quarter, digest: ours), name: SpoolName("无论什么名字.xml"),
          bytes: Array(text.utf8), digest: digest(of: Array(text.utf8)))
      ])
  }

  @Test("Several answers to one roll-up all come, in the order of their names")
  func several() throws {
    try put(receipt(ours, "accepted"), "2024-Q3/610700-rollup-r1.xml")
    try put(receipt(ours, "held"), "2024-Q3/610700-rollup-r1-aaaaaaaa.xml")
    #expect(try collect().map(\.name.display) == ["610700-rollup-r1-aaaaaaaa.xml", "610700-rollup-r1.xml"])
  }

  @Test("A file that the superior could not identify has no period, and its receipt is found all the same")
  func unidentified() throws {
    try put(receipt(ours, "unreadable"), "unreadable/aaaaaaaaaaaa.xml")
    try put(receipt(ours, "unreadable"), "aaaaaaaaaaaa.xml")
    try put(receipt(ours), "2024-Q2/elsewhere.xml")
    #expect(try collect().map(\.name.display) == ["aaaaaaaaaaaa.xml", "aaaaaaaaaaaa.xml"])
  }

  @Test("Several periods are looked through at once")
  func periods() throws {
    try put(receipt(ours), "2024-Q3/z.xml")
    try put(receipt(others), "2024-Q2/y.xml")
    let found = try collect([
      SentRollUp(period: quarter, digest: ours), SentRollUp(period: quarter.previous, digest: others),
    ])
    #expect(found.map(\.rollUp.period) == [quarter.previous, quarter])
  }

  @Test("That nothing has been answered yet is no fault")
  func nothingYet() throws {
    #expect(try collect() == [])
    try put(receipt(others), "2024-Q3/x.xml")
    #expect(try collect() == [])
    #expect(try collect([]) == [])
    try folder.makeFolder("挂载/Inbox")
    let inboxOnly = try SuperiorOffice(at: folder.path + "/挂载/Inbox")
    #expect(try collectReceipts(from: inboxOnly, for: [SentRollUp(period: quarter, digest: ours)]) == [])
  }

  @Test("A digest that somebody typed into a report, or a file in progress, is no receipt")
  func quotedDigest() throws {
    try put(receipt(others, inside: "<finding value=\"digest=&quot;\(ours)&quot;\"/>"), "2024-Q3/1.xml")
    try put(receipt(others, inside: "<x digest=\"\(ours)\"/>"), "2024-Q3/2.xml")
    try put("<report digest=\"\(ours)\"/>", "2024-Q3/3.xml")
    try put(receipt(ours), "2024-Q3/4.xml.part")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/省级/Outbox/receipts/2024-Q3/5.xml", withDestinationPath: "1.xml")
    #expect(try collect() == [])
  }

  @Test(
    "Only the start tag of the first element is read",
    arguments: [
      ("<receipt digest=\"d\">", "d"), ("\u{FEFF}<receipt digest='d'/>", "d"),
      (
        "<?xml version='1.0'?><!-- > <receipt digest='no'> -->\n<receipt\n a='digest=\"no\"' digest = \"d\"/>",
        "d"
      ),
      ("<receipts digest='d'>", nil), ("<receipt xdigest='d'>", nil), ("<receipt>digest='d'</receipt>", nil),
      ("<receipt digest=d>", nil), ("<receipt digest='d", nil), ("<receipt digest", nil), ("<receipt ", nil),
      ("<!-- <receipt digest='d'>", nil), ("<?xml", nil), ("", nil), ("  ", nil), ("receipt digest='d'", nil),
    ] as [(String, String?)])
  func startTag(text: String, digest: String?) {
    #expect(subjectDigest(of: Array(text.utf8)) == digest)
  }
}
