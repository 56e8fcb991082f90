/// 格式处理故障：a library under the readers failed, whatever the file holds.
package enum FormatFault: Error, Hashable, Sendable {
  /// The system has no converter for an encoding that every installation must have.
  case noConverter(encoding: String)
  /// A C library could not set itself up, which happens when memory runs out.
  case libraryFailed(String)
  /// A schema of ours does not compile; the texts say why.
  case schemaRefused([String])

  /// Whether the same call may succeed later without anybody's doing.
  package var isRetryWorthwhile: Bool {
    switch self {
    case .noConverter, .schemaRefused: false
    case .libraryFailed: true
    }
  }
}
