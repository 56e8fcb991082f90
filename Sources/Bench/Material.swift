import ArgumentParser
import Foundation

enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  case xml, csv
}

/// 测速材料：the Schemas folder and the reports of a size, on disk.
struct Material {
  let folder: URL
  let tree: NationalTree
  var schemas: URL { folder.appendingPathComponent("Schemas") }

  /// The repository, whose XSDs and tables the generated Schemas folder takes over.
  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  init(folder: String, size: NationalTree.Size) throws {
    self.folder = URL(fileURLWithPath: folder)
    tree = NationalTree(size)
    let files = FileManager.default
    for name in ["units", "plans"] {
      try files.createDirectory(at: schemas.appendingPathComponent(name), withIntermediateDirectories: true)
    }
    let original = Self.repository.appendingPathComponent("Schemas")
    for name in [
      "report.xsd", "plan.xsd", "receipt.xsd", "envelope.xsd", "measures.csv", "calendar.csv", "holidays.csv",
    ] {
      let bytes = try Data(contentsOf: original.appendingPathComponent(name))
      try bytes.write(to: schemas.appendingPathComponent(name))
    }
    try Data(tree.register.utf8).write(to: schemas.appendingPathComponent("units/nation.csv"))
    try Data(NationalPlan.document.utf8).write(
      to: schemas.appendingPathComponent("plans/\(NationalPlan.id).xml"))
  }

  func reports(_ quarter: Int, _ format: ReportFormat) -> URL {
    folder.appendingPathComponent("reports/\(NationalReport.period(quarter))-\(format.rawValue)")
  }

  /// Every county's report of a quarter, one file each.
  func writeReports(_ quarter: Int, _ format: ReportFormat) throws {
    let folder = reports(quarter, format)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (number, unit) in tree.counties.enumerated() {
      let report = NationalReport(county: number, unit: unit, quarter: quarter)
      let name = "\(unit.name)\(report.period).\(format.rawValue)"
      let text = format == .xml ? report.xml : report.csv
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
  }
}
