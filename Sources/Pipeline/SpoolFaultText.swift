import Spool

/// 文件故障的说法：Spool speaks as the system does; officials are told in their own words.
extension SpoolFault {
  package var chinese: String {
    switch self {
    case .failed(let step, let path, let number, let text):
      "\(path.display)：\(Self.steps[step] ?? step)失败，\(Self.causes[number] ?? text)"
    case .notAFile(let path, _): "\(path.display)：不是普通文件"
    case .tooLarge(let path, let limit): "\(path.display)：超过 \(limit >> 20) MB"
    case .changed(let path): "\(path.display)：读取时文件还在变动"
    case .locked(_, let holder?): "另一个 cengbao（进程 \(holder.process)，自 \(holder.since) 起）正在这个工作区里运行"
    case .locked: "另一个 cengbao 正在这个工作区里运行"
    }
  }

  package var english: String { description }

  private static let steps = [
    "open": "打开", "make": "新建", "read": "读取", "write": "写入", "rename": "改名", "remove": "删除",
    "look at": "查看", "list": "列目录", "lock": "加锁", "bring to disk": "落盘",
    "bring to disk the file system of": "落盘",
  ]

  private static let causes: [Int32: String] = [
    1: "没有权限", 2: "不存在", 5: "磁盘读写出错", 13: "没有权限", 17: "已经有同名的", 20: "不是文件夹", 21: "是文件夹",
    28: "磁盘已满", 30: "磁盘是只读的", 36: "文件名太长", 122: "超出磁盘配额",
  ]
}
