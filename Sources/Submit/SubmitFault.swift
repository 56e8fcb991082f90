import Findings
import Spool

/// 上报故障：why nothing could be sent to the superior, or its receipts not be read.
package enum SubmitFault: Fault, Hashable {
  /// Sending over a network is not part of this release.
  case noTransport(address: String, scheme: String)
  case missing(path: String)
  /// Neither a workspace nor an Inbox.
  case notAWorkspace(path: String)
  /// The sender's own workspace.
  case isOwnWorkspace(path: String)
  case notWritable(path: String, detail: String)
  case failed(detail: String, isPassing: Bool)

  package var chinese: String {
    switch self {
    case .noTransport(let address, let scheme):
      "不能向 \(address) 上报：本版本不支持 \(scheme) 网络报送。请用 --to 指定上级工作区目录（共享目录或移动介质均可）。"
    case .missing(let path):
      "没有找到上级目录 \(path)。请检查路径是否写对、共享目录是否已连接，然后重试。"
    case .notAWorkspace(let path):
      "\(path) 不是层报工作区，里面没有 Inbox 文件夹，未上报。请用 --to 指定上级的工作区目录或其中的 Inbox。"
    case .isOwnWorkspace(let path):
      "\(path) 是本单位自己的工作区，未上报。请用 --to 指定上级单位的工作区目录。"
    case .notWritable(let path, let detail):
      "不能写入上级的收件文件夹 \(path)（\(detail)），未上报。请上级开通该文件夹的写权限，或检查磁盘空间，然后重试。"
    case .failed(let detail, _):
      "上报时文件读写出错（\(detail)）。请检查磁盘和共享目录的连接，然后重新运行；重复运行不会重复上报。"
    }
  }

  package var english: String {
    switch self {
    case .noTransport(let address, let scheme):
      "Nothing was sent to \(address): this release does not send over \(scheme). Name the superior's folder with --to."
    case .missing(let path):
      "The superior's folder \(path) was not found. Check the path and whether the share is connected, then try again."
    case .notAWorkspace(let path):
      "\(path) is no workspace, it has no Inbox; nothing was sent. Name the superior's workspace or its Inbox with --to."
    case .isOwnWorkspace(let path):
      "\(path) is this office's own workspace; nothing was sent. Name the superior's workspace with --to."
    case .notWritable(let path, let detail):
      "The superior's Inbox \(path) cannot be written (\(detail)); nothing was sent. Ask for the right to, and try again."
    case .failed(let detail, _):
      "Reading or writing failed (\(detail)). Check the disk and the share and run again; nothing is sent twice."
    }
  }

  package var isRetryWorthwhile: Bool {
    switch self {
    case .missing: true
    case .noTransport, .notAWorkspace, .isOwnWorkspace, .notWritable: false
    case .failed(_, let isPassing): isPassing
    }
  }

  init(_ fault: SpoolFault, writingTo folder: SpoolPath) {
    switch fault {
    case .failed(_, _, _, let text) where !fault.isRetryWorthwhile:
      self = .notWritable(path: folder.display, detail: text)
    default: self.init(fault)
    }
  }

  init(_ fault: SpoolFault) {
    self = .failed(detail: fault.description, isPassing: fault.isRetryWorthwhile)
  }
}
