"""Output formats: one finding in each, and what hostile text does to them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from gasmacro.api import check
from gasmacro.compare.intervals import intervals, sentence
from gasmacro.findings import Edit, Finding, Fix, Outcome, Report, Trouble
from gasmacro.model import Definition, Frame
from gasmacro.reporters import Look, formats, reporter
from gasmacro.targets.ranges import released
from tests.schemas import ours, sarif
from tests.test_cli import SPLIT, gasmacro

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


# --- schemas ---


@pytest.mark.parametrize(
    "found",
    [
        (),
        (finding(),),
        (finding(stack=(), fix=None), finding(column=13, file="/a b\udc80.h", severity="note", message="a\udc80")),
        (finding(rule="GM001", name="unused-suppression", severity="warning", verdicts={}, groups=(), fix=None),),
        (finding(fix=Fix("two", "safe", (Edit("a.h", 1, 1, 1, 2, ""), Edit("b.h", 1, 1, 2, 1, "x\n")))),),
    ],
)
def test_sarif_is_valid_against_its_schema(found: tuple[Finding, ...]) -> None:
    schema = sarif()
    assert schema["properties"]["version"]["enum"] == ["2.1.0"]
    document = json.loads(rendered("sarif", *found, errors=(Trouble("b.s", 3, 1, "no"),)))
    jsonschema.Draft7Validator(schema).validate(document)


def test_the_schema_of_sarif_can_refuse() -> None:
    document = json.loads(rendered("sarif", finding()))
    document["runs"][0]["columnKind"] = "characters"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(sarif()).validate(document)


@pytest.mark.parametrize("name", ["check", "expand", "baseline", "gasmacro"])
def test_our_schemas_are_schemas(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(ours(name))


@pytest.mark.parametrize("path", ["doubled", "mended"])
def test_the_documents_of_check_and_expand_are_valid(path: str) -> None:
    seed = Path(__file__).parent.parent / "fixtures" / "seed" / path
    check = jsonschema.Draft202012Validator(ours("check"))
    whole = json.loads(gasmacro("check", ".", "none.s", "--format", "json", cwd=seed).stdout)
    check.validate(whole)
    assert bool(whole["findings"]) is (path == "doubled")
    lines = gasmacro("check", ".", "--format", "json-lines", cwd=seed).stdout.splitlines()
    assert [json.loads(line) for line in lines] == whole["findings"]
    check.validate(json.loads(rendered("json", finding(), finding(stack=(), fix=None))))
    expand = jsonschema.Draft202012Validator(ours("expand"))
    expand.validate(json.loads(gasmacro("expand", "entry.s", "--format", "json", cwd=seed).stdout))
    for source in (
        '.macro m a\n.endm\n m 1, 2\n .warning "w"\n',
        " .if x\n nop\n .endif\n",
        ".macro m\n.rept 2\nnop\n.endr\n.endm\n m\n",
    ):
        expand.validate(json.loads(gasmacro("expand", "-", "--format", "json", source=source).stdout))


def test_a_baseline_is_valid(tmp_path: Path) -> None:
    (tmp_path / "x.s").write_text(SPLIT)
    gasmacro("check", "x.s", "--baseline", "b.json", "--update-baseline", cwd=tmp_path)
    document = json.loads((tmp_path / "b.json").read_text())
    assert len(document["findings"]) == 1
    jsonschema.Draft202012Validator(ours("baseline")).validate(document)


# --- options of printing ---


def test_statistics_count_rules(tmp_path: Path) -> None:
    (tmp_path / "x.s").write_text(f"{SPLIT} m 3 -4\n movl $$1, %eax\n")
    done = gasmacro("check", "x.s", "--statistics", cwd=tmp_path)
    assert done.returncode == 1
    assert [line.split()[:3] for line in done.stdout.splitlines()] == [
        ["2", "GM101", "blank-beside-operator"],
        ["1", "GM201", "doubled-immediate-prefix"],
    ]
    rows = json.loads(gasmacro("check", "x.s", "--statistics", "--format", "json", cwd=tmp_path).stdout)
    assert [(row["rule"], row["count"]) for row in rows] == [("GM101", 2), ("GM201", 1)]
    assert gasmacro("check", "x.s", "--statistics", "--ignore", "ALL", cwd=tmp_path).stdout == ""


def test_output_goes_to_a_file(tmp_path: Path) -> None:
    (tmp_path / "x.s").write_text(SPLIT)
    expected = gasmacro("check", "x.s", cwd=tmp_path).stdout
    done = gasmacro("check", "x.s", "--output-file", "out.txt", "--color", "always", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert (tmp_path / "out.txt").read_text() == expected
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.txt", "x.s"]
    done = gasmacro("check", "x.s", "--output-file", "no/out.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert "no/out.txt:1:1: can't be written: no such file or directory" in done.stderr


def test_exit_zero_hides_findings_and_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "x.s").write_text(SPLIT)
    assert gasmacro("check", "x.s", "--exit-zero", cwd=tmp_path).returncode == 0
    assert gasmacro("check", "x.s", "none.s", "--exit-zero", cwd=tmp_path).returncode == 2


def test_a_file_that_would_block_is_not_read_for_its_lines(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    source = f'# 1 "pipe"\n{SPLIT}'
    done = gasmacro("check", "-", "--stdin-filename", "x.s", source=source, cwd=tmp_path)
    assert done.returncode == 1
    assert "pipe:4:4" in done.stdout


def test_the_readme_shows_what_its_first_command_prints_first() -> None:
    shown = Path("README.md").read_text().split("```text\n")[1].split("```")[0]
    done = gasmacro("check", "fixtures/seed/doubled/calling.h")
    assert done.stdout.startswith(shown)


def test_a_misreading_names_the_statement_that_became_it() -> None:
    source = " .macro low a\n .byte 1\n movl $\\a, %eax\n .endm\n low $3\n"
    found = check(source).findings
    assert [each.body for each in found] == ["`movl $\\a, %eax` in macro low"]
    assert set(found[0].makes.values()) == {"movl $$3,%eax"}


def test_what_nobody_knows_is_shown_as_its_author_wrote_it() -> None:
    """The actual of a macro that nobody calls is its formal."""
    found = check(" .macro low a, b\n movl $\\a, (\\b)\n .endm\n .macro top reg\n low $3, \\reg\n .endm\n").findings
    assert set(found[0].makes.values()) == {"movl $$3,(\\reg)"}
