"""The budget against what is to be done for it: none stated, too few indicators, prices times numbers."""
