//! Writes the sections of an inferred type.

use super::{
    commented::{Entry, Node},
    figures::{figures, order_comment},
    model::{Content, Member, PatternSection, Points, Quadrant, Section, Sections},
    share::Share,
};

/// Returns the schema of `sections`; `None` if there are none.
pub(super) fn group(sections: &Sections) -> Option<Vec<Entry>> {
    if sections.all.is_empty() && sections.patterns.is_empty() {
        return None;
    }
    let mut entries = Vec::new();
    if sections.is_free {
        let free = Node::Mapping(vec![Entry::new("order", Node::text("free"))]);
        entries.push(Entry::new("x-note", free).comment(order_comment(sections.disordered)));
    }
    entries.push(Entry::new("type", Node::text("object")));
    let required: Vec<&str> = sections
        .all
        .iter()
        .filter(|section| section.presence.required)
        .map(|section| section.key.as_str())
        .collect();
    if !required.is_empty() {
        entries.push(Entry::new("required", Node::texts(required)));
    }
    if !sections.all.is_empty() {
        entries.push(Entry::new("properties", Node::Mapping(sections.all.iter().map(section).collect())));
    }
    if !sections.patterns.is_empty() {
        let patterns = sections.patterns.iter().map(pattern).collect();
        entries.push(Entry::new("patternProperties", Node::Mapping(patterns)));
    }
    Some(entries)
}

/// Returns the schema of an intro with `fields`.
pub(super) fn intro(fields: &[Member]) -> Vec<Entry> {
    let mut entries =
        vec![Entry::new("x-note", Node::Mapping(vec![Entry::new("content", Node::text("fields"))]))];
    entries.extend(named(fields, "notes", "string"));
    entries
}

fn section(section: &Section) -> Entry {
    let Section { key, headings, aliases, presence, content, .. } = section;
    let words =
        |spellings: &[(String, usize)]| Node::texts(spellings.iter().map(|(words, _)| words.as_str()));
    let heading = match &**headings {
        [(only, _)] => Node::text(only),
        several => words(several),
    };
    let mut x_note = vec![Entry::new("heading", heading)];
    if !aliases.is_empty() {
        x_note.push(Entry::new("aliases", words(aliases)));
    }
    let numbers = |spellings: &[(String, usize)]| {
        spellings.iter().map(|(_, count)| count.to_string()).collect::<Vec<_>>().join(", ")
    };
    let mut comment = String::new();
    let written: usize = headings.iter().map(|(_, count)| count).sum();
    if headings.len() > 1 || written < presence.share.count {
        comment = format!("these spellings in {}", numbers(headings));
        if headings.len() == 1 {
            comment = format!("this spelling in {written} of {}", presence.share.count);
        }
        if !aliases.is_empty() {
            comment = format!("{comment}; aliases in {}", numbers(aliases));
        }
    }
    let (kind, schema) = described(content);
    x_note.extend(kind);
    let mut entries = vec![Entry::new("x-note", Node::Mapping(x_note)).comment(comment)];
    entries.extend(schema);
    Entry::new(key, Node::Mapping(entries)).comment(figures(presence, "notes"))
}

fn pattern(section: &PatternSection) -> Entry {
    let PatternSection { pattern, share, example, sequence, content } = section;
    let (mut x_note, schema) = described(content);
    let mut comment = String::new();
    if let Some((sequence, share)) = sequence {
        x_note.push(Entry::new("order", Node::text(sequence)));
        comment = format!("so in {share} notes");
    }
    let mut entries = vec![Entry::new("x-note", Node::Mapping(x_note)).comment(comment)];
    entries.extend(schema);
    Entry::new(pattern, Node::Mapping(entries)).comment(format!("{share} notes, such as `{example}`"))
}

