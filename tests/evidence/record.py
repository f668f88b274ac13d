"""Record what the assemblers installed here make of the fixtures, or check that the records hold.

    python -m tests.evidence.record [--check] [--again] [--expect] [FILTER...]

In: fixtures whose name holds a FILTER (all without one).  Out: `records.json` and `exceptions.tsv` in `fixtures/`, and
a table of where gasmacro and the assemblers disagree; status 1 when they do.  What the records tell of the releases
installed here is not asked again, but with `--again`.  With `--check` all is asked, nothing written, and a record that
a live assembler of equal full release contradicts is told as well.  `--expect` writes the expectations into fixtures
from what is recorded: look at each before it is committed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence

from gasmacro.verify.expectations import write_expectations, write_ranges, write_verdict
from gasmacro.verify.fixtures import FIRST, Fixture, read_fixture, with_expectations
from gasmacro.verify.judge import AGREED, BELOW, INEXACT, PROVED
from gasmacro.verify.recording import same_but_lines
from gasmacro.verify.records import Record, Recorded, short, short_name, text_digest
from tests.evidence import live, proof
from tests.evidence.exceptions import write_exceptions
from tests.evidence.fixtures import fixtures, read_records, source_digest, write_records
from tests.oracles.assemblers import assemblers


def verdicts(fixture: Fixture, outcomes: live.Outcomes) -> dict[str, str]:
    """Assembler to its verdict on a fixture, as fixtures spell it."""
    result = {}
    for name in assemblers(fixture.arch):
        each = outcomes[fixture.name, name]
        result[name] = write_verdict(each.accepted, each.died, each.sections, each.relocations)
    return result


def write_expected(chosen: Sequence[Fixture], outcomes: live.Outcomes) -> list[Fixture]:
    """Write the expectations: inside where the assemblers do as before, else beside. The fixtures as they are now."""
    for fixture in chosen:
        lines = write_expectations(verdicts(fixture, outcomes))
        if fixture.side_file.exists() or not fixture.source or fixture.source.startswith(FIRST):
            fixture.side_file.write_text("\n".join(lines) + "\n", "ascii")
        else:
            fixture.path.write_bytes(with_expectations(fixture.source, lines))
    now = [read_fixture(fixture.path) for fixture in chosen]
    answers = live.outcomes(each for each, before in zip(now, chosen, strict=True) if each.source != before.source)
    for index, (fixture, before) in enumerate(zip(now, chosen, strict=True)):
        disturbed = any(
            not same_but_lines(answers[fixture.name, name], outcomes[fixture.name, name])
            for name in assemblers(fixture.arch)
            if (fixture.name, name) in answers
        )
        if disturbed:
            lines = write_expectations(verdicts(before, outcomes))
            fixture.path.write_bytes(with_expectations(before.source, []))
            fixture.side_file.write_text("\n".join(lines) + "\n", "ascii")
            now[index] = read_fixture(fixture.path)
    return now


def update_records(chosen: Sequence[Fixture], outcomes: live.Outcomes, findings: Sequence[proof.Finding]) -> None:
    """Put what was found into the records; what other assemblers once did to an unchanged fixture stays."""
    found = {(each.fixture.name, each.assembler.name): each for each in findings}
    for topic in sorted({fixture.topic for fixture in chosen}):
        there = {fixture.name for fixture in fixtures() if fixture.topic == topic}
        records = {name: record for name, record in read_records(topic).items() if name in there}
        for fixture in (each for each in chosen if each.topic == topic):
            digest = source_digest(fixture)
            record = records.get(fixture.name)
            if record is None or record.source != digest:
                record = records[fixture.name] = Record(digest)
            for assembler in assemblers(fixture.arch).values():
                forget(record, assembler.name)
                full = assembler.full_name
                record.outcomes[full] = outcomes[fixture.name, assembler.name]
                finding = found.get((fixture.name, assembler.name))
                if finding and finding.text is not None and finding.kind in (PROVED, BELOW):
                    record.proved[full] = short(text_digest(finding.text))
                if finding and finding.kind == INEXACT:
                    record.inexact.append(full)
        write_records(topic, records)


def forget(record: Record, name: str) -> None:
    """Drop what is recorded of an assembler ("gas@2.44"), whichever its full release was."""
    for full in [each for each in record.outcomes if short_name(each) == name]:
        del record.outcomes[full]
        record.proved.pop(full, None)
    record.inexact = [full for full in record.inexact if short_name(full) != name]


def known(chosen: Sequence[Fixture]) -> tuple[dict[tuple[str, str], Recorded], dict[tuple[str, str], str]]:
    """What the records tell of assemblers of the releases installed here: their outcomes, and what was proved."""
    outcomes, proved = {}, {}
    for fixture in chosen:
        record = read_records(fixture.topic).get(fixture.name)
        if record is None or record.source != source_digest(fixture):
            continue
        for assembler in assemblers(fixture.arch).values():
            key, full = (fixture.name, assembler.name), assembler.full_name
            if full in record.outcomes:
                outcomes[key] = record.outcomes[full]
            if full in record.proved:
                proved[key] = record.proved[full]
    return outcomes, proved


def contradictions(chosen: Sequence[Fixture], outcomes: live.Outcomes) -> tuple[int, list[str]]:
    """How many recorded outcomes were compared with live ones of equal full release, and those that differ."""
    compared, lines = 0, []
    for fixture in chosen:
        record = read_records(fixture.topic).get(fixture.name)
        if record is None or record.source != source_digest(fixture):
            lines.append(f"{fixture.name}: no record of this source; run `python -m tests.evidence.record`")
            continue
        for assembler in assemblers(fixture.arch).values():
            was = record.outcomes.get(assembler.full_name)
            if was is not None:
                compared += 1
                if was != outcomes[fixture.name, assembler.name]:
                    lines.append(f"{fixture.name}: {assembler.full_name} does not what its record says")
    return compared, lines


def report(findings: Sequence[proof.Finding]) -> int:
    """Print the disagreements by class, and how many there are."""
    wrong = [each for each in findings if not each.agrees]
    for kind, _ in Counter(each.kind for each in wrong).most_common():
        cases = [each for each in wrong if each.kind == kind]
        print(f"\n{kind}: {len(cases)} in {len({each.fixture.name for each in cases})} fixtures")
        for fixture, detail in dict.fromkeys((each.fixture, each.detail) for each in cases):
            names = [each.assembler.name for each in cases if (each.fixture, each.detail) == (fixture, detail)]
            print(f"  {fixture.name}: {write_ranges(names, assemblers(fixture.arch))}: {detail}")
    counts = Counter(each.kind for each in findings)
    print("\n" + ", ".join(f"{kind}: {counts[kind]}" for kind in AGREED) + f", disagreements: {len(wrong)}")
    return len(wrong)


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.evidence.record", description=__doc__.split("\n\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; compare records with live assemblers")
    parser.add_argument("--again", action="store_true", help="ask what is recorded already, too")
    parser.add_argument("--expect", action="store_true", help="write the expectations into the fixtures")
    parser.add_argument("filter", nargs="*", metavar="FILTER", help="a part of a fixture's name")
    options = parser.parse_args()
    chosen = list(fixtures(*options.filter))
    if not chosen or not assemblers():
        print("record: no fixture of that name" if not chosen else "record: no assemblers; run tests/oracles/install")
        return 2
    started = time.monotonic()
    told, proved = ({}, {}) if options.check or options.again else known(chosen)
    outcomes = live.outcomes(chosen, told)
    print(f"{len(chosen)} fixtures, {len(outcomes) - len(told)} runs, {time.monotonic() - started:.0f} s", flush=True)
    if options.expect:
        before, chosen = chosen, write_expected(chosen, outcomes)
        same = [now for now, was in zip(chosen, before, strict=True) if now.source == was.source]
        kept = {key: outcomes[key] for now in same for key in ((now.name, name) for name in assemblers(now.arch))}
        outcomes = live.outcomes(chosen, kept)
    findings = proof.prove(chosen, outcomes, proved)
    wrong = report(findings)
    if options.check:
        compared, lines = contradictions(chosen, outcomes)
        print("\n".join([*lines, f"{compared} records compared with live assemblers, {len(lines)} contradicted"]))
        wrong += len(lines)
    else:
        update_records(chosen, outcomes, findings)
        write_exceptions()
    print(f"{time.monotonic() - started:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
