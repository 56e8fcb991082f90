/// 输出文件：a file's name and bytes, ready to be written; equal inputs give equal bytes.
package struct RenderedFile: Sendable, Hashable {
  package var name: String
  package var bytes: [UInt8]
  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}
