"""Spreadsheets: a municipality's list of associations, an association's list of activities."""
