/// 全国单位树：a tree of the size and shape of the national one; deterministic.
///
/// 31 provinces, of which every eighth has its counties directly below it, 333 cities and 2 845 counties. Codes are numbers
/// in the order of the tree and names are numbered: nothing here is a real place.
struct NationalTree {
  /// 规模：the nation, a tenth and a hundredth of it, and ten of them.
  enum Size: String, CaseIterable {
    case hundredth, tenth, whole, tenfold

    fileprivate var counts: (provinces: Int, cities: Int, counties: Int) {
      switch self {
      case .hundredth: (1, 3, 28)
      case .tenth: (3, 33, 284)
      case .whole: (31, 333, 2_845)
      case .tenfold: (310, 3_330, 28_450)
      }
    }
  }

  struct Unit {
    var code: String
    var name: String
    var level: String
    var superior: String
  }

  static let root = "100000"

  /// Superiors before their subordinates.
  private(set) var units: [Unit] = []
  private(set) var counties: [Unit] = []

  init(_ size: Size) {
    let counts = size.counts
    add("全国", "nation", below: "")
    let provinces = (1...counts.provinces).map { add("第\($0)省", "province", below: Self.root) }
    let withoutCities = Set(provinces.indices.filter { $0 % 8 == 1 })
    let withCities = provinces.indices.filter { !withoutCities.contains($0) }
    // A province without cities has counties as many as two cities elsewhere.
    let direct = withoutCities.sorted().flatMap { [provinces[$0], provinces[$0]] }
    let cities = (0..<counts.cities).map { number in
      add("第\(number + 1)市", "city", below: provinces[withCities[number % withCities.count]])
    }
    let superiors = cities + direct
    for number in 0..<counts.counties {
      add("第\(number + 1)县", "county", below: superiors[number % superiors.count])
    }
    counties = units.filter { $0.level == "county" }
  }

  @discardableResult
  private mutating func add(_ name: String, _ level: String, below superior: String) -> String {
    let code = String(100_000 + units.count)
    units.append(Unit(code: code, name: name, level: level, superior: superior))
    return code
  }

  var register: String {
    units.reduce(into: "code,name,aliases,level,reportsTo,within,validFrom,validTo,replacedBy\n") {
      $0 += "\($1.code),\($1.name),,\($1.level),\($1.superior),,,,\n"
    }
  }
}
