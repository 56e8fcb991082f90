/// 文件格式问题：why the bytes of a file cannot be taken as what they claim to be.
///
/// Why a value: a broken file is data, and its sender is told where and what; nothing is thrown.
/// Lines and columns count from 1 and characters, offsets count bytes from 0.
package struct FormatProblem: Error, Hashable, Sendable {
  /// 问题种类：what is wrong, as a closed list, so that every kind is answered by a finding.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    // Text.
    /// The bytes are UTF-16 or say so.
    case utf16
    /// The bytes are neither UTF-8 nor GB18030.
    case undecodable
    /// UTF-8 up to a last character that is cut in the middle.
    case cutCharacter
    /// Lines of UTF-8 among lines of another encoding.
    case mixedEncodings
    /// The XML declaration names one encoding and the bytes are in another.
    case labelDisagrees
    /// The XML declaration names an encoding that is not taken.
    case unknownLabel
    /// A NUL byte.
    case nulByte

    // Any reader.
    /// Nothing to read.
    case empty
    /// More bytes than allowed.
    case tooLarge

    // gzip.
    /// No gzip header.
    case notGzip
    /// A gzip stream whose data, checksum or length is wrong.
    case gzipCorrupt
    /// A gzip stream that ends before its end.
    case gzipCut
    /// Bytes after the last gzip member that are not a further member.
    case gzipTrailingBytes
    /// Expands beyond the allowed ratio.
    case gzipRatio

    // XML.
    /// A document type declaration.
    case doctype
    /// Not well-formed XML.
    case malformed
    /// The parser stopped before the end of the input without saying why.
    case incomplete
    /// Elements nested too deep.
    case tooDeep
    /// Too many elements.
    case tooManyElements
    /// Too many attributes on one element.
    case tooManyAttributes
    /// Too many comments and processing instructions.
    case tooManyComments
    /// One text or one attribute value is too long.
    case textTooLong

    // CSV.
    /// A quoted cell that is never closed.
    case unterminatedQuote
    /// Text between a closing quote and the next delimiter.
    case textAfterQuote
    /// Too many rows.
    case tooManyRows
    /// Too many cells in one row.
    case tooManyCells
    /// One cell is too long.
    case cellTooLong

    // Zip archives and workbooks; the detail names the part.
    /// Directory, headers, data or checksums do not agree, or something stands behind the end.
    case zipBroken
    /// A part whose name leads out of the archive, cannot be told, or is there twice.
    case zipUnsafeName
    /// Two parts share their bytes.
    case zipOverlap
    case zipEncrypted
    case zipTooManyEntries
    /// Expands, or says that it expands, beyond the bound.
    case zipTooLarge
    /// A part expands beyond the allowed ratio.
    case zipRatio
    /// A part that a workbook must have is not there.
    case partMissing
    /// A part whose XML is broken, or is not what it should be.
    case partBroken
    /// Cells at addresses that no sheet has, or out of their order; texts and formats that are not there.
    case sheetBroken
    case tooManySheets
    /// The texts of a sheet together are too long.
    case sheetTextTooLong
  }

  package var kind: Kind
  package var line: Int?
  package var column: Int?
  /// Where in the bytes as they were given to the reader that found the problem.
  package var offset: Int?
  /// The bound that was exceeded, where there is one.
  package var limit: Int?
  /// What the file says (a label, a parser's message); for an officer, not for programs.
  package var detail: String

  package init(
    _ kind: Kind, line: Int? = nil, column: Int? = nil, offset: Int? = nil, limit: Int? = nil,
    detail: String = ""
  ) {
    self.kind = kind
    self.line = line
    self.column = column
    self.offset = offset
    self.limit = limit
    self.detail = detail
  }
}
