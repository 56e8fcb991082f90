"""Sums every indicator over a folder of CSV forms with DuckDB, on as many threads as it likes; checks and keeps nothing."""

import glob
import sys

import duckdb

# The form: eight lines of cover, an empty one, the heading; then one row for each indicator.
LINES_BEFORE_ROWS = 10
COLUMNS = {
    "task": "VARCHAR",
    "title": "VARCHAR",
    "indicator": "VARCHAR",
    "name": "VARCHAR",
    "measure": "VARCHAR",
    "inPeriod": "DECIMAL(18,2)",
    "yearToDate": "DECIMAL(18,2)",
    "planToDate": "DECIMAL(18,2)",
    "atEnd": "DECIMAL(18,2)",
    "numerator": "DECIMAL(18,2)",
    "denominator": "DECIMAL(18,2)",
    "status": "VARCHAR",
    "progress": "VARCHAR",
    "problem": "VARCHAR",
    "next": "VARCHAR",
    "explanation": "VARCHAR",
}

files = sorted(glob.glob(sys.argv[1] + "/*.csv"))
rows = duckdb.execute(
    """
    SELECT indicator, sum(inPeriod), sum(yearToDate), sum(planToDate), sum(atEnd)
    FROM read_csv($files, columns = $columns, auto_detect = false, header = false, skip = $skip,
                  delim = ',', quote = '"', encoding = 'utf-8')
    GROUP BY indicator ORDER BY indicator
    """,
    {"files": files, "columns": COLUMNS, "skip": LINES_BEFORE_ROWS},
).fetchall()
for row in rows:
    print(",".join("" if cell is None else str(cell) for cell in row))
