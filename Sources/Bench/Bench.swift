import ArgumentParser

/// 测速：makes the national quarter and measures the program on it, against other programs on the same files.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cengbao-bench",
    abstract: "Makes the national quarter and measures the program against its peers.",
    subcommands: [Generate.self])
}

extension NationalTree.Size: ExpressibleByArgument {}

/// Writes a workspace's Schemas and reports, to look at or to measure by hand.
struct Generate: ParsableCommand {
  @Argument(help: "An empty folder; gets Schemas/ and reports/.") var folder: String
  @Option(help: "tenth, whole or tenfold.") var size: NationalTree.Size = .whole
  @Option(help: "xml or csv.") var format: ReportFormat = .xml
  @Option(help: "Quarters from the plan's first on.") var quarters = 1

  func run() throws {
    let material = try Material(folder: folder, size: size)
    for quarter in 0..<quarters { try material.writeReports(quarter, format) }
  }
}
