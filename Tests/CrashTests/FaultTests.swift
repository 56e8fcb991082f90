import Foundation
import TestKit
import Testing

extension CrashTests {
  /// A full disk, a broken one, one that may not be written.
  @Suite("Refused") struct Refused {
    struct Refusal: Sendable {
      var call: DiskCall
      var disturbance: Disturbance
    }

    static let numbers = [ENOSPC, EIO, EACCES]

    @Test(
      "A call that fails, once or for good, is one sentence or does not matter; the next start ends as if nothing had been",
      arguments: Scenario.steps.filter { !$0.isPreparation })
    func refused(step: Scenario.Step) throws {
      let calls = try #require(Stage.all.first).reference(step).calls
      var refusals: [Refusal] = []
      for (position, call) in Extent.chosen(from: calls, every: 6, ofRegister: 40).enumerated() {
        for (index, number) in Self.numbers.enumerated() {
          for forGood in [false, true] {
            // The short form takes one of the six, another each time.
            if !Extent.isLong, position % 6 != index * 2 + (forGood ? 1 : 0) { continue }
            refusals.append(
              Refusal(
                call: call, disturbance: Disturbance(kind: .fail(number, forGood: forGood), at: call.number)))
          }
        }
      }
      print("\(step.name): \(refusals.count) failures at \(calls.count) calls")
      let outcomes = try Stage.each(refusals) { refusal, stage in try Self.attempt(refusal, step, stage) }
      Outcome.expectNone(outcomes)
    }

    static func attempt(_ refusal: Refusal, _ step: Scenario.Step, _ stage: Stage) throws -> Outcome {
      let reference = try stage.reference(step)
      try stage.restore(before: step)
      var wrong: [String] = []
      let (result, calls) = try stage.run(step, refusal.disturbance)
      let lines = result.errors.split(separator: "\n")
      if let signal = result.signal {
        wrong.append("signal \(signal): \(result.errors.prefix(600))")
      } else if result.status == 2 {
        if lines.count != 1 || !result.errors.hasPrefix("故障：") || !result.errors.hasSuffix("。\n") {
          wrong.append("not one sentence: \(result.errors.prefix(600))")
        }
      } else if result.status != reference.status || !result.errors.isEmpty {
        wrong.append("status \(result.status) \(result.errors.prefix(600))")
      } else {
        // It was told that all is well, so it has to be.
        // The lock's file may keep the text that says who held it.
        wrong += try Snapshot(of: stage.now, asking: false).differences(from: reference.after)
          .filter { !$0.hasSuffix("/.lock") }.map { "called well: \($0)" }
      }
      wrong += triedAgain(refusal.call, calls).map { "brought to the disk again: \($0.number) \($0.path)" }
      wrong += try stage.lost(of: step).map { "lost: \($0)" }

      var outcome = Outcome(wrong: wrong)
      // What could not be sent was put off, which is in the journal for good.
      let isDeferred = try Snapshot(of: stage.now, asking: false).registers[Scenario.home]?.contains {
        $0.contains(",'deferred',")
      }
      try outcome.follow(step, on: stage) { difference in
        isDeferred == true
          && (difference.hasPrefix("home's register") || difference.hasSuffix("journal.jsonl")
            || difference.hasSuffix(".envelope") || difference.contains("too much: home/Outbox/deferred/"))
      }
      return outcome.told(
        with: "\(step.name), \(refusal.disturbance) (\(refusal.call.kind) \(refusal.call.path))")
    }

    /// After a failed sync the system may hold for written what is not: the same file must not be synced once more.
    ///
    /// SQLite's log is left out: it is synced again when the register is closed, but for the commits before, which
    /// had reached the disk.
    static func triedAgain(_ failed: DiskCall, _ calls: [DiskCall]) -> [DiskCall] {
      guard failed.isSync, !failed.isRegister else { return [] }
      return calls.filter { $0.number > failed.number && $0.isSync && $0.path == failed.path }
    }
  }
}
