"""What a hostile file may cost: limits, packages, markup."""
