import ArgumentParser
import Foundation

enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  case xml, csv, xlsx
}

/// 测速材料：the Schemas folder and the reports of a size, on disk.
struct Material {
  let folder: URL
  let size: NationalTree.Size
  let tree: NationalTree
  var schemas: URL { folder.appendingPathComponent("Schemas") }

  /// The repository, whose XSDs and tables the generated Schemas folder takes over.
  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  init(folder: URL, size: NationalTree.Size) throws {
    self.folder = folder
    self.size = size
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

  var figureCount: Int { tree.counties.count * NationalPlan.tasks.count * NationalPlan.Kind.allCases.count }

  func report(_ county: Int, _ quarter: Int, version: Int = 1) -> NationalReport {
    NationalReport(county: county, unit: tree.counties[county], quarter: quarter, version: version)
  }

  /// The folder with every county's report of a quarter, one file each; as an earlier run left it, if it is still right.
  func reports(_ quarter: Int, _ format: ReportFormat) throws -> URL {
    let name = "reports/\(NationalReport.period(quarter))-\(format.rawValue)"
    let folder = folder.appendingPathComponent(name)
    let files = FileManager.default
    let present = (try? files.contentsOfDirectory(atPath: folder.path).count) ?? 0
    let ends = [0, tree.counties.count - 1].map { report($0, quarter) }
    let isRight =
      present == tree.counties.count
      && ends.allSatisfy {
        (try? Data(contentsOf: folder.appendingPathComponent($0.fileName(format))))
          == (try? $0.bytes(format))
      }
    if !isRight {
      if present > 0 { try files.removeItem(at: folder) }
      try files.createDirectory(at: folder, withIntermediateDirectories: true)
      try writeReports(quarter, format, to: folder)
    }
    return folder
  }

  func writeReports(_ quarter: Int, _ format: ReportFormat, to folder: URL) throws {
    for county in tree.counties.indices {
      try Interruption.check()
      let report = report(county, quarter)
      try report.bytes(format).write(to: folder.appendingPathComponent(report.fileName(format)))
    }
  }
}

extension NationalReport {
  func fileName(_ format: ReportFormat) -> String { "\(unit.name)\(period).\(format.rawValue)" }
  func bytes(_ format: ReportFormat) throws -> Data {
    switch format {
    case .xml: Data(xml.utf8)
    case .csv: Data(csv.utf8)
    case .xlsx: try CountyWorkbook.bytes(csv: csv, created: 1_704_067_200 + quarter * 7_776_000)
    }
  }
}
