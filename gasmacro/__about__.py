"""The version, alone: the build reads it as text and `gasmacro --version` without the library."""

__version__ = "0.1.0"
