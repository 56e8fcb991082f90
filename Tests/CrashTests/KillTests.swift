import TestKit
import Testing

extension CrashTests {
  /// `kill -9`, at every boundary.
  @Suite("Killed") struct Killed {
    struct Cut: Sendable {
      var first: Disturbance
      var second: Disturbance?
      /// Whether the program is asked too in the end.
      var isAsking: Bool
    }

    @Test(
      "Killed at any call that changes the disk, the next start ends where an undisturbed one ends",
      arguments: Scenario.steps.filter { !$0.isPreparation })
    func killed(step: Scenario.Step) throws {
      let calls = try #require(Stage.all.first).reference(step).calls
      var cuts: [Cut] = []
      for call in Extent.chosen(from: calls, every: 5, ofRegister: 30) {
        let isAsking = Extent.isLong || cuts.count.isMultiple(of: 8)
        let isTorn = call.kind == "write" && (Extent.isLong || cuts.count.isMultiple(of: 2))
        cuts.append(Cut(first: Disturbance(kind: .kill, at: call.number), isAsking: isAsking))
        if isTorn { cuts.append(Cut(first: Disturbance(kind: .torn, at: call.number), isAsking: false)) }
      }
      cuts.append(Cut(first: Disturbance(kind: .killAfter, at: calls.count), isAsking: true))
      print("\(step.name): killed \(cuts.count) times at \(calls.count) calls")
      let outcomes = try Stage.each(cuts) { cut, stage in try Self.attempt(cut, step, stage) }
      Outcome.expectNone(outcomes)
    }

    @Test(
      "Killed again while it recovers, it ends there too", .enabled(if: Extent.isLong, "CENGBAO_CRASH=all"),
      arguments: Scenario.steps.filter { !$0.isPreparation })
    func killedTwice(step: Scenario.Step) throws {
      let calls = try #require(Stage.all.first).reference(step).calls
      // Not every pair: where the second cut falls moves on with the first, so that all of both are met.
      var cuts: [Cut] = []
      for call in calls where !call.isRegister || call.isSync {
        for second in stride(from: 1 + call.number % 19, through: calls.count + 40, by: 19) {
          cuts.append(
            Cut(
              first: Disturbance(kind: .kill, at: call.number), second: Disturbance(kind: .kill, at: second),
              isAsking: false))
        }
      }
      print("\(step.name): killed twice \(cuts.count) times")
      let outcomes = try Stage.each(cuts) { cut, stage in try Self.attempt(cut, step, stage) }
      Outcome.expectNone(outcomes)
    }

    static func attempt(_ cut: Cut, _ step: Scenario.Step, _ stage: Stage) throws -> Outcome {
      try stage.restore(before: step)
      var outcome = Outcome()
      let (first, calls) = try stage.run(step, cut.first)
      if first.signal != 9 { outcome.wrong.append("not killed: \(first.status) \(first.errors)") }
      outcome.wrong += try stage.lost(of: step).map { "lost: \($0)" }
      if cut.isAsking { outcome.wrong += try refusals(on: stage).map { "before recovery: \($0)" } }
      if let second = cut.second {
        _ = try stage.run(step, second)
        outcome.wrong += try stage.lost(of: step).map { "lost: \($0)" }
      }
      try outcome.follow(step, on: stage, asking: cut.isAsking)
      let place = calls.last.map { "\($0.kind) \($0.path)" } ?? ""
      return outcome.told(
        with: "\(step.name), \(cut.first)\(cut.second.map { ", then \($0)" } ?? "") (\(place))")
    }

    /// A reader is answered also where nobody has recovered yet.
    private static func refusals(on stage: Stage) throws -> [String] {
      try Scenario.questions.prefix(1).compactMap { question in
        let arguments = question.command.split(separator: " ").map(String.init)
        let result = try Program.run(arguments + ["--workspace", question.office], in: stage.now)
        return result.status == 0 ? nil : "\(question.command): \(result.status) \(result.errors)"
      }
    }
  }
}
