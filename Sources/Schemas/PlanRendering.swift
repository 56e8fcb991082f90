import Formats
import ReportModel

/// 方案书写：the canonical XML of a plan, the same bytes for the same plan.
///
/// The plans under `Schemas/plans` are in this form. What is absent is left out; `asked` and `carry` are always
/// written, because a reader must not guess when and how a figure is asked for.
package func renderPlan(_ plan: Plan) -> [UInt8] {
  var writer = PlanWriter()
  writer.write(plan)
  return writer.finish()
}

private struct PlanWriter: ~Copyable {
  private var xml = XMLWriter()

  consuming func finish() -> [UInt8] { xml.finish() }

  mutating func write(_ plan: Plan) {
    xml.open(
      "plan",
      [("xmlns", "urn:cengbao:plan:1"), ("id", plan.id.rawValue), ("programme", plan.programme.rawValue)]
        + [("unit", plan.unit.rawValue)] + given("parent", plan.parent?.rawValue)
        + [
          ("firstYear", String(plan.firstYear)), ("lastYear", String(plan.lastYear)),
          ("cumulativeFrom", plan.cumulativeFrom),
        ])
    xml.element("title", text: plan.title)
    xml.element("source", text: plan.source)
    if let lights = plan.lights {
      xml.element(
        "lights",
        [("yellowFrom", lights.yellowFrom.description), ("redOver", lights.redOver.description)])
    }
    write(plan.matrix.general)
    for part in plan.matrix.parts { write(part) }
    for indicator in plan.indicators { write(indicator) }
    for target in plan.targets { write(target) }
    for formula in plan.formulas { write(formula) }
    if let crosswalk = plan.crosswalk { write(crosswalk) }
    xml.close()
  }

  private mutating func write(_ part: PlanPart) {
    xml.open("part", [("id", part.id)] + given("label", part.label) + [("title", part.title)])
    for action in part.actions {
      xml.open(
        "action",
        [("id", action.id), ("kind", action.kind.rawValue)] + given("label", action.label)
          + [("title", action.title)])
      writeText("text", action.text)
      write(action.units)
      for task in action.tasks { write(task) }
      xml.close()
    }
    xml.close()
  }

  private mutating func write(_ task: PlanTask) {
    xml.open(
      "task",
      [("id", task.id.rawValue)] + given("mainTask", task.mainTask)
        + [("title", task.title), ("place", task.place)])
    xml.element("text", text: task.text)
    write(task.units)
    xml.close()
  }

  private mutating func write(_ groups: [UnitGroup]) {
    for group in groups where !group.units.isEmpty {
      xml.element("units", [("role", group.role.rawValue)], text: Self.list(group.units))
    }
  }

  private mutating func write(_ indicator: IndicatorDefinition) {
    var attributes: [XMLWriter.Attribute] = [
      ("id", indicator.id.rawValue), ("task", indicator.task.rawValue), ("name", indicator.name),
      ("measure", indicator.measure), ("kind", indicator.kind.rawValue),
      ("decimals", String(indicator.decimals)), ("timeFunction", indicator.timeFunction.rawValue),
      ("unitFunction", indicator.unitFunction.rawValue), ("basis", indicator.basis.rawValue),
      ("withinUnit", indicator.withinUnit.rawValue),
    ]
    attributes += given("dataOwners", Self.list(indicator.dataOwners))
    attributes += [
      ("reportedBy", indicator.reportedBy.rawValue), ("asked", indicator.asked.rawValue),
      ("carry", String(indicator.carry)),
    ]
    attributes += given("partOf", indicator.partOf?.rawValue) + given("parts", indicator.parts?.rawValue)
    if indicator.parts != nil || indicator.partsSeverity != .hard {
      attributes.append(("partsSeverity", indicator.partsSeverity.rawValue))
    }
    attributes += given("maximum", indicator.maximum?.description)
    xml.open("indicator", attributes)
    xml.element("definition", text: indicator.definition)
    writeText("reading", indicator.reading)
    xml.close()
  }

  private mutating func write(_ target: TargetDefinition) {
    var attributes: [XMLWriter.Attribute] = [
      ("id", target.id.rawValue), ("task", target.task?.rawValue ?? "goal"),
      ("indicator", target.indicator.rawValue), ("comparator", target.comparator.rawValue),
    ]
    attributes += given("value", target.value?.description)
    attributes += given("valueMax", target.valueMax?.description)
    attributes += given("tolerance", target.tolerance?.description)
    attributes += [("measure", target.measure), ("cadence", target.cadence.rawValue)]
    attributes += given("by", target.by?.description)
    attributes.append(("schedule", target.schedule.rawValue))
    attributes += given(
      "milestones", target.milestones.map { "\($0.period)=\($0.value)" }.joined(separator: " "))
    attributes += given("partOf", target.partOf?.rawValue)
    if target.isStretch { attributes.append(("stretch", "true")) }
    attributes += given("baseline", target.baseline?.description)
    xml.open("target", attributes)
    xml.element("quote", text: target.quote)
    writeText("reading", target.reading)
    xml.close()
  }

  private mutating func write(_ formula: AuditFormula) {
    var attributes: [XMLWriter.Attribute] = [("id", formula.id), ("severity", formula.severity.rawValue)]
    if formula.isTrial { attributes.append(("trial", "true")) }
    attributes.append(("on", formula.subject.rawValue))
    attributes += given("levels", formula.levels.map(\.rawValue).joined(separator: " "))
    attributes += [("columns", formula.columns.rawValue), ("missing", formula.missing.rawValue)]
    xml.open("check", attributes)
    xml.element("formula", text: formula.text)
    xml.element("text", text: formula.meaning)
    writeText("textEN", formula.meaningEN)
    xml.close()
  }

  private mutating func write(_ crosswalk: Crosswalk) {
    xml.open("crosswalk", [("to", crosswalk.to.rawValue)])
    for entry in crosswalk.entries {
      xml.element(
        "map",
        [
          ("indicator", entry.indicator.rawValue), ("to", entry.to.rawValue),
          ("relation", entry.relation.rawValue),
        ] + given("factor", entry.factor?.description), text: entry.reason)
    }
    xml.close()
  }

  private mutating func writeText(_ name: String, _ text: String?) {
    guard let text, !text.isEmpty else { return }
    xml.element(name, text: text)
  }

  private func given(_ name: String, _ value: String?) -> [XMLWriter.Attribute] {
    guard let value, !value.isEmpty else { return [] }
    return [(name, value)]
  }

  private static func list(_ codes: [OrgUnitCode]) -> String {
    codes.map(\.rawValue).joined(separator: " ")
  }
}
