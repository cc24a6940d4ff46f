"""Text that keeps the places of a page: rows whole whose cells fill several lines."""
