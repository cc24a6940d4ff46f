"""Scanned pages: pictures and pages of a PDF without a usable text layer → tables and paragraphs.

`picture` reads image files, `page.read_page` one page that is already a picture, `render.render` draws a
page of a PDF. A page is cleaned and set straight (`clean`), rules that are covered or frayed are drawn anew
(`rules`), its ruled tables are found (`ruling`), its lines of text too, cut at the rules (`lines`),
recognised (`recognise`) and put together (`page`).
"""

# A cell is recognised for certain from here on (`Cell.recognised`, its least sure character). Measured on 568
# cells of invented forms, worn as in `zhibiao bench ocr` and much worse (90–120 dpi, heavy blur and noise): of
# 453 cells at or above it one was read wrong (0.2 %), of 91 below it 36 (40 %). At 0.8 there were 5 above,
# at 0.98 none, but 93 of the 130 below it were right then. What is below must not be blamed on the
# author: a check on wording or digits that needs it softens or stays silent.
SURE = 0.9
