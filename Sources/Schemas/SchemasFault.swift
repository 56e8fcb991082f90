import Findings
import Formats

/// 目录故障：what the catalogue is read with is unusable; what stands in it is never a fault but a finding.
package enum SchemasFault: Fault, Hashable {
  /// `plan.xsd` is not among the files.
  case planSchemaMissing
  /// `plan.xsd` is not a usable schema; the texts say why.
  case planSchemaRefused([String])
  /// A system library failed while a file was read.
  case readerFailed(FormatFault)

  package var chinese: String {
    switch self {
    case .planSchemaMissing: "Schemas 文件夹中没有 plan.xsd，无法检查实施方案。请从安装包中恢复该文件。"
    case .planSchemaRefused(let messages):
      "Schemas/plan.xsd 不是可用的结构定义（\(messages.first ?? "原因不明")）。请从安装包中恢复该文件。"
    case .readerFailed: "读取目录文件时系统程序库出错。请稍后重试，仍不行的请联系维护人员。"
    }
  }

  package var english: String {
    switch self {
    case .planSchemaMissing:
      "There is no plan.xsd in the Schemas folder, so plans cannot be checked. Restore it from the installation."
    case .planSchemaRefused(let messages):
      "Schemas/plan.xsd is not a usable schema (\(messages.first ?? "no reason given")). Restore it from the "
        + "installation."
    case .readerFailed: "A system library failed while a catalogue file was read. Try again."
    }
  }

  package var isRetryWorthwhile: Bool {
    switch self {
    case .planSchemaMissing, .planSchemaRefused: false
    case .readerFailed(let fault): fault.isRetryWorthwhile
    }
  }

  init(_ fault: FormatFault) {
    if case .schemaRefused(let messages) = fault {
      self = .planSchemaRefused(messages)
    } else {
      self = .readerFailed(fault)
    }
  }
}
