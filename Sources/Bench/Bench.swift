import ArgumentParser
import Foundation

/// 测速：makes the national quarter and measures the program on it, against other programs on the same files.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cengbao-bench",
    abstract: "Makes the national quarter and measures the program against its peers.",
    subcommands: [Generate.self, Measure.self])
}

extension NationalTree.Size: ExpressibleByArgument {}
extension Bar: ExpressibleByArgument {}

/// Writes a workspace's Schemas and reports, to look at or to measure by hand.
struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Writes Schemas and reports.")

  @Argument(help: "An empty folder; gets Schemas/ and reports/.") var folder: String
  @Option(help: "hundredth, tenth, whole or tenfold.") var size: NationalTree.Size = .whole
  @Option(help: "xml, csv or xlsx.") var format: ReportFormat = .xml
  @Option(help: "Quarters from the plan's first on.") var quarters = 1

  func run() throws {
    let material = try Material(folder: URL(fileURLWithPath: folder), size: size)
    for quarter in 0..<quarters { _ = try material.reports(quarter, format) }
  }
}

/// Measures the bars as whole processes and writes BENCHMARKS.md.
struct Measure: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures the bars and writes the numbers into BENCHMARKS.md.",
    discussion: "Without --page the file is written only when all bars were measured on the whole quarter.")

  @Option(help: "The measured program; otherwise the one beside this.") var program: String?
  @Option(help: "A Python with duckdb, lxml and pandas; without it these are not measured.") var python:
    String?
  @Option(help: "Only these bars, as P1,P2.") var bars: String?
  @Option(help: "Runs of everything that takes seconds.") var runs = 3
  @Option(help: "Runs of what takes milliseconds.") var shortRuns = 15
  @Option(help: "Where to work; otherwise .build/bench.") var work: String?
  @Flag(help: "Keep what was made; the next time takes it again.") var keep = false
  @Flag(help: "A tenth of everything, to try this program out.") var quick = false
  @Option(help: "The page to write the numbers into.") var page: String?

  func validate() throws {
    guard runs > 0, shortRuns > 0 else { throw ValidationError("At least one run.") }
    _ = try chosen
  }

  private var chosen: [Bar] {
    get throws {
      guard let bars else { return Bar.allCases }
      return try bars.split(separator: ",").map {
        guard let bar = Bar(rawValue: $0.uppercased()) else {
          throw ValidationError("There is no bar \($0).")
        }
        return bar
      }
    }
  }

  func run() throws {
    let watch = Interruption.watch()
    defer { for source in watch { source.cancel() } }
    let beside = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    let folder = Material.repository.appendingPathComponent(".build/bench")
    let stand = TestStand(
      program: program.map { URL(fileURLWithPath: $0).path } ?? beside.appendingPathComponent("cengbao").path,
      python: python.map { URL(fileURLWithPath: $0).path },
      work: work.map { URL(fileURLWithPath: $0) } ?? folder, runs: runs, shortRuns: shortRuns, isQuick: quick)
    guard FileManager.default.isExecutableFile(atPath: stand.program) else {
      throw BenchFailure("No program \(stand.program); build it, or name it with --program.")
    }
    try stand.prepare()
    defer { try? stand.clean(keeps: keep) }
    if Machine.load > 0.7 {
      stand.say("The machine is busy (load \(Machine.load)): the numbers will be worse.")
    }

    var rows: [Row] = []
    var footprints: [Footprint] = []
    let quarters = QuarterBars(stand: stand)
    let history = HistoryBars(stand: stand)
    for bar in try chosen {
      switch bar {
      case .p1, .p2:
        let (more, memory) = try quarters.measure(bar)
        rows += more
        footprints += memory
      case .p3: rows += try history.measureCorrection()
      case .p4:
        let (more, memory) = try quarters.measureTenfold()
        rows += more
        footprints += memory
      case .p5: rows += try history.measureQuestions()
      case .p6: rows += try SyncBar(stand: stand).measure()
      }
    }
    let result = BenchmarkPage(stand: stand, rows: rows, footprints: footprints)
    print(result.text)
    let isWhole = try !quick && chosen.count == Bar.allCases.count
    if let page {
      try result.write(to: URL(fileURLWithPath: page))
    } else if isWhole {
      try result.write(to: Material.repository.appendingPathComponent("BENCHMARKS.md"))
    }
  }
}
