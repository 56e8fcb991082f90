"""Types values into a workbook as a clerk does: fill.py FILE {"sheet": {"F12": "9"}}; numbers become numbers, `=` formulas."""
import json
import sys

from openpyxl import load_workbook

book = load_workbook(sys.argv[1])
for sheet, cells in json.loads(sys.argv[2]).items():
    for place, text in cells.items():
        try:
            value = float(text) if "." in text else int(text)
        except ValueError:
            value = text
        book[sheet][place] = value
book.save(sys.argv[1])
