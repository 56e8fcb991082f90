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

package let pipelineSheets: [RuleSheet] = [
  twoFilesForOneReport, inboxRootIsClosed, sameBytesAgain, fileTooLarge,
]
