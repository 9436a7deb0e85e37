"""Workbooks (.xlsx) in and out; the only place that knows openpyxl."""
