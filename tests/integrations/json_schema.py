"""Validates what `notelint extract` prints with another implementation of JSON Schema.

A note must be valid by its type exactly where `notelint check` reports no breach of the schema. Checks a
collection of its own with every construct of the dialect, `seeds/`, and the FOLDERs that are named, each with
a `notelint.yaml` whose types are files.

Usage: NOTELINT_BIN=FOLDER json_schema.py [FOLDER…]
"""

import copy
import json
import os
import pathlib
import subprocess
import sys
import tempfile
from urllib.parse import unquote, urlsplit

import jsonschema
import regress
from jsonschema.protocols import Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor

from json_schema_cases import CASES, FILES, NOTE

repository = pathlib.Path(__file__).resolve().parents[2]
notelint = pathlib.Path(os.environ["NOTELINT_BIN"]) / "notelint"

# A section that a closed type does not know is no part of what is extracted.
UNSEEN = {"structure/section-unknown"}

# Frontmatter that cannot be read is not extracted, and that it is required is not reported in addition.
UNREADABLE = {"frontmatter/syntax", "frontmatter/unclosed"}


class CoreSchema(SafeConstructor):
    """Dates are text, as YAML 1.2 has it."""


CoreSchema.add_constructor("tag:yaml.org,2002:timestamp", lambda constructor, node: node.value)


def load(path):
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = CoreSchema
    return yaml.load(path.read_text(encoding="utf-8"))


def matches(pattern, text):
    """JSON Schema's patterns are those of ECMAScript."""
    return regress.Regex(pattern, "u").find(text) is not None


def pattern(validator, expected, instance, schema):
    if validator.is_type(instance, "string") and not matches(expected, instance):
        yield jsonschema.ValidationError(f"{instance!r} does not match {expected!r}")


def pattern_properties(validator, expected, instance, schema):
    if validator.is_type(instance, "object"):
        for regex, subschema in expected.items():
            for key, value in instance.items():
                if matches(regex, key):
                    yield from validator.descend(value, subschema, path=key, schema_path=regex)


def additional_properties(validator, expected, instance, schema):
    if not validator.is_type(instance, "object"):
        return
    patterns = schema.get("patternProperties", {})
    for key, value in instance.items():
        if key in schema.get("properties", {}) or any(matches(regex, key) for regex in patterns):
            continue
        if expected is False:
            yield jsonschema.ValidationError(f"unexpected {key!r}")
        elif validator.is_type(expected, "object"):
            yield from validator.descend(value, expected, path=key)


KEYWORDS = {
    "pattern": pattern,
    "patternProperties": pattern_properties,
    "additionalProperties": additional_properties,
}


def retrieve(uri):
    contents = load(pathlib.Path(unquote(urlsplit(uri).path)))
    return Resource.from_contents(contents, default_specification=DRAFT202012)


def validator(path) -> Validator:
    schema = load(path)
    kind = jsonschema.validators.validator_for(schema, jsonschema.Draft202012Validator)
    kind = jsonschema.validators.extend(kind, KEYWORDS)
    formats = copy.deepcopy(kind.FORMAT_CHECKER)
    formats.checks("regex", raises=regress.RegressError)(lambda text: regress.Regex(text, "u"))
    kind.check_schema(schema, format_checker=formats)
    schema = {"$id": path.resolve().as_uri(), **schema}
    return kind(schema, registry=Registry(retrieve=retrieve), format_checker=formats)


def run(folder, *arguments):
    command = [notelint, *arguments, "--format", "json", "."]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert result.returncode in {0, 1} and result.stdout, (folder, result.stderr)
    return json.loads(result.stdout)


def compare(folder):
    """Returns the valid notes of `folder`, and those with breaches; fails if the two disagree on one."""
    types = {entry["name"]: entry.get("schema") for entry in load(folder / "notelint.yaml")["types"]}
    built_in = repository / "schema"
    validators = {
        name: validator(folder / path if path else built_in / f"{name}.schema.json")
        for name, path in types.items()
    }
    report = run(folder, "check", "--no-cache", "--max-diagnostics", "all")
    assert not report["faults"], report["faults"]
    breaches, unreadable = {}, set()
    for diagnostic in report["diagnostics"]:
        if diagnostic["rule"] in UNREADABLE:
            unreadable.add(diagnostic["path"])
        if diagnostic["keyword"] and diagnostic["rule"] not in UNSEEN:
            breaches.setdefault(diagnostic["path"], []).append(diagnostic["message"])
    valid, invalid, differ = [], [], []
    for note in run(folder, "extract")["notes"]:
        if note["path"] in unreadable:
            continue
        errors = [error.message[:100] for error in validators[note["type"]].iter_errors(note)]
        (invalid if errors else valid).append(note["path"])
        if bool(errors) != (note["path"] in breaches):
            differ.append(f"{note['path']}: {errors or 'valid'}, but notelint says {breaches.get(note['path'])}")
    assert not differ, f"{folder}:\n" + "\n".join(differ)
    print(f"ok: {folder}: {len(valid)} valid, {len(invalid)} with breaches")
    return valid, invalid


def own():
    """Compares notes with one change each, of which is known whether they are valid."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name).resolve()
        for path, text in FILES.items():
            (folder / path).write_text(text, encoding="utf-8")
        expected = {}
        for at, (is_valid, old, new) in enumerate(CASES):
            assert old in NOTE, old
            path = f"note-{at:03}.md"
            (folder / path).write_text(NOTE.replace(old, new, 1), encoding="utf-8")
            expected[path] = is_valid
        valid, invalid = compare(folder)
        wrong = [CASES[int(path[5:8])] for path in valid + invalid if expected[path] != (path in valid)]
        assert not wrong, "not so:\n" + "\n".join(map(str, wrong))


if __name__ == "__main__":
    own()
    for folder in [repository / "seeds", *map(pathlib.Path, sys.argv[1:])]:
        compare(folder)
