import Findings
import Formats

/// 读取故障：what is wrong with this machine or this installation while a file is read.
package enum IngestFault: Fault, Hashable {
  /// The report's own XSD cannot be used.
  case schemaRefused([String])
  /// The system has no converter for an encoding that the formats promise.
  case noConverter(String)
  /// A C library could not start or gave up.
  case libraryFailed(String)

  init(_ fault: FormatFault) {
    switch fault {
    case .schemaRefused(let reasons): self = .schemaRefused(reasons)
    case .noConverter(let encoding): self = .noConverter(encoding)
    case .libraryFailed(let name): self = .libraryFailed(name)
    }
  }

  package var chinese: String {
    switch self {
    case .schemaRefused(let reasons):
      "报表格式文件 report.xsd 无法使用：\(reasons.first ?? "原因不明")。请从安装包恢复 Schemas 目录。"
    case .noConverter(let encoding): "本机缺少 \(encoding) 编码转换，请安装完整的 glibc 字符集（locales、libc-bin）。"
    case .libraryFailed(let name): "\(name) 运行失败，可能是内存不足；文件没有读，请稍后再试。"
    }
  }

  package var english: String {
    switch self {
    case .schemaRefused(let reasons):
      "The report schema report.xsd cannot be used: \(reasons.first ?? "unknown reason"). Restore the Schemas folder."
    case .noConverter(let encoding):
      "This machine cannot convert \(encoding); install the full glibc charsets."
    case .libraryFailed(let name): "\(name) failed, perhaps for lack of memory; nothing was read, try again."
    }
  }

  package var isRetryWorthwhile: Bool {
    if case .libraryFailed = self { true } else { false }
  }
}
