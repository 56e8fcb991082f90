/// 公式错误：what is wrong with a formula, and at which character.
package struct FormulaError: Error, Sendable, Hashable {
  package enum Problem: Sendable, Hashable {
    case empty
    case tooLong(limit: Int)
    case tooDeep
    case unexpectedCharacter(String)
    /// A figure, a number or a bracket is missing before this; `nil` at the end of the text.
    case operandExpected(before: String?)
    /// A comparison sign is missing before this.
    case comparisonExpected(before: String?)
    case secondComparison(String)
    case bracketNotClosed
    /// Something stands behind the end of the formula.
    case surplus(String)
    case badNumber(String)
    case unknownFunction(String)
    /// Functions take the name of one indicator, nothing else.
    case indicatorExpected(function: String)
    case functionTwice(String)
  }
  package var problem: Problem
  /// Unicode scalars before the place.
  package var offset: Int
  package init(_ problem: Problem, at offset: Int) {
    self.problem = problem
    self.offset = offset
  }
}

extension Formula {
  /// The most characters that a formula may have.
  package static let maximumLength = 1000
  private static let maximumDepth = 40

  /// Reads a formula.
  ///
  /// ```
  /// formula    = comparison [ "when" comparison { "and" comparison } ]
  /// comparison = sum ( "=" | "<>" | "<" | "<=" | ">" | ">=" ) sum
  /// sum        = product { ( "+" | "-" ) product }
  /// product    = factor { ( "*" | "/" ) factor }
  /// factor     = number [ "%" ] | "-" factor | "(" sum ")" | reference
  /// reference  = [ "previous" | "children" ] over [ column ] over indicator
  /// ```
  ///
  /// The columns are `inPeriod`, `yearToDate`, `planToDate`, `atEnd`, `numerator`, `denominator`. A hyphen belongs to an
  /// indicator's id, so a minus sign has a space before it. Full-width signs and `≤ ≥ ≠ × ÷ 当 且` are understood.
  ///
  /// - Throws: `FormulaError`, with the place of the first fault.
  package init(parsing text: String) throws(FormulaError) {
    let scalars = Array(text.unicodeScalars)
    guard scalars.count <= Self.maximumLength else {
      throw FormulaError(.tooLong(limit: Self.maximumLength), at: Self.maximumLength)
    }
    var parser = Parser(tokens: try Self.tokens(scalars), end: scalars.count)
    guard !parser.tokens.isEmpty else { throw FormulaError(.empty, at: 0) }
    comparison = try parser.comparison()
    conditions = []
    if parser.take(.word("when")) {
      repeat { conditions.append(try parser.comparison()) } while parser.take(.word("and"))
    }
    if let rest = parser.next {
      if case .relation(let sign) = rest.kind {
        throw FormulaError(.secondComparison(sign.rawValue), at: rest.offset)
      }
      throw FormulaError(.surplus(rest.text), at: rest.offset)
    }
  }

  // MARK: Words and signs

  fileprivate enum Kind: Hashable {
    case number(Amount)
    case word(String)
    case sign(Character)
    case relation(Comparison.Relation)
  }

  fileprivate struct Token {
    var kind: Kind
    var text: String
    var offset: Int
  }

  private static let signs: [Unicode.Scalar: Character] = [
    "+": "+", "＋": "+", "-": "-", "－": "-", "−": "-", "*": "*", "×": "*", "＊": "*", "/": "/", "÷": "/",
    "／": "/",
    "(": "(", "（": "(", ")": ")", "）": ")", "%": "%", "％": "%",
  ]
  private static let relations: [(String, Comparison.Relation)] = [
    ("<>", .unequal), ("!=", .unequal), ("<=", .atMost), (">=", .atLeast), ("=<", .atMost), ("=>", .atLeast),
    ("==", .equal),
    ("≠", .unequal), ("≤", .atMost), ("≥", .atLeast), ("=", .equal), ("＝", .equal), ("<", .less),
    ("＜", .less),
    (">", .greater), ("＞", .greater),
  ]
  private static let words: [Unicode.Scalar: String] = ["当": "when", "且": "and"]

