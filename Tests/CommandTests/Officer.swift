import TestKit
import Testing

// What an officer does by hand.
extension TestOffice {
  static let officer = ["--by", "王某", "--reason", "已核对台账"]

  /// Does what an officer does by hand; the result must be `status`.
  @discardableResult func decide(
    _ arguments: [String], now: String = now, status: Int32 = 0
  ) throws -> Program.Result {
    let result = try run(arguments + Self.officer, now: now)
    #expect(result.status == status, "\(arguments): \(result.output)\(result.errors)")
    return result
  }

  /// Confirms whatever is in question.
  func confirmAll(_ period: String, now: String = now) throws {
    let questions = try json(["questions", period])["questions"] as? [[String: Any]] ?? []
    for unit in Set(questions.compactMap { $0["unit"] as? String }).sorted() {
      try decide(["confirm", unit, period, "--all"], now: now)
    }
  }

  /// 截止、汇总、审签: everything before `submit`.
  func signOff(_ period: String, now: String = now) throws {
    _ = try run(["ingest", "--quiet"], now: now)
    try confirmAll(period, now: now)
    try decide(["close", period], now: now)
    #expect(try run(["run", period, "--quiet"], now: now).status == 0)
    try decide(["sign-off", period, "--prepared", "甲", "--reviewed", "乙"], now: now)
  }
}
