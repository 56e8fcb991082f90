/// 核对差异：one thing that is not as the register and the journal say: what, where, and what to do about it.
package struct Discrepancy: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    case registerDamaged = "register-damaged"
    case schemaDiffers = "schema-differs"
    case danglingReference = "dangling-reference"
    case versionsInForce = "versions-in-force"
    case succession
    case registerDiffersFromJournal = "register-differs-from-journal"
    case contentDiffers = "content-differs"
    case journalBroken = "journal-broken"
    case journalFileMissing = "journal-file-missing"
    case journalFileBroken = "journal-file-broken"
    case journalFileDiffers = "journal-file-differs"
    case journalFileAhead = "journal-file-ahead"
    case journalFileBehind = "journal-file-behind"
    case journalFileTorn = "journal-file-torn"
    case periodLife = "period-life"
    case originalMissing = "original-missing"
    case originalMisplaced = "original-misplaced"
    case originalChanged = "original-changed"
    case originalOnItsWay = "original-on-its-way"
    case stranger
    case unfinishedCopy = "unfinished-copy"
    case receiptMissing = "receipt-missing"
    case receiptChanged = "receipt-changed"
    case receiptNotAsGiven = "receipt-not-as-given"
    case catalogueUnusable = "catalogue-unusable"
    case catalogueMissing = "catalogue-missing"
    case catalogueChanged = "catalogue-changed"
    case rollUpDiffers = "roll-up-differs"
    case rollUpOutdated = "roll-up-outdated"
    case rollUpOfAnotherProgram = "roll-up-of-another-program"
    case rollUpCatalogueUnknown = "roll-up-catalogue-unknown"
    case workingsDiffer = "workings-differ"
    case rollUpFileMissing = "roll-up-file-missing"
    case rollUpFileChanged = "roll-up-file-changed"
    case sentFileChanged = "sent-file-changed"
    case answerMissing = "answer-missing"
    case busy
  }

  package let kind: Kind
  /// A file relative to the workspace, or what of the register is meant.
  package let place: String
  private let facts: [String: String]

  init(_ kind: Kind, _ place: String, _ facts: [String: String] = [:]) {
    self.kind = kind
    self.place = place
    self.facts = facts
  }

  /// 提示: nothing is wrong; it is as things stand, or will be put right by itself.
  package var isNote: Bool {
    switch kind {
    case .journalFileBehind, .journalFileTorn, .originalOnItsWay, .unfinishedCopy, .receiptMissing,
      .rollUpOutdated, .rollUpOfAnotherProgram, .rollUpCatalogueUnknown, .answerMissing, .busy:
      true
    default: false
    }
  }

  package var chinese: String { filled(sheet.zh) }
  package var english: String { filled(sheet.en) }
  package var chineseRemedy: String { filled(sheet.remedy) }
  package var englishRemedy: String { filled(sheet.remedyEN) }

  private func filled(_ text: String) -> String {
    var text = text
    for (key, value) in facts.sorted(by: { $0.key < $1.key }) {
      text = text.split(separator: "{\(key)}", omittingEmptySubsequences: false).joined(separator: value)
    }
    return text
  }

  private struct Sheet {
    var zh: String
    var remedy: String
    var en: String
    var remedyEN: String
  }

  private var sheet: Sheet {
    let restore = "先停用，从备份恢复登记库；没有备份的，cengbao rebuild 按原件和台账重建。"
    let restoreEN = "Stop using it; restore a backup, or make it again with cengbao rebuild."
    return switch kind {
    case .registerDamaged:
      Sheet(
        zh: "登记库文件损坏：{detail}", remedy: restore, en: "the register file is damaged: {detail}",
        remedyEN: restoreEN)
    case .schemaDiffers:
      Sheet(
        zh: "登记库的结构被改动过：{detail}", remedy: "有人直接动过登记库：cengbao verify --full 逐行核对，再用 cengbao rebuild 重建。",
        en: "the register is not built as the program builds it: {detail}",
        remedyEN:
          "Somebody worked on the file itself: verify --full compares every row, rebuild makes it anew.")
    case .danglingReference:
      Sheet(
        zh: "登记库里有记录指向不存在的记录：{detail}", remedy: restore,
        en: "a row points at a row that is not there: {detail}", remedyEN: restoreEN)
    case .versionsInForce:
      Sheet(
        zh: "同一报送有 {count} 个版本同时有效", remedy: restore,
        en: "{count} versions of one report are in force", remedyEN: restoreEN)
    case .succession:
      Sheet(
        zh: "版本接替不合理：{detail}", remedy: restore, en: "versions do not follow each other: {detail}",
        remedyEN: restoreEN)
    case .registerDiffersFromJournal:
      Sheet(
        zh: "登记库与台账说法不同：{detail}", remedy: "台账是依据：cengbao rebuild 按原件和台账重建登记库。",
        en: "register and journal disagree: {detail}",
        remedyEN: "The journal decides: make the register again with cengbao rebuild.")
    case .contentDiffers:
      Sheet(
        zh: "登记库与按原件、台账重放的结果不同：{detail}", remedy: "有人改动过登记库：cengbao rebuild 重建。",
        en: "the register is not what originals and journal give: {detail}",
        remedyEN: "Somebody changed the register: make it again with cengbao rebuild.")
    case .journalBroken:
      Sheet(
        zh: "登记库里的台账断链：{zh}", remedy: "台账被改动过，查明原因；从备份恢复，或由完好的台账文件重建（cengbao rebuild）。",
        en: "the journal in the register is broken: {en}",
        remedyEN:
          "Somebody changed it; find out who. Restore a backup, or rebuild from the journal file if that is whole."
      )
    case .journalFileMissing:
      Sheet(
        zh: "台账文件不见了", remedy: "下一次收件会按登记库重写；查明是谁删的。", en: "the journal file is gone",
        remedyEN: "The next ingest writes it again from the register; find out who removed it.")
    case .journalFileBroken:
      Sheet(
        zh: "台账文件断链：{zh}", remedy: "从备份恢复该文件；登记库里的台账完好时，把它移走，下一次收件会重写。",
        en: "the journal file is broken: {en}",
        remedyEN:
          "Restore it from a backup; if the register's journal is whole, move the file away and the next ingest writes it again."
      )
    case .journalFileDiffers:
      Sheet(
        zh: "台账文件与登记库从第 {entry} 条起不一致", remedy: "确认哪一份可信后，从备份恢复另一份。",
        en: "journal file and register differ from entry {entry} on",
        remedyEN: "Find out which one is right and restore the other from a backup.")
    case .journalFileAhead:
      Sheet(
        zh: "台账文件记到第 {file} 条，登记库只到第 {register} 条", remedy: "登记库可能来自旧备份：运行 cengbao rebuild 补齐。",
        en: "the journal file goes to entry {file}, the register to {register} only",
        remedyEN: "The register seems to come from an older backup: run cengbao rebuild.")
    case .journalFileBehind:
      Sheet(
        zh: "台账文件记到第 {file} 条，登记库已到第 {register} 条", remedy: "不用处理，下一次收件会补写。",
        en: "the journal file goes to entry {file}, the register to {register} already",
        remedyEN: "Nothing to do: the next ingest writes the rest.")
    case .journalFileTorn:
      Sheet(
        zh: "台账文件最后一行没有写完", remedy: "不用处理，下一次收件会去掉残行并补写。",
        en: "the last line of the journal file was not written to its end",
        remedyEN: "Nothing to do: the next ingest takes it away and writes it anew.")
    case .periodLife:
      Sheet(
        zh: "台账次序不合理：{zh}", remedy: "查对第 {entry} 条（cengbao journal），必要时从备份恢复。",
        en: "the journal's order makes no sense: {en}",
        remedyEN: "Look at entry {entry} (cengbao journal); restore a backup if need be.")
    case .originalMissing:
      Sheet(
        zh: "原件不见了（摘要 {digest}…）", remedy: "从备份里找回，放回原处；找不到的，请填报单位提供当时的文件核对摘要。",
        en: "the original is gone (digest {digest}…)",
        remedyEN: "Put it back from a backup, or ask the sender for the very file.")
    case .originalMisplaced:
      Sheet(
        zh: "原件不在登记的位置，在 {found}", remedy: "移回登记的位置。", en: "the original lies at {found} instead",
        remedyEN: "Move it back.")
    case .originalChanged:
      Sheet(
        zh: "原件与登记的摘要（{digest}…）不符，被改动过", remedy: "从备份恢复这个文件，查明是谁改的。",
        en: "the original is not the file that was registered (digest {digest}…)",
        remedyEN: "Restore it from a backup and find out who changed it.")
    case .originalOnItsWay:
      Sheet(
        zh: "原件还没移到位，现在 {found}", remedy: "不用处理，下一次收件会接着做完。",
        en: "the original is on its way, now at {found}",
        remedyEN: "Nothing to do: the next ingest finishes it.")
    case .stranger:
      Sheet(
        zh: "这个文件没有登记", remedy: "不是系统放进来的：要报送的放进 Inbox，别的移走。",
        en: "the register does not know this file",
        remedyEN:
          "It was not put there by the program: drop it into the Inbox if it is a report, else move it away.")
    case .unfinishedCopy:
      Sheet(
        zh: "还没收完的文件", remedy: "不用处理，下一次收件会接着做完。", en: "a file that is being taken in",
        remedyEN: "Nothing to do: the next ingest finishes it.")
    case .receiptMissing:
      Sheet(
        zh: "回执文件不见了（内容仍在登记库）", remedy: "需要时把同一份文件再投一次会重写这份回执，cengbao rebuild 补写全部。",
        en: "the receipt file is gone (its bytes are in the register)",
        remedyEN: "Dropping the same file again writes it; cengbao rebuild writes all that are missing.")
    case .receiptChanged:
      Sheet(
        zh: "回执文件与登记库里的不同，被改动过", remedy: "删掉它，再把同一份文件投一次会重写，或 cengbao rebuild 补写。",
        en: "the receipt file is not what was given",
        remedyEN: "Remove it; dropping the same file again or cengbao rebuild writes it anew.")
    case .receiptNotAsGiven:
      Sheet(
        zh: "登记库里的回执与台账记的摘要不符", remedy: restore,
        en: "the receipt in the register does not have the digest that the journal gives", remedyEN: restoreEN
      )
    case .catalogueUnusable:
      Sheet(
        zh: "读不了 Schemas 目录：{zh}", remedy: "先改正（cengbao plan check 列出全部），再核对汇总。",
        en: "the Schemas folder cannot be used: {en}",
        remedyEN: "Mend it (cengbao plan check), then verify again.")
    case .catalogueMissing:
      Sheet(
        zh: "台账第 {entry} 条启用的目录版本不见了", remedy: "从备份恢复这个文件夹；重算和重建要用它。",
        en: "the catalogue version of journal entry {entry} is gone",
        remedyEN: "Restore the folder from a backup: it is needed to compute again.")
    case .catalogueChanged:
      Sheet(
        zh: "台账第 {entry} 条启用的目录版本被改动过", remedy: "从备份恢复这个文件夹；要改方案改 Schemas/，不改这里。",
        en: "the catalogue version of journal entry {entry} was changed",
        remedyEN: "Restore the folder from a backup; plans are edited in Schemas/, not here.")
    case .rollUpDiffers:
      Sheet(
        zh: "{unit} 按当时的报送、方案和决定重算，得不到登记的汇总（第 {revision} 版）",
        remedy: "登记库里的数据可能被改动过：cengbao verify --full 查出是哪些，或 cengbao rebuild。",
        en: "{unit}: computed again from what was in force then, the roll-up (r{revision}) is another one",
        remedyEN: "Figures in the register may have been changed: see cengbao verify --full, or rebuild.")
    case .rollUpOutdated:
      Sheet(
        zh: "{unit} 汇总（第 {revision} 版）以后又有变动，现在重算会不同", remedy: "需要最新的汇总时，再运行 cengbao run {period}。",
        en: "{unit}: something has changed since the roll-up (r{revision}) was made",
        remedyEN: "Run cengbao run {period} again when you need the latest.")
    case .rollUpOfAnotherProgram:
      Sheet(
        zh: "{unit} 的汇总（第 {revision} 版）由另一版本的程序或规则生成，不能逐字重算", remedy: "不用处理；要换成现在的，再运行 cengbao run {period}。",
        en: "{unit}: the roll-up (r{revision}) was made by another version of the program or its rules",
        remedyEN: "Nothing to do; cengbao run {period} makes it anew.")
    case .rollUpCatalogueUnknown:
      Sheet(
        zh: "{unit} 的汇总（第 {revision} 版）生成时还没有记目录版本，按现在的目录重算不同",
        remedy: "不用处理；要换成现在的，再运行 cengbao run {period}。",
        en:
          "{unit}: the roll-up (r{revision}) is older than the record of catalogue versions, and differs under today's",
        remedyEN: "Nothing to do; cengbao run {period} makes it anew.")
    case .workingsDiffer:
      Sheet(
        zh: "{period} 用留存的底稿汇总（{programme}），与从头汇总的结果不同",
        remedy: "底稿可以丢弃：cengbao rebuild 重建后不再有旧底稿，再运行 cengbao run {period}。请告诉维护人员。",
        en:
          "{period} ({programme}): rolled up from what earlier runs kept, it is not what it is from the beginning",
        remedyEN: "Rebuild drops what was kept; then run {period} again. Please report this.")
    case .rollUpFileMissing:
      Sheet(
        zh: "汇总文件不见了", remedy: "再运行 cengbao run {period} 生成；已上报的从备份恢复。", en: "the roll-up file is gone",
        remedyEN: "Run cengbao run {period} again; restore it from a backup if it was sent.")
    case .rollUpFileChanged:
      Sheet(
        zh: "汇总文件与登记的摘要不符，被改动过", remedy: "再运行 cengbao run {period} 生成；已上报的从备份恢复。",
        en: "the roll-up file does not have the digest on record",
        remedyEN: "Run cengbao run {period} again; restore it from a backup if it was sent.")
    case .sentFileChanged:
      Sheet(
        zh: "已上报的汇总留底与登记的摘要不符，被改动过", remedy: "从备份恢复这个文件，它是上报过的凭据。",
        en: "the kept copy of what was sent does not have the digest on record",
        remedyEN: "Restore it from a backup: it is the evidence of what was sent.")
    case .answerMissing:
      Sheet(
        zh: "上级回执文件不见了（办理结果仍在登记库）", remedy: "需要时向上级再要一份。",
        en: "the superior's receipt file is gone (its outcome is on record)",
        remedyEN: "Ask the superior for it if you need it.")
    case .busy:
      Sheet(
        zh: "核对时另一个 cengbao 正在工作", remedy: "等它结束后再核对一次，结果才是完整的。",
        en: "another cengbao was at work meanwhile",
        remedyEN: "Verify once more when it has finished.")
    }
  }
}