  private static func tokens(_ text: [Unicode.Scalar]) throws(FormulaError) -> [Token] {
    var tokens: [Token] = []
    var index = 0
    func string(_ range: Range<Int>) -> String {
      var string = String.UnicodeScalarView()
      string.append(contentsOf: text[range])
      return String(string)
    }
    while index < text.count {
      let start = index
      let scalar = text[index]
      if scalar.properties.isWhitespace {
        index += 1
        continue
      }
      if isDigit(scalar) {
        while index < text.count, isDigit(text[index]) || text[index] == "." { index += 1 }
        let typed = string(start..<index)
        guard let amount = Amount(typed) else { throw FormulaError(.badNumber(typed), at: start) }
        tokens.append(Token(kind: .number(amount), text: typed, offset: start))
      } else if isLetter(scalar) {
        while index < text.count, isLetter(text[index]) || isDigit(text[index]) || text[index] == "-" {
          index += 1
        }
        let word = string(start..<index)
        tokens.append(Token(kind: .word(word), text: word, offset: start))
      } else if let word = words[scalar] {
        index += 1
        tokens.append(Token(kind: .word(word), text: string(start..<index), offset: start))
      } else if let (spelling, relation) = relations.first(where: { spelling, _ in
        text[index...].starts(with: spelling.unicodeScalars)
      }) {
        index += spelling.unicodeScalars.count
        tokens.append(Token(kind: .relation(relation), text: spelling, offset: start))
      } else if let sign = signs[scalar] {
        index += 1
        tokens.append(Token(kind: .sign(sign), text: String(sign), offset: start))
      } else {
        throw FormulaError(.unexpectedCharacter(String(Character(scalar))), at: start)
      }
    }
    return tokens
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }

  // MARK: Grammar

  fileprivate struct Parser {
    let tokens: [Token]
    /// Where the text ends.
    let end: Int
    private var index = 0
    private var depth = 0

    init(tokens: [Token], end: Int) {
      self.tokens = tokens
      self.end = end
    }

    var next: Token? { index < tokens.count ? tokens[index] : nil }
    private var offset: Int { next?.offset ?? end }

    mutating func take(_ kind: Kind) -> Bool {
      guard next?.kind == kind else { return false }
      index += 1
      return true
    }

    mutating func comparison() throws(FormulaError) -> Comparison {
      let left = try sum()
      guard case .relation(let relation)? = next?.kind else {
        throw FormulaError(.comparisonExpected(before: next?.text), at: offset)
      }
      index += 1
      return Comparison(left, relation, try sum())
    }

    private mutating func sum() throws(FormulaError) -> Term {
      var term = try product()
      while case .sign(let sign)? = next?.kind, sign == "+" || sign == "-" {
        index += 1
        term = .operation(term, sign == "+" ? .add : .subtract, try product())
      }
      return term
    }

    private mutating func product() throws(FormulaError) -> Term {
      var term = try factor()
      while case .sign(let sign)? = next?.kind, sign == "*" || sign == "/" {
        index += 1
        term = .operation(term, sign == "*" ? .multiply : .divide, try factor())
      }
      return term
    }

    private mutating func factor() throws(FormulaError) -> Term {
      depth += 1
      defer { depth -= 1 }
      guard depth <= Formula.maximumDepth else { throw FormulaError(.tooDeep, at: offset) }
      guard let token = next else { throw FormulaError(.operandExpected(before: nil), at: end) }
      switch token.kind {
      case .number(let amount):
        index += 1
        return take(.sign("%")) ? .percent(amount) : .number(amount)
      case .sign("-"):
        index += 1
        return .negated(try factor())
      case .sign("("):
        index += 1
        let term = try sum()
        guard take(.sign(")")) else { throw FormulaError(.bracketNotClosed, at: token.offset) }
        return term
      case .word(let word) where word != "when" && word != "and":
        index += 1
        return .figure(try reference(word, at: token.offset))
      default: throw FormulaError(.operandExpected(before: token.text), at: token.offset)
      }
    }

    /// `previous(yearToDate(x))`: at most one source and one column, in either order.
    private mutating func reference(_ word: String, at start: Int) throws(FormulaError) -> Reference {
      guard take(.sign("(")) else { return Reference(IndicatorID(word)) }
      let bracket = tokens[index - 1].offset
      let source = Reference.Source(rawValue: word)
      let item = FigureItem(rawValue: word)
      guard source != nil || item != nil else { throw FormulaError(.unknownFunction(word), at: start) }
      guard case .word(let inner)? = next?.kind, inner != "when", inner != "and" else {
        throw FormulaError(.indicatorExpected(function: word), at: offset)
      }
      let innerStart = offset
      index += 1
      depth += 1
      defer { depth -= 1 }
      guard depth <= Formula.maximumDepth else { throw FormulaError(.tooDeep, at: innerStart) }
      var reference = try reference(inner, at: innerStart)
      if source != nil, reference.source != nil { throw FormulaError(.functionTwice(word), at: start) }
      if item != nil, reference.item != nil { throw FormulaError(.functionTwice(word), at: start) }
      guard take(.sign(")")) else {
        throw next == nil
          ? FormulaError(.bracketNotClosed, at: bracket)
          : FormulaError(.indicatorExpected(function: word), at: offset)
      }
      reference.source = source ?? reference.source
      reference.item = item ?? reference.item
      return reference
    }
  }
}
