import ArgumentParser
import Pipeline
import ReportModel

/// 经办选项, on every command by which an officer decides something.
struct OfficerOptions: ParsableArguments {
  @Option(help: ArgumentHelp("经办人姓名。Who decides.", valueName: "name"))
  var by: String

  @Option(help: ArgumentHelp("理由、依据。Why.", valueName: "text"))
  var reason: String

  func act() throws -> OfficerAct { try OfficerAct(by: by, reason: reason) }
}

extension ReportScope: ExpressibleByArgument {}
