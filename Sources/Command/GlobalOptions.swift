import ArgumentParser
import Findings
import Foundation
import Pipeline

extension Language: ExpressibleByArgument {}

/// 通用选项, on every command.
struct GlobalOptions: ParsableArguments {
  @Option(help: ArgumentHelp("工作区目录（默认当前目录）。The workspace.", valueName: "dir"))
  var workspace = "."

  @Flag(help: "输出 JSON，供程序读取。JSON output.")
  var json = false

  @Option(help: ArgumentHelp("语言 zh 或 en。Language.", valueName: "zh|en"))
  var lang: Language = .zh

  @Flag(name: [.long, .short], help: "只输出问题和故障。Print problems only.")
  var quiet = false

  @Option(
    help: ArgumentHelp("指定当前时刻，如 2024-10-09T09:00（也可用 CENGBAO_NOW）。Sets the clock.", valueName: "instant"))
  var now: String?

  func clock() throws -> Clock {
    guard let text = now ?? ProcessInfo.processInfo.environment["CENGBAO_NOW"], !text.isEmpty else {
      return Clock(fixed: nil)
    }
    guard let instant = Instant(iso8601: text) else {
      throw ValidationError(
        console.text(
          "看不懂时刻“\(text)”，请写成 2024-10-09T09:00:00+08:00。",
          "“\(text)” is no instant. Write it like 2024-10-09T09:00:00+08:00."))
    }
    return Clock(fixed: instant)
  }

  var console: Console { Console(language: lang, isQuiet: quiet, isSilent: json) }

  /// Runs a command's work; a fault becomes one sentence on standard error and exit status 2, or 64 where
  /// what was typed names nothing. A decision that does not apply is refused with a sentence and exit status 1.
  func perform(_ work: () throws -> Void) throws {
    do {
      try work()
    } catch let fault as PipelineFault where fault.isUsage {
      Console(language: lang, isQuiet: false).misuse(fault)
      throw ExitCode(64)
    } catch PipelineFault.refused(let refusal) {
      Console(language: lang, isQuiet: false).refuse(refusal)
      throw ExitCode(1)
    } catch let fault as any Fault {
      Console(language: lang, isQuiet: false).fault(fault)
      throw ExitCode(2)
    }
  }
}
