import Findings

/// 信封：size, container, encoding and what the file is at all.
extension IngestSheet {
  static let emptyFile = RuleSheet(
    code: "I0101", severity: .hard, title: "空文件",
    message: "文件里没有任何内容。",
    remedy: "请重新导出或保存后再报，报前打开看一下。",
    titleEN: "Empty file",
    messageEN: "The file holds nothing.",
    remedyEN: "Export or save it again and look into it before sending.",
    basis: "报送格式 信封", since: "0.1")

  static let fileTooLarge = RuleSheet(
    code: "I0102", severity: .hard, title: "文件过大",
    message: "文件超过 {limit} 的上限。",
    remedy: "一个单位一期的报表不会这么大，请检查是否放错了文件，图片和附件不要放进报表。",
    titleEN: "File too large",
    messageEN: "The file exceeds the limit of {limit}.",
    remedyEN:
      "No quarterly report is that large; check that it is the right file, without pictures and attachments.",
    basis: "报送格式 信封", since: "0.1")

  static let isWorkbook = RuleSheet(
    code: "I0103", severity: .hard, title: "是二进制工作簿（xlsb），读不了",
    message: "这是 Excel 的二进制工作簿（xlsb），改文件名不会变成别的格式。",
    remedy: "在 Excel 或 WPS 中打开，用“另存为”选“Excel 工作簿（*.xlsx）”或“CSV UTF-8（逗号分隔）”，再报另存出来的文件。",
    titleEN: "A binary workbook (xlsb), which is not read",
    messageEN: "This is a binary Excel workbook (xlsb); renaming does not make it anything else.",
    remedyEN: "Open it and use “Save as” with “Excel workbook (*.xlsx)” or “CSV UTF-8”, then send that file.",
    basis: "报送格式 信封", since: "0.1")

  static let isOldOffice = RuleSheet(
    code: "I0104", severity: .hard, title: "是旧版 Office 文件，读不了",
    message: "这是旧版 Excel、WPS 或 Word 文件（xls、et、doc），不能直接读入。",
    remedy: "在 Excel 或 WPS 中打开报表，用“另存为”选“Excel 工作簿（*.xlsx）”或“CSV UTF-8（逗号分隔）”，再报另存出来的文件。",
    titleEN: "An old Office file, which is not read",
    messageEN: "This is an old Excel, WPS or Word file (xls, et, doc), which is not read.",
    remedyEN:
      "Open it in Excel or WPS and use “Save as” with “Excel workbook (*.xlsx)” or “CSV UTF-8”, then send that file.",
    basis: "报送格式 信封", since: "0.1")

  static let isPDF = RuleSheet(
    code: "I0105", severity: .hard, title: "是 PDF，不是报表数据",
    message: "这是 PDF 文件，只能看，不能读出数据。",
    remedy: "请报 Excel（.xlsx）、CSV 或 XML 格式的报表；盖章扫描件另行报送。",
    titleEN: "A PDF, not data",
    messageEN: "This is a PDF, which can be looked at but not read as data.",
    remedyEN: "Send the report as XLSX, CSV or XML; a scanned copy with the seal goes separately.",
    basis: "报送格式 信封", since: "0.1")

  static let isArchive = RuleSheet(
    code: "I0106", severity: .hard, title: "是压缩包，不是报表",
    message: "这是压缩包（zip、rar、7z 等），不能直接读入。",
    remedy: "请解压，把里面的报表（.xlsx、CSV 或 XML）逐个放进收件箱。",
    titleEN: "An archive, not a report",
    messageEN: "This is an archive (zip, rar, 7z or the like), which is not read.",
    remedyEN:
      "Unpack it and send each report (XLSX, CSV or XML) by itself.",
    basis: "报送格式 信封", since: "0.1")

  static let isWord = RuleSheet(
    code: "I0120", severity: .hard, title: "是 Word 文档，不是报表",
    message: "这是 Word 文档（docx），改文件名不会变成表格。",
    remedy: "在 Excel 或 WPS 表格里打开原来发的表，把数填进去，保存成 .xlsx 或 CSV，再报送一次。",
    titleEN: "A Word document, not a report",
    messageEN: "This is a Word document (docx); renaming does not make it a table.",
    remedyEN: "Fill in the form in Excel or WPS, save it as XLSX or CSV, and send that.",
    basis: "报送格式 信封", since: "0.3")

  static let gzipBroken = RuleSheet(
    code: "I0107", severity: .hard, title: "压缩文件已损坏",
    message: "gzip 压缩文件不完整或已损坏，解不开。",
    remedy: "多半是传输中断，请重新压缩、重新发送，或直接报没有压缩的文件。",
    titleEN: "Broken gzip file",
    messageEN: "The gzip file is cut or corrupt and cannot be unpacked.",
    remedyEN: "Most likely the transfer broke off; compress and send it again, or send it uncompressed.",
    basis: "报送格式 信封", since: "0.1")

