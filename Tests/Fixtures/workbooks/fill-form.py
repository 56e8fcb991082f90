"""Fills in the form as a clerk would: fill-form.py openpyxl|libreoffice IN OUT < answers.

The answers are a JSON object: {sheet: {key: {heading: value}}}; the key of 封面 is the item's name and its heading empty, of 指标 the
indicator's code, of 进展 the task's code. A value {"date": [year, month, day]} is a date, {"formula": text} a formula.
"""
import datetime
import json
import os
import subprocess
import sys
import tempfile
import time

KEYS = {"指标": "指标编号", "进展": "任务编号"}


def places(rows, sheet, answers):
    """Row, column (from 0) and value of every answer, from the texts of the sheet."""
    if sheet not in KEYS:
        items = {row[0]: number for number, row in enumerate(rows) if row}
        return [(items[key], 1, value[""]) for key, value in answers.items()]
    header = rows[0]
    key_column = header.index(KEYS[sheet])
    lines = {row[key_column]: number for number, row in enumerate(rows)}
    return [(lines[key], header.index(heading), value)
            for key, values in answers.items() for heading, value in values.items()]


def with_openpyxl(source, target, answers):
    import openpyxl
    book = openpyxl.load_workbook(source)
    for name, given in answers.items():
        sheet = book[name]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        for row, column, value in places(rows, name, given):
            if isinstance(value, dict):
                value = datetime.date(*value["date"]) if "date" in value else "=" + value["formula"]
            sheet.cell(row + 1, column + 1).value = value
    book.save(target)


def with_libreoffice(source, target, answers):
    import uno
    from com.sun.star.beans import PropertyValue

    def option(name, value):
        return PropertyValue(Name=name, Value=value)

    with tempfile.TemporaryDirectory() as folder:
        pipe = "cengbao%d" % os.getpid()
        office = subprocess.Popen(
            ["soffice", "-env:UserInstallation=file://" + folder, "--headless", "--norestore", "--nologo",
             "--accept=pipe,name=%s;urp;" % pipe], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            local = uno.getComponentContext()
            resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
            for attempt in range(240):
                try:
                    context = resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
                    break
                except Exception:
                    time.sleep(0.5)
            desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            book = desktop.loadComponentFromURL(
                uno.systemPathToFileUrl(os.path.abspath(source)), "_blank", 0, (option("Hidden", True),))
            for name, given in answers.items():
                sheet = book.Sheets.getByName(name)
                cursor = sheet.createCursor()
                cursor.gotoEndOfUsedArea(False)
                last = cursor.RangeAddress
                rows = [list(row) for row in
                        sheet.getCellRangeByPosition(0, 0, last.EndColumn, last.EndRow).DataArray]
                for row, column, value in places(rows, name, given):
                    cell = sheet.getCellByPosition(column, row)
                    if isinstance(value, dict):
                        if "date" in value:
                            year, month, day = value["date"]
                            cell.Value = (datetime.date(year, month, day) - datetime.date(1899, 12, 30)).days
                        else:
                            cell.Formula = "=" + value["formula"]
                    elif isinstance(value, str):
                        cell.String = value
                    else:
                        cell.Value = value
            book.storeToURL(uno.systemPathToFileUrl(os.path.abspath(target)),
                            (option("FilterName", "Calc MS Excel 2007 XML"),))
            book.close(True)
            try:
                desktop.terminate()
            except Exception:
                pass
            office.wait(60)
        finally:
            if office.poll() is None:
                office.kill()


if __name__ == "__main__":
    kind, source, target = sys.argv[1:]
    answers = json.load(sys.stdin)
    {"openpyxl": with_openpyxl, "libreoffice": with_libreoffice}[kind](source, target, answers)
