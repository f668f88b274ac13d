"""Real sources, fetched and preprocessed outside the checkout, and the comparison of every file with live
assemblers."""
