"""What users control: configuration, choice of rules and files, suppressions, the baseline, and fingerprints."""

MARK = "gasmacro:"  # how a comment begins that speaks to gasmacro
