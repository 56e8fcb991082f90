"""Sums every indicator over a folder of XML reports with lxml and pandas, as a script of an office would."""

import glob
import sys

import pandas
from lxml import etree

FIGURE = "{urn:cengbao:report:1}figure"
FIELDS = ["inPeriod", "yearToDate", "planToDate", "atEnd"]

figures = []
for file in sorted(glob.glob(sys.argv[1] + "/*.xml")):
    for figure in etree.parse(file).iter(FIGURE):
        figures.append([figure.get("indicator")] + [figure.get(field) for field in FIELDS])
table = pandas.DataFrame(figures, columns=["indicator"] + FIELDS)
for field in FIELDS:
    table[field] = pandas.to_numeric(table[field])
sums = table.groupby("indicator")[FIELDS].sum(min_count=1)
for indicator, row in sums.iterrows():
    print(",".join([indicator] + ["" if pandas.isna(cell) else f"{cell:.2f}" for cell in row]))
