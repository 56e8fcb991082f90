"""Tells what openpyxl, which is none of ours, finds in workbooks: one JSON object, by the files' paths."""
import json
import sys

from openpyxl import load_workbook


def value(cell):
    return None if cell.value is None else {"type": cell.data_type, "value": str(cell.value)}


def describe(path):
    book = load_workbook(path)
    shown = load_workbook(path, data_only=True)
    sheets = []
    for sheet in book.worksheets:
        cells = {}
        for row in sheet.iter_rows():
            for cell in row:
                entry = value(cell)
                if entry is None and cell.protection.locked:
                    continue
                entry = entry or {}
                entry["locked"] = bool(cell.protection.locked)
                entry["shown"] = None if (x := shown[sheet.title][cell.coordinate].value) is None else str(x)
                entry["format"] = cell.number_format
                entry["font"] = cell.font.name
                entry["fill"] = cell.fill.fgColor.rgb if cell.fill.fill_type else None
                entry["link"] = cell.hyperlink.location if cell.hyperlink else None
                entry["comment"] = cell.comment.text if cell.comment else None
                cells[cell.coordinate] = entry
        sheets.append(
            {
                "name": sheet.title,
                "protected": bool(sheet.protection.sheet),
                "freeze": sheet.freeze_panes,
                "titles": sheet.print_title_rows,
                "area": str(sheet.print_area or ""),
                "landscape": sheet.page_setup.orientation == "landscape",
                "paper": str(sheet.page_setup.paperSize),
                "wide": sheet.page_setup.fitToWidth if sheet.sheet_properties.pageSetUpPr else None,
                "hidden": sorted(key for key, column in sheet.column_dimensions.items() if column.hidden),
                "merged": sorted(str(area) for area in sheet.merged_cells.ranges),
                "validations": [
                    {
                        "cells": str(rule.sqref),
                        "type": rule.type,
                        "formula": rule.formula1,
                        "title": rule.promptTitle,
                        "prompt": rule.prompt,
                        "error": rule.error,
                        "style": rule.errorStyle,
                    }
                    for rule in sheet.data_validations.dataValidation
                ],
                "cells": cells,
            }
        )
    return {"created": book.properties.created.isoformat(), "title": book.properties.title, "sheets": sheets}


json.dump({path: describe(path) for path in sys.argv[1:]}, sys.stdout, ensure_ascii=False)
