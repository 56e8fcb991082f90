import ArgumentParser
import Pipeline

/// 层报：the program.
@main
struct Cengbao: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cengbao",
    abstract: "层报：逐级汇总上报季度进展。Carries quarterly reports from Inbox to Outbox and upward.",
    discussion: """
      把报送文件放进 Inbox，运行 cengbao run 2024-Q3，到 Outbox 取汇总。截止 close、审签 sign-off 以后，submit 上报。
      退出码：0 全部接收（可以有待核实），1 有退回、暂存或无法识别，2 运行故障，64 用法不对；不予办理的决定为 1。
      """,
    version: programVersion,
    subcommands: [
      InitCommand.self, IngestCommand.self, WatchCommand.self, CheckCommand.self, RunCommand.self,
      SubmitCommand.self, StatusCommand.self, TemplateCommand.self, RemindCommand.self, ExplainCommand.self,
      QuestionsCommand.self, ConfirmCommand.self, AskBackCommand.self,
      ExemptCommand.self, ExtendCommand.self, ReturnCommand.self, ReleaseCommand.self, WithdrawCommand.self,
      CloseCommand.self, SignOffCommand.self, ReopenCommand.self, PlanCommand.self, UnitsCommand.self,
      JournalCommand.self, VerifyCommand.self, BackupCommand.self, RebuildCommand.self,
    ])
}
