import Findings
import Foundation
import ReportModel
import Spool
import Submit
import Testing

@Suite("Sending a roll-up to the superior")
struct DispatchTests {
  let folder: TemporaryFolder
  let workspace: String

  init() throws {
    folder = try TemporaryFolder()
    workspace = try folder.workspace()
  }

  @Test(
    "The file arrives whole under its name, with its envelope beside it, which is never taken for a report")
  func arrives() throws {
    let superior = try SuperiorOffice(at: workspace)
    var file = file()
    file.envelopeName = file.name + envelopeEnding
    file.envelope = Array("<envelope/>".utf8)
    let place = try dispatch(file, to: superior)
    #expect(
      try folder.files("省级/Inbox") == [
        "610700-hanzhong-2022-r1.xml: <report/>", "610700-hanzhong-2022-r1.xml.envelope: <envelope/>",
      ])
    #expect(place.display == workspace + "/Inbox/610700-hanzhong-2022-r1.xml")
    #expect(try scanFolder(superior.inbox).map(\.name.display) == ["610700-hanzhong-2022-r1.xml"])
  }

  @Test(
    "What was sent is taken back with its envelope as long as it lies there, and not when it was taken or changed"
  )
  func takenBack() throws {
    let superior = try SuperiorOffice(at: workspace)
    var file = file()
    file.envelopeName = file.name + envelopeEnding
    file.envelope = Array("<envelope/>".utf8)
    let digest = digest(of: file.bytes)
    _ = try dispatch(file, to: superior)
    #expect(
      try !takeBack(named: file.name, digest: String(repeating: "0", count: 64), of: "610700", from: superior)
    )
    #expect(try folder.files("省级/Inbox").count == 2)
    #expect(try liesUntaken(named: file.name, digest: digest, of: "610700", at: superior))
    // Twice, as after a cut: it lies aside until that is on record.
    for _ in 1...2 { #expect(try takeBack(named: file.name, digest: digest, of: "610700", from: superior)) }
    #expect(try scanFolder(superior.inbox).isEmpty)
    #expect(try liesUntaken(named: file.name, digest: digest, of: "610700", at: superior))
    for _ in 1...2 { try removeTakenBack(named: file.name, of: "610700", from: superior) }
    #expect(try folder.files("省级/Inbox").isEmpty)
    #expect(try !takeBack(named: file.name, digest: digest, of: "610700", from: superior))
  }

  @Test("A drop folder of the sender is used where the superior keeps one")
  func dropFolder() throws {
    try folder.makeFolder("省级/Inbox/610700")
    try folder.makeFolder("省级/Inbox/610800")
    let place = try dispatch(file(), to: SuperiorOffice(at: workspace))
    #expect(try folder.files("省级/Inbox") == ["610700/610700-hanzhong-2022-r1.xml: <report/>"])
    #expect(place.display == workspace + "/Inbox/610700/610700-hanzhong-2022-r1.xml")
  }

  @Test("A file that merely has the name of a drop folder is not one")
  func noDropFolder() throws {
    try folder.write("x", to: "省级/Inbox/610700")
    _ = try dispatch(file(), to: SuperiorOffice(at: workspace))
    #expect(try folder.files("省级/Inbox") == ["610700: x", "610700-hanzhong-2022-r1.xml: <report/>"])
  }

  @Test("Sending the same bytes again changes nothing")
  func again() throws {
    let superior = try SuperiorOffice(at: workspace)
    let first = try dispatch(file(), to: superior)
    let before = try fileStamp(first)
    #expect(try dispatch(file(), to: superior) == first)
    #expect(try fileStamp(first) == before)
    #expect(try folder.files("省级/Inbox") == ["610700-hanzhong-2022-r1.xml: <report/>"])
  }

  @Test("Other bytes under the name stay, and this file gets a number, the same one each time")
  func numbered() throws {
    let superior = try SuperiorOffice(at: workspace)
    _ = try dispatch(file("<first/>"), to: superior)
    for _ in 1...2 {
      let place = try dispatch(file("<second/>"), to: superior)
      #expect(place.display == workspace + "/Inbox/610700-hanzhong-2022-r1-2.xml")
    }
    #expect(
      try folder.files("省级/Inbox") == [
        "610700-hanzhong-2022-r1-2.xml: <second/>", "610700-hanzhong-2022-r1.xml: <first/>",
      ])
  }

  @Test("What a cut run left behind is written anew and never taken for a report")
  func cut() throws {
    for name in ["610700-hanzhong-2022-r1.xml.part", "610700-hanzhong-2022-r1.xml.part.part"] {
      try folder.write("<rep", to: "省级/Inbox/\(name)")
      #expect(isIgnored(SpoolName(name)))
    }
    _ = try dispatch(file(), to: SuperiorOffice(at: workspace))
    #expect(try folder.files("省级/Inbox") == ["610700-hanzhong-2022-r1.xml: <report/>"])
  }

  @Test(
    "The Inbox itself can be named, with or without a slash, through a link, or out of reach of its workspace"
  )
  func inboxNamed() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/报送", withDestinationPath: workspace + "/Inbox")
    try folder.makeFolder("挂载/Inbox")
    for destination in [
      workspace, workspace + "/", workspace + "/Inbox", workspace + "/Inbox//", folder.path + "/报送",
      folder.path + "/挂载/Inbox/",
    ] {
      _ = try dispatch(file(), to: SuperiorOffice(at: destination))
    }
    #expect(
      try folder.files() == [
        "挂载/Inbox/610700-hanzhong-2022-r1.xml: <report/>", "省级/Inbox/610700-hanzhong-2022-r1.xml: <report/>",
      ])
  }

  @Test("A folder that is not there, is no workspace, or is one's own is refused by a sentence that names it")
  func refused() throws {
    try folder.makeFolder("空目录")
    try folder.write("x", to: "文件.xml")
    try folder.write("x", to: "假的/Inbox")
    let cases: [(String, (String) -> SubmitFault)] = [
      ("不存在", SubmitFault.missing), ("空目录", SubmitFault.notAWorkspace), ("文件.xml", SubmitFault.notAWorkspace),
      ("假的", SubmitFault.notAWorkspace), ("假的/Inbox", SubmitFault.notAWorkspace),
    ]
    for (name, fault) in cases {
      let path = "\(folder.path)/\(name)"
      let thrown = try #require(throws: SubmitFault.self) { try SuperiorOffice(at: path) }
      #expect(thrown == fault(path))
      #expect(thrown.chinese.contains(path) && thrown.english.contains(path))
    }
    #expect(throws: SubmitFault.missing(path: "")) { try SuperiorOffice(at: "") }
    #expect(throws: SubmitFault.isOwnWorkspace(path: workspace + "/Inbox")) {
      try SuperiorOffice(at: workspace + "/Inbox", ownWorkspace: workspace)
    }
    let other = try folder.workspace("市级")
    #expect(throws: Never.self) { try SuperiorOffice(at: workspace, ownWorkspace: other) }
  }

  @Test("An address on a network is answered with a sentence", arguments: ["http", "https", "HTTPS", "sftp"])
  func network(scheme: String) throws {
    let address = "\(scheme)://cengbao.example/up"
    let fault = try #require(throws: SubmitFault.self) { try SuperiorOffice(at: address) }
    #expect(fault == .noTransport(address: address, scheme: scheme.lowercased()))
    #expect(fault.chinese.contains("本版本不支持"))
    #expect(!fault.isRetryWorthwhile)
  }

  @Test("An Inbox that cannot be written is a fault of the superior's folder")
  func notWritable() throws {
    // A folder in which nobody may create a file, the administrator included.
    try folder.makeFolder("只读")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/只读/Inbox", withDestinationPath: "/proc/self/fdinfo")
    let superior = try SuperiorOffice(at: folder.path + "/只读")
    let fault = try #require(throws: SubmitFault.self) { try dispatch(file(), to: superior) }
    guard case .notWritable(let path, let detail) = fault else {
      Issue.record("\(fault)")
      return
    }
    #expect(path == folder.path + "/只读/Inbox")
    #expect(!detail.isEmpty)
  }

  @Test("Every fault says in both languages what happened and what to do")
  func sentences() {
    let faults: [SubmitFault] = [
      .noTransport(address: "A", scheme: "http"), .missing(path: "P"), .notAWorkspace(path: "P"),
      .isOwnWorkspace(path: "P"), .notWritable(path: "P", detail: "D"), .failed(detail: "D", isPassing: true),
      .failed(detail: "D", isPassing: false),
    ]
    #expect(faults.filter { $0.chinese.filter { $0 == "。" }.count < 2 } == [])
    #expect(faults.filter { !$0.english.contains(" ") } == [])
    #expect(
      faults.filter(\.isRetryWorthwhile) == [.missing(path: "P"), .failed(detail: "D", isPassing: true)])
  }
}
