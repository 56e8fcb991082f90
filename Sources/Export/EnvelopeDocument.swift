import Findings
import Formats

/// 上报信封文件：the envelope of a roll-up; conforms to `envelope.xsd`. Its name is the roll-up's with an ending that no intake
/// takes for a report.
package func renderEnvelope(_ envelope: DispatchEnvelope) -> RenderedFile {
  var writer = XMLWriter()
  writer.open(
    "envelope",
    [
      ("xmlns", "urn:cengbao:envelope:1"), ("unit", envelope.unit.rawValue), ("unitName", envelope.unitName),
      ("plan", envelope.plan.rawValue), ("period", envelope.period.description),
      ("revision", String(envelope.revision)), ("file", envelope.file), ("digest", envelope.digest),
      ("sentAt", envelope.sentAt.iso8601),
    ])
  writer.element(
    "signOff",
    [
      ("prepared", envelope.prepared), ("reviewed", envelope.reviewed), ("signed", envelope.signed),
      ("signedAt", envelope.signedAt.iso8601), ("reason", envelope.reason),
    ])
  writer.element(
    "journal", [("entry", String(envelope.journal.sequence)), ("head", envelope.journal.hash)])
  writer.close()
  return RenderedFile(name: envelope.file + ".envelope", bytes: writer.finish())
}
