"""What a rule comes to under the assemblers that `--as` and `--arch` choose: its bad example, checked for them.

In: a rule, ranges, an architecture.  Out: the finding, or nothing where those assemblers do not trip over the example.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gasmacro.findings import Finding
    from gasmacro.rules import Rule


def finding(rule: Rule, ranges: Sequence[str], arch: str | None) -> Finding | None:
    """What a rule says of its bad example, None where it has nothing to say.

    Without `ranges` those of a check without options, without `arch` that of the example.  Raises `UsageError`.
    """
    from gasmacro.api import check
    from gasmacro.control.config import Config
    from gasmacro.rules.verdicts import example
    from gasmacro.targets.ranges import DEFAULT_RANGES

    config = Config(ranges or DEFAULT_RANGES, arch or rule.arch(), extend_select=(rule.code,), flags=False)
    found = check(example(rule, "Bad"), filename=rule.examples, config=config).findings
    return next((each for each in found if each.rule == rule.code), None)
