"""What gasmacro costs, measured with public tools beside what the assemblers cost; nothing here passes or fails."""
