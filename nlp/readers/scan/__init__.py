"""Scanned pages: pictures and pages of a PDF without a usable text layer → tables and paragraphs.

`picture` reads image files, `page.read_page` one page that is already a picture, `render.render` draws a
page of a PDF. A page is cleaned and set straight (`clean`), its ruled tables are found (`ruling`), its lines
of text too, cut at the rules (`lines`), recognised (`recognise`) and put together (`page`).
"""
