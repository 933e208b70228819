"""A collection with every construct of the dialect: its files, a valid note, and changes of that note."""

BASE = """
x-note: { type: base }
type: object
properties:
  frontmatter:
    type: object
    required: [date, status]
    properties:
      date: { type: string, format: date }
      status: { enum: [planned, running, closed] }
  sections:
    type: object
    required: [aim]
    properties:
      aim: { x-note: { heading: Aim }, type: string, minLength: 20 }
$defs:
  point:
    type: object
    required: [lead, text]
    properties: { lead: { type: string, maxLength: 20 } }
"""

TRIAL = r"""
$schema: https://json-schema.org/draft/2020-12/schema
x-note: { type: trial, id: 'FT-\d+' }
allOf: [{ $ref: base.yaml }]
type: object
required: [path, type, id, frontmatter, title, intro, sections, body]
properties:
  path: { pattern: '^note-\d{3}\.md$' }
  type: { const: trial }
  id: { pattern: '^FT-\d{2}$' }
  frontmatter:
    allOf: [{ $ref: 'base.yaml#/properties/frontmatter' }]
    unevaluatedProperties: false
    properties:
      plots: { type: integer, minimum: 1, maximum: 40, multipleOf: 2 }
      crops: { type: array, items: { type: string }, uniqueItems: true, contains: { const: barley } }
      contact:
        type: object
        required: [name]
        additionalProperties: false
        properties: { name: { type: string }, mail: { type: string, format: email } }
      closed: { type: string, format: date }
    if: { required: [status], properties: { status: { const: closed } } }
    then: { required: [closed] }
    dependentRequired: { contact: [plots] }
  title: { type: string, pattern: '^FT-\d+ ', maxLength: 40 }
  intro:
    x-note: { content: fields }
    type: object
    required: [Lead, Cost, Open]
    properties:
      Lead: { type: string, minLength: 3 }
      Cost: { type: number, minimum: 0 }
      Open: { type: boolean }
      Sites: { type: array, minItems: 2, items: { type: string, maxLength: 12 } }
  sections:
    required: [steps, results]
    minProperties: 4
    properties:
      steps:
        x-note: { heading: Steps, content: sections }
        type: object
        required: [sections]
        properties:
          sections:
            minProperties: 2
            maxProperties: 3
            additionalProperties: false
            patternProperties:
              '^Step (?<number>\d+): (?<what>.+)$':
                x-note: { content: sections, order: consecutive }
                type: object
                required: [sections]
                properties:
                  number: { type: string, maxLength: 1 }
                  what: { type: string, not: { pattern: '[.!]$' } }
                  sections:
                    required: [tools]
                    properties:
                      tools:
                        x-note: { heading: Tools, content: points }
                        type: array
                        minItems: 1
                        items: { $ref: 'base.yaml#/$defs/point' }
                      risks: { x-note: { heading: Risks }, type: string, minLength: 1 }
      results:
        x-note: { heading: Results, content: table }
        type: array
        minItems: 2
        items:
          type: object
          required: [Plot, Yield]
          properties:
            Plot: { type: integer, minimum: 1 }
            Yield: { type: number, exclusiveMinimum: 0 }
            Kept: { type: boolean }
            Seeds: { type: array, items: { type: string, pattern: '^[A-Z]' } }
            Seen: { type: string, format: date }
      review:
        x-note: { heading: Review, content: text, repeat: true }
        type: array
        minItems: 2
        maxItems: 3
        items: { type: string, pattern: '\.$' }
      checks:
        x-note: { heading: Checks, content: tasks }
        type: array
        minItems: 1
        items: { properties: { done: { const: true }, text: { minLength: 5 } } }
      script:
        x-note: { heading: Script, content: code }
        type: array
        maxItems: 1
        items: { required: [lang], properties: { lang: { enum: [sh, bash] }, text: { not: { pattern: 'rm -rf' } } } }
      remarks:
        x-note: { heading: Remarks, content: prose }
        type: string
        not: { pattern: TBD }
      log:
        x-note: { heading: Log, content: parts }
        type: object
        properties:
          words: { minimum: 5, maximum: 60 }
          lines: { maximum: 30 }
          paragraphs: { minimum: 1 }
          links: { minItems: 1, items: { properties: { target: { pattern: '^https://' } } } }
          images: { items: { required: [alt] } }
          callouts: { items: { properties: { kind: { enum: [note, tip] } } } }
          tables: { maxItems: 1, items: { items: { properties: { Day: { type: integer } } } } }
          tasks: { maxItems: 1 }
          code: { maxItems: 0 }
          fields: { required: [By], properties: { By: { type: string } } }
          headings: { items: { properties: { level: { const: 3 } } } }
      sources:
        x-note: { heading: Sources, content: entries }
        type: array
        items:
          required: [name, fields]
          properties:
            name: { maxLength: 20 }
            points: { maxItems: 2 }
            fields: { required: [Link], properties: { Link: { type: string, format: uri } } }
      marks:
        x-note: { heading: Marks, content: rating }
        type: object
        required: [Soil, Water]
        additionalProperties: false
        properties:
          Soil: { $ref: '#/$defs/mark' }
          Water: { $ref: '#/$defs/mark' }
      balance:
        x-note: { heading: Balance, content: swot }
        type: object
        required: [strengths, weaknesses]
        properties:
          strengths: { x-note: { heading: Strengths }, type: array, minItems: 1 }
          weaknesses: { x-note: { heading: Weaknesses }, type: array, maxItems: 2 }
  body:
    properties:
      words: { maximum: 400 }
      headings: { contains: { properties: { text: { const: Results } } }, minItems: 8 }
      text: { not: { pattern: '\t' } }
      prose: { not: { pattern: secret } }
if:
  required: [frontmatter]
  properties: { frontmatter: { required: [status], properties: { status: { enum: [running, closed] } } } }
then:
  required: [sections]
  properties: { sections: { required: [checks] } }
$defs:
  mark:
    type: object
    required: [score, reason]
    properties: { score: { type: number, minimum: 1, maximum: 5 }, scale: { const: 5 }, reason: { minLength: 3 } }
"""

