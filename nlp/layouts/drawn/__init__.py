"""Tables as they were drawn → one table, a row an indicator: pages put together, tables turned, outlines unfolded."""
