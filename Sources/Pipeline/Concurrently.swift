import Foundation
import Synchronization

/// 并行数：how many things are done at a time: one for each core, unless `CENGBAO_WORKERS` says another number. With one, calls
/// to the system come in the same order every time.
let workerCount: Int = {
  let wanted = ProcessInfo.processInfo.environment["CENGBAO_WORKERS"].flatMap { Int($0) }
  return max(1, wanted ?? ProcessInfo.processInfo.activeProcessorCount)
}()

/// Runs `work` for every number below `count`, at the same time where there are workers for it.
func perform(_ count: Int, _ work: @Sendable (Int) -> Void) {
  if workerCount == 1 {
    for number in 0..<count { work(number) }
  } else {
    DispatchQueue.concurrentPerform(iterations: count, execute: work)
  }
}

/// 并行：does the same to every item on all cores, and gives the results in the order of the items.
///
/// What one item comes to must not depend on another. Of several failures the first in the order of the items is thrown, so
/// that the same input fails in the same way on any machine.
func concurrently<Item: Sendable, Result: Sendable, Failure: Error>(
  _ items: [Item], _ work: @Sendable (Item) throws(Failure) -> Result
) throws(Failure) -> [Result] {
  // Some more parts than cores, because items are not of one size.
  let parts = min(items.count, 4 * workerCount)
  if parts < 2 || workerCount == 1 { return try items.map(work) }
  let outcomes = Mutex<[Int: Swift.Result<[Result], Failure>]>([:])
  perform(parts) { part in
    let range = (items.count * part / parts)..<(items.count * (part + 1) / parts)
    let outcome: Swift.Result<[Result], Failure>
    do throws(Failure) {
      outcome = .success(try items[range].map(work))
    } catch {
      outcome = .failure(error)
    }
    outcomes.withLock { $0[part] = outcome }
  }
  let found = outcomes.withLock { $0 }
  var results: [Result] = []
  results.reserveCapacity(items.count)
  for part in 0..<parts {
    guard let outcome = found[part] else { preconditionFailure("every part is worked on") }
    results += try outcome.get()
  }
  return results
}

/// 先行：what is worked on in the background while the caller does something else.
struct Ahead<Value: Sendable>: Sendable {
  private final class Slot: Sendable {
    let value = Mutex<Value?>(nil)
    let isDone = DispatchSemaphore(value: 0)
  }
  private let slot = Slot()

  init(_ work: @escaping @Sendable () -> Value) {
    if workerCount == 1 {
      let value = work()
      slot.value.withLock { $0 = value }
      slot.isDone.signal()
      return
    }
    DispatchQueue.global(qos: .userInitiated).async { [slot] in
      let value = work()
      slot.value.withLock { $0 = value }
      slot.isDone.signal()
    }
  }

  /// Waits for it; to be called once.
  func get() -> Value {
    slot.isDone.wait()
    guard let value = slot.value.withLock({ $0 }) else { preconditionFailure("it was worked on") }
    return value
  }
}
