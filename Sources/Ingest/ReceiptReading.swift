import Findings
import Formats
import ReportModel

/// 上级回执摘要：what a superior's receipt says about the file that it answers.
package struct ReceiptSummary: Sendable, Hashable {
  package var outcome: Outcome
  /// SHA-256 of the file that was answered, hexadecimal.
  package var digest: String
  package var receivedAt: Instant
  package var receiver: OrgUnitCode
}

/// 读回执：reads a receipt that came back from the superior.
///
/// `nil` for what is no receipt: not well-formed, another vocabulary, or against `schema` where one is given.
package func readReceipt(_ bytes: [UInt8], schema: [UInt8]?) -> ReceiptSummary? {
  guard case .success(let text)? = try? decodeXMLText(bytes) else { return nil }
  let checked: XMLSchema?
  do { checked = try schema.map { bytes throws(FormatFault) in try XMLSchema(bytes) } } catch { return nil }
  guard case .read(let document, let violations)? = try? readXML(text.utf8, schema: checked), violations.isEmpty
  else { return nil }
  let root = document.root
  guard root.name == "receipt", root.namespace == "urn:cengbao:receipt:1",
    let outcome = root.attribute("outcome").flatMap(Outcome.init(rawValue:)),
    let digest = root.attribute("digest"), let received = root.attribute("receivedAt").flatMap(Instant.init(iso8601:)),
    let receiver = root.attribute("receiver")
  else { return nil }
  return ReceiptSummary(
    outcome: outcome, digest: digest, receivedAt: received, receiver: OrgUnitCode(receiver))
}
