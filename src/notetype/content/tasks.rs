use super::{
    items::{LIST, ParsedPoint, ParsedPoints, PointForm, PointsSpec},
    kind::{Items, ItemsOwner, Kind, Noun, Spec},
    template::{self, PLACEHOLDER},
};
use crate::{
    note::{BlockKind, Note},
    notetype::{
        names::Names,
        place::{ItemsPlace, Place, SectionId},
        read::{
            Scope,
            lists::{self, ListKind, ParsedItem},
            plain_text,
        },
        schema::{Annotation, ContentKind, Declaring, Form, Node},
    },
    text::{Json, Span, Traced, quote},
};

const TASK: Noun = Noun { one: "task", many: "tasks" };

/// What tasks consist of.
pub(super) const TASKS: Form =
    Form::List(&Form::Object { what: "a task", members: &[("done", Form::Any), ("text", Form::Any)] });

/// Tasks: items of lists that begin with a checkbox.
#[derive(Clone, Debug, Default)]
pub struct TasksSpec {
    /// What the schema asks of the list.
    pub items: PointsSpec,
}

/// Tasks, in the order of the note.
#[derive(Clone, Debug, Default)]
pub struct ParsedTasks {
    /// The items with a checkbox, and the lists that contain one. The text of an item is what follows
    /// its checkbox.
    pub items: ParsedPoints,
    /// The checkbox of each of those items.
    pub checkboxes: Vec<Checkbox>,
}

/// A checkbox (GFM 5.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checkbox {
    /// `[ ]` or `[x]`
    pub span: Span,
    /// Whether it is checked.
    pub done: bool,
}

impl TasksSpec {
    /// The tasks that `parsed` are.
    pub(super) fn items_at<'s>(&'s self, place: ItemsPlace, parsed: &'s ParsedTasks) -> Items<'s> {
        Items {
            place,
            owner: ItemsOwner::Section,
            noun: TASK,
            line,
            spec: &self.items,
            parsed: &parsed.items,
        }
    }
}

impl Spec for TasksSpec {
    fn place(&self, section: SectionId, inside: &[&str]) -> Place {
        Place::in_items(ItemsPlace::Section { section }, inside)
    }

    fn template(&self, _level: u8) -> Option<String> {
        template::list(&self.items, line)
    }

    fn contents(&self) -> String {
        self.items.count_of(TASK)
    }

    fn noun(&self) -> Option<Noun> {
        Some(TASK)
    }

    fn how_to_write(&self, _level: u8) -> String {
        format!("write each task as {}", quote(&line(&self.items, self.items.list, 1)))
    }
}

impl Kind for TasksSpec {
    const KIND: ContentKind = ContentKind {
        name: "tasks",
        json_type: "array",
        is_default: false,
        keys: &[LIST],
        part: None,
        form: TASKS,
    };

    type Parsed = ParsedTasks;

    fn declare<'a>(declaring: &mut Declaring<'a, '_>, node: &Node<'a>, says: &Annotation) -> Self {
        Self { items: PointsSpec::of(declaring, node, says) }
    }

    fn read<'a>(&'a self, scope: &Scope<'a>, _names: &Names) -> (ParsedTasks, Traced<'a>) {
        let parsed = read(scope);
        let json = json(scope, &parsed);
        (parsed, json)
    }

    fn items<'s>(&'s self, parsed: &'s ParsedTasks, place: ItemsPlace) -> Option<Items<'s>> {
        matches!(place, ItemsPlace::Section { .. }).then(|| self.items_at(place, parsed))
    }

    fn each_items<'s>(
        &'s self,
        section: SectionId,
        parsed: &'s ParsedTasks,
        visit: &mut dyn FnMut(Items<'s>),
    ) {
        visit(self.items_at(ItemsPlace::Section { section }, parsed));
    }
}

/// The line of a new task in a list of this kind, the `number`th of it.
fn line(_: &PointsSpec, list: Option<ListKind>, number: u64) -> String {
    format!("{} [ ] {PLACEHOLDER}", template::marker(list, number))
}

/// The tasks of a section: the items of its top-level lists that begin with a checkbox.
fn read(scope: &Scope<'_>) -> ParsedTasks {
    let mut parsed = ParsedTasks::default();
    parsed.items.form = PointForm::Items;
    for list in lists::read(scope.note, scope.blocks()) {
        let before = parsed.checkboxes.len();
        for (item, checkbox) in list.items.iter().filter_map(|item| Some((item, checkbox(scope.note, item)?)))
        {
            let span = lists::content(scope.note, item);
            let text = Span::new(checkbox.span.end(), span.end().max(checkbox.span.end()));
            parsed.items.points.push(ParsedPoint { span, lead: None, text, heading: None });
            parsed.checkboxes.push(checkbox);
        }
        if parsed.checkboxes.len() > before {
            parsed.items.lists.push(list);
        }
    }
    parsed
}

/// The checkbox that `item` begins with: `[ ]`, `[x]` or `[X]`, and then white space or nothing.
fn checkbox(note: &Note<'_>, item: &ParsedItem) -> Option<Checkbox> {
    let mut blocks = note.blocks.children(item.block);
    if blocks.next().is_some_and(|(_, block)| block.kind == BlockKind::Code) {
        return None;
    }
    let content = lists::content(note, item);
    let (mark, rest) = content.of(note.text).split_at_checked(3)?;
    let done = match mark {
        "[ ]" => false,
        "[x]" | "[X]" => true,
        _ => return None,
    };
    let ends = rest.chars().next().is_none_or(char::is_whitespace);
    ends.then_some(Checkbox { span: Span::new(content.start(), content.start() + mark.len()), done })
}

/// Tasks as a JSON array of objects: whether each is done, and its text.
fn json<'a>(scope: &Scope<'a>, parsed: &ParsedTasks) -> Traced<'a> {
    let note = scope.note;
    let items = &parsed.items.points;
    let span = match (items.first(), items.last()) {
        (Some(first), Some(last)) => first.span.cover(last.span),
        _ => scope.span(),
    };
    let tasks = items.iter().zip(&parsed.checkboxes).map(|(item, checkbox)| {
        let mut json = Traced::object(2, item.span);
        json.insert("done", None, Traced::new(Json::Boolean(checkbox.done), checkbox.span));
        let text = item.text.trim(note.text);
        if !text.is_empty() {
            json.insert("text", None, plain_text::source(note.text, text, Some(item.span.start())));
        }
        json
    });
    Traced::array(tasks, span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_has_as_many_tasks_as_are_asked_for() {
        let spec = |list, min, max| TasksSpec { items: PointsSpec { list, min, max, leads: false } };
        let two = spec(Some(ListKind::Ordered), Some(2), None);
        assert_eq!(two.template(2).as_deref(), Some("1. [ ] …\n2. [ ] …"));
        assert_eq!(two.contents(), "at least 2 tasks");
        let any = spec(None, None, None);
        assert_eq!(any.template(2).as_deref(), Some("- [ ] …"));
        assert_eq!(any.contents(), "its tasks");
        assert_eq!(spec(None, Some(1000), None).template(2), None);
    }
}
