import Findings
import ReportModel
import Spool
import Store
import Validate

extension QuarterExport {
  /// 订正说明：what a roll-up changes against the version that was sent last; `nil` where none was, or where its file is gone.
  func amendment(of rollUp: RollUp, against sent: DispatchRecord) throws(PipelineFault) -> Amendment? {
    guard let plan = catalogue.plan(rollUp.plan), rollUp.revision > sent.revision,
      let draft = try sentDraft(sent)
    else { return nil }
    var before: [IndicatorID: FigureValues] = [:]
    for figure in draft.tasks.flatMap(\.figures) {
      before[IndicatorID(figure.indicator.text)] = figure.values
    }
    var after: [IndicatorID: FigureValues] = [:]
    for observation in rollUp.observations { after[observation.indicator] = observation.values }
    let old = Set(draft.basis?.sources ?? [])
    let new = Set(rollUp.basis.sources)
    return Amendment(
      unit: rollUp.unit, plan: rollUp.plan, period: rollUp.period, revision: rollUp.revision,
      against: sent.revision, sentAt: sent.sentAt,
      changes: figureChanges(from: before, to: after, in: plan),
      sources: Set(old.symmetricDifference(new).map(\.unit)).sorted())
  }

  /// The very bytes that were sent; they lie in the Outbox until somebody takes them away.
  private func sentBytes(_ sent: DispatchRecord) -> [UInt8]? {
    let name = sent.fileName
    let folders = [
      workspace.outbox.appending(SpoolFolder.sent).appending(sent.period.description),
      workspace.outbox(sent.period),
    ]
    for folder in folders {
      if let bytes = try? readBounded(folder.appending(name)), Spool.digest(of: bytes) == sent.digest {
        return bytes
      }
    }
    return nil
  }

  /// What was sent, read as the superior reads it.
  func sentDraft(_ sent: DispatchRecord) throws(PipelineFault) -> SubmissionDraft? {
    guard let bytes = sentBytes(sent) else { return nil }
    do { return try reader.read(bytes, fileName: sent.fileName).draft } catch {
      throw .library(error.chinese)
    }
  }
}
