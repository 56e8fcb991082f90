/// 字符编码：how the characters of a file were written as bytes.
package enum TextEncoding: String, Hashable, Sendable {
  case utf8 = "UTF-8"
  /// UTF-8 behind a byte order mark, as spreadsheets write it.
  case utf8WithBOM = "UTF-8 BOM"
  /// GB18030, which holds GBK and GB2312.
  case gb18030 = "GB18030"
}

/// 解码后的文本：the text of a file as UTF-8 without byte order mark, and the encoding it came in.
package struct DecodedText: Hashable, Sendable {
  package let utf8: [UInt8]
  package let encoding: TextEncoding

  /// `utf8` has been found to be UTF-8; who reads the text does not look again.
  package init(utf8: [UInt8], encoding: TextEncoding) {
    self.utf8 = utf8
    self.encoding = encoding
  }
}
