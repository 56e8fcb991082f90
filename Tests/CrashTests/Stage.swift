import Foundation
import Synchronization
import TestKit
import Testing

/// 试验台：one place where the scenario is played, again and again from the state before one of its steps.
///
/// The place is always the same path, because what was sent is known by where it was sent; each processor has its own.
final class Stage: Sendable {
  /// 一步：the state before a step is kept; this is what the step does undisturbed.
  struct Reference: Sendable {
    var step: Scenario.Step
    var calls: [DiskCall]
    var status: Int32
    var after: Snapshot
  }

  struct Failure: Error, CustomStringConvertible { var description: String }

  /// Both workspaces.
  let now: URL
  private let kept: URL
  let references: [Reference]

  /// Plays the scenario once, undisturbed.
  ///
  /// - Parameters:
  ///   - folder: where states are kept.
  ///   - now: where the workspaces are played, if not there too.
  init(in folder: URL, playing place: URL? = nil) throws {
    kept = folder
    now = (place ?? folder).appendingPathComponent("now")
    guard FileManager.default.fileExists(atPath: Disturbance.library) else {
      throw Failure(description: "no \(Disturbance.library): swift build --build-tests makes it")
    }
    try FileManager.default.createDirectory(at: now, withIntermediateDirectories: true)
    let schemas = try Self.makeSchemas(in: folder)
    for (office, unit) in [(Scenario.home, "610700"), (Scenario.superior, "610000")] {
      let made = try Program.run(
        ["init", office, "--unit", unit, "--settle", "0", "--quiet", "--schemas", schemas.path], in: now)
      guard made.status == 0 else { throw Failure(description: "init: \(made.errors)") }
      // One copy of the schemas serves all: a state is copied often.
      let own = now.appendingPathComponent("\(office)/Schemas")
      try FileManager.default.removeItem(at: own)
      try FileManager.default.createSymbolicLink(at: own, withDestinationURL: schemas)
    }
    var references: [Reference] = []
    for step in Scenario.steps {
      for file in step.dropped {
        let url = now.appendingPathComponent(file.path)
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.text.utf8).write(to: url)
      }
      try FileManager.default.copyItem(at: now, to: Self.state(before: step, in: folder))
      let trace = folder.appendingPathComponent("trace")
      let result = try Self.run(step, in: now, Disturbance(kind: .none), trace: trace)
      guard result.signal == nil, result.status <= 1 else {
        throw Failure(description: "\(step.name): \(result.status) \(result.errors)\(result.output)")
      }
      references.append(
        Reference(
          step: step, calls: try DiskCall.read(trace), status: result.status,
          after: try Snapshot(of: now, asking: true)))
    }
    self.references = references
  }

  /// The plans of one city and its province are enough.
  private static func makeSchemas(in folder: URL) throws -> URL {
    let schemas = folder.appendingPathComponent("Schemas")
    try FileManager.default.copyItem(at: Program.repository.appendingPathComponent("Schemas"), to: schemas)
    for name in ["plans/weiyang-2023.xml", "units/610112-weiyang.csv"] {
      try FileManager.default.removeItem(at: schemas.appendingPathComponent(name))
    }
    return schemas
  }

  private static func state(before step: Scenario.Step, in folder: URL) -> URL {
    folder.appendingPathComponent("before \(step.name)")
  }

  func reference(_ step: Scenario.Step) throws -> Reference {
    guard let found = references.first(where: { $0.step.name == step.name }) else {
      throw Failure(description: "no step \(step.name)")
    }
    return found
  }

  /// Puts the state before a step back.
  func restore(before step: Scenario.Step) throws {
    if FileManager.default.fileExists(atPath: now.path) { try FileManager.default.removeItem(at: now) }
    try FileManager.default.copyItem(at: Self.state(before: step, in: kept), to: now)
  }

  /// Runs a step's command, disturbed or not, with the calls that it made.
  func run(
    _ step: Scenario.Step, _ disturbance: Disturbance = Disturbance(kind: .none), mountPoint: URL? = nil
  ) throws -> (result: Program.Result, calls: [DiskCall]) {
    let trace = kept.appendingPathComponent("trace")
    let result = try Self.run(step, in: now, disturbance, trace: trace, mountPoint: mountPoint)
    return (result, try DiskCall.read(trace))
  }

  private static func run(
    _ step: Scenario.Step, in now: URL, _ disturbance: Disturbance, trace: URL, mountPoint: URL? = nil
  ) throws -> Program.Result {
    var environment = disturbance.environment(root: now, trace: trace, mountPoint: mountPoint)
    environment["CENGBAO_NOW"] = step.now
    // One thing after the other, so that the calls can be numbered.
    environment["CENGBAO_WORKERS"] = "1"
    return try Program.run(step.arguments, in: now, environment: environment)
  }

  /// Dropped files whose bytes are nowhere in the workspaces, whole.
  func lost(of step: Scenario.Step) throws -> [String] {
    var present: Set<Data> = []
    for office in [Scenario.home, Scenario.superior] {
      present.formUnion(try Snapshot.files(in: now.appendingPathComponent(office)).values)
    }
    return Scenario.steps.prefix { $0.name != step.name }.flatMap(\.dropped).appending(step.dropped)
      .filter { !present.contains(Data($0.text.utf8)) }.map(\.path)
  }

  // MARK: Many trials

  /// One stage for each processor, for the tests of a suite with the trait `stages`.
  @TaskLocal static var all: [Stage] = []

  /// Makes each trial on a stage of its own, as many at a time as there are stages; gives the outcomes in order.
  static func each<Trial: Sendable>(
    _ trials: [Trial], _ attempt: @escaping @Sendable (Trial, Stage) throws -> Outcome
  ) throws -> [Outcome] {
    let stages = all
    guard !stages.isEmpty else { throw Failure(description: "the suite has no stages") }
    let next = Mutex(0)
    let found = Mutex<[Int: Outcome]>([:])
    DispatchQueue.concurrentPerform(iterations: stages.count) { number in
      while true {
        let turn = next.withLock { turn in
          turn += 1
          return turn - 1
        }
        guard turn < trials.count else { return }
        let outcome: Outcome
        do { outcome = try attempt(trials[turn], stages[number]) } catch {
          outcome = Outcome(wrong: ["\(trials[turn]): \(error)"])
        }
        found.withLock { $0[turn] = outcome }
      }
    }
    return found.withLock { found in found.sorted { $0.key < $1.key }.map(\.value) }
  }
}

extension Array {
  fileprivate func appending(_ others: [Element]) -> [Element] { self + others }
}

/// Makes the stages before a suite's first test and takes them away after its last.
struct StagesTrait: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let scratch = try Scratch()
    let count = min(max(ProcessInfo.processInfo.activeProcessorCount, 1), 8)
    let stages = try (0..<count).map { number in
      let folder = scratch.url.appendingPathComponent("stage-\(number)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      return try Stage(in: folder)
    }
    try await Stage.$all.withValue(stages) { try await function() }
    withExtendedLifetime(scratch) {}
  }
}

extension SuiteTrait where Self == StagesTrait {
  static var stages: StagesTrait { StagesTrait() }
}
