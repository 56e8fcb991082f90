import Findings
import ReportModel

/// 待审报告：a draft read against the task matrix, before the rules look at it.
///
/// Every row is given exactly one standing here: it counts, or it is refused for one reason. The rules only put words
/// to that, so a row in a wrong measure unit is not also reproached with its decimals, and a cell that the reader
/// refused is not also 缺报.
package struct CheckedReport: Sendable {
  package let draft: SubmissionDraft
  /// Figures that count, in the order of the plan's indicators; at most one for each.
  package let figures: [CheckedFigure]
  package let refused: [RefusedFigure]
  /// Where each task stands in the matrix.
  package let taskPositions: [TaskID: Int]
  /// Tasks of the draft that the matrix does not have.
  package let unknownTasks: [DraftTask]
  /// Which indicators the unit may state and owes.
  package let duty: ReportingDuty
  /// For each of the plan's indicators, whether a row says something about it or the reader found fault with one: it
  /// is not absent.
  package let isMentioned: [Bool]
  /// The reader could not make out the whole file, so what is absent may only be unread.
  package let isReadInPart: Bool
  /// By task, rows whose indicator is not known: what is absent may stand in them under another name.
  package let unplacedRows: [String: Int]
  package let repairs: [Repair]
  /// 只填了比例的行: rows of a ratio with a typed rate and nothing else.
  package let rates: [(typed: DraftFigure, definition: IndicatorDefinition)]
  /// What the report looks like beside earlier ones; then its figures are not compared with history one by one.
  package let whole: WholeReport?
  private let slots: [Int?]
  private let plan: Plan

  package init(_ draft: SubmissionDraft, ingestFindings: [Finding], in context: ValidationContext) {
    let plan = context.plan
    let taskPositions = plan.matrix.positions
    let trouble = ReaderTrouble(ingestFindings)
    let duty =
      context.isRollUp
      ? ReportingDuty(
        mayReport: plan.indicators.map { _ in true },
        owes: plan.indicators.map {
          !context.roster.expectedLeaves(of: $0, at: context.identity.unit).isEmpty
        })
      : context.roster.duty(of: context.identity.unit, plan: plan)

    var counted = [CheckedFigure?](repeating: nil, count: plan.indicators.count)
    var refused: [RefusedFigure] = []
    var unknownTasks: [DraftTask] = []
    var isMentioned = [Bool](repeating: false, count: plan.indicators.count)
    for id in trouble.indicators {
      if let position = plan.position(of: IndicatorID(id)) { isMentioned[position] = true }
    }
    var repairs: [Repair] = []
    var rates: [(DraftFigure, IndicatorDefinition)] = []
    let strangeHeadings = strangeHeadings(in: draft, plan: plan, table: context.catalogue.measures)

    for task in draft.tasks {
      let isTaskKnown = task.id.text.isEmpty || taskPositions[TaskID(task.id.text)] != nil
      if !isTaskKnown { unknownTasks.append(task) }
      for row in task.figures {
        let id = IndicatorID(row.indicator.text)
        // What was typed and has no value, the reader refused.
        let isTroubled =
          trouble.touches(row)
          || (row.status != .notApplicable && row.cells.cells.contains { row.values[$0.item] == nil })
        let holdsValues = !row.values.isEmpty
        // Under 空格表示零 the reader marks a blank row as reported; which column is zero, the definition knows.
        let isBlankZero = !holdsValues && row.status == .reported && draft.cover.blankMeansZero
        // A total that nobody reported still says who was asked.
        let isRolled = context.isRollUp && row.rolled != nil
        let isBlank = !holdsValues && row.status != .notApplicable && !isBlankZero && !isRolled
        func refuse(
          _ reason: RefusedFigure.Reason, _ definition: IndicatorDefinition? = nil,
          as typed: DraftFigure? = nil
        ) {
          refused.append(
            RefusedFigure(
              typed: typed ?? row, definition: definition, reason: reason, holdsValues: holdsValues))
        }
        guard let position = plan.position(of: id) else {
          // Without a code it is a row of words, or the reader has asked for the code already.
          if !row.indicator.text.isEmpty, isTaskKnown { refuse(.unknownIndicator) }
          continue
        }
        if isTroubled || holdsValues || row.status == .notApplicable || isRolled {
          isMentioned[position] = true
        }
        let shared = plan.sharedDefinitions[position]
        var definition: IndicatorDefinition { shared.definition }
        guard isTaskKnown else {
          refuse(.unknownTask, definition)
          continue
        }
        guard row.task.text.isEmpty || row.task.text == definition.task.rawValue else {
          if !isBlank { refuse(.otherTask, definition) }
          continue
        }
        if isBlank, shared.isRatio, row.typedRate != nil, duty.mayReport[position], !isTroubled {
          isMentioned[position] = true
          rates.append((row, definition))
        }
        if isBlank || (isBlankZero && shared.isRatio) { continue }
        guard duty.mayReport[position] else {
          // 不适用 is what the matrix says as well.
          if holdsValues { refuse(.notAsked, definition) }
          continue
        }
        if holdsValues, row.status == .notApplicable, !isRolled {
          if !isTroubled { refuse(.contradictsItself, definition) }
          continue
        }

        var values = row.values
        var converted: DraftFigure?
        if isBlankZero { values[shared.isFlow ? .inPeriod : .atEnd] = .zero }
        if holdsValues {
          if !shared.isRatio, let strange = row.strangeMeasure(strangeHeadings) {
            var typed = row
            typed.measure = strange
            refuse(.unconvertible, definition, as: typed)
            continue
          }
          switch MeasureReading(row, of: shared, in: context.catalogue.measures) {
          case .unknown:
            refuse(.unknownMeasure, definition)
            continue
          case .unconvertible:
            refuse(.unconvertible, definition)
            continue
          case .disputed(let dispute):
            refuse(.disputedMeasure(dispute), definition)
            continue
          case .shifts(let shifts) where !shifts.isEmpty:
            var typed = row
            guard let moved = values.shifted(shifts), typed.convertDetail(shifts) else {
              refuse(.outOfRange, definition)
              continue
            }
            repairs += Self.traces(of: shifts, from: values, to: moved, row, definition)
            values = moved
            converted = typed
          case .shifts: break
          }
        }
        let status =
          isRolled
          ? Self.status(of: row)
          : holdsValues || isBlankZero ? ObservationStatus.reported : .notApplicable
        if let first = counted[position] {
          let isSame = first.values == values && first.status == status
          refuse(
            isSame ? .repeated(first: first.typed.position) : .contradicts(first: first.typed.position),
            definition, as: converted)
          continue
        }
        counted[position] = CheckedFigure(
          typed: converted ?? row, definition: shared, values: values, status: status,
          isConverted: converted != nil, isTroubled: isTroubled,
          comparison: Self.comparison(values, status, shared, of: plan, in: context))
      }
    }

    if draft.mode == .supplement, let inForce = context.inForce {
      for observation in inForce.observations {
        guard let position = plan.position(of: observation.indicator), counted[position] == nil else {
          continue
        }
        let shared = plan.sharedDefinitions[position]
        let definition = shared.definition
        var row = DraftFigure(
          task: TypedText(definition.task.rawValue), indicator: TypedText(definition.id.rawValue),
          position: .none)
        row.values = observation.values
        row.status = observation.status
        row.adjustmentReason = observation.adjustmentReason
        row.rolled = observation.rolled
        counted[position] = CheckedFigure(
          typed: row, definition: shared, values: observation.values,
          status: observation.status, isInherited: true,
          comparison: Self.comparison(
            observation.values, observation.status, shared, of: plan, in: context))
      }
    }

    // A first report has nothing that it could repeat.
    let whole =
      draft.mode == .replace && (context.inForce != nil || !context.history.isEmpty)
      ? WholeReport(
        counted.compactMap { figure in
          guard let figure, let comparison = figure.comparison else { return nil }
          return (figure.values, figure.definition.id, comparison)
        }, context) : nil
    if whole != nil { counted = counted.map { $0?.withoutComparison } }

    var figures: [CheckedFigure] = []
    var slots = [Int?](repeating: nil, count: counted.count)
    for (position, figure) in counted.enumerated() {
      guard let figure else { continue }
      slots[position] = figures.count
      figures.append(figure)
    }
    self.draft = draft
    self.figures = figures
    self.refused = refused
    self.unknownTasks = unknownTasks
    self.taskPositions = taskPositions
    self.duty = duty
    self.isMentioned = isMentioned
    isReadInPart = trouble.isWithFile
    var unplaced = trouble.unplaced
    for row in refused where row.reason == .unknownIndicator && row.holdsValues {
      unplaced[row.typed.task.text, default: 0] += 1
    }
    unplacedRows = unplaced
    self.repairs = repairs
    self.rates = rates
    self.whole = whole
    self.slots = slots
    self.plan = plan
  }

  private static func traces(
    of shifts: [FigureItem: (measure: String, shift: Int)], from typed: FigureValues,
    to converted: FigureValues, _ row: DraftFigure, _ definition: IndicatorDefinition
  ) -> [Repair] {
    typed.items.compactMap { item in
      guard let shift = shifts[item], let before = typed[item], let after = converted[item] else {
        return nil
      }
      return Repair(
        code: RepairSheet.measureConverted.code, position: row.position(of: item),
        value: "\(before)\(shift.measure)", readAs: "\(after)\(definition.measure)")
    }
  }

  /// A total is reported as soon as one leaf reports, and not applicable only where it is to all.
  private static func status(of row: DraftFigure) -> ObservationStatus {
    guard let stated = row.statedCoverage else { return row.values.isEmpty ? .missing : .reported }
    if stated.reported > 0 { return .reported }
    return stated.missing == 0 && stated.notApplicable > 0 ? .notApplicable : .missing
  }

  private static func comparison(
    _ values: FigureValues, _ status: ObservationStatus, _ shared: SharedDefinition,
    of plan: Plan, in context: ValidationContext
  ) -> HistoryComparison? {
    guard shared.isFlow, status == .reported, !context.isRollUp else { return nil }
    return HistoryComparison(
      values.sound(in: shared.definition.kind), asked: shared.definition.asked,
      after: context.history[shared.definition.id],
      in: context.identity.period, plan: plan)
  }

  /// The figure that counts for an indicator.
  package func figure(_ id: IndicatorID) -> CheckedFigure? {
    plan.position(of: id).flatMap { slots[$0] }.map { figures[$0] }
  }

  package func refused(for reason: RefusedFigure.Reason) -> [RefusedFigure] {
    refused.filter { $0.reason == reason }
  }
}

