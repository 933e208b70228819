//! A collection about tea, with Japanese and emoji before most of what is pointed at.

use super::client::Editor;

pub(crate) const CONFIG: &str = "types:\n  - name: tea\n    schema: tea.yaml\n    files: [\"notes/**\"]\n  - name: shop\n    schema: shop.yaml\n    files: [\"shops/**\"]\n";

pub(crate) const TYPE: &str = "\
x-note: { type: tea, id: 'T-\\d+' }
type: object
required: [frontmatter, title]
properties:
  frontmatter:
    type: object
    required: [date]
    properties:
      date: { type: string, format: date, description: When it was tasted. }
      kind: { enum: [green, black], default: green, x-note: { aliases: [sort] } }
      shop: { type: string, x-note: { ref: shop } }
      water:
        type: object
        required: [heat]
        properties:
          heat: { type: integer, maximum: 100 }
  title: { type: string, description: Its id and name. }
  sections:
    type: object
    properties:
      steps:
        type: array
        minItems: 2
        description: How it is made.
        x-note: { heading: 手順, content: points }
        items: { type: object, required: [lead, text] }
      taste:
        type: object
        required: [Smell]
        x-note: { heading: Taste, content: rating, scale: 5 }
        properties:
          Smell: { type: object, description: With the nose. }
";

pub(crate) const SHOP: &str =
    "x-note: { type: shop, id: '^S-\\d+' }\nproperties:\n  title: { type: string }\n";

pub(crate) const GREEN: &str = "\
---
date: 2026-11-28
sort: green
shop: S-1
water: { heat: 70 }
---

# T-1 緑茶🍵

緑茶🍵 is not [black](black.md#手順), nor [[black]], see T-2 and ![](../cup.png).

## 手順

1. **🍵 沸かす**: heat it.
2. **注ぐ**: [pour](#手順) it.

## Taste

- **Smell**: ⭐⭐⭐⭐☆ (fresh)
";

pub(crate) const BLACK: &str = "\
---
date: 2026-11-28
---

# T-2 紅茶🫖

🫖🫖 See [green](./green.md) and [its 🍵 steps](green.md#手順), [[green#手順|手順🍵]] and T-1.

[how]: ../notes/green.md#%E6%89%8B%E9%A0%86

🫖 [how] and [here](#手順).

## 手順

1. **沸かす**: boil it.
2. **注ぐ**: pour it.
";

/// Starts a server on the collection; its notes are known.
pub(crate) fn editor() -> Editor {
    let mut editor = Editor::on(&files());
    editor.wait_until_known();
    editor
}

/// The files of the collection.
pub(crate) fn files() -> [(&'static str, &'static str); 7] {
    [
        ("notelint.yaml", CONFIG),
        ("tea.yaml", TYPE),
        ("shop.yaml", SHOP),
        ("notes/green.md", GREEN),
        ("notes/black.md", BLACK),
        ("shops/s1.md", "# S-1 茶舗🏠\n\nSells tea.\n"),
        ("cup.png", ""),
    ]
}