/// Returns the `x-note` and the other keywords of a section with `content`.
fn described(content: &Content) -> (Vec<Entry>, Vec<Entry>) {
    let kind = |name: &str| Entry::new("content", Node::text(name));
    match content {
        Content::Text { is_filled, filled } => {
            let mut schema = vec![Entry::new("type", Node::text("string"))];
            if *is_filled {
                schema.push(limit("minLength", 1, *filled));
            }
            (vec![kind("text")], schema)
        }
        Content::Points(points) => {
            let mut x_note = vec![kind("points")];
            x_note.extend(list(points));
            (x_note, array(points))
        }
        Content::Tasks(points) => {
            let mut x_note = vec![kind("tasks")];
            x_note.extend(list(points));
            (x_note, array(&Points { leads: None, ..points.clone() }))
        }
        Content::Entries { is_filled, fields } => {
            let mut schema = vec![Entry::new("type", Node::text("array"))];
            schema.extend(is_filled.then(|| Entry::new("minItems", Node::Inline("1".to_owned()))));
            if !fields.is_empty() {
                let mut item = vec![Entry::new("type", Node::text("object"))];
                if fields.iter().any(|field| field.presence.required) {
                    item.push(Entry::new("required", Node::texts(["fields"])));
                }
                let fields = Entry::new("fields", Node::Mapping(named(fields, "entries", "string")));
                item.push(Entry::new("properties", Node::Mapping(vec![fields])));
                schema.push(Entry::new("items", Node::Mapping(item)));
            }
            (vec![kind("entries")], schema)
        }
        Content::Rating(axes) => (vec![kind("rating")], named(axes, "notes", "object")),
        Content::Swot(quadrants) => (vec![kind("swot")], swot(quadrants)),
        Content::Table { is_filled, columns } => {
            let mut schema = vec![Entry::new("type", Node::text("array"))];
            schema.extend(is_filled.then(|| Entry::new("minItems", Node::Inline("1".to_owned()))));
            schema.push(Entry::new("items", Node::Mapping(named(columns, "tables", "string"))));
            (vec![kind("table")], schema)
        }
        Content::Fields(fields) => (vec![kind("fields")], named(fields, "notes", "string")),
        Content::Sections(sections, intro) => {
            let mut schema = vec![Entry::new("type", Node::text("object"))];
            let mut required = Vec::new();
            let mut properties = Vec::new();
            if let Some(share) = intro {
                required.push("intro");
                let text = vec![
                    Entry::new("type", Node::text("string")),
                    Entry::new("minLength", Node::Inline("1".to_owned())),
                ];
                properties.push(Entry::new("intro", Node::Mapping(text)).comment(format!("{share} notes")));
            }
            if sections.all.iter().any(|section| section.presence.required) {
                required.push("sections");
            }
            if let Some(sections) = group(sections) {
                properties.push(Entry::new("sections", Node::Mapping(sections)));
            }
            if !required.is_empty() {
                schema.push(Entry::new("required", Node::texts(required)));
            }
            schema.push(Entry::new("properties", Node::Mapping(properties)));
            (vec![kind("sections")], schema)
        }
    }
}

/// A bound, with how many sections keep it.
fn limit(keyword: &str, limit: usize, share: Share) -> Entry {
    Entry::new(keyword, Node::Inline(limit.to_string())).comment(format!("{share} sections"))
}

fn list(points: &Points) -> Option<Entry> {
    let (list, _) = points.list?;
    Some(Entry::new("list", Node::text(list)))
}

fn array(points: &Points) -> Vec<Entry> {
    let mut schema = vec![Entry::new("type", Node::text("array"))];
    if let Some((min, share)) = points.min {
        schema.push(limit("minItems", min, share));
        if points.is_exact {
            schema.push(limit("maxItems", min, share));
        }
    }
    if let Some(leads) = points.leads {
        let item =
            vec![Entry::new("type", Node::text("object")), Entry::new("required", Node::texts(["lead"]))];
        schema.push(Entry::new("items", Node::Mapping(item)).comment(format!("{leads} points")));
    }
    schema
}

/// Returns the schema of an object with `members` of `type_name`.
fn named(members: &[Member], things: &str, type_name: &str) -> Vec<Entry> {
    let mut schema = vec![Entry::new("type", Node::text("object"))];
    let required: Vec<&str> =
        members.iter().filter(|member| member.presence.required).map(|member| member.name.as_str()).collect();
    if !required.is_empty() {
        schema.push(Entry::new("required", Node::texts(required)));
    }
    let properties = members.iter().map(|member| {
        let member_type = Node::Mapping(vec![Entry::new("type", Node::text(type_name))]);
        Entry::new(&member.name, member_type).comment(figures(&member.presence, things))
    });
    schema.push(Entry::new("properties", Node::Mapping(properties.collect())));
    schema
}

fn swot(quadrants: &[Quadrant]) -> Vec<Entry> {
    let mut schema = vec![Entry::new("type", Node::text("object"))];
    let required: Vec<&str> =
        quadrants.iter().filter(|quadrant| quadrant.presence.required).map(|quadrant| quadrant.key).collect();
    if !required.is_empty() {
        schema.push(Entry::new("required", Node::texts(required)));
    }
    let properties = quadrants.iter().map(|quadrant| {
        let mut x_note = vec![Entry::new("heading", Node::text(&quadrant.heading))];
        if !quadrant.aliases.is_empty() {
            x_note.push(Entry::new("aliases", Node::texts(quadrant.aliases.iter().map(String::as_str))));
        }
        x_note.extend(list(&quadrant.points));
        let mut entries = vec![Entry::new("x-note", Node::Mapping(x_note))];
        entries.extend(array(&quadrant.points));
        Entry::new(quadrant.key, Node::Mapping(entries)).comment(figures(&quadrant.presence, "notes"))
    });
    schema.push(Entry::new("properties", Node::Mapping(properties.collect())));
    schema
}
