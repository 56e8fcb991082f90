import TestKit
import Testing

/// 结局：what was wrong after a disturbance and the next start.
struct Outcome: Sendable {
  /// Never right.
  var wrong: [String] = []
  /// Right only after one more `ingest`.
  var late: [String] = []

  func told(with story: String) -> Outcome {
    Outcome(wrong: wrong.map { "\(story): \($0)" }, late: late.map { "\(story): \($0)" })
  }

  /// Starts the command once more, undisturbed, and compares with what an undisturbed one leaves.
  ///
  /// - Parameter excusing: differences that the disturbance explains.
  mutating func follow(
    _ step: Scenario.Step, on stage: Stage, asking: Bool = false, excusing: (String) -> Bool = { _ in false }
  ) throws {
    let reference = try stage.reference(step)
    let (again, _) = try stage.run(step)
    // What the cut run had finished is not told or done again, so a refusal may be missing or new.
    if again.signal != nil || again.status > 1 { wrong.append("\(again.status) \(again.errors)") }
    func differences() throws -> [String] {
      try Snapshot(of: stage.now, asking: asking).differences(from: reference.after).filter { !excusing($0) }
    }
    let found = try differences()
    if found.isEmpty { return }
    var ingest = step
    ingest.command = "ingest"
    _ = try stage.run(ingest)
    let left = try differences()
    wrong += left
    if left.isEmpty { late += found }
  }

  /// Nothing may be wrong; what is, is told as far as it can be read.
  static func expectNone(_ outcomes: [Outcome], sourceLocation: SourceLocation = #_sourceLocation) {
    let wrong = outcomes.flatMap(\.wrong)
    let told = wrong.prefix(8).joined(separator: "\n")
    #expect(wrong.isEmpty, "\(wrong.count) wrong:\n\(told)", sourceLocation: sourceLocation)
    let late = outcomes.flatMap(\.late)
    #expect(late.isEmpty, "\(late.count) late:\n\(late.prefix(3).joined(separator: "\n"))")
  }
}
