import Findings

/// 身份规则, in the order of their codes.
package let identityRules: [any IdentityRule] = [
  UnknownUnit(),
  AmbiguousUnit(),
  NameDisagrees(),
  AbolishedCode(),
  UnknownPlan(),
  ForeignPlan(),
  PlanNotChosen(),
  PeriodOutsidePlan(),
  NotDue(),
]

/// 审核规则, in the order of their codes.
package let validationRules: [any ValidationRule] = [
  OutsideWorkspace(),
  WrongDropFolder(),
  FilledBeforePeriodEnd(),
  OlderRevision(),
  CoverIncomplete(),
  CreditCodeInvalid(),
  UnknownTask(),
  UnknownIndicator(),
  IndicatorElsewhere(),
  NotAsked(),
  FigureAbsent(),
  TaskAbsent(),
  NotTheOwner(),
  TaskOfAnotherPlan(),
  UnknownMeasure(),
  MeasureDoesNotConvert(),
  NegativeCount(),
  CountNotWhole(),
  TooManyDecimals(),
  AboveMaximum(),
  AdjustmentUnexplained(),
  WrongColumn(),
  RepeatedRow(),
  ContradictingRows(),
  QuarterAbsent(),
  HalfRatio(),
  NumeratorTooLarge(),
  FilledAndNotApplicable(),
  OutOfRange(),
  StatusContradicts(),
  TypedRateDisagrees(),
  RateWithoutParts(),
  MeasureDisputed(),
  PartsDisagree(),
  PartsExceedWhole(),
  CumulativesOutOfOrder(),
  SubtotalDisagrees(),
  SubtotalCountedTwice(),
  YearDoesNotContinue(),
  PlanDoesNotContinue(),
  QuarterUnusuallyHigh(),
  GapMadeGood(),
  CumulativeHasFallen(),
  YearNotRestarted(),
  OpeningUnknown(),
  QuarterUnknown(),
  QuarterEqualsYear(),
  PeriodNotChanged(),
  SameAsLastQuarter(),
  MagnitudeSlip(),
  PartsOfRollUpDisagree(),
  CoverageDoesNotAddUp(),
  StrangerInRollUp(),
  ExpectedLeavesDiffer(),
  BasisDiffers(),
  StateContradictsCoverage(),
  RollUpNotExpected(),
  RollUpWithoutParts(),
  RepeatedPart(),
]

/// 合理性规则, in the order in which they are asked: what an earlier one has questioned, a later one can leave alone.
package let plausibilityRules: [any PlausibilityRule] = [
  FormulaBroken(),
  FormulaOutOfRange(),
  AllZero(),
  DenominatorChanged(),
  AboveRange(),
  FarBeyondTarget(),
  CompletedBelowTarget(),
  BehindWithoutReason(),
  QuarterOutlying(),
]

/// Every sheet of this stage: rules and repairs.
package let validationSheets: [RuleSheet] =
  (identityRules.map { type(of: $0).sheet } + validationRules.map { type(of: $0).sheet }
  + plausibilityRules.map { type(of: $0).sheet } + RepairSheet.all)
  .sorted { $0.code < $1.code }

/// 规则目录版本：the release and a fingerprint of the codes and severities in it, so that two offices see whether they
/// check by the same rules.
package let ruleCatalogueVersion = "0.1-" + fingerprint(of: validationSheets)

/// FNV-1a over 32 bits, in eight hexadecimal digits.
func fingerprint(of sheets: [RuleSheet]) -> String {
  var hash: UInt32 = 2_166_136_261
  for sheet in sheets {
    for byte in "\(sheet.code) \(sheet.severity.rawValue)\n".utf8 {
      hash = (hash ^ UInt32(byte)) &* 16_777_619
    }
  }
  let digits = String(hash, radix: 16)
  return String(repeating: "0", count: 8 - digits.count) + digits
}
