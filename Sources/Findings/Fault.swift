/// 运行故障：ours, never the sender's. Every target's fault says what went wrong, what to do, and whether trying
/// again can help.
package protocol Fault: Error, Sendable {
  /// 一句话：what happened and the way out, in Chinese.
  var chinese: String { get }
  var english: String { get }
  var isRetryWorthwhile: Bool { get }
}
