/// 版式：the style sheet and frame of every page; no scripts, no fonts or pictures from elsewhere.
///
/// Reads on a phone (tables scroll within their frame, the first column stays) and prints on A4. Nothing is said by
/// colour alone: browsers drop colours when printing, and copiers do.
enum PageStyle {
  /// A whole page.
  static func page(title: String, say: Wording, body: Markup) -> Markup {
    var page = head(title: title, say: say)
    page += body
    page += foot
    return page
  }

  /// What stands before the body.
  static func head(title: String, say: Wording) -> Markup {
    """
    <!DOCTYPE html>
    <html lang="\(say("zh-CN", "en"))">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="format-detection" content="telephone=no">
    <title>\(title)</title>
    <style>
    \(sheet)
    </style>
    </head>
    <body>

    """
  }

  static let foot: Markup = "</body>\n</html>\n"

  private static let sheet: Markup = """
    :root { --ink: #1c1c1c; --soft: #5c5c5c; --line: #d4d0c8; --faint: #f6f4ef; --accent: #8f1d1d;
      --blue: #1c4f8c; --green: #23693a; --yellow: #7a5600; --red: #a31919; }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body { margin: 0 auto; padding: 32px 28px 48px; max-width: 1080px; color: var(--ink); background: #fff;
      font: 15px/1.65 "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC",
        "WenQuanYi Micro Hei", system-ui, sans-serif; font-variant-numeric: tabular-nums; }
    h1, h2, .period, .outcome { font-family: "STZhongsong", "Songti SC", "SimSun", "Noto Serif CJK SC", "Source Han Serif SC", serif; }
    h1 { margin: 0; font-size: 26px; line-height: 1.4; font-weight: 700; text-align: center; text-wrap: balance; }
    .period { margin: 6px 0 0; font-size: 20px; text-align: center; }
    .imprint { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 24px; margin: 18px 0 0; padding: 0 0 6px;
      border-bottom: 2px solid var(--accent); color: var(--soft); font-size: 13px; }
    .banner { margin: 0 0 20px; padding: 8px 14px; border: 1px solid var(--accent); color: var(--accent); text-align: center;
      font-weight: 600; }
    h2 { margin: 34px 0 10px; font-size: 18px; line-height: 1.4; break-after: avoid; }
    h3 { margin: 18px 0 4px; font-size: 15px; break-after: avoid; }
    p { margin: 0 0 6px; }
    .hint { color: var(--soft); font-size: 13px; }
    .verdict { margin: 18px 0 6px; font-size: 18px; font-weight: 700; line-height: 1.55; }
    .facts { margin: 0; display: grid; grid-template-columns: max-content 1fr; gap: 4px 14px; }
    .facts dt { color: var(--soft); white-space: nowrap; }
    .facts dd { margin: 0; }
    .tally { display: flex; flex-wrap: wrap; gap: 6px 20px; margin: 0 0 10px; padding: 0; list-style: none; font-size: 14px; }
    .light { white-space: nowrap; font-weight: 700; }
    .light::before { content: ""; display: inline-block; box-sizing: border-box; width: .8em; height: .8em; margin-right: .35em; border-radius: 50%;
      border: 1.5px solid currentColor; background: currentColor; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    .light.done { color: var(--blue); } .light.green, .light.green-marked { color: var(--green); }
    .light.yellow { color: var(--yellow); } .light.red { color: var(--red); }
    .light.yellow::before { background: #f2b705; } .light.green-marked::before { background: none; border-width: .2em; }
    .light.yellow::before { border-radius: 0; transform: rotate(45deg) scale(.88); } .light.red::before { border-radius: 0; }
    .light.not-yet, .light.none { color: var(--soft); font-weight: 400; }
    .light.not-yet::before, .light.none::before { background: none; } .light.none::before { display: none; }
    .scroll { overflow-x: auto; margin: 6px 0 12px; -webkit-overflow-scrolling: touch; }
    .scroll:focus-visible { outline: 2px solid var(--blue); outline-offset: 2px; }
    table { border-collapse: collapse; width: 100%; font-size: 13.5px; line-height: 1.45; }
    caption { text-align: left; font-weight: 700; padding: 4px 0; }
    th, td { padding: 5px 8px; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; }
    thead th { border-top: 1.5px solid var(--ink); border-bottom: 1px solid var(--ink); font-weight: 700; vertical-align: bottom;
      background: #fff; }
    tbody tr:last-child > * { border-bottom: 1.5px solid var(--ink); }
    thead { display: table-header-group; } tr { break-inside: avoid; } tr.section { break-after: avoid; }
    th.n, td.n { text-align: right; } td.n { white-space: nowrap; } th.m, td.m { white-space: nowrap; }
    th.l { min-width: 9em; max-width: 22em; }
    tr.section th { padding-top: 10px; font-weight: 700; color: var(--accent); background: #fff; }
    tr.total > * { font-weight: 700; }
    td small, th small { display: block; color: var(--soft); font-size: 12px; line-height: 1.4; font-weight: 400; }
    td.n small { white-space: nowrap; }
    .muted { color: #767676; } .question { color: var(--yellow); } .alarm { color: var(--red); }
    sup { font-size: 10.5px; line-height: 0; } sup a { color: var(--soft); text-decoration: none; padding: 0 2px; }
    .bar { position: relative; display: block; width: 92px; height: 7px; margin: 3px 0 2px auto; background: #ebe8e1;
      print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    .bar i { position: absolute; inset: 0 auto 0 0; background: #6f6a60; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    .bar b { position: absolute; top: -3px; bottom: -3px; width: 2px; margin-left: -1px; background: var(--ink);
      print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    .compact table { font-size: 12px; } .compact th, .compact td { padding: 4px 4px; }
    .compact thead th { min-width: 3.6em; } .compact th.l { min-width: 9em; }
    .compact small { font-size: 11px; } .compact thead th.n { width: 5em; }
    .targets th.l { width: 38%; } .targets thead th, .figures thead th { white-space: nowrap; } .figures td:last-child { min-width: 11em; }
    .words { margin: 4px 0 0; padding: 0; list-style: none; }
    .words li { margin: 0 0 6px; padding-left: 1em; text-indent: -1em; } .words li p { display: inline; }
    .words li p + p::before { content: " "; }
    .words b { font-weight: 700; }
    .notes { padding-left: 2.2em; margin: 0; font-size: 12.5px; line-height: 1.55; color: #333; }
    .notes li { margin-bottom: 5px; } .notes .open { color: var(--yellow); }
    .mono { font-family: "SFMono-Regular", Consolas, "DejaVu Sans Mono", monospace; font-size: 12px; }
    details summary { cursor: pointer; font-weight: 700; margin: 18px 0 4px; }
    footer { margin-top: 30px; padding-top: 8px; border-top: 1px solid var(--line); color: var(--soft); font-size: 12.5px;
      overflow-wrap: anywhere; }

    .outcome { margin: 0; font-size: 40px; line-height: 1.25; font-weight: 700; }
    .outcome.accepted { color: var(--green); } .outcome.questions, .outcome.held { color: var(--yellow); }
    .outcome.returned, .outcome.unreadable { color: var(--red); }
    .subject { margin: 14px 0 2px; font-size: 16px; } .subject .file { margin-left: 1em; color: var(--soft); overflow-wrap: anywhere; }
    .lead { margin: 4px 0 0; font-size: 16px; }
    .steps { margin: 0; padding: 12px 16px 12px 36px; background: var(--faint); border-left: 4px solid var(--accent);
      print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    .steps li { margin: 2px 0; }
    .finding { margin: 0 0 12px; padding: 0 0 10px; border-bottom: 1px solid var(--line); break-inside: avoid; }
    .finding p { margin: 2px 0; }
    .finding .where { color: var(--soft); font-size: 15px; } .finding .where b { color: var(--ink, inherit); } .typed { white-space: pre-wrap; }
    .finding .what { font-weight: 700; }
    .tag { display: inline-block; padding: 0 7px; margin-right: 8px; border: 1px solid currentColor; font-size: 12.5px; font-weight: 700;
      line-height: 1.6; }
    .tag.hard { color: var(--red); border-width: 2px; } .tag.soft { color: var(--yellow); border-style: dashed; }
    .tag.note { color: var(--soft); }
    .typed { color: var(--ink); padding: 0 5px; background: var(--faint); border-bottom: 1px solid var(--ink); white-space: pre-wrap; overflow-wrap: anywhere; }
    .remedy::before { content: attr(data-label); font-weight: 700; }

    @media (max-width: 640px) {
      body { padding: 20px 14px 32px; font-size: 16px; }
      h1 { font-size: 21px; } .period { font-size: 17px; }
      .verdict { font-size: 17px; }
      .facts { grid-template-columns: 1fr; gap: 0; } .facts dt { margin-top: 6px; }
      .scroll { margin-right: -14px; padding-right: 14px; }
      th.l { position: sticky; left: 0; z-index: 1; min-width: 8.5em; max-width: 46vw; background: #fff; }
      thead th:first-child { position: sticky; left: 0; z-index: 1; }
      tr.section th { position: static; }
      .outcome { font-size: 32px; } .bar { width: 64px; } .subject .file { display: block; margin: 0; }
    }
    @page { size: A4; margin: 16mm 15mm 15mm; }
    @page wide { size: A4 landscape; margin: 13mm 12mm; }
    @media print {
      body { max-width: none; padding: 0; font-size: 10.5pt; }
      h1 { font-size: 18pt; } .period { font-size: 14pt; } h2 { font-size: 13pt; margin-top: 18pt; }
      .verdict { font-size: 13pt; }
      .scroll { overflow: visible; } table { font-size: 9pt; line-height: 1.35; } th, td { padding: 2.5pt 5pt; }
      th.l { min-width: 8em; } td small, th small { font-size: 7.8pt; line-height: 1.3; } .hint { font-size: 8.5pt; }
      .bar { margin-top: 1pt; height: 5px; width: 80px; } tr.section th { padding-top: 6pt; }
      .compact table { font-size: 7.6pt; } .compact th, .compact td { padding: 2pt 3pt; } .compact td small, .compact th small { font-size: 6.8pt; }
      .compact thead th { min-width: 0; } .compact th.l { min-width: 7em; }
      .wide { page: wide; } details:not([open]) { display: none; }
      .notes { font-size: 8.5pt; } a { color: inherit; text-decoration: none; }
      .outcome { font-size: 26pt; } .finding { margin-bottom: 6pt; padding-bottom: 5pt; } .finding p { margin: 1pt 0; }
      .steps { padding-top: 6pt; padding-bottom: 6pt; }
    }
    """
}
