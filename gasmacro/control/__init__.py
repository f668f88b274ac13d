"""What users control: configuration, choice of rules and files, suppressions, the baseline, and fingerprints."""
