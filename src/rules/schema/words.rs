//! What is wrong with a value, in words.

use crate::{
    notetype::{Breach, Content, Keyword, PartSpec, Place, Shape, TitleSource},
    rules::{
        Context,
        expected::{Members, describe_members, describe_violation},
        points,
        sources::place,
        wording::quote,
    },
    text::{Span, grouped, or_list, quote_exact},
};

/// Returns which sections were expected together or not, if `breach` is about that, and the heading that they are
/// below.
pub(super) fn sections(context: &Context<'_>, breach: &Breach) -> Option<(Span, String)> {
    let Place::Sections { group } = breach.place else { return None };
    let group = context.projection.groups.get(group)?;
    let heading = |key: &str| match group.spec.section(key) {
        Some(section) => quote(&group.spec.all[section].heading),
        None => quote_exact(key),
    };
    let words = describe_members(breach, &Members { one: "section", many: "sections", name: &heading })?;
    Some(match group.owner.and_then(|owner| context.projection.section(owner)) {
        Some(owner) => (context.name_of(owner), format!("{}: {words}", quote(owner.name()))),
        None => (title(context).unwrap_or_else(|| Span::empty(context.note.body.start())), words),
    })
}

/// Returns the heading that is the note's title.
fn title(context: &Context<'_>) -> Option<Span> {
    let title = context.projection.title.as_ref()?;
    matches!(title.source, TitleSource::Heading(_)).then_some(title.span)
}

/// Returns what is wrong with the value of `breach`.
pub(super) fn wording(context: &Context<'_>, breach: &Breach) -> String {
    match (&breach.place, &breach.keyword) {
        (Place::Root, Keyword::Required { property }) if property == "intro" => missing_intro(context),
        (Place::Root, Keyword::Required { property }) if property == "id" => missing_id(context),
        (Place::Nested { .. }, Keyword::Required { property }) if property == "intro" => {
            "expected text between its heading and the next one, found none".to_owned()
        }
        (Place::Root, Keyword::Required { property }) if property == "body" => {
            "expected text, found none".to_owned()
        }
        (Place::Count { section, part }, Keyword::Limit { bound, limit }) => {
            let spec = context.projection.section(*section).map(|section| &section.spec.content);
            let part = match spec {
                Some(Content::Parts(spec)) => spec.parts.get(*part),
                _ => None,
            };
            let noun = part.and_then(PartSpec::noun);
            let found = breach.value.as_u64().unwrap_or_default();
            let noun = noun.map_or("items", |noun| if found == 1 { noun.one } else { noun.many });
            let limit = limit.as_u64().map_or_else(|| limit.to_string(), grouped);
            format!("{} {noun}, expected {} {limit}", grouped(found), bound.words())
        }
        (Place::Text { .. }, Keyword::Pattern { pattern }) if is_long(breach) => {
            format!("its text does not match {}", quote(pattern))
        }
        (Place::Items(place), Keyword::Not) if has_no_words(breach) => {
            let noun = points::noun(context, *place).many;
            format!("the note type does not allow these {noun}")
        }
        (Place::ItemPart(place, _), _)
            if breach.pointer.ends_with("/done") && points::noun(context, *place).one == "task" =>
        {
            checkbox(breach).unwrap_or_else(|| describe_violation(breach, context.note.text))
        }
        (Place::Item(place, _), Keyword::Required { property }) => {
            match (points::noun(context, *place).one, property.as_str()) {
                ("code block", "lang") => "missing language after the opening fence".to_owned(),
                ("image", "alt") => "missing text in the brackets".to_owned(),
                ("callout", "title") => "missing title".to_owned(),
                (_, "text") => "missing text after the lead".to_owned(),
                _ => describe_violation(breach, context.note.text),
            }
        }
        _ => describe_violation(breach, context.note.text),
    }
}

/// Returns which state of a checkbox was expected.
fn checkbox(breach: &Breach) -> Option<String> {
    let wanted = match &breach.keyword {
        Keyword::Const { expected } => expected.as_bool()?,
        Keyword::Enum { options } => match options.as_array()?.as_slice() {
            [only] => only.as_bool()?,
            _ => return None,
        },
        _ => return None,
    };
    let written = |is_done: bool| if is_done { "`[x]`" } else { "`[ ]`" };
    Some(format!("expected {}, found {}", written(wanted), written(breach.value.as_bool()?)))
}

/// Whether the schema that the value must not match asks for something that cannot be said in a few words.
fn has_no_words(breach: &Breach) -> bool {
    breach.asked.shapes.first().is_none_or(|shape| *shape == Shape::default())
}

/// Returns that there is nothing of what the type asks for above the first heading.
fn missing_intro(context: &Context<'_>) -> String {
    let intro = context.note_type.spec.intro.as_ref().map(|intro| &intro.content);
    let expected = match intro {
        Some(Content::Fields(_)) => "fields",
        _ => intro.and_then(Content::noun).map_or("text", |noun| noun.many),
    };
    let place = if title(context).is_some() {
        "between the title and the next heading"
    } else {
        "above the first heading"
    };
    format!("expected {expected} {place}, found none")
}

/// Returns that none of the places that may have the id of the note has it.
fn missing_id(context: &Context<'_>) -> String {
    let sources = &context.note_type.spec.identity.sources;
    match or_list(sources.iter().map(|source| place(&source.place))) {
        places if places.is_empty() => "missing id".to_owned(),
        places => format!("missing id, expected in {places}"),
    }
}

/// Whether the value of `breach` is too long to be shown.
fn is_long(breach: &Breach) -> bool {
    breach.value.as_str().is_some_and(|text| text.len() > MAX_SHOWN_BYTES || text.contains('\n'))
}

const MAX_SHOWN_BYTES: usize = 60;
