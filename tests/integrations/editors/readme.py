"""Prints the blocks of the section "Editors" in README.md that are in LANGUAGE, so that what is tried is what people are
told. Usage: readme.py LANGUAGE
"""

import pathlib
import re
import sys

root = pathlib.Path(__file__).parents[3]
section = (root / "README.md").read_text().split("\n## Editors\n")[1].split("\n## ")[0]
blocks = re.findall(rf"^```{sys.argv[1]}\n(.*?)^```$", section, re.M | re.S)
assert blocks, f"the README has no {sys.argv[1]} on editors"
print("".join(blocks), end="")
