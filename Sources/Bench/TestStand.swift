import Foundation

/// 试验台：what every bar needs: the programs, the folders, how often.
struct TestStand {
  let program: String
  /// A Python with duckdb, lxml and pandas, if there is one.
  let python: String?
  let work: URL
  let runs: Int
  /// How often what takes only milliseconds is run.
  let shortRuns: Int
  let isQuick: Bool

  var base: NationalTree.Size { isQuick ? .tenth : .whole }
  var tenth: NationalTree.Size { isQuick ? .hundredth : .tenth }
  var tenfold: NationalTree.Size { isQuick ? .whole : .tenfold }

  /// 规划期 of three years: the quarters a register holds at most here.
  static let quarters = 12

  var scratch: URL { work.appendingPathComponent("scratch") }
  private var offices: URL { work.appendingPathComponent("offices") }
  private var registers: URL { work.appendingPathComponent("registers") }

  func prepare() throws {
    for folder in [scratch, offices, registers] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
  }

  /// Removes what was made, and nothing else that may lie in the folder; with `keeps` only what no other time can use.
  func clean(keeps: Bool) throws {
    for name in keeps ? ["scratch"] : ["material", "scratch", "offices", "registers"] {
      let folder = work.appendingPathComponent(name)
      if FileManager.default.fileExists(atPath: folder.path) {
        try FileManager.default.removeItem(at: folder)
      }
    }
  }

  func say(_ text: String) { FileHandle.standardError.write(Data("   \(text)\n".utf8)) }

  func material(_ size: NationalTree.Size) throws -> Material {
    try Material(folder: work.appendingPathComponent("material/\(size)"), size: size)
  }

  /// An empty workspace.
  func office(_ material: Material) throws -> Office {
    try Office(
      offices.appendingPathComponent("\(material.size)"), material, program: program, scratch: scratch,
      isNew: true)
  }

  /// A workspace that has been through the first so many quarters. An earlier one is taken if the same program made it.
  func office(_ size: NationalTree.Size, after quarters: Int) throws -> History {
    let material = try material(size)
    let folder = registers.appendingPathComponent("\(size)-\(quarters)")
    let maker = try programIdentity
    if let kept = History.Record.kept(for: folder), kept.maker == maker {
      let office = try Office(folder, material, program: program, scratch: scratch, isNew: false)
      return History(office: office, record: kept)
    }
    var record = History.Record(maker: maker)
    try record.forget(folder)
    let office = try Office(folder, material, program: program, scratch: scratch, isNew: true)
    for quarter in 0..<quarters {
      try material.writeReports(quarter, .xml, to: office.inbox)
      let process = try office.run(quarter)
      try office.check(quarter)
      record.seconds.append(process.seconds)
      say(
        "register \(size), \(NationalReport.period(quarter)): \(Measurement.decimals(process.seconds, 2)) s, "
          + Measurement.megabytes(process.peakBytes))
    }
    try record.keep(folder)
    return History(office: office, record: record)
  }

  private var programIdentity: String {
    get throws {
      let file = try FileManager.default.attributesOfItem(atPath: program)
      let changed = (file[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
      return "\(program) \(file[.size] ?? 0) \(changed)"
    }
  }
}

/// 历史：a workspace with some quarters in it, and what is to be remembered of it from one measuring to the next.
struct History {
  struct Record: Codable {
    var maker: String
    /// How long each quarter's run took when it was made.
    var seconds: [Double] = []
    var correctionCount = 0

    private static func file(_ folder: URL) -> URL { folder.appendingPathExtension("json") }

    static func kept(for folder: URL) -> Record? {
      guard let bytes = try? Data(contentsOf: file(folder)) else { return nil }
      return try? JSONDecoder().decode(Record.self, from: bytes)
    }
    func keep(_ folder: URL) throws { try JSONEncoder().encode(self).write(to: Self.file(folder)) }
    func forget(_ folder: URL) throws {
      let file = Self.file(folder)
      if FileManager.default.fileExists(atPath: file.path) { try FileManager.default.removeItem(at: file) }
    }
  }

  let office: Office
  private(set) var record: Record
  private var lastQuarter: Int { record.seconds.count - 1 }

  init(office: Office, record: Record) {
    self.office = office
    self.record = record
  }

  /// One county after the other sends its last report again, each time with another figure: always a new version.
  private func correction(_ number: Int) -> (county: Int, version: Int) {
    (number * 37 % office.material.tree.counties.count, number + 1)
  }

  /// Takes in the next corrected report and rolls it up to the top.
  mutating func correct() throws -> ChildProcess {
    try drop()
    return try rollUp()
  }

  /// 更正后即问: takes in the next corrected report and asks for the nation's total, which says it at once. The roll-ups are made
  /// afterwards, outside the time.
  mutating func correctAndAsk() throws -> (taken: ChildProcess, told: ChildProcess) {
    try drop()
    let now = NationalReport.now(lastQuarter, hour: 11)
    let taken = try office.call(["ingest", "--quiet"], now: now)
    let indicator = NationalPlan.indicator(1, .count)
    let told = try office.call(
      ["explain", NationalTree.root, NationalReport.period(lastQuarter), indicator], now: now)
    let totals = Totals(office.material.tree, lastQuarter, versions: versions)
    try totals.check(told, indicator)
    _ = try rollUp()
    return (taken, told)
  }

  private mutating func drop() throws {
    record.correctionCount += 1
    // Remembered first: a version that came half through must not come again.
    try record.keep(office.folder)
    let (county, version) = correction(record.correctionCount)
    let report = office.material.report(county, lastQuarter, version: version)
    try report.bytes(.xml).write(to: office.inbox.appendingPathComponent(report.fileName(.xml)))
    sync()
  }

  private var versions: [Int: Int] {
    var versions: [Int: Int] = [:]
    for number in 1...record.correctionCount {
      versions[correction(number).county] = correction(number).version
    }
    return versions
  }

  private func rollUp() throws -> ChildProcess {
    let process = try office.run(lastQuarter, hour: 11)
    try office.check(lastQuarter, versions: versions)
    return process
  }
}