FILES = {
    "notelint.yaml": "types: [{ name: trial, schema: trial.yaml, files: ['note-*.md'] }]\n",
    "base.yaml": BASE,
    "trial.yaml": TRIAL,
}

NOTE = """---
date: 2026-04-01
status: running
plots: 4
crops: [barley, oats]
contact: { name: Aoi, mail: aoi@farm.example }
---

# FT-12 Late sowing

- Lead: Aoi
- Cost: 1200.5
- Open: true
- Sites: North, River bank

## Aim

Whether barley that is sown late still ripens.

## Steps

### Step 1: plough

#### Tools

- **Plough**: the small one

### Step 2: sow

#### Tools

- **Drill**: set to 3 cm
- **Roller**: after the drill

#### Risks

Birds.

## Results

| Plot | Yield | Kept | Seeds | Seen |
| --- | --- | --- | --- | --- |
| 1 | 3.2 | true | Alma, Brix | 2026-08-01 |
| 2 | 2.9 | false | Alma | 2026-08-02 |

## Review

Ben agrees.

## Review

Chi agrees too.

## Checks

- [x] Seed was weighed
- [x] Plots were marked

## Script

```sh
ls plots
```

## Remarks

The `TBD` of last year is settled.

## Log

We began on the [first dry day](https://weather.example/april).

> [!NOTE]
> Rain fell.

![A field](field.png)

- [ ] Mow
- By: Aoi

| Day | What |
| --- | --- |
| 3 | Rain |

### Later

Nothing.

## Sources

### Farm guide

- **Link**: https://guide.example/
- **Sowing**: see page 3

## Marks

- **Soil**: ⭐⭐⭐⭐☆（loam）
- **Water**: ⭐⭐⭐☆☆（dry in May）

## Balance

### Strengths

1. **Early**: no frost

### Weaknesses

1. **Birds**: they eat the seed
"""

