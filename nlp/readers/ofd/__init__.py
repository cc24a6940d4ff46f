"""OFD (GB/T 33190), the fixed pages that government offices exchange."""
