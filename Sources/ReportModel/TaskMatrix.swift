/// 单位组：units that a plan prints together in one role, in their printed order.
package struct UnitGroup: Sendable, Hashable {
  package enum Role: String, Sendable {
    /// 牵头单位 · 责任单位 · 按职责分工负责单位.
    case lead, responsible, support
  }
  package var role: Role
  package var units: [OrgUnitCode]
  package init(role: Role, units: [OrgUnitCode]) {
    self.role = role
    self.units = units
  }
}

/// 分工项：one task of the matrix, its text verbatim.
package struct PlanTask: Sendable, Hashable {
  package var id: TaskID
  /// 主要任务, carried down from a merged cell.
  package var mainTask: String?
  package var title: String
  /// Where in the source document.
  package var place: String
  package var text: String
  package var units: [UnitGroup]
  package init(
    id: TaskID, mainTask: String? = nil, title: String, place: String, text: String, units: [UnitGroup]
  ) {
    self.id = id
    self.mainTask = mainTask
    self.title = title
    self.place = place
    self.text = text
    self.units = units
  }
}

/// 重点行动、重点工程、保障措施.
package struct PlanAction: Sendable, Hashable {
  package enum Kind: String, Sendable { case action, project, safeguard }
  package var id: String
  package var kind: Kind
  package var label: String?
  package var title: String
  package var text: String?
  package var units: [UnitGroup]
  package var tasks: [PlanTask]
  package init(
    id: String, kind: Kind, label: String? = nil, title: String, text: String? = nil, units: [UnitGroup] = [],
    tasks: [PlanTask]
  ) {
    self.id = id
    self.kind = kind
    self.label = label
    self.title = title
    self.text = text
    self.units = units
    self.tasks = tasks
  }
}

/// 部分：a chapter of the plan.
package struct PlanPart: Sendable, Hashable {
  package var id: String
  package var label: String?
  package var title: String
  package var actions: [PlanAction]
  package init(id: String, label: String? = nil, title: String, actions: [PlanAction]) {
    self.id = id
    self.label = label
    self.title = title
    self.actions = actions
  }
}

/// 任务分工表：the general entry and the parts of a plan, in document order.
package struct TaskMatrix: Sendable, Hashable {
  /// 综合情况：indicators that are asked once per unit.
  package var general: PlanTask {
    didSet { index() }
  }
  package var parts: [PlanPart] {
    didSet { index() }
  }
  /// Every task in document order, the general one first.
  package private(set) var tasks: [PlanTask]
  /// Where each stands in `tasks`.
  package private(set) var positions: [TaskID: Int]

  package init(general: PlanTask, parts: [PlanPart]) {
    self.general = general
    self.parts = parts
    tasks = []
    positions = [:]
    index()
  }

  private mutating func index() {
    tasks = [general] + parts.flatMap(\.actions).flatMap(\.tasks)
    positions = Dictionary(
      tasks.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Every unit that is named in any role, in order of first appearance.
  package var namedUnits: [OrgUnitCode] {
    var seen: Set<OrgUnitCode> = []
    var named: [OrgUnitCode] = []
    func add(_ groups: [UnitGroup]) {
      for code in groups.flatMap(\.units) where seen.insert(code).inserted { named.append(code) }
    }
    add(general.units)
    for action in parts.flatMap(\.actions) {
      add(action.units)
      for task in action.tasks { add(task.units) }
    }
    return named
  }
}
