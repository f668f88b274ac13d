"""Fixes: proved by expanding again, applied to texts in rounds, shown as patches."""
