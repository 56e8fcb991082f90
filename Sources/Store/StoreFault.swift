import Findings
import GRDB

/// 登记库故障：why the register could not be opened, read or written.
package enum StoreFault: Fault, Hashable {
  /// There is no register at this path, and reading does not make one.
  case absent(path: String)
  /// The folder or the file cannot be opened.
  case cannotOpen(path: String)
  /// A SQLite file of another program.
  case foreign(path: String)
  /// Written by a newer version of this program, which knows more than this one.
  case newer(path: String)
  /// Written by an older version, and opened for reading only, so it cannot be brought up to date here.
  case older(path: String)
  /// Another process holds the register.
  case locked
  case diskFull
  case readOnly
  /// The file is damaged, or holds something that this program never writes.
  case corrupt(detail: String)
  case inputOutput(detail: String)
  /// The connection does not have the settings without which an acknowledged commit can be lost.
  case unsafeSettings(detail: String)
  /// SQLite refused something that it should not have.
  case refused(detail: String)

  package var chinese: String {
    switch self {
    case .absent(let path):
      "没有找到登记库 \(path)。请确认工作区目录是否正确；登记库丢失的，运行 cengbao rebuild 按原件和台账重建；新工作区用 cengbao init 新建。"
    case .cannotOpen(let path):
      "无法打开登记库 \(path)。请检查所在目录是否存在、当前用户是否有读写权限。"
    case .foreign(let path):
      "\(path) 不是层报的登记库，未作任何改动。请检查工作区目录，或把该文件移走后重试。"
    case .newer(let path):
      "登记库 \(path) 由更高版本的层报写入，本版本不能使用。请升级层报后再运行。"
    case .older(let path):
      "登记库 \(path) 是旧版本格式，只读方式不能升级。请先运行一次 cengbao ingest，再重试。"
    case .locked:
      "登记库正被另一个程序占用，本次没有写入任何内容。请等它结束后重试。"
    case .diskFull:
      "磁盘空间不足，登记库没有写入任何内容，收件原样保留。请清理磁盘后重新运行。"
    case .readOnly:
      "登记库只能读取，不能写入。请检查文件和目录的写权限，以及磁盘是否以只读方式挂载。"
    case .corrupt(let detail):
      "登记库内容损坏（\(detail)），没有继续。请保留现场，运行 cengbao rebuild 按原件和台账重建；原件和已作的决定都不会丢。"
    case .inputOutput(let detail):
      "读写登记库时磁盘出错（\(detail)）。请检查磁盘；本次没有登记的文件会在下次运行时重新处理。"
    case .unsafeSettings(let detail):
      "登记库未能进入断电安全的写入方式（\(detail)），已停止。请把工作区放在本机磁盘上，不要放在网络共享目录。"
    case .refused(let detail):
      "登记库拒绝了操作（\(detail)），本次没有写入任何内容。请把这句话报告给系统维护人员。"
    }
  }

  package var english: String {
    switch self {
    case .absent(let path):
      "There is no register at \(path). Check the workspace folder; if it was lost, cengbao rebuild makes it again from originals and journal; a new workspace begins with cengbao init."
    case .cannotOpen(let path):
      "The register \(path) cannot be opened. Check that its folder exists and that you may read and write it."
    case .foreign(let path):
      "\(path) is not a Cengbao register and was left alone. Check the workspace folder or move the file away."
    case .newer(let path):
      "The register \(path) was written by a newer Cengbao. Upgrade this program before you use it."
    case .older(let path):
      "The register \(path) is of an older version and was opened for reading only. Run cengbao ingest once."
    case .locked:
      "Another program holds the register; nothing was written. Wait until it has finished and try again."
    case .diskFull:
      "The disk is full; nothing was written and the files stay in the Inbox. Make room and run again."
    case .readOnly:
      "The register can be read but not written. Check the rights of the file and folder, and how the disk is mounted."
    case .corrupt(let detail):
      "The register is damaged (\(detail)); nothing was done. Run cengbao rebuild to make it again from originals and journal; neither they nor the decisions are lost."
    case .inputOutput(let detail):
      "The disk failed while the register was used (\(detail)). Check the disk; unregistered files come again."
    case .unsafeSettings(let detail):
      "The register could not be made safe against power loss (\(detail)). Keep the workspace on a local disk."
    case .refused(let detail):
      "The register refused an operation (\(detail)); nothing was written. Please report this sentence."
    }
  }

  package var isRetryWorthwhile: Bool {
    switch self {
    case .locked, .diskFull, .inputOutput: true
    default: false
    }
  }

  /// What an error of SQLite means for the office. `path` is named where opening failed.
  init(_ error: any Error, path: String) {
    if let fault = error as? StoreFault {
      self = fault
      return
    }
    guard let error = error as? DatabaseError else {
      self = .refused(detail: String(describing: error))
      return
    }
    let detail = "SQLite \(error.extendedResultCode.rawValue) \(error.message ?? "")"
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked
    case .SQLITE_FULL: self = .diskFull
    case .SQLITE_READONLY, .SQLITE_PERM: self = .readOnly
    case .SQLITE_CANTOPEN, .SQLITE_AUTH: self = .cannotOpen(path: path)
    case .SQLITE_CORRUPT: self = .corrupt(detail: detail)
    case .SQLITE_NOTADB: self = .foreign(path: path)
    case .SQLITE_IOERR: self = .inputOutput(detail: detail)
    default: self = .refused(detail: detail)
    }
  }
}