# Whether the note is valid if this text is replaced by that one.
CASES = [
    (True, "", ""),
    # Frontmatter
    (False, "date: 2026-04-01", "date: 2026-04-31"),
    (False, "date: 2026-04-01\n", ""),
    (False, "status: running", "status: started"),
    (False, "status: running", "status: closed"),
    (True, "status: running", "status: closed\nclosed: 2026-09-01"),
    (False, "plots: 4", "plots: 3"),
    (False, "plots: 4", "plots: 42"),
    (False, "plots: 4", "plots: '4'"),
    (False, "plots: 4\n", ""),
    (True, "plots: 4", "plots: 4.0"),
    (False, "[barley, oats]", "[barley, oats, oats]"),
    (False, "[barley, oats]", "[oats]"),
    (False, "name: Aoi, ", ""),
    (False, "aoi@farm.example", "aoi"),
    (False, "mail:", "post:"),
    (False, "plots: 4", "plots: 4\nwhere: here"),
    # Title, id
    (False, "# FT-12 Late sowing", "# Late sowing"),
    (False, "# FT-12 Late sowing", "# FT-1 Late sowing"),
    (False, "# FT-12 Late sowing\n", ""),
    (False, "Late sowing", "Late sowing of barley on all of the plots"),
    # Introduction
    (False, "- Lead: Aoi\n", ""),
    (False, "- Lead: Aoi", "- Lead: A"),
    (True, "- Lead: Aoi", "- **Lead**: Aoi"),
    (False, "Cost: 1200.5", "Cost: much"),
    (False, "Cost: 1200.5", "Cost: -1"),
    (True, "Cost: 1200.5", "Cost: 1e3"),
    (True, "Cost: 1200.5", "Cost: １２"),
    (False, "Open: true", "Open: yes"),
    (False, "North, River bank", "North"),
    (True, "North, River bank", "North、River bank"),
    (False, "North, River bank", "North, The river bank"),
    # Sections, base
    (False, "Whether barley that is sown late still ripens.", "Late."),
    (False, "## Aim\n\nWhether barley that is sown late still ripens.\n", ""),
    (True, "## Aim", "## aim"),
    # Sections in sections, by pattern
    (False, "### Step 1: plough", "### Plough"),
    (False, "### Step 1: plough", "### Step 10: plough"),
    (False, "### Step 1: plough", "### Step 1: plough!"),
    (True, "### Step 2: sow", "### Step 3: sow"),
    (False, "#### Tools\n\n- **Plough**: the small one\n", ""),
    (False, "- **Plough**: the small one\n", ""),
    (False, "- **Plough**: the small one", "- The small one"),
    (False, "- **Plough**: the small one", "- **Plough**"),
    (False, "**Roller**", "**Roller of the neighbour**"),
    (False, "Birds.\n", ""),
    (False, "## Steps", "## Procedure"),
    # Table
    (False, "| 2 | 2.9 | false | Alma | 2026-08-02 |\n", ""),
    (False, "| 2 | 2.9", "| 2 |"),
    (False, "| 2 | 2.9", "| 2 | none"),
    (False, "| 2 | 2.9", "| 0 | 2.9"),
    (False, "| 2 | 2.9", "| 2.5 | 2.9"),
    (False, "| 2 | 2.9", "| 2 | 0"),
    (False, "false | Alma", "no | Alma"),
    (False, "Alma, Brix", "Alma, brix"),
    (False, "2026-08-02", "in August"),
    (True, "2026-08-02", " "),
    # Repeated section
    (False, "Ben agrees.", "Ben agrees"),
    (False, "## Review\n\nBen agrees.\n\n", ""),
    (True, "## Checks", "## Review\n\nDai too.\n\n## Checks"),
    (False, "## Checks", "## Review\n\nDai too.\n\n## Review\n\nEmi too.\n\n## Checks"),
    # Tasks
    (False, "- [x] Seed", "- [ ] Seed"),
    (False, "- [x] Plots were marked", "- [x] Plot"),
    (False, "- [x] Seed was weighed\n- [x] Plots were marked\n", ""),
    (False, "## Checks\n\n- [x] Seed was weighed\n- [x] Plots were marked\n", ""),
    (True, "status: running", "status: planned"),
    # Code
    (False, "```sh", "```python"),
    (False, "```sh", "```"),
    (False, "ls plots", "rm -rf plots"),
    (False, "ls plots\n```", "ls plots\n```\n\n```sh\nls\n```"),
    # Prose
    (False, "`TBD`", "TBD"),
    # Parts
    (False, "We began on the [first dry day](https://weather.example/april).", "We began."),
    (False, "https://weather.example", "http://weather.example"),
    (False, "![A field]", "![]"),
    (False, "[!NOTE]", "[!WARNING]"),
    (False, "| 3 | Rain |", "| three | Rain |"),
    (False, "- [ ] Mow", "- [ ] Mow\n- [ ] Rake"),
    (False, "### Later", "```\nls\n```\n\n### Later"),
    (False, "- By: Aoi", "- From: Aoi"),
    (False, "### Later", "#### Later"),
    # Entries
    (False, "### Farm guide", "### The farm guide of the valley"),
    (False, "- **Link**: https://guide.example/\n", ""),
    (False, "https://guide.example/", "guide"),
    (False, "- **Sowing**: see page 3", "- **A**: a\n- **B**: b\n- **C**: c"),
    # Rating
    (False, "- **Water**: ⭐⭐⭐☆☆（dry in May）\n", ""),
    (False, "- **Water**", "- **Wind**: ⭐⭐⭐☆☆（none）\n- **Water**"),
    (False, "⭐⭐⭐☆☆（dry in May）", "⭐⭐⭐☆☆"),
    (False, "⭐⭐⭐☆☆（dry in May）", "7/5（dry in May）"),
    (False, "⭐⭐⭐☆☆（dry in May）", "7/10（dry in May）"),
    (False, "⭐⭐⭐☆☆（dry in May）", "good"),
    # SWOT
    (False, "### Weaknesses\n\n1. **Birds**: they eat the seed\n", ""),
    (False, "1. **Early**: no frost\n", ""),
    (False, "1. **Birds**: they eat the seed", "1. **A**: a\n2. **B**: b\n3. **C**: c"),
    # The whole text
    (False, "Birds.", "Birds. " + "word " * 400),
    (False, "Birds.", "Birds\tand mice."),
    (False, "Birds.", "It is a secret."),
    (True, "Birds.", "It is a `secret`."),
]
