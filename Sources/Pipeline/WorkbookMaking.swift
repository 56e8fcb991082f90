import Formats

/// 成书：makes a workbook; that the library which writes it has no room is a fault of ours.
func workbook<Value>(_ make: () throws(FormatFault) -> Value) throws(PipelineFault) -> Value {
  do throws(FormatFault) { return try make() } catch { throw .library("libxlsxwriter: \(error)") }
}
