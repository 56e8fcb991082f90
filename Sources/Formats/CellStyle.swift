/// 单元格样式：how a cell of a workbook looks, and whether it can be typed in.
package struct CellStyle: Hashable, Sendable {
  package enum Horizontal: Hashable, Sendable { case general, left, center, right }
  package enum Vertical: Hashable, Sendable { case top, center }
  package enum Border: Hashable, Sendable { case none, thin, medium }

  package var fontName: String
  package var fontSize: Double
  package var isBold = false
  package var isUnderlined = false
  /// 0xRRGGBB.
  package var color: UInt32 = 0
  package var fill: UInt32?
  /// All four sides.
  package var border = Border.none
  package var borderColor: UInt32 = 0
  package var horizontal = Horizontal.general
  package var vertical = Vertical.center
  package var wraps = false
  package var indent = 0
  /// As Excel writes it, such as `#,##0.00`, or `@` for text.
  package var numberFormat = "General"
  /// 可填: in a protected sheet only these cells can be changed.
  package var isInput = false

  package init(fontName: String, fontSize: Double) {
    self.fontName = fontName
    self.fontSize = fontSize
  }

  /// A style that differs from this one.
  package func with(_ change: (inout CellStyle) -> Void) -> CellStyle {
    var style = self
    change(&style)
    return style
  }
}
