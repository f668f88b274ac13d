"""What the real assemblers make of the rules' examples: the verdict table of every rule's page.

    python -m tests.evidence.rules [--check] [CODE...]

In: the bad and the good example of each rule.  Out: `gasmacro/rules/verdicts.json`, shipped with the package: per rule
and example what each assembler, by its full release, made of it.  Rule: nothing is typed; `--check` writes nothing and
tells what a live assembler of equal full release contradicts, and what is recorded of other examples than the pages
have.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from gasmacro.rules import CommentRule, Rule, rules
from gasmacro.rules.verdicts import EXAMPLES, FILE, digest, example, recorded
from tests.oracles.assemblers import assemble, assemblers
from tests.oracles.blocks import compiled, in_c


def ask(rule: Rule) -> dict[str, Any]:
    """What the assemblers installed here make of a rule's examples."""
    return {"arch": rule.arch(), **{section: _outcomes(rule, section) for section in EXAMPLES}}


def _outcomes(rule: Rule, section: str) -> dict[str, Any]:
    source = example(rule, section)
    if rule.examples.endswith(".c"):
        return {"source": digest(source), "outcomes": _of_blocks(source, rule.arch())}
    made: dict[str, dict[str, Any]] = {}
    for assembler in assemblers(rule.arch()).values():
        outcome = assemble(source, assembler, name="example.s")
        entry: dict[str, Any] = {"accepted": outcome.accepted}
        if outcome.accepted:
            entry["sections"] = {name: bytes(data).hex() for name, data in outcome.sections.items() if data}
        else:
            errors = [each.text for each in outcome.messages if each.severity == "error"]
            entry["error"] = errors[0] if errors else "dies"
        made[f"{assembler.family}@{assembler.full}"] = entry
    return {"source": digest(source), "outcomes": made}


def _of_blocks(source: str, arch: str) -> dict[str, dict[str, Any]]:
    """What becomes of the blocks of C: of `.data`, for the rest is the compiler's."""
    whole, parts = in_c(source, arch)
    made: dict[str, dict[str, Any]] = {}
    for assembler in assemblers(arch).values():
        if assembler.family == "gas":
            outcome = assemble(whole, assembler, name="example.s")
            accepted, data = outcome.accepted, bytes(outcome.sections.get(".data", b""))
            error = next((each.text for each in outcome.messages if each.severity == "error"), "")
        else:
            accepted, data, error = compiled(parts, assembler.release)
        entry = (
            {"accepted": True, "sections": {".data": data.hex()}} if accepted else {"accepted": False, "error": error}
        )
        made[f"{assembler.family}@{assembler.full}"] = entry
    return made


def _gathered(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry as it is written: a line per distinct outcome, with the assemblers that came to it."""
    made: dict[str, Any] = {"arch": entry["arch"]}
    for section in EXAMPLES:
        by: dict[str, list[str]] = {}
        for name, outcome in entry[section]["outcomes"].items():
            by.setdefault(json.dumps(outcome), []).append(name)
        outcomes = [{"by": names, **json.loads(outcome)} for outcome, names in by.items()]
        made[section] = {"source": entry[section]["source"], "outcomes": outcomes}
    return made


def contradictions(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Where what is recorded of the same full release is not what was seen."""
    found = []
    for section in EXAMPLES:
        if section not in old or old[section]["source"] != new[section]["source"]:
            found.append(f"{section}: recorded of another example")
            continue
        before = old[section]["outcomes"]
        found += [
            f"{section}: {name}: recorded {before[name]}, seen {entry}"
            for name, entry in new[section]["outcomes"].items()
            if name in before and before[name] != entry
        ]
    return found


def main(arguments: list[str]) -> int:
    """Ask, then write or compare."""
    codes = [each for each in arguments if not each.startswith("-")]
    known = recorded() if FILE.exists() else {}
    wrong = 0
    chosen = [rule for rule in rules() if not isinstance(rule, CommentRule)]
    for rule in chosen:
        if codes and rule.code not in codes:
            continue
        seen = ask(rule)
        if "--check" not in arguments:
            known[rule.code] = seen
            continue
        told = contradictions(known.get(rule.code, {}), seen)
        wrong += len(told)
        for words in told:
            print(f"{rule.code}: {words}")
    if "--check" not in arguments:
        wanted = {rule.code for rule in chosen}
        lines = (f"{json.dumps(code)}: {json.dumps(_gathered(known[code]))}" for code in sorted(wanted & known.keys()))
        FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
    print(f"{len(codes or chosen)} rules, {wrong} contradicted")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