/// 读入时已发现的问题：which rows the reader has already found fault with.
private struct ReaderTrouble {
  var indicators: Set<String> = []
  /// Rows of a task whose indicator cannot be told: no code, or a mangled one.
  var unplaced: [String: Int] = [:]
  /// Rows of the file, as places without a column.
  private var lines: Set<SourcePosition> = []
  var isWithFile = false

  init(_ findings: [Finding]) {
    for finding in findings where finding.severity != .note {
      if let indicator = finding.place.indicator {
        indicators.insert(indicator)
      } else if finding.severity == .hard, finding.place.task == nil {
        isWithFile = true
      } else if ["I1309", "I1314"].contains(finding.code), let task = finding.place.task {
        unplaced[task, default: 0] += 1
      }
      if finding.place.indicator == nil, finding.place.position.line > 0 {
        lines.insert(finding.place.position.row)
      }
    }
  }

  func touches(_ row: DraftFigure) -> Bool {
    if indicators.isEmpty, lines.isEmpty { return false }
    return indicators.contains(row.indicator.text) || lines.contains(row.position.row)
  }
}

extension FigureValues {
  /// Each value in the definition's measure unit; `nil` where one cannot be held.
  fileprivate func shifted(_ shifts: [FigureItem: (measure: String, shift: Int)]) -> FigureValues? {
    var result = self
    for item in items {
      guard let shift = shifts[item]?.shift, let value = self[item] else { continue }
      guard let moved = value.shifted(by: shift) else { return nil }
      result[item] = moved
    }
    return result
  }
}

