/// 段落行：a source paragraph as it lies in memory that somebody else owns, such as a row of the register, so that a
/// million of them go into a file without becoming Strings. Well-formed UTF-8; valid only where it was handed over.
package struct ParagraphRow {
  package let unit: UnsafeBufferPointer<UInt8>
  package let plan: UnsafeBufferPointer<UInt8>
  package let task: UnsafeBufferPointer<UInt8>?
  package let kind: ParagraphKind
  package let indicator: UnsafeBufferPointer<UInt8>?
  package let rule: UnsafeBufferPointer<UInt8>?
  package let text: UnsafeBufferPointer<UInt8>

  package init(
    unit: UnsafeBufferPointer<UInt8>, plan: UnsafeBufferPointer<UInt8>, task: UnsafeBufferPointer<UInt8>?,
    kind: ParagraphKind, indicator: UnsafeBufferPointer<UInt8>?, rule: UnsafeBufferPointer<UInt8>?,
    text: UnsafeBufferPointer<UInt8>
  ) {
    self.unit = unit
    self.plan = plan
    self.task = task
    self.kind = kind
    self.indicator = indicator
    self.rule = rule
    self.text = text
  }

  /// The paragraph as a value of its own.
  package var paragraph: SourceParagraph {
    func string(_ utf8: UnsafeBufferPointer<UInt8>) -> String { String(decoding: utf8, as: UTF8.self) }
    return SourceParagraph(
      unit: OrgUnitCode(string(unit)), plan: PlanID(string(plan)), task: task.map { TaskID(string($0)) },
      kind: kind, indicator: indicator.map { IndicatorID(string($0)) }, rule: rule.map(string),
      text: string(text))
  }
}

extension SourceParagraph {
  /// The paragraph as a row, for as long as `body` runs.
  package func withRow(_ body: (ParagraphRow) -> Void) {
    func lend(_ string: String, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
      var string = string
      string.withUTF8(body)
    }
    func lend(_ string: String?, _ body: (UnsafeBufferPointer<UInt8>?) -> Void) {
      guard let string else { return body(nil) }
      lend(string) { (utf8: UnsafeBufferPointer<UInt8>) in body(utf8) }
    }
    lend(unit.rawValue) { unit in
      lend(plan.rawValue) { plan in
        lend(task?.rawValue) { task in
          lend(indicator?.rawValue) { indicator in
            lend(rule) { rule in
              lend(text) { text in
                body(
                  ParagraphRow(
                    unit: unit, plan: plan, task: task, kind: kind, indicator: indicator, rule: rule,
                    text: text))
              }
            }
          }
        }
      }
    }
  }
}
