import Findings

/// 读取规则：the sheets of everything that reading a file can find, one constant for each code.
///
/// I0 is the envelope, I1 structure and cover, I2 cells that should hold one number, I3 repairs. A code is never
/// used for anything else again.
enum IngestSheet {}

/// 读取规则目录：for the catalogue of all rules.
package let ingestSheets: [RuleSheet] =
  IngestSheet.envelopeSheets + IngestSheet.xmlSheets + IngestSheet.csvSheets + IngestSheet.workbookSheets
  + IngestSheet.cellSheets + IngestSheet.repairSheets
