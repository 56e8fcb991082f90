import Findings
import ReportModel

/// 不能代其他单位报送：the drop folder belongs to a unit that is neither the reporting unit, nor its area, nor above it.
///
/// Why: the folder says who can have sent the file; the cover only says who claims to have.
/// Not caught: in an open Inbox anybody can name any unit; the receipt says how the sender was known.
package struct WrongDropFolder: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V1012", severity: .hard,
    title: "不能代其他单位报送",
    message: "文件投在 {folder}（{folderName}）的投递目录，报送单位却是{unit}。",
    remedy: "投到{unit}自己的目录，或改正报送单位。",
    titleEN: "Nobody speaks for another unit",
    messageEN: "The file came in the drop folder of {folder} ({folderName}), but reports for {unit}.",
    remedyEN: "Put it into the folder of {unit}, or correct the reporting unit.",
    basis: "报送渠道", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    guard let folder = context.dropFolderUnit,
      !context.units.contains(context.identity.unit, under: context.units.current(folder))
    else { return }
    found.report(
      Place(
        report.draft.unit?.position ?? .none, unit: context.identity.unit,
        value: context.identity.unit.rawValue),
      [
        "folder": folder.rawValue, "folderName": context.units.name(of: folder),
        "unit": context.units.name(of: context.identity.unit),
      ])
  }
}
