"""What stands in a form and belongs to another, to another year or nowhere; numbering, ticks, codes."""
