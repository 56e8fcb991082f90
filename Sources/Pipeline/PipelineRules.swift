import Findings

/// 同一报送有两份不同文件.
package let twoFilesForOneReport = RuleSheet(
  code: "P2001", severity: .note, title: "同一报送有两份不同文件",
  message: "{report} 同时收到内容不同的文件：{files}。分不清以哪份为准，先都暂存，不计入汇总。",
  remedy: "请填报单位只留一份重新报送，或在封面写明不同的版次（1、2……），系统按版次先后处理。",
  titleEN: "Two different files for one report",
  messageEN:
    "{report} arrived in different files at once: {files}. Which one counts is unclear; all are held.",
  remedyEN: "Send one file again, or state different revisions on the covers.", basis: "重报规定", since: "0.1")

/// 本工作区只从投递目录收件.
package let inboxRootIsClosed = RuleSheet(
  code: "P2002", severity: .hard, title: "本单位只从投递目录收件",
  message: "文件放在 Inbox 根目录，无法确认是哪个单位报来的。",
  remedy: "请放进本单位的投递目录（Inbox/单位代码/）再报。",
  titleEN: "Only drop folders are accepted here",
  messageEN: "The file lay in the Inbox itself, so its sender is not known.",
  remedyEN: "Put it into the unit's drop folder (Inbox/<unit code>/).", basis: "报送渠道", since: "0.1")

/// 与已收的文件完全相同.
package let sameBytesAgain = RuleSheet(
  code: "P2003", severity: .note, title: "与已收的文件完全相同",
  message: "这份文件与已收的“{file}”一字不差，没有重复计入，结果以那一份的回执为准。",
  remedy: "无须处理。如果想更正数据，请检查是否选错了文件、改动有没有保存。",
  titleEN: "The same file again",
  messageEN:
    "The file is byte for byte “{file}”, which was taken already; it was not counted again, and its receipt stands.",
  remedyEN:
    "Nothing to do. If you meant to correct a figure, check that you saved it and sent the right file.",
  basis: "重报规定", since: "0.1")

/// 文件过大.
package let fileTooLarge = RuleSheet(
  code: "P2004", severity: .hard, title: "文件过大",
  message: "文件有 {size} MB，超过 {limit} MB 的上限，没有读入。",
  remedy: "季度报表通常只有几十 KB。请检查是否夹带了图片或选错了文件，另存后重报。",
  titleEN: "File too large", messageEN: "The file has {size} MB, more than {limit} MB, and was not read.",
  remedyEN: "A quarterly report has some tens of KB; check for pictures or a wrong file.", basis: "文件要求",
  since: "0.1")

/// 与在用版本内容相同.
package let sameContentAgain = RuleSheet(
  code: "P2005", severity: .note, title: "与在用版本内容相同",
  message: "这份文件与已收的“{file}”写法不同、内容相同，数据没有变化，没有重复计入，也不算新的一版。",
  remedy: "无须处理。如果想更正数据，请检查是否选错了文件、改动有没有保存。",
  titleEN: "The same content again",
  messageEN:
    "The file says the same as “{file}”, which is in force, in other bytes; nothing changed and nothing was counted twice.",
  remedyEN:
    "Nothing to do. If you meant to correct a figure, check that you saved it and sent the right file.",
  basis: "重报规定", since: "0.2")

/// 截止后才收到.
package let arrivedAfterClosing = RuleSheet(
  code: "P2006", severity: .note, title: "截止后才收到",
  message: "{report} 已于 {closed} 由{officer}截止，这份报送在此之后收到，先暂存，不计入汇总；原来已接收的仍然有效。",
  remedy: "请与汇总人联系，由汇总人决定收不收。如果封面的报告期写错了，请改正后重新报送。",
  titleEN: "Arrived after closing",
  messageEN:
    "{report} was closed at {closed} by {officer}; this report came later and is held. What was accepted before stands.",
  remedyEN:
    "Talk to the compiling officer, who releases or returns it. If the period on the cover is wrong, correct it and send again.",
  basis: "报送时限", since: "0.2")

/// 汇总单位退回.
package let sentBackByOfficer = RuleSheet(
  code: "P2007", severity: .hard, title: "汇总单位退回",
  message: "汇总人{officer}退回这份报送：{reason}",
  remedy: "按退回理由核对、改正后重新报送。",
  titleEN: "Sent back by the compiling office", messageEN: "{officer} sent this report back: {reason}",
  remedyEN: "Check and correct it for the reason given, then send it again.", basis: "审核与退回", since: "0.2")

/// 已撤回.
package let withdrawnOnRequest = RuleSheet(
  code: "P2008", severity: .hard, title: "已按填报单位要求撤回",
  message: "{officer}办理撤回：{reason}。这份报送不再计入。",
  remedy: "改好以后重新报送。", titleEN: "Withdrawn at the sender's request",
  messageEN: "{officer} withdrew this report: {reason}. It no longer counts.",
  remedyEN: "Send it again when it is ready.", basis: "撤回", since: "0.2")

package let pipelineSheets: [RuleSheet] = [
  twoFilesForOneReport, inboxRootIsClosed, sameBytesAgain, fileTooLarge, sameContentAgain,
  arrivedAfterClosing,
  sentBackByOfficer, withdrawnOnRequest,
]
