import Foundation
import GRDB
import ReportModel
import Testing

@testable import Store

/// One register file is kept as each released version wrote it; none is ever made anew.
@Suite("Registers of earlier releases") struct UpgradeTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures/registers")
  /// What each holds: outcomes in the order of arrival and decision, journal entries, revisions that were sent, answers.
  struct Release: Sendable, CustomTestStringConvertible {
    var name: String
    var outcomes: [Outcome]
    var inForce: [Bool]
    var entryCount: Int
    var answers: [Outcome]
    var testDescription: String { name }
  }

  static let releases = [
    Release(
      name: "0.1.0", outcomes: [.accepted, .questions, .unreadable, .accepted],
      inForce: [false, true, false, true], entryCount: 14, answers: [.accepted]),
    Release(
      name: "0.2.0",
      outcomes: [.accepted, .questions, .accepted, .unreadable, .accepted, .held, .returned],
      inForce: [false, false, true, false, true, false, false], entryCount: 27,
      answers: [.accepted, .returned]),
    Release(
      name: "0.3.0",
      outcomes: [.questions, .questions, .questions, .accepted, .questions, .accepted, .accepted],
      inForce: [false, false, false, false, false, true, true], entryCount: 42,
      answers: [.accepted, .returned, .accepted]),
  ]

  private func copy(_ release: String) throws -> (TemporaryFolder, String) {
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(
      atPath: Self.folder.appendingPathComponent("\(release).sqlite").path, toPath: folder.register)
    return (folder, folder.register)
  }

  @Test("Every register that is kept has its release, and every release its register")
  func kept() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter {
      $0.hasSuffix(".sqlite")
    }
    #expect(names.sorted() == Self.releases.map { "\($0.name).sqlite" })
  }

  @Test(
    "Opens after an upgrade with everything that it held, its journal chain whole, and takes new reports",
    arguments: releases)
  func opens(release: Release) throws {
    let (folder, path) = try copy(release.name)
    defer { withExtendedLifetime(folder) {} }
    let register = try Register.open(at: path)
    let entries = try register.entries(in: nil)
    #expect(entries.map(\.outcome) == release.outcomes)
    #expect(entries.map(\.isInForce) == release.inForce)
    #expect(try register.verifyJournal() == nil)
    #expect(try register.journal().count == release.entryCount)
    #expect(try register.dispatches(in: period("2024-Q3")).map(\.revision) == [1, 2])
    #expect(try register.superiorReceipts(in: period("2024-Q3")).map(\.outcome) == release.answers)
    for entry in entries {
      let receipt = try #require(try register.receipt(of: entry.id))
      #expect((receipt.journal == nil) == (release.name == "0.1.0"))
      #expect((receipt.decision == nil) == (entry.decidedFrom == nil))
      #expect(try register.renderedReceipt(of: entry.id)?.xml.isEmpty == false)
      if entry.isInForce {
        #expect(try register.submission(of: entry.id)?.observations.isEmpty == false)
      }
    }
    try register.record([entry(submission("610703", digest: digestB))], at: noon)
    #expect(try register.verifyJournal() == nil)
    try register.close()
    let again = try Register.openReadOnly(at: path)
    #expect(try again.entries(in: nil).count == entries.count + 1)
  }

  @Test("An older one opened for reading says that it has to be brought up to date first, and stays as it is")
  func readOnly() throws {
    let (folder, path) = try copy("0.1.0")
    defer { withExtendedLifetime(folder) {} }
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(throws: StoreFault.older(path: path)) { try Register.openReadOnly(at: path) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }

  @Test("Migrations keep their names and their order for ever")
  func names() throws {
    let folder = try TemporaryFolder()
    let register = try Register.open(at: folder.register)
    let names = try register.read {
      try String.fetchAll($0, sql: "SELECT identifier FROM grdb_migrations ORDER BY rowid")
    }
    #expect(
      Array(names.prefix(2)) == ["1 submissions, receipts, dispatches, journal", "2 officers' decisions"])
    for (index, name) in names.enumerated() { #expect(name.hasPrefix("\(index + 1) ")) }
  }
}
