import Foundation
import Glibc
import Synchronization

/// 被测进程：one run of a program from its start to its end, with what it took.
struct ChildProcess {
  let status: Int32
  let seconds: Double
  let processorSeconds: Double
  /// The kernel counts from before the program replaced this one, so nothing below what this program takes itself is seen.
  let peakBytes: Int
  let output: URL
  let errors: URL

  /// Runs to the end. What it writes goes into files of `scratch`, which the next run overwrites.
  static func run(
    _ program: String, _ arguments: [String], in scratch: URL, environment: [String: String] = [:]
  ) throws -> ChildProcess {
    let output = scratch.appendingPathComponent("output.txt")
    let errors = scratch.appendingPathComponent("errors.txt")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let overwrite = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output.path, overwrite, 0o644)
    posix_spawn_file_actions_addopen(&actions, 2, errors.path, overwrite, 0o644)
    // A group of its own, so that what a tracer has started can be ended with it.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    // What is passed over here is not passed over there.
    for number in Interruption.signals { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF))

    let everything = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] =
      everything.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in words + variables { free(pointer) } }

    var process: pid_t = 0
    var usage = rusage()
    var waited: Int32 = 0
    let clock = ContinuousClock()
    let start = clock.now
    let refusal = posix_spawnp(&process, program, &actions, &attributes, &words, &variables)
    guard refusal == 0 else {
      throw BenchFailure("\(program) does not start: \(String(cString: strerror(refusal)))")
    }
    Interruption.started(process)
    defer { Interruption.ended() }
    while wait4(process, &waited, 0, &usage) < 0 {
      guard errno == EINTR else { throw BenchFailure("\(program): \(String(cString: strerror(errno)))") }
    }
    let taken = start.duration(to: clock.now)
    try Interruption.check()
    // As in a shell: what a signal ended has 128 and its number.
    let signal = waited & 0x7F
    return ChildProcess(
      status: signal == 0 ? (waited >> 8) & 0xFF : 128 + signal, seconds: taken / .seconds(1),
      processorSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime),
      peakBytes: usage.ru_maxrss * 1024, output: output, errors: errors)
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000
  }

  /// This run, if it ended as it should.
  func succeeded(_ what: String) throws -> ChildProcess {
    guard status != 0 else { return self }
    let said = try [errors, output].map { try String(contentsOf: $0, encoding: .utf8).suffix(2_000) }
    throw BenchFailure("\(what) ended with \(status)\n\(said.filter { !$0.isEmpty }.joined(separator: "\n"))")
  }

  var printed: String {
    get throws { try String(contentsOf: output, encoding: .utf8) }
  }

  /// The most memory this program itself has held so far.
  static var ownPeakBytes: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
  }
}

/// 中断：a signal to this program ends the one it measures, too; then this one stops in good order.
enum Interruption {
  private struct State {
    var running: pid_t?
    var isAsked = false
  }
  private static let state = Mutex(State())
  static let signals = [SIGINT, SIGTERM, SIGHUP]

  /// Watches as long as the caller holds on to what it gets.
  static func watch() -> [any DispatchSourceSignal] {
    signals.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        state.withLock {
          $0.isAsked = true
          if let process = $0.running { kill(-process, SIGKILL) }
        }
      }
      source.resume()
      return source
    }
  }

  static func check() throws {
    if state.withLock({ $0.isAsked }) { throw BenchFailure("Interrupted.") }
  }

  fileprivate static func started(_ process: pid_t) {
    state.withLock {
      $0.running = process
      if $0.isAsked { kill(-process, SIGKILL) }
    }
  }

  fileprivate static func ended() { state.withLock { $0.running = nil } }
}

/// Why nothing could be measured, or why what was measured is not worth a number.
struct BenchFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
