import Findings
import ReportModel
import Schemas
import Spool

/// 方案管理：checks, shows, exports and imports the plans of a Schemas folder.
package struct PlanDesk {
  package let folder: SpoolPath
  package let catalogue: Catalogue
  /// What is wrong with the folder's files.
  package let findings: [Finding]

  /// The workspace's own Schemas, else the nearest one (see `SchemaFolder.locate`).
  package static func open(workspace: String, schemas: String?) throws(PipelineFault) -> PlanDesk {
    var folder: SpoolPath
    if let schemas {
      folder = try SchemaFolder.locate(schemas)
    } else {
      do {
        folder = try Workspace.open(at: workspace).schemas
      } catch .notAWorkspace {
        folder = try SchemaFolder.locate(nil)
      }
    }
    let (catalogue, findings, _) = try Office.readFolder(folder)
    return PlanDesk(folder: folder, catalogue: catalogue, findings: findings)
  }

  package func plan(_ id: String) throws(PipelineFault) -> Plan {
    guard let plan = catalogue.plan(PlanID(id)) else {
      throw .unknownPlan(id, known: catalogue.plans.map(\.id))
    }
    return plan
  }

  /// Everything wrong with the folder's files and with the plans named, all of them where none is.
  package func check(_ ids: [String]) throws(PipelineFault) -> [Finding] {
    if ids.isEmpty { return findings + checkCatalogue(catalogue) }
    var plans: [Plan] = []
    for id in ids { plans.append(try plan(id)) }
    // The units are checked with every plan.
    var told: Set<Finding> = []
    return findings + plans.flatMap { checkPlan($0, in: catalogue) }.filter { told.insert($0).inserted }
  }

  /// Writes the plan's tables into a folder and names what was written.
  package func export(_ id: String, to directory: String) throws(PipelineFault) -> [String] {
    let tables = exportPlan(try plan(id), in: catalogue)
    let target = SpoolPath(directory)
    try files { () throws(SpoolFault) in
      try createFolders(target)
      for table in tables { try writeAtomically(table.bytes, to: target.appending(table.name)) }
    }
    return tables.map(\.name)
  }

  /// Reads the tables back; without hard findings the plan is written into the folder and its path returned.
  package func importPlan(from directory: String) throws(PipelineFault) -> (
    path: String?, findings: [Finding]
  ) {
    let source = SpoolPath(directory)
    var tables: [SchemaFile] = []
    do {
      for name in try listFolder(source) where name.hasSuffix(".csv") {
        tables.append(SchemaFile(name: name.display, bytes: try readBounded(source.appending(name))))
      }
    } catch {
      throw .fileUnreadable(path: directory, reason: error)
    }
    let (plan, problems): (Plan?, [Finding])
    do { (plan, problems) = try Schemas.importPlan(tables, units: catalogue.units) } catch {
      throw .schemas(error)
    }
    guard let plan, !problems.contains(where: { $0.severity == .hard }) else { return (nil, problems) }
    var changed = catalogue
    changed.plans = (catalogue.plans.filter { $0.id != plan.id } + [plan]).sorted { $0.id < $1.id }
    let findings = problems + checkPlan(plan, in: changed)
    guard !findings.contains(where: { $0.severity == .hard }) else { return (nil, findings) }
    let target = folder.appending("plans").appending("\(plan.id).xml")
    try files { () throws(SpoolFault) in
      try createFolders(target.folder)
      try writeAtomically(renderPlan(plan), to: target)
    }
    return (target.display, findings)
  }
}