  static let gzipTooLarge = RuleSheet(
    code: "I0108", severity: .hard, title: "压缩文件解开后过大",
    message: "压缩文件解开后超过上限（{limit}），没有继续解压。",
    remedy: "一个单位一期的报表不会这么大，请检查文件来源，改报没有压缩的报表。",
    titleEN: "Expands too far",
    messageEN: "The compressed file expands beyond the limit ({limit}); it was not unpacked further.",
    remedyEN: "No quarterly report is that large; check where the file comes from and send it uncompressed.",
    basis: "报送格式 信封", since: "0.1")

  static let gzipTwice = RuleSheet(
    code: "I0109", severity: .hard, title: "压缩了两次",
    message: "解压后里面还是一个 gzip 压缩文件。",
    remedy: "请只压缩一次，或直接报没有压缩的文件。",
    titleEN: "Compressed twice",
    messageEN: "Unpacked, the file is a gzip file again.",
    remedyEN: "Compress it once only, or send it uncompressed.",
    basis: "报送格式 信封", since: "0.1")

  static let utf16 = RuleSheet(
    code: "I0110", severity: .hard, title: "编码是“Unicode 文本”",
    message: "文件编码是 UTF-16（记事本、Excel 中叫“Unicode 文本”），不能读入。",
    remedy: "另存为时编码选“UTF-8”，或在 Excel 中选“CSV UTF-8（逗号分隔）”。",
    titleEN: "UTF-16 text",
    messageEN: "The file is encoded in UTF-16 (“Unicode text”), which is not read.",
    remedyEN: "Save it again as UTF-8, or as “CSV UTF-8” in Excel.",
    basis: "报送格式 信封", since: "0.1")

  static let undecodable = RuleSheet(
    code: "I0111", severity: .hard, title: "文字编码无法识别",
    message: "第 {line} 行的文字既不是 UTF-8 也不是 GB18030（GBK）编码，读不出来。",
    remedy: "请在 Excel 或 WPS 中打开确认没有乱码，另存为“CSV UTF-8（逗号分隔）”后再报。",
    titleEN: "Unknown text encoding",
    messageEN: "The text on line {line} is neither UTF-8 nor GB18030 (GBK).",
    remedyEN: "Open the file, check that nothing is garbled, save it as “CSV UTF-8” and send that.",
    basis: "报送格式 信封", since: "0.1")

  static let cutCharacter = RuleSheet(
    code: "I0112", severity: .hard, title: "文件末尾被截断",
    message: "最后一个汉字不完整（在第 {line} 行），文件没有传完。",
    remedy: "请重新复制或重新发送整个文件。",
    titleEN: "File is cut off",
    messageEN: "The last character is incomplete (on line {line}); the file did not arrive whole.",
    remedyEN: "Copy or send the whole file again.",
    basis: "报送格式 信封", since: "0.1")

  static let mixedEncodings = RuleSheet(
    code: "I0113", severity: .hard, title: "一个文件里混用两种编码",
    message: "第 {line} 行是 UTF-8 编码，其他行里有 GBK 编码，多半是两个文件拼在一起。",
    remedy: "请在 Excel 或 WPS 中重新粘贴成一张表，另存为“CSV UTF-8（逗号分隔）”。",
    titleEN: "Two encodings in one file",
    messageEN: "Line {line} is UTF-8 and others are GBK; probably two files were joined.",
    remedyEN: "Paste everything into one sheet again and save it as “CSV UTF-8”.",
    basis: "报送格式 信封", since: "0.1")

  static let labelDisagrees = RuleSheet(
    code: "I0114", severity: .hard, title: "XML 声明的编码与实际不符",
    message: "按第一行的声明，编码应是“{label}”（未声明的即为 UTF-8），文件实际不是这个编码。",
    remedy: "用导出 XML 的软件按 UTF-8 重新导出，不要用记事本另存。",
    titleEN: "Declared encoding is wrong",
    messageEN:
      "By its first line the file is in “{label}” (UTF-8 where none is declared), but the bytes are in another encoding.",
    remedyEN: "Export the XML again as UTF-8; do not re-save it in a text editor.",
    basis: "报送格式 信封", since: "0.1")

  static let unknownLabel = RuleSheet(
    code: "I0115", severity: .hard, title: "XML 声明的编码不支持",
    message: "第一行声明的编码是“{label}”，只接受 UTF-8 和 GB18030（GBK、GB2312）。",
    remedy: "请按 UTF-8 重新导出 XML。",
    titleEN: "Declared encoding is not taken",
    messageEN: "The first line declares “{label}”; only UTF-8 and GB18030 (GBK, GB2312) are taken.",
    remedyEN: "Export the XML again as UTF-8.",
    basis: "报送格式 信封", since: "0.1")

  static let nulByte = RuleSheet(
    code: "I0116", severity: .hard, title: "文件含有二进制内容",
    message: "第 {line} 行里有空字符（二进制内容），正常的报表里不会有。",
    remedy: "文件可能已损坏或不是报表，请从原表重新导出。",
    titleEN: "Binary content",
    messageEN: "Line {line} holds a NUL character, which no report does.",
    remedyEN: "The file is broken or no report; export it again.",
    basis: "报送格式 信封", since: "0.1")

