import Foundation

/// P1、P2、P4：a whole quarter from the Inbox to the Outbox.
struct QuarterBars {
  let stand: TestStand

  /// What came in and what went out, the same in every run.
  struct Volume {
    var fileCount = 0
    var figureCount = 0
    var received = 0
    var outbox = 0
    var register = 0

    func text(_ seconds: Double) -> String {
      let perSecond = { (count: Int) in Measurement.decimals(Double(count) / seconds, 0) }
      return "\(fileCount) files with \(figureCount) figures, \(Measurement.megabytes(received)); "
        + "\(perSecond(fileCount)) files and \(perSecond(figureCount)) figures a second; Outbox "
        + "\(Measurement.megabytes(outbox)), register \(Measurement.megabytes(register))"
    }
  }

  /// Both programs in turns, so that both see the same machine.
  func measure(_ bar: Bar) throws -> (rows: [Row], footprints: [Footprint]) {
    let format: ReportFormat = bar == .p1 ? .xml : .csv
    let material = try stand.material(stand.base)
    let reports = try material.reports(0, format)
    let expected = Totals(material.tree, 0)
    let peers = Peers(stand: stand)
    var program = Measurement()
    var peer = Measurement()
    var script = Measurement()
    var volume = Volume()
    for run in 1...stand.runs {
      program.add(try quarter(material, reports, &volume))
      if bar == .p1 {
        peer.add(try peers.xmllint(material, reports))
        if let process = try peers.script("lxml_pandas_xml.py", reports, expected) { script.add(process) }
      } else if let process = try peers.script("duckdb_csv.py", reports, expected) {
        peer.add(process)
      }
      let seconds = [program, peer, script].compactMap(\.seconds.last).map { Measurement.decimals($0, 2) }
      stand.say("\(bar.rawValue) \(run)/\(stand.runs): \(seconds.joined(separator: " s, ")) s")
    }
    let work = "`run` on \(material.tree.counties.count) reports, \(format.rawValue.uppercased())"
    let name = bar == .p1 ? "xmllint --schema" : "DuckDB"
    var rows: [Row] = []
    if peer.seconds.isEmpty {
      rows.append(
        Row(bar: bar, work: work, result: program.text, compared: "no Python with duckdb", verdict: .skipped))
    } else {
      let (must, aim) = bar == .p1 ? (3.0, 1.5) : (4.0, 2.0)
      rows.append(.judged(bar, work, program, against: peer, name, must: must, aim: aim))
    }
    var footprints = [Footprint(work: work, measurement: program)]
    if !peer.seconds.isEmpty { footprints.append(Footprint(work: "\(name), the same", measurement: peer)) }
    if !script.seconds.isEmpty {
      let ratio = Measurement.decimals(program.median / script.median, 2) + " ×"
      rows.append(
        Row(
          bar: bar, work: work, result: program.text, compared: "lxml + pandas: \(script.text)", ratio: ratio)
      )
      footprints.append(Footprint(work: "lxml + pandas, the same", measurement: script))
    }
    rows.append(Row(bar: bar, work: "what went through", result: volume.text(program.median)))
    if bar == .p2 { try measureWorkbooks(material, beside: program, &rows, &footprints) }
    return (rows, footprints)
  }

  /// The same reports as workbooks, for orientation: what it costs that nobody has to save as CSV.
  private func measureWorkbooks(
    _ material: Material, beside csv: Measurement, _ rows: inout [Row], _ footprints: inout [Footprint]
  ) throws {
    let reports = try material.reports(0, .xlsx)
    var workbooks = Measurement()
    var volume = Volume()
    for run in 1...stand.runs {
      workbooks.add(try quarter(material, reports, &volume))
      stand.say("P2 \(run)/\(stand.runs) as workbooks: \(workbooks.text), \(workbooks.peakText)")
    }
    let work = "`run` on \(material.tree.counties.count) reports, XLSX"
    rows.append(
      Row(
        bar: .p2, work: work, result: workbooks.text, compared: "the same as CSV: \(csv.text)",
        ratio: Measurement.decimals(workbooks.median / csv.median, 2) + " ×"))
    footprints.append(Footprint(work: work, measurement: workbooks))
  }

  /// Ten times the units, in turns with the quarter itself.
  func measureTenfold() throws -> (rows: [Row], footprints: [Footprint]) {
    let materials = try [stand.base, stand.tenfold].map { try stand.material($0) }
    var measured = [Measurement(), Measurement()]
    var volumes = [Volume(), Volume()]
    for run in 1...stand.runs {
      for (index, material) in materials.enumerated() {
        measured[index].add(try quarter(material, material.reports(0, .xml), &volumes[index]))
        stand.say(
          "P4 \(run)/\(stand.runs) \(material.size): \(measured[index].text), \(measured[index].peakText)")
      }
    }
    let (base, tenfold) = (measured[0], measured[1])
    let names = materials.map { "`run` on \($0.tree.counties.count) reports, XML" }
    let growth = Double(tenfold.peakBytes) / Double(base.peakBytes)
    let isSmall = growth <= 1.2 && tenfold.peakBytes < 400_000_000
    return (
      [
        .judged(.p4, names[1], tenfold, against: base, names[0], must: 10.5, aim: 10.5),
        Row(
          bar: .p4, work: "peak memory of the same", result: tenfold.peakText,
          compared: "\(names[0]): \(base.peakText)", ratio: Measurement.decimals(growth, 2) + " ×",
          limit: "1.2 ×, 400 MB", verdict: isSmall ? .met : .missed),
        Row(bar: .p4, work: "what went through", result: volumes[1].text(tenfold.median)),
      ],
      [
        Footprint(work: "\(names[0]) (1 ×)", measurement: base),
        Footprint(work: "\(names[1]) (10 ×)", measurement: tenfold),
      ]
    )
  }

  /// One run in an empty workspace, which is not kept.
  private func quarter(_ material: Material, _ reports: URL, _ volume: inout Volume) throws -> ChildProcess {
    let office = try stand.office(material)
    try office.drop(reports)
    let process = try office.run(0)
    try office.check(0)
    volume = Volume(
      fileCount: material.tree.counties.count, figureCount: material.figureCount,
      received: try office.bytes("Inbox"), outbox: try office.bytes("Outbox"),
      register: try office.bytes("register.sqlite"))
    try office.remove()
    return process
  }
}
