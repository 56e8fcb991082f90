/// 结构不符：one place where a well-formed document breaks its schema.
package struct XMLViolation: Hashable, Sendable {
  /// Line and column of the element that is at fault, from 1.
  package var line: Int
  package var column: Int
  /// Local name of that element.
  package var element: String
  /// The attribute at fault, where the fault is in one.
  package var attribute: String?
  /// libxml2's number of the error (`xmlParserErrors`), for example 1824 for a value of the wrong type.
  package var code: Int
  /// libxml2's message, in English.
  package var message: String

  package init(line: Int, column: Int, element: String, attribute: String?, code: Int, message: String) {
    self.line = line
    self.column = column
    self.element = element
    self.attribute = attribute
    self.code = code
    self.message = message
  }
}
