import Findings
import Foundation

/// 时钟：the time of a command, from `--now` or `CENGBAO_NOW` where one is given.
package struct Clock: Sendable {
  /// Set from outside: then arrival is this moment too.
  package let fixed: Instant?

  package init(fixed: Instant?) { self.fixed = fixed }

  package var now: Instant { fixed ?? Instant(seconds: Int64(Date().timeIntervalSince1970)) }
}
