import ReportModel

/// 封面项：what a line above the table says.
enum CoverKey: String, Hashable, CaseIterable {
  case unit = "报送单位"
  case unitName = "单位名称"
  case plan = "实施方案"
  case period = "报告期"
  case scope = "口径"
  case revision = "版次"
  case mode = "方式"
  case blankMeansZero = "空格表示零"
  case filledBy = "填表人"
  case reviewedBy = "审核人"
  case approvedBy = "负责人"
  case phone = "联系电话"
  case filledOn = "填表日期"
  case creditCode = "统一社会信用代码"
  case summary = "汇总情况说明"
  case explanation = "情况说明"
  /// Known, and not read: what a prefilled form tells the clerk.
  case shown = "填表说明"
}

/// 封面同义词：every cover key that is understood, in one table.
enum CoverVocabulary {
  static let table: [(key: CoverKey, words: [String])] = [
    (.unit, ["报送单位", "填报单位", "上报单位", "报表单位", "填表单位", "报送单位代码", "填报单位代码", "单位代码"]),
    (.unitName, ["单位名称", "报送单位名称", "填报单位名称"]),
    (.plan, ["实施方案", "方案", "方案编号", "实施方案编号", "方案标识"]),
    (.period, ["报告期", "报送期", "填报期", "报表期", "报告期别", "期别", "所属期", "所属季度", "报告季度", "季度", "报送季度"]),
    (.scope, ["口径", "报送口径", "填报口径", "数据口径"]),
    (.revision, ["版次", "版本", "版本号", "版次号"]),
    (.mode, ["方式", "报送方式", "填报方式"]),
    (.blankMeansZero, ["空格表示零", "空格表示0", "空白表示零", "空格为零", "空格为0"]),
    (.filledBy, ["填表人", "填报人", "制表人", "经办人", "填表人姓名"]),
    (.reviewedBy, ["审核人", "复核人", "审核", "审核人姓名"]),
    (.approvedBy, ["负责人", "单位负责人", "负责人签字", "分管负责人", "主要负责人"]),
    (.phone, ["联系电话", "电话", "联系方式", "手机", "手机号", "电话号码"]),
    (.filledOn, ["填表日期", "填报日期", "报出日期", "报送日期", "上报日期", "制表日期", "填表时间", "填报时间", "日期"]),
    (.creditCode, ["统一社会信用代码", "社会信用代码", "信用代码"]),
    (.summary, ["汇总情况说明", "汇总说明"]),
    (.explanation, ["情况说明", "报表情况说明", "整表情况说明"]),
    (.shown, ["填表说明", "报送时限", "方案名称"]),
  ]

  static let keys = Dictionary(
    table.flatMap { entry in entry.words.map { ($0, entry.key) } }, uniquingKeysWith: { first, _ in first })

  static func key(of cell: some StringProtocol) -> CoverKey? {
    var word = Folding.compact(cell)
    while let last = word.last, last == ":" || last == "：" { word.removeLast() }
    if let known = keys[word] { return known }
    // 填报单位（盖章）.
    guard word.hasSuffix(")"), let bracket = word.firstIndex(of: "(") else { return nil }
    return keys[String(word[..<bracket])]
  }

  static let scopes: [String: ReportScope] = [
    "本级": .own, "本级数": .own, "own": .own, "汇总": .rollup, "汇总数": .rollup, "rollup": .rollup,
  ]
  static let modes: [String: ReportMode] = [
    "重报": .replace, "首报": .replace, "replace": .replace, "补报": .supplement, "supplement": .supplement,
  ]
  static let answers: [String: Bool] = [
    "是": true, "true": true, "Y": true, "yes": true, "√": true, "否": false, "false": false, "N": false,
    "no": false, "×": false,
  ]
}

/// 完成状态写法.
enum StatusVocabulary {
  static let table: [(status: TaskStatus, words: [String])] = [
    (.notStarted, ["未启动", "未开始", "尚未启动", "尚未开始", "未开展", "尚未开展", "not-started"]),
    (.inProgress, ["推进中", "进行中", "正在推进", "正在进行", "实施中", "开展中", "在推进", "有序推进", "in-progress"]),
    (.completed, ["已完成", "完成", "已办结", "办结", "全部完成", "completed"]),
    (.recurring, ["长期坚持", "长期", "长期推进", "持续推进", "常态化", "常态化推进", "长期任务", "recurring"]),
  ]