  static let notAReport = RuleSheet(
    code: "I0117", severity: .hard, title: "不是报表",
    message: "没有找到报表应有的内容：{found}。",
    remedy: "请使用下发的报表模板填报；工作簿和 CSV 要有封面（报送单位、报告期）和带“任务编号、指标编号”的表头，XML 的根元素是 report。",
    titleEN: "Not a report",
    messageEN: "Nothing of a report was found: {foundEN}.",
    remedyEN:
      "Use the form that was handed out: a workbook or CSV has a cover (报送单位, 报告期) and a header with 任务编号 and 指标编号, an XML has the root element report.",
    basis: "报送格式 信封", since: "0.1")

  static let isWebPage = RuleSheet(
    code: "I0118", severity: .hard, title: "是网页文件，不是报表",
    message: "这是网页（HTML）文件，有些系统导出的“Excel”其实是网页。",
    remedy: "在 Excel 或 WPS 中打开，用“另存为”选“Excel 工作簿（*.xlsx）”或“CSV UTF-8（逗号分隔）”，再报另存出来的文件。",
    titleEN: "A web page, not a report",
    messageEN: "This is an HTML page; what some systems export as “Excel” is one.",
    remedyEN:
      "Open it in Excel or WPS and use “Save as” with “Excel workbook (*.xlsx)” or “CSV UTF-8”, then send that file.",
    basis: "报送格式 信封", since: "0.1")

  static let isPicture = RuleSheet(
    code: "I0119", severity: .hard, title: "是图片，不是报表数据",
    message: "这是图片（照片或截图），读不出数据。",
    remedy: "请报原来的表（.xlsx 或 CSV）；盖章页的照片另行报送。",
    titleEN: "A picture, not data",
    messageEN: "This is a picture (a photograph or screenshot), from which no data can be read.",
    remedyEN:
      "Send the sheet itself (XLSX or CSV); a picture of the sealed page goes separately.",
    basis: "报送格式 信封", since: "0.1")

  static let isOpenDocument = RuleSheet(
    code: "I0121", severity: .hard, title: "是 ODS 表格，读不了",
    message: "这是 LibreOffice 等软件的表格（ods），不能直接读入。",
    remedy: "打开后用“另存为”选“Excel 2007-365（.xlsx）”或 CSV，再报另存出来的文件。",
    titleEN: "An OpenDocument spreadsheet, which is not read",
    messageEN: "This is a spreadsheet of LibreOffice or the like (ods), which is not read.",
    remedyEN: "Open it and use “Save as” with “Excel 2007-365 (.xlsx)” or CSV, then send that file.",
    basis: "报送格式 信封", since: "0.4")

  static let isEncrypted = RuleSheet(
    code: "I0122", severity: .hard, title: "文件设了打开密码",
    message: "文件加了密，没有密码打不开，里面的数读不出来。",
    remedy: "在 Excel 或 WPS 中打开，用“文件—信息—保护工作簿”（WPS：“文件—文档加密”）取消打开密码，保存后再报。",
    titleEN: "The file is locked with a password",
    messageEN: "The file is encrypted; without the password nothing in it can be read.",
    remedyEN: "Open it, remove the password (File, Info, Protect workbook), save it and send it again.",
    basis: "报送格式 信封", since: "0.4")

  static let workbookBroken = RuleSheet(
    code: "I0123", severity: .hard, title: "工作簿已损坏",
    message: "工作簿不完整或已损坏，读不了：{what}。",
    remedy: "用 Excel 或 WPS 打开原来的文件，另存为新的 .xlsx 再报；打不开的，多半是传输中断，请重新发送。",
    titleEN: "Broken workbook",
    messageEN: "The workbook is incomplete or broken and cannot be read: {whatEN}.",
    remedyEN:
      "Open the original in Excel or WPS and save it as a new .xlsx; if that fails, the transfer probably broke off: send it again.",
    basis: "报送格式 信封", since: "0.4")

  static let workbookTooLarge = RuleSheet(
    code: "I0124", severity: .hard, title: "工作簿过大",
    message: "工作簿超出上限，没有读：{what}（上限 {limit}）。",
    remedy: "把报表的表页复制到一个新的工作簿里再报，图片、附件和无关的表页不要放进去。",
    titleEN: "Workbook too large",
    messageEN: "The workbook exceeds a bound and was not read: {whatEN} (at most {limit}).",
    remedyEN:
      "Copy the sheets of the form into a new workbook and send that, without pictures, attachments and other sheets.",
    basis: "报送格式 信封", since: "0.4")

  static let envelopeSheets: [RuleSheet] = [
    emptyFile, fileTooLarge, isWorkbook, isOldOffice, isPDF, isArchive, isWord, gzipBroken, gzipTooLarge,
    gzipTwice,
    utf16, undecodable, cutCharacter, mixedEncodings, labelDisagrees, unknownLabel, nulByte, notAReport,
    isWebPage, isPicture, isOpenDocument, isEncrypted, workbookBroken, workbookTooLarge,
  ]
}
