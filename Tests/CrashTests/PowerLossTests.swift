import Foundation
import TestKit
import Testing

/// 断电：on a file system of its own that stops at once.
@Suite(
  "Power loss", .serialized,
  .enabled(
    if: LoopDisk.isAvailable, "needs root, loop devices and mkfs.ext4: the power cannot be cut here"))
struct PowerLossTests {
  @Test(
    "Whatever call the power fails at, nothing dropped is lost and the next start ends where an undisturbed one ends"
  )
  func powerLoss() throws {
    let scratch = try Scratch()
    let disk = try LoopDisk(in: scratch.url)
    let stage = try Stage(in: scratch.url, playing: disk.mountPoint)
    var outcomes: [Outcome] = []
    for reference in stage.references where !reference.step.isPreparation {
      var tried = 0
      for call in Extent.chosen(from: reference.calls, every: 16, ofRegister: 60) {
        for journalFirst in [false, true] {
          tried += 1
          if !Extent.isLong, journalFirst == tried.isMultiple(of: 4) { continue }
          outcomes.append(
            try attempt(
              reference, Disturbance(kind: .powerLoss(journalFirst: journalFirst), at: call.number), call,
              stage,
              disk))
        }
      }
      print("\(reference.step.name): power lost \(tried) times at \(reference.calls.count) calls")
    }
    // What it said in the end was true: all of it is on the disk before the last word.
    for reference in stage.references where !reference.step.isPreparation {
      try stage.restore(before: reference.step)
      try disk.sync()
      let (told, _) = try stage.run(reference.step)
      try disk.losePower()
      try disk.restart()
      // But for the lock's file, whose text is of no use to anybody by then.
      let found = try Snapshot(of: stage.now, asking: false).differences(from: reference.after)
        .filter { !$0.hasSuffix("/.lock") }
      outcomes.append(
        Outcome(wrong: found).told(with: "\(reference.step.name), after it had said \(told.status)"))
    }
    Outcome.expectNone(outcomes)
  }

  private func attempt(
    _ reference: Stage.Reference, _ disturbance: Disturbance, _ call: DiskCall, _ stage: Stage,
    _ disk: LoopDisk
  ) throws -> Outcome {
    let step = reference.step
    try stage.restore(before: step)
    try disk.sync()
    var outcome = Outcome()
    let (cut, _) = try stage.run(step, disturbance, mountPoint: disk.mountPoint)
    if cut.status != 137 { outcome.wrong.append("the power was not cut: \(cut.status) \(cut.errors)") }
    try disk.restart()
    outcome.wrong += try stage.lost(of: step).map { "lost: \($0)" }
    try outcome.follow(step, on: stage)
    return outcome.told(with: "\(step.name), \(disturbance) (\(call.kind) \(call.path))")
  }
}