  static let statuses = Dictionary(
    table.flatMap { entry in entry.words.map { ($0, entry.status) } }, uniquingKeysWith: { first, _ in first }
  )

  private static let ticks: Set<Character> = ["☑", "☒", "√", "✓", "✔", "■"]
  private static let boxes: Set<Character> = ["□", "☐"]

  /// The status that a word means, or that is ticked: `☑推进中`, `已完成√`, `□未启动 ☑推进中 □已完成`.
  static func status(of word: String) -> TaskStatus? {
    if let known = statuses[word] { return known }
    guard word.contains(where: { ticks.contains($0) }) else { return nil }
    let words = word.split { ticks.contains($0) || boxes.contains($0) }
    if words.count == 1, !word.contains(where: { boxes.contains($0) }) { return statuses[String(words[0])] }
    // A list of boxes before their words, one of them ticked.
    guard let first = word.first, ticks.contains(first) || boxes.contains(first) else { return nil }
    var ticked: [String] = []
    for (index, mark) in zip(word.indices, word) where ticks.contains(mark) {
      let behind = word[word.index(after: index)...]
      ticked.append(String(behind.prefix { !ticks.contains($0) && !boxes.contains($0) }))
    }
    return ticked.count == 1 ? statuses[ticked[0]] : nil
  }
}

/// 单元格用语：words in cells that are no numbers.
enum CellVocabulary {
  /// 不适用.
  static let notApplicable: Set<String> = [
    "—", "–", "-", "--", "——", "―", "─", "－", "/", "//", "\\", "不适用",
  ]
  /// Understood as 不适用, with a trace.
  static let notApplicableWords: Set<String> = ["N/A", "n/a", "NA", "n.a.", "无此项", "不涉及"]
  /// 无: zero, or not applicable?
  static let none: Set<String> = [
    "无", "没有", "暂无", "未开展", "未发生", "无数据", "暂无数据", "无新增", "空", "(无)", "无。",
  ]
  /// What makes an estimate of a number.
  static let approximations = [
    "余", "多", "约", "近", "左右", "上下", "以上", "以下", "以内", "不足", "超过", "超", "逾", "大概", "不少于", "不低于", "不超过", "几",
    "数十",
    "数百", "将近", "左近", ">", "<", "≥", "≤", "≈", "±", "~",
  ]
  static let totals: Set<String> = ["合计", "小计", "总计", "共计", "累计合计", "本页小计", "本页合计", "总合计"]
  /// Begins a line under the table that is meant for people.
  static let multipliers: [(word: String, powerOfTen: Int)] = [
    ("百万", 6), ("千万", 7), ("亿", 8), ("万", 4), ("千", 3), ("百", 2),
  ]
}

/// 计量单位词：measure units that clerks glue to numbers, grouped where two words mean the same thing.
///
/// Why here: `58名` has to be told from `58余` before anything is known about the plan. A unit that an office adds to
/// its own table is understood too, where the measure column names it.
enum MeasureWords {
  static let groups: [[String]] = [
    ["元"], ["人", "名", "位"], ["人次"], ["场次", "场", "次"], ["个"], ["项"], ["所"], ["家"], ["支"], ["户"], ["件"], ["篇"],
    ["部"],
    ["册", "本"], ["份"], ["期"], ["座"], ["处"], ["台"], ["辆"], ["套"], ["门"], ["%"], ["百分点", "个百分点"], ["条"], ["块"],
    ["间"],
    ["节"], ["批"], ["平方米"], ["公里"], ["亩"],
  ]

  static let group: [String: Int] = Dictionary(
    groups.enumerated().flatMap { index, words in words.map { ($0, index) } },
    uniquingKeysWith: { first, _ in first })

  static func areSame(_ left: String, _ right: String) -> Bool {
    if left == right { return true }
    guard let group = group[left] else { return false }
    return group == Self.group[right]
  }
}
