import Testing

/// 断点试验：the program cut short, refused and left without power at every call that changes the disk.
@Suite("Crashes", .serialized, .stages) struct CrashTests {
  @Test("Undisturbed, the scenario does what it is there for, and always the same")
  func scenario() throws {
    let outcomes = try Stage.each(Scenario.steps) { step, stage in
      let reference = try stage.reference(step)
      try stage.restore(before: step)
      let (result, calls) = try stage.run(step)
      var wrong = try Snapshot(of: stage.now, asking: true).differences(from: reference.after)
      if result.status != reference.status { wrong.append("status \(result.status)") }
      if calls.map(\.kind) != reference.calls.map(\.kind) { wrong.append("other calls") }
      wrong += try stage.lost(of: step).map { "lost: \($0)" }
      return Outcome(wrong: wrong).told(with: step.name)
    }
    Outcome.expectNone(outcomes)

    for reference in try #require(Stage.all.first).references {
      print("\(reference.step.name): \(reference.calls.count) calls that change the disk")
      let left = reference.after.files.keys.filter {
        $0.hasSuffix(".part") || ($0.contains("/processing/") && !$0.hasSuffix("/"))
      }
      #expect(left.isEmpty, "\(reference.step.name)")
      #expect(reference.after.journals.values.allSatisfy { $0 == "unbroken" })
      #expect(reference.after.answers.values.allSatisfy { $0.hasPrefix("0 ") })
    }
    let end = try #require(Stage.all.first?.references.last?.after).files.keys
    func count(_ prefix: String) -> Int { end.count { $0.hasPrefix(prefix) && !$0.hasSuffix("/") } }
    #expect(count("home/Inbox/accepted/2024-Q1/") == 7)
    #expect(count("home/Inbox/held/2024-Q1/") == 2)
    #expect(count("home/Inbox/returned/2024-Q1/") == 2)
    #expect(count("home/Inbox/unreadable/") == 1)
    #expect(count("home/Outbox/receipts/") == 38)
    // The roll-up and its envelope.
    #expect(count("superior/Inbox/accepted/2024-Q1/") == 2)
    #expect(count("home/Inbox/receipts/2024-Q1/") == 2)
  }
}
