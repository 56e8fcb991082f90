import Findings
import Formats
import ReportModel

/// 结构问题翻译：libxml2's schema errors as findings in the words of somebody who fills in forms.
///
/// The numbers are libxml2's (`xmlParserErrors`, from 1800 on) and have been stable since 2003; what they say in
/// English is taken apart for the value and for what was expected.
struct SchemaViolations {
  private let violations: XMLViolations

  init(_ violations: XMLViolations) { self.violations = violations }

  func note(in log: inout FindingLog) {
    for violation in violations.items {
      let (sheet, facts, value) = Self.translate(violation)
      log.note(
        sheet, at: SourcePosition(line: violation.line, column: violation.column), value: value, facts)
    }
    if violations.count > violations.items.count {
      log.note(IngestSheet.moreViolations, ["count": String(violations.count)])
    }
  }

  private static func translate(_ violation: XMLViolation) -> (RuleSheet, Facts, value: String?) {
    let reason = reason(in: violation.message)
    let name = violation.attribute
    let element = violation.element
    var facts: Facts = [
      "element": XMLVocabulary.element(element),
      "attribute": XMLVocabulary.attribute(name, of: element),
    ]
    facts.merge(XMLVocabulary.hint(name, of: element)) { $1 }
    switch violation.code {
    case 1871 where reason.hasPrefix("This element"):
      let expected = expectedElements(in: reason)
      // Behind the last element that a parent takes nothing is expected any more.
      facts["expected"] = expected.isEmpty ? "无（nothing）" : expected
      return XMLVocabulary.elements[element] == nil
        ? (IngestSheet.unknownElement, facts, nil) : (IngestSheet.misplacedElement, facts, nil)
    case 1866, 1827:
      facts["attribute"] = name ?? ""
      return (IngestSheet.unknownAttribute, facts, nil)
    case 1868:
      let missing = between("The attribute '", "' is required", in: reason)
      facts["attribute"] = XMLVocabulary.attribute(missing, of: element)
      facts.merge(XMLVocabulary.hint(missing, of: element)) { $1 }
      return (IngestSheet.missingAttribute, facts, nil)
    case 1824, 1825, 1826:
      let value = between("'", "' is not a valid value", in: reason) ?? ""
      switch typeName(in: reason) {
      case "Number": return (IngestSheet.notADecimal, facts, value)
      case "Count", "Revision": return (wholeNumberOffence(value), facts, value)
      case "date", "dateTime", "boolean": return (IngestSheet.wrongType, facts, value)
      default: return (IngestSheet.patternMismatch, facts, value)
      }
    case 1832:
      facts["limit"] = reason.split(separator: "'").last { $0.allSatisfy(\.isDigit) }.map(String.init)
      return (IngestSheet.textTooLong, facts, nil)
    case 1833...1838:
      return (IngestSheet.outOfRange, facts, between("The value '", "' ", in: reason))
    case 1839:
      return (
        IngestSheet.patternMismatch, facts, between("The value '", "' is not accepted", in: reason) ?? ""
      )
    case 1840:
      let list = between("of the set {", "}", in: reason) ?? ""
      facts["expected"] = list.replacing("'", with: "").replacing(", ", with: "、")
      return (IngestSheet.notInList, facts, between("The value '", "' is not an element", in: reason) ?? "")
    case 1841, 1842, 1843, 1844, 1828:
      if reason.hasPrefix("Character content") { return (IngestSheet.strayText, facts, nil) }
      facts["detail"] = "里面不能再有下级元素"
      facts["detailEN"] = "it cannot hold elements"
      return (IngestSheet.otherViolation, facts, nil)
    default:
      facts["detail"] = FindingLog.quote(reason)
      facts["detailEN"] = FindingLog.quote(reason)
      return (IngestSheet.otherViolation, facts, nil)
    }
  }

  /// Whole numbers have a type of their own in the schema; what is wrong with one is said more exactly.
  private static func wholeNumberOffence(_ value: String) -> RuleSheet {
    let digits = Folding.trim(value).drop { $0 == "-" || $0 == "+" }
    return !digits.isEmpty && digits.allSatisfy(\.isDigit)
      ? IngestSheet.outOfRange : IngestSheet.notADecimal
  }

  /// The message without `Element '…', attribute '…': ` in front of it.
  private static func reason(in message: String) -> String {
    guard let colon = message.firstRange(of: "': ") else { return message }
    return String(message[colon.upperBound...])
  }

  /// The text between the first of one sign and the last of another.
  private static func between(_ opening: String, _ closing: String, in text: String) -> String? {
    guard let start = text.firstRange(of: opening)?.upperBound,
      let end = text[start...].ranges(of: closing).last?.lowerBound
    else { return nil }
    return String(text[start..<end])
  }

  private static func typeName(in reason: String) -> String {
    guard let type = reason.ranges(of: "type '").last else { return "" }
    let name = reason[type.upperBound...].prefix { $0 != "'" }
    return String(name.split { $0 == "}" || $0 == ":" }.last ?? name)
  }

  private static func expectedElements(in reason: String) -> String {
    guard let list = between("Expected is", ")", in: reason) else { return "" }
    return list.split(separator: "}").dropFirst().map { part in
      XMLVocabulary.element(String(part.prefix { $0.isLetter }))
    }.joined(separator: "、")
  }
}
