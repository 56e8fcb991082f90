import Export
import Findings
import Formats
import ReportModel
import Schemas
import Spool
import Store
import Validate

/// 表样：the form for a unit and period, with the file that it makes.
package struct PreparedForm: Sendable {
  package var form: ReportForm
  package var bytes: [UInt8]
  /// Where it was written; `nil` where nobody asked for a file.
  package var path: String?
}

/// 下发表样：`cengbao template UNIT PERIOD`.
///
/// In a workspace the unit's earlier reports come from its register; outside one only the Schemas folder is needed, and
/// the form knows of no earlier quarter.
///
/// - Parameter output: the file to write. One that says something else is left alone: it may be filled in already.
package func prepareForm(
  for unitText: String, _ period: Period, plan planText: String?, format: FormFormat, language: Language,
  output: String?, workspace: String, schemas: String?, clock: Clock
) throws(PipelineFault) -> PreparedForm {
  let desk = try FormDesk.open(workspace: workspace, schemas: schemas, clock: clock)
  let form = try desk.form(for: unitText, period, plan: planText)
  var prepared = PreparedForm(form: form, bytes: try formBytes(form, format, language))
  guard let output else { return prepared }
  let path = SpoolPath(output)
  if fileExists(path) {
    guard let there = try? readBounded(path), there == prepared.bytes else {
      throw .refused(.formIsThere(path: output))
    }
  } else {
    try files { () throws(SpoolFault) in
      try createFolders(path.folder)
      try writeAtomically(prepared.bytes, to: path)
    }
  }
  prepared.path = output
  return prepared
}

private func formBytes(
  _ form: ReportForm, _ format: FormFormat, _ language: Language
) throws(PipelineFault) -> [UInt8] {
  try workbook { () throws(FormatFault) in
    // 表样编号: of what the form says, whatever file it becomes.
    var digest = DigestWriting()
    digest.append(try renderForm(form, format: .csv, language: .zh).bytes)
    let mark = String(digest.finish().prefix(8))
    return try renderForm(form, format: format, language: language, mark: mark).bytes
  }
}

/// 表样的依据：a catalogue, and an office with its register where there is one.
private struct FormDesk {
  let catalogue: Catalogue
  let office: Office?

  static func open(workspace: String, schemas: String?, clock: Clock) throws(PipelineFault) -> FormDesk {
    if schemas == nil {
      do throws(PipelineFault) {
        let office = try Office.open(workspace, clock: clock, readOnly: true)
        return FormDesk(catalogue: office.catalogue, office: office)
      } catch .notAWorkspace {}
    }
    let loaded = try Office.loadCatalogue(try SchemaFolder.locate(schemas))
    return FormDesk(catalogue: loaded.catalogue, office: nil)
  }

  func form(for unitText: String, _ period: Period, plan planText: String?) throws(PipelineFault)
    -> ReportForm
  {
    let unit = try catalogue.findUnit(unitText)
    if let office, !catalogue.units.contains(unit.code, under: office.workspace.unit) {
      let name = catalogue.units.name(of: office.workspace.unit)
      throw .refused(.formElsewhere(unit.name, office: name))
    }
    let plan = try plan(of: unit, planText)
    guard plan.firstPeriod <= period, period <= plan.lastPeriod else {
      throw .refused(.outsidePlan(period, plan.id, first: plan.firstPeriod, last: plan.lastPeriod))
    }
    let roster = Roster(catalogue, programme: plan.programme, period: period)
    guard roster.isDue(unit.code) else { throw .refused(.formNotAsked(unit, period)) }
    guard !roster.isExempt(unit.code) else { throw .refused(.formExempt(unit.name, period)) }
    var earlier: [ReviewedSubmission] = []
    if let office {
      earlier = try registered { () throws(StoreFault) in
        try office.register.submissionsInForce(of: unit.code, plan: plan.id, before: period)
          .filter { $0.identity.scope == .own }
      }
    }
    let form = ReportForm(
      for: unit.code, plan: plan, roster: roster, earlier: earlier,
      history: history(of: earlier, through: period.previous, plan: plan))
    guard !form.tasks.isEmpty else { throw .refused(.formIsEmpty(unit.name, period)) }
    return form
  }

  /// The plan named, or the only one that the unit reports on.
  private func plan(of unit: OrgUnit, _ text: String?) throws(PipelineFault) -> Plan {
    let plans = catalogue.programmes.compactMap {
      // The period changes nothing about whose plan it is.
      Roster(catalogue, programme: $0, period: .earliest).planForReport(of: unit.code)
    }
    guard let only = plans.first else { throw .refused(.noPlan(unit.name)) }
    guard let text else {
      guard plans.count == 1 else { throw .refused(.severalPlans(unit.name, plans.map(\.id))) }
      return only
    }
    guard let meant = plans.first(where: { $0.id.rawValue == text || $0.title == text }) else {
      throw .refused(.notItsPlan(unit.name, text, plans.map(\.id)))
    }
    return meant
  }
}
