import Foundation

/// P3、P5：what people wait for in a register with years in it.
struct HistoryBars {
  let stand: TestStand

  /// One corrected county, in turns in the register, in one with a tenth of the units and in one with a twelfth of the quarters;
  /// the first of each only warms up.
  func measureCorrection() throws -> [Row] {
    var histories = [
      try stand.office(stand.base, after: TestStand.quarters),
      try stand.office(stand.tenth, after: TestStand.quarters), try stand.office(stand.base, after: 1),
    ]
    var measured = histories.map { _ in Measurement() }
    var told = measured
    for run in 0...stand.shortRuns {
      for index in histories.indices {
        let process = try histories[index].correct()
        let question = try histories[index].correctAndAsk()
        if run > 0 {
          measured[index].add(process)
          told[index].add(question.taken, question.told)
        }
      }
      if run > 0, run % 5 == 0 || run == stand.shortRuns {
        stand.say(
          "P3 \(run)/\(stand.shortRuns): \(measured[0].text), a tenth of the units \(measured[1].text), "
            + "one quarter \(measured[2].text)")
      }
    }
    let counts = histories.map { $0.office.material.tree.counties.count }
    let work =
      "`run` with one corrected county of \(counts[0]), \(TestStand.quarters) quarters in the register"
    var rows = [
      Row.prompt(.p3, work, measured[0], against: measured[1], "of \(counts[1])"),
      Row.prompt(.p3, work, measured[0], against: measured[2], "1 quarter in the register"),
    ]
    for (index, name) in [(1, "of \(counts[1])"), (2, "1 quarter in the register")] {
      rows.append(
        Row(
          bar: .p3,
          work: "the same taken in (`ingest`) and the nation's new total told (`explain`), no files",
          result: told[0].text, compared: "\(name): \(told[index].text)",
          ratio: Measurement.decimals(told[0].median / told[index].median, 2) + " ×"))
    }
    let seconds = histories[0].record.seconds
    if let first = seconds.first, let last = seconds.last {
      rows.append(
        Row(
          bar: .p3, work: "`run` of the last of these quarters, once",
          result: "\(Measurement.decimals(last, 2)) s",
          compared: "first: \(Measurement.decimals(first, 2)) s",
          ratio: Measurement.decimals(last / first, 2) + " ×"))
    }
    let register = try histories[0].office.bytes("register.sqlite")
    rows.append(
      Row(bar: .p3, work: "size of the register", result: Measurement.megabytes(register)))
    return rows
  }

  /// Questions to the register: the first quarter's, which has the same answers in both, and the last one's.
  func measureQuestions() throws -> [Row] {
    let one = try stand.office(stand.base, after: 1).office
    let many = try stand.office(stand.base, after: TestStand.quarters).office
    let tree = one.material.tree
    let county = tree.counties[tree.counties.count / 2]
    let indicator = NationalPlan.indicator(1, .count)
    let questions: [(name: String, words: (Int) -> [String])] = [
      ("status", { ["status", NationalReport.period($0)] }),
      ("explain, a county", { ["explain", county.code, NationalReport.period($0), indicator] }),
      ("explain, the nation", { ["explain", NationalTree.root, NationalReport.period($0), indicator] }),
    ]
    var rows: [Row] = []
    for question in questions {
      let cases = [(one, 0), (many, 0), (many, TestStand.quarters - 1)]
      var measured = cases.map { _ in Measurement() }
      for run in 0...stand.shortRuns {
        for (index, (office, quarter)) in cases.enumerated() {
          let process = try office.call(
            question.words(quarter), now: NationalReport.now(TestStand.quarters - 1, hour: 12))
          if run == 0 {
            try check(question.name, process, indicator, quarter, tree)
          } else {
            measured[index].add(process)
          }
        }
      }
      stand.say("P5 \(question.name): \(measured.map(\.text).joined(separator: ", "))")
      for (index, which) in [(1, "first"), (2, "last")] {
        rows.append(
          .prompt(
            .p5, "`\(question.name)`, the \(which) of \(TestStand.quarters) quarters", measured[index],
            against: measured[0], "one quarter"))
      }
    }
    return rows
  }

  /// The nation's answer holds its total, every other one something.
  private func check(
    _ name: String, _ process: ChildProcess, _ indicator: String, _ quarter: Int, _ tree: NationalTree
  ) throws {
    if name.hasSuffix("nation") { return try Totals(tree, quarter).check(process, indicator) }
    let printed = try process.printed
    guard printed.split(whereSeparator: \.isNewline).count > 1 else {
      throw BenchFailure("\(name) does not answer:\n\(printed.prefix(2_000))")
    }
  }
}
