"""LLVM's assembler: two spellings of one statement; none is known that a fix would choose between.

The shape of a row is told in `gas_spellings`.
"""

from __future__ import annotations

from gasmacro.targets.schema import Row

ROWS: tuple[Row, ...] = (
    Row("same_statements", (), fixtures=("linux-crc32c-movzxw",)),
    Row("operations_in_any_case", r"(?!)", fixtures=("llvm-62326-prefix-uppercase",)),
    Row("names_of_registers", r"(?!)", fixtures=("tinymembench-20-intel-set-alias",)),
    Row("first_flags_count", False, fixtures=("cbl-913-pushsection-flags",)),
    Row("needless_prefix", "", fixtures=("cryptopp-14-percent-reg-intel",)),
)
