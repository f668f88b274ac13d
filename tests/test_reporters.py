"""Output formats: one finding in each, and what hostile text does to them."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from gasmacro.compare.intervals import intervals, sentence
from gasmacro.findings import Edit, Finding, Fix, Outcome, Report, Trouble
from gasmacro.model import Definition, Frame
from gasmacro.reporters import Look, formats, reporter
from gasmacro.targets.ranges import released

ASSEMBLERS = ("gas@2.35", "gas@2.40", "gas@2.44", "clang@9", "clang@11", "clang@19")
LINE = "\tNOTE \\reg $1"


def finding(**changes: Any) -> Finding:
    values: dict[str, Any] = {
        "rule": "GM201",
        "name": "doubled-immediate-prefix",
        "severity": "error",
        "message": "the prefix is doubled",
        "file": "dir/a.h",
        "line": 7,
        "column": 12,
        "end_line": 7,
        "end_column": 14,
        "verdicts": dict.fromkeys(ASSEMBLERS, "misreads") | {"clang@9": "rejects"},
        "groups": (("gas@2.35", "gas@2.40", "gas@2.44", "clang@11", "clang@19"),),
        "stack": (
            Frame("macro", "OUT", "dir/a.h", None, None, Definition("dir/a.h", 5)),
            Frame("macro", "IN", "dir/a.h", 6, 2, Definition("dir/a.h", 1)),
        ),
        "fix": Fix("write `1`", "unsafe", (Edit("dir/a.h", 7, 12, 7, 14, "1"),)),
    }
    return Finding(**(values | changes))


def rendered(form: str, *found: Finding, errors: tuple[Trouble, ...] = (), line: str = LINE) -> str:
    outcome = Outcome(ASSEMBLERS)
    outcome.add([Report("dir/a.h", ASSEMBLERS, found, errors)])
    look = Look(lambda file, number: line if (file, number) == ("dir/a.h", 7) else None)
    return "".join(reporter(form).render(outcome, look))


def test_the_formats_of_the_contract_are_there() -> None:
    assert set(formats()) == {"full", "concise", "json", "json-lines", "sarif", "github", "gitlab", "junit"}


def test_full_shows_the_frame_the_way_and_the_verdicts() -> None:
    assert rendered("full", finding()) == (
        "error[GM201]: the prefix is doubled\n"
        " --> dir/a.h:7:12\n"
        "  |\n"
        "7 |     NOTE \\reg $1\n"
        "  |               ^^\n"
        "  = in macro IN, defined at dir/a.h:1, from dir/a.h:6:2\n"
        "  = in macro OUT, defined at dir/a.h:5, which nobody here calls\n"
        "  = clang 9 rejects, GNU as and clang 11 to 19 misread\n"
        "  = help: write `1` (unsafe: it changes or chooses the meaning)\n"
        "\n"
        "1 finding in 1 file\n"
    )


def test_full_in_colour_and_with_control_characters() -> None:
    outcome = Outcome(ASSEMBLERS)
    outcome.add([Report("dir/a.h", ASSEMBLERS, (finding(message="bell \a\udc80"),))])
    text = "".join(reporter("full").render(outcome, Look(lambda file, number: "\tN\x1b[2J \\reg $1", colour=True)))
    assert "\x1b[1;31merror[GM201]" in text
    assert "\\x1b[2J" in text
    assert "bell \\x07\\udc80" in text


def test_concise_is_one_line() -> None:
    assert rendered("concise", finding(message="two\nlines")) == "dir/a.h:7:12: GM201 two lines\n"


def test_json_is_the_document_of_the_contract() -> None:
    document = json.loads(rendered("json", finding(), errors=(Trouble("b.s", 3, 1, "can't be read"),)))
    assert list(document) == ["schema", "tool", "assemblers", "findings", "files", "errors"]
    assert document["errors"] == [{"file": "b.s", "line": 3, "column": 1, "message": "can't be read"}]
    (found,) = document["findings"]
    assert list(found) == [
        *("rule", "name", "severity", "message", "file", "line", "column", "end_line", "end_column"),
        *("verdicts", "groups", "stack", "fix"),
    ]
    assert found["stack"][0] == {
        "kind": "macro",
        "name": "OUT",
        "file": "dir/a.h",
        "line": None,
        "column": None,
        "definition": {"file": "dir/a.h", "line": 5},
    }
    edit = {"file": "dir/a.h", "line": 7, "column": 12, "end_line": 7, "end_column": 14, "text": "1"}
    assert found["fix"] == {"message": "write `1`", "applicability": "unsafe", "edits": [edit]}
    assert found["groups"] == [["gas@2.35", "gas@2.40", "gas@2.44", "clang@11", "clang@19"]]


def test_json_escapes_what_is_no_character() -> None:
    assert '"a\\udc80"' in rendered("json", finding(message="a\udc80"))
    assert json.loads(rendered("json-lines", finding(message="a\udc80")))["message"] == "a\udc80"


def test_sarif_has_what_code_scanning_reads() -> None:
    document = json.loads(
        rendered("sarif", finding(file="/dir/a b.h"), finding(), errors=(Trouble("b.s", 3, 1, "no"),))
    )
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["GM201"]
    first, second = run["results"]
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "file:///dir/a%20b.h"},
        "region": {"startLine": 7, "startColumn": 12, "endLine": 7, "endColumn": 14},
    }
    assert first["partialFingerprints"] != second["partialFingerprints"]
    assert [place["message"]["text"] for place in second["relatedLocations"]] == ["in macro IN", "in macro OUT"]
    assert second["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"] == {"text": "1"}
    assert not run["invocations"][0]["executionSuccessful"]


def test_fingerprints_do_not_move_with_the_line() -> None:
    def prints(text: str) -> list[str]:
        return [issue["fingerprint"] for issue in json.loads(text)]

    first = prints(rendered("gitlab", finding()))
    outcome = Outcome(ASSEMBLERS)
    outcome.add([Report("dir/a.h", ASSEMBLERS, (finding(line=70, end_line=70),))])
    moved = prints("".join(reporter("gitlab").render(outcome, Look(lambda file, number: LINE))))
    assert first == moved
    twice = prints(rendered("gitlab", finding(), finding(column=13)))
    assert len(set(twice)) == 2


def test_github_escapes_its_own_signs() -> None:
    text = rendered("github", finding(message="50%\nmore", file="a,b:c.h"))
    place = "file=a%2Cb%3Ac.h,line=7,col=12,endLine=7,endColumn=14,title=GM201 doubled-immediate-prefix"
    assert text == f"::error {place}::50%25%0Amore%0A{sentence(finding().verdicts)}\n"


def test_junit_counts_and_passes() -> None:
    failed = ET.fromstring(rendered("junit", finding(message="<&\x00>"), errors=(Trouble("b.s", 3, 1, "no"),)))
    assert (failed.get("failures"), failed.get("errors"), failed.get("tests")) == ("1", "1", "2")
    passed = ET.fromstring(rendered("junit"))
    assert passed.get("failures") == "0"
    assert len(passed.findall(".//testcase")) == 1


def test_a_place_that_many_files_have_is_told_once() -> None:
    outcome = Outcome(ASSEMBLERS)
    outcome.add([Report("a.S", ASSEMBLERS, (finding(),)), Report("b.S", ASSEMBLERS, (finding(),))])
    assert len(outcome.findings) == 1
    assert (outcome.files, outcome.status()) == (2, 1)
    outcome.add([Report("c.S", ASSEMBLERS, errors=(Trouble("c.S", 1, 1, "no"),))])
    assert outcome.status() == 2


def judged(gas: dict[str, str], clang: dict[str, str]) -> dict[str, str]:
    """Verdicts over the supported range: each entry holds from its release on."""
    verdicts = {}
    for family, changes in (("gas", gas), ("clang", clang)):
        word = ""
        for release in released(family):
            word = changes.get(release, word)
            verdicts[f"{family}@{release}"] = word
    return verdicts


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        (
            judged({"2.35": "accepts"}, {"9": "rejects", "19": "accepts"}),
            "clang before 19 rejects, GNU as and clang from 19 on accept",
        ),
        (judged({"2.35": "accepts"}, {"9": "rejects"}), "clang rejects, GNU as accepts"),
        (judged({"2.35": "rejects"}, {"9": "rejects"}), "GNU as and clang reject"),
        (
            judged({"2.35": "rejects", "2.44": "accepts"}, {"9": "accepts", "11": "differs", "13": "accepts"}),
            (
                "GNU as before 2.44 rejects; clang 11 to 12 reads it otherwise; "
                "GNU as from 2.44 on, clang before 11 and clang from 13 on accept"
            ),
        ),
        (
            judged({"2.35": "misreads"}, {"9": "unknown", "23": "misreads"}),
            "GNU as and clang from 23 on misread, clang before 23 is not known",
        ),
        ({"gas@2.44": "accepts", "clang@19": "rejects"}, "clang 19 rejects, GNU as 2.44 accepts"),
        ({"gas@2.40": "rejects", "gas@2.44": "accepts"}, "GNU as 2.40 rejects, GNU as 2.44 accepts"),
        ({"clang@13": "rejects", "clang@14": "accepts"}, "clang before 14 rejects, clang 14 accepts"),
        ({}, ""),
    ],
)
def test_verdicts_are_told_as_intervals(verdicts: dict[str, str], expected: str) -> None:
    assert sentence(verdicts) == expected


def test_every_assembler_is_in_one_interval() -> None:
    found = intervals(judged({"2.35": "accepts", "2.40": "differs"}, {"9": "rejects", "13": "accepts"}))
    assert found == [
        ("rejects", ("clang before 13",)),
        ("differs", ("GNU as from 2.40 on",)),
        ("accepts", ("GNU as before 2.40", "clang from 13 on")),
    ]
