import CLibFuzzer
import FuzzTargets
import Glibc

/// 模糊测试程序：libFuzzer over the target that `CENGBAO_FUZZ_TARGET` names.
///
/// By a variable and not by an argument, because libFuzzer starts itself anew with its own arguments.
@main enum FuzzProgram {
  nonisolated(unsafe) private static var ground: FuzzGround?
  nonisolated(unsafe) private static var target = FuzzTarget.report

  static func main() throws {
    guard let name = getenv("CENGBAO_FUZZ_TARGET").map({ String(cString: $0) }),
      let target = FuzzTarget(rawValue: name)
    else {
      print("CENGBAO_FUZZ_TARGET: \(FuzzTarget.allCases.map(\.rawValue).joined(separator: " "))")
      exit(2)
    }
    self.target = target
    ground = try FuzzGround()
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    exit(
      LLVMFuzzerRunDriver(&count, &arguments) { start, length in
        FuzzProgram.runOne(Array(UnsafeBufferPointer(start: start, count: length)))
        return 0
      })
  }

  /// A broken law stops the program, as a trap does, and libFuzzer keeps the bytes.
  private static func runOne(_ bytes: [UInt8]) {
    do {
      guard let ground else { abort() }
      let broken = try ground.broken(by: bytes, at: target)
      if broken.isEmpty { return }
      for law in broken.prefix(10) { print("LAW \(target.rawValue): \(law)") }
    } catch {
      print("FAULT \(target.rawValue): \(error)")
    }
    fflush(nil)
    abort()
  }
}
