"""Web pages: .html and .mht."""
