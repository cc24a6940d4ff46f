"""Workbooks: .xlsx .xls .et .ods and tables saved as XML."""
