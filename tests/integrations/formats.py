"""Reads the reports of one run, in the folder that is named, as their readers do."""

import html.parser
import json
import pathlib
import re
import sys

import cmarkgfm
import xmlschema
from junitparser import JUnitXml

work, jenkins = map(pathlib.Path, sys.argv[1:])
report = json.loads((work / "report.json").read_text())
diagnostics = report["diagnostics"]
found = len(diagnostics)
assert found > 0
passed = 0


def ok(name, path):
    global passed
    passed += 1
    print(f"ok: {name} ({(work / path).stat().st_size} bytes)")


def junit():
    schema = xmlschema.XMLSchema(jenkins)
    schema.validate(work / "report.junit")
    ok("JUnit is valid by the schema of Jenkins", "report.junit")
    suites = JUnitXml.fromfile(str(work / "report.junit"))
    failures = sum(len(case.result) for suite in suites for case in suite)
    assert failures == found, (failures, found)
    ok("junitparser reads as many failures as there are diagnostics", "report.junit")


def gitlab():
    issues = json.loads((work / "report.gitlab").read_bytes())
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == found
    for issue in issues:
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["lines"]["begin"] >= 1 and issue["description"] and issue["check_name"]
        assert not issue["location"]["path"].startswith(("/", "./"))
    ok("GitLab's fields are there, fingerprints are unique", "report.gitlab")


def jsonl():
    lines = [json.loads(line) for line in (work / "report.jsonl").read_text().splitlines()]
    assert len([line for line in lines if "rule" in line]) == found
    ok("a line of JSON a diagnostic", "report.jsonl")


class Tags(html.parser.HTMLParser):
    """Counts tags; each must be closed."""

    def __init__(self):
        super().__init__()
        self.open, self.count = [], {}

    def handle_starttag(self, tag, attrs):
        self.count[tag] = self.count.get(tag, 0) + 1
        if tag not in {"br", "hr", "img", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def markdown():
    text = (work / "report.markdown").read_text()
    assert len(text.encode()) < 1024 * 1024
    tags = Tags()
    tags.feed(cmarkgfm.github_flavored_markdown_to_html(text, cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE))
    assert not tags.open, tags.open
    left_out = re.search(r"^(\d+) diagnostics? omitted", text, re.M)
    shown = found - (int(left_out[1]) if left_out else 0)
    assert tags.count["details"] == 1 and tags.count["table"] == 2, tags.count
    assert tags.count["li"] == shown, (tags.count["li"], shown)
    known = {"h2", "h4", "p", "table", "thead", "tbody", "tr", "th", "td", "code", "details", "summary", "ul", "li", "strong", "br"}
    assert set(tags.count) <= known, set(tags.count) - known
    ok("cmark-gfm makes of the job summary what is meant", "report.markdown")


def github():
    command = re.compile(r"::(error|warning|notice) ((?:\w+=[^,:]*,)*\w+=[^,:]*)::(.*)")
    kinds = {}
    for line in (work / "report.github").read_text().splitlines():
        kind, properties, message = command.fullmatch(line).groups()
        properties = dict(pair.split("=", 1) for pair in properties.split(","))
        for escape, character in [("%0A", "\n"), ("%0D", "\r"), ("%25", "%")]:
            message = message.replace(escape, character)
        assert 0 < len(message) <= 4096
        assert "col" not in properties or properties["line"] == properties["endLine"]
        kinds.setdefault(kind, []).append(properties)
    for annotations in kinds.values():
        # The runner shows ten: the last one says that there are more.
        assert len(annotations) <= 10 or "file" not in annotations[9]
    pointers = sum("file" not in annotation for annotations in kinds.values() for annotation in annotations)
    assert sum(map(len, kinds.values())) - pointers == found
    ok("workflow commands", "report.github")


def sarif():
    run = json.loads((work / "report.sarif").read_text())["runs"][0]
    results = run["results"]
    assert len(results) == min(found, 25_000)
    kept = [result["level"] for result in results].count("error")
    assert kept == min(25_000, sum(diagnostic["severity"] == "error" for diagnostic in diagnostics))
    for result in results:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    ok("SARIF has as many results as code scanning takes, the worst ones", "report.sarif")


for check in [junit, gitlab, jsonl, markdown, github, sarif]:
    check()
print(f"{passed} passed, 0 failed")
