import Foundation

/// 测量：the runs of one piece of work.
struct Measurement {
  private(set) var seconds: [Double] = []
  private(set) var processorSeconds: [Double] = []
  private(set) var peakBytes = 0

  /// Processes that follow one another to do one piece of work.
  mutating func add(_ processes: ChildProcess...) {
    seconds.append(processes.reduce(0) { $0 + $1.seconds })
    processorSeconds.append(processes.reduce(0) { $0 + $1.processorSeconds })
    peakBytes = processes.reduce(peakBytes) { max($0, $1.peakBytes) }
  }

  var median: Double { Self.median(seconds) }
  var medianProcessor: Double { Self.median(processorSeconds) }

  static func median(_ values: [Double]) -> Double {
    guard !values.isEmpty else { return .nan }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// Median and spread, in milliseconds below a second.
  var text: String {
    guard let least = seconds.min(), let most = seconds.max() else { return "—" }
    if median < 1 {
      return
        "\(Self.decimals(median * 1000, 0)) ms (\(Self.decimals(least * 1000, 0))–\(Self.decimals(most * 1000, 0)))"
    }
    return "\(Self.decimals(median, 2)) s (\(Self.decimals(least, 2))–\(Self.decimals(most, 2)))"
  }

  var peakText: String { Self.megabytes(peakBytes) }

  static func decimals(_ value: Double, _ count: Int) -> String {
    String(format: "%.\(count)f", locale: Locale(identifier: "en_US_POSIX"), value)
  }

  static func megabytes(_ bytes: Int) -> String { "\(decimals(Double(bytes) / 1_000_000, 0)) MB" }
}

/// 测速结果：a line of the table.
struct Row {
  enum Verdict: String {
    case met = "met"
    case aim = "aim met"
    case must = "must met"
    case missed = "**missed**"
    case information = ""
    case skipped = "not measured"
  }

  var bar: Bar
  var work: String
  var result: String
  var compared = ""
  var ratio = ""
  var limit = ""
  var verdict = Verdict.information

  /// A line that is judged by a ratio.
  static func judged(
    _ bar: Bar, _ work: String, _ measured: Measurement, against other: Measurement, _ name: String,
    must: Double, aim: Double
  ) -> Row {
    let ratio = measured.median / other.median
    return Row(
      bar: bar, work: work, result: measured.text, compared: "\(name): \(other.text)",
      ratio: Measurement.decimals(ratio, 2) + " ×",
      limit: must == aim ? "\(must) ×" : "\(must) ×, aim \(aim) ×",
      verdict: ratio > must ? .missed : must == aim ? .met : ratio <= aim ? .aim : .must)
  }

  /// A line that is judged by a ratio and by how long anyone waits: the bars' "about 60 ms" leaves a tenth.
  static func prompt(
    _ bar: Bar, _ work: String, _ measured: Measurement, against other: Measurement, _ name: String
  ) -> Row {
    var row = judged(bar, work, measured, against: other, name, must: 1.2, aim: 1.2)
    row.limit = "1.2 ×, ≈ 60 ms, aim ≈ 30 ms"
    if measured.median > 0.066 {
      row.verdict = .missed
    } else if row.verdict == .met {
      row.verdict = measured.median > 0.033 ? .must : .aim
    }
    return row
  }
}

/// 指标线：the bars, of which some can be measured alone.
enum Bar: String, CaseIterable {
  case p1 = "P1"
  case p2 = "P2"
  case p3 = "P3"
  case p4 = "P4"
  case p5 = "P5"
  case p6 = "P6"
}

/// A line of the table of memory.
struct Footprint {
  var work: String
  var measurement: Measurement
}