extension DraftFigure {
  /// What a roll-up adds is in the unit of its row; `false` where a value cannot be held.
  fileprivate mutating func convertDetail(_ shifts: [FigureItem: (measure: String, shift: Int)]) -> Bool {
    guard rolled != nil, let shift = shifts.values.first?.shift else { return true }
    guard let detail = rolled.converted(by: shift) else { return false }
    rolled = detail
    return true
  }
}

extension Optional where Wrapped == RolledDetail {
  /// Every value through the shift, `nil` outside when one cannot be held; what is not there stays away.
  fileprivate func converted(by shift: Int) -> RolledDetail?? {
    guard var detail = self else { return .some(nil) }
    func moved(_ parts: [FigurePart]) -> [FigurePart]? {
      var result: [FigurePart] = []
      for var part in parts {
        guard let values = part.values.mapped({ $0.shifted(by: shift) }) else { return nil }
        part.values = values
        if let estimated = part.estimated {
          guard let shifted = estimated.shifted(by: shift) else { return nil }
          part.estimated = shifted
        }
        result.append(part)
      }
      return result
    }
    guard let parts = moved(detail.parts) else { return nil }
    detail.parts = parts
    if let estimated = detail.estimated {
      guard let shifted = estimated.shifted(by: shift) else { return nil }
      detail.estimated = shifted
    }
    if var reconciliation = detail.reconciliation {
      guard let values = reconciliation.values.mapped({ $0.shifted(by: shift) }),
        let parts = moved(reconciliation.parts)
      else { return nil }
      reconciliation.values = values
      reconciliation.parts = parts
      detail.reconciliation = reconciliation
    }
    return .some(detail)
  }
}
