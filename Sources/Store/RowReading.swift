import Foundation
import GRDB
import ReportModel

/// Reading columns back into domain values. What this program never writes is a damaged register, not a guess.
extension Row {
  /// A word of a closed list.
  func term<Term: RawRepresentable>(_ column: String) throws -> Term where Term.RawValue == String {
    guard let term: Term = try termIfPresent(column) else { throw damaged(column) }
    return term
  }

  func termIfPresent<Term: RawRepresentable>(_ column: String) throws -> Term?
  where Term.RawValue == String {
    guard let text: String = self[column] else { return nil }
    guard let term = Term(rawValue: text) else { throw damaged(column) }
    return term
  }

  func code<Code: Identifier>(_ column: String) -> Code? { (self[column] as String?).map(Code.init) }

  func period(_ column: String) throws -> Period? {
    guard let text: String = self[column] else { return nil }
    guard let period = Period(text) else { throw damaged(column) }
    return period
  }

  /// A number that a reviewed submission always has.
  func required(_ column: String) throws -> Int {
    guard let number: Int = self[column] else { throw damaged(column) }
    return number
  }

  func requiredPeriod(_ column: String) throws -> Period {
    guard let period = try period(column) else { throw damaged(column) }
    return period
  }

  func requiredCode<Code: Identifier>(_ column: String) throws -> Code {
    guard let code: Code = code(column) else { throw damaged(column) }
    return code
  }

  func amount(_ column: String) throws -> Amount? {
    guard let text: String = self[column] else { return nil }
    guard let amount = Amount(text) else { throw damaged(column) }
    return amount
  }

  func bytes(_ column: String) -> [UInt8] { (self[column] as Data?).map { [UInt8]($0) } ?? [] }

  /// A column of JSON.
  func json<Value: Decodable>(_ column: String) throws -> Value {
    let text: String = self[column] ?? ""
    do { return try JSONDecoder().decode(Value.self, from: Data(text.utf8)) } catch { throw damaged(column) }
  }

  func jsonIfPresent<Value: Decodable>(_ column: String) throws -> Value? {
    (self[column] as DatabaseValue? ?? .null).isNull ? nil : try json(column)
  }

  func texts(_ column: String) throws -> [String: String] { try json(column) }

  func damaged(_ column: String) -> StoreFault {
    let value = self[column] as DatabaseValue?
    return .corrupt(detail: "\(column) = \(value.map(\.description) ?? "NULL")")
  }
}