/// 核对报告：what was checked, how many of each, and what is not as it should be.
package struct VerificationReport: Sendable {
  package enum Subject: String, Sendable, CaseIterable {
    case journal, submissions, originals, receipts, catalogues
    case rollUps = "roll-ups"
    case dispatches

    package var chinese: String {
      switch self {
      case .journal: "台账条目"
      case .submissions: "登记的报送"
      case .originals: "原件"
      case .receipts: "回执"
      case .catalogues: "目录版本"
      case .rollUps: "汇总（逐一重算）"
      case .dispatches: "上报"
      }
    }
    package var english: String {
      switch self {
      case .journal: "journal entries"
      case .submissions: "submissions on record"
      case .originals: "originals"
      case .receipts: "receipts"
      case .catalogues: "catalogue versions"
      case .rollUps: "roll-ups, each computed again"
      case .dispatches: "dispatches"
      }
    }
  }

  package var counts: [Subject: Int] = [:]
  /// 重放: whether every row was compared with what originals and journal give.
  package var isFull = false
  package private(set) var differences: [Discrepancy] = []
  package private(set) var notes: [Discrepancy] = []

  mutating func add(_ discrepancy: Discrepancy) {
    if discrepancy.isNote { notes.append(discrepancy) } else { differences.append(discrepancy) }
  }

  mutating func add(_ discrepancies: [Discrepancy]) { for one in discrepancies { add(one) } }
}
