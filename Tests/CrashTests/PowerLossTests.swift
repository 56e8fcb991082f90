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
    var wrong: [String] = []
    for reference in stage.references where !reference.step.isPreparation {
      var tried = 0
      for call in Extent.chosen(from: reference.calls, every: 10, ofRegister: 40) {
        for journalFirst in [false, true] {
          tried += 1
          if !Extent.isLong, journalFirst == tried.isMultiple(of: 4) { continue }
          wrong += try attempt(
            reference, Disturbance(kind: .powerLoss(journalFirst: journalFirst), at: call.number), call,
            stage,
            disk)
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
      let found = try Snapshot(of: stage.now, asking: false).differences(from: reference.after)
      wrong += found.map { "\(reference.step.name), after it had said \(told.status): \($0)" }
    }
    Extent.expectNothing(wrong)
  }

  private func attempt(
    _ reference: Stage.Reference, _ disturbance: Disturbance, _ call: DiskCall, _ stage: Stage,
    _ disk: LoopDisk
  ) throws -> [String] {
    let step = reference.step
    try stage.restore(before: step)
    try disk.sync()
    var wrong: [String] = []
    let (cut, _) = try stage.run(step, disturbance, mountPoint: disk.mountPoint)
    if cut.status != 137 { wrong.append("the power was not cut: \(cut.status) \(cut.errors)") }
    try disk.restart()
    wrong += try stage.lost(of: step).map { "lost: \($0)" }
    let (again, _) = try stage.run(step)
    if again.signal != nil || again.status > 1 { wrong.append("\(again.status) \(again.errors)") }
    wrong += try Snapshot(of: stage.now, asking: false).differences(from: reference.after)
    return wrong.map { "\(step.name), \(disturbance) (\(call.kind) \(call.path)): \($0)" }
  }
}
