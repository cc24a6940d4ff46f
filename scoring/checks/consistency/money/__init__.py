"""Money: budgets, calculations, prices and costs against each other and against the indicators."""
