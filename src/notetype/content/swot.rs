use super::{
    items::{LIST, ParsedPoints, PointForm, PointsSpec},
    kind::{Items, ItemsOwner, Kind, Noun, Part, Spec, SubHeading},
    points, template,
};
use crate::{
    note::HeadingId,
    notetype::{
        headings::Headings,
        names::{HeadingMatch, Names, Wording},
        place::{ItemsPlace, Place, QuadrantId, SectionId},
        positions::Positions,
        read::{Scope, bare_words},
        schema::{ALIASES, Annotation, ContentKind, Declaring, Form, HEADING, Node, Role},
    },
    text::{Id, IndexVec, Span, Traced, pointer, quote},
};

const QUADRANT: Role = Role { noun: "a quadrant", keys: &[HEADING, ALIASES, LIST] };

/// What a SWOT consists of.
const QUADRANTS: Form = Form::Declared { what: "quadrant", members: &[], others: &points::POINTS };

/// The quadrants of a SWOT.
#[derive(Clone, Debug, Default)]
pub struct SwotSpec {
    /// The quadrants in the schema's order.
    pub quadrants: IndexVec<QuadrantId, QuadrantSpec>,
    /// Where the key of each quadrant is in `quadrants`.
    pub(crate) positions: Positions,
}

/// One quadrant of a SWOT.
#[derive(Clone, Debug)]
pub struct QuadrantSpec {
    /// The property's name in the projection.
    pub key: String,
    /// The canonical sub-heading, or several that are equally good.
    pub heading: Headings,
    /// Other words that count as it.
    pub aliases: Vec<String>,
    /// Whether it is in `required`.
    pub required: bool,
    /// Its points.
    pub points: PointsSpec,
}

/// A SWOT.
#[derive(Clone, Debug, Default)]
pub struct ParsedSwot {
    /// The quadrants in the order of the note, repeated ones included.
    pub quadrants: Vec<ParsedQuadrant>,
    /// Sub-headings that do not name a quadrant.
    pub unknown: Vec<HeadingId>,
    /// For each quadrant of the type, the index in `quadrants` of the one that is projected.
    projected: IndexVec<QuadrantId, Option<usize>>,
}

/// A quadrant of a SWOT.
#[derive(Clone, Debug)]
pub struct ParsedQuadrant {
    /// Which quadrant it is.
    pub id: QuadrantId,
    /// Its heading; of numbered points, the first one's.
    pub heading: HeadingId,
    /// How the heading was recognised.
    pub matched: HeadingMatch,
    /// The index in [`ParsedSwot::quadrants`] of the first quadrant of this kind, if this one
    /// repeats it.
    pub repeats: Option<usize>,
    /// From the heading to the quadrant's last character.
    pub span: Span,
    /// Its points.
    pub points: ParsedPoints,
}

impl SwotSpec {
    /// Returns the quadrant whose property is named `key`.
    pub(crate) fn quadrant(&self, key: &str) -> Option<QuadrantId> {
        self.positions.of(key, self.quadrants.iter().map(|quadrant| &*quadrant.key)).map(QuadrantId::new)
    }
}

impl QuadrantSpec {
    /// The lines of a new quadrant, with LF, from its heading of `level` to its last character.
    /// `None` if the type asks for more points than anybody fills in.
    pub(crate) fn template(&self, level: u8) -> Option<String> {
        let points = template::list(&self.points, template::point)?;
        Some(format!("{}\n\n{points}", template::heading_line(level, &self.heading)))
    }

    /// The items of `parsed`, which is this quadrant.
    fn items<'s>(&'s self, section: SectionId, parsed: &'s ParsedQuadrant) -> Items<'s> {
        let place = ItemsPlace::Quadrant { section, quadrant: parsed.id };
        let lacks = parsed.is_unheaded().then_some(&*self.heading);
        let owner = ItemsOwner::Quadrant { heading: parsed.heading, lacks };
        Items::points(place, owner, &self.points, &parsed.points)
    }
}

impl ParsedQuadrant {
    /// Whether the quadrant has no heading of its own: its points are numbered sub-headings.
    pub fn is_unheaded(&self) -> bool {
        self.points.points.first().is_some_and(|point| point.heading == Some(self.heading))
    }
}

impl Spec for SwotSpec {
    fn names(&self) -> Names {
        Names::of(self.quadrants.iter().map(|quadrant| (quadrant.heading.all(), &*quadrant.aliases)))
    }

    fn has_parts_at_its_level(&self) -> bool {
        true
    }

    fn place(&self, section: SectionId, inside: &[&str]) -> Place {
        let [key, inside @ ..] = inside else { return Place::Swot { section } };
        match self.quadrant(key) {
            Some(quadrant) => Place::in_items(ItemsPlace::Quadrant { section, quadrant }, inside),
            None => Place::Other,
        }
    }

    fn template(&self, level: u8) -> Option<String> {
        let required = self.quadrants.iter().filter(|quadrant| quadrant.required);
        let quadrants: Option<Vec<String>> =
            required.map(|quadrant| quadrant.template(level.min(5) + 1)).collect();
        Some(quadrants?.join("\n\n"))
    }

    fn contents(&self) -> String {
        let quadrants = self.quadrants.iter().filter(|quadrant| quadrant.required);
        quadrants.map(|quadrant| quote(&quadrant.heading)).collect::<Vec<_>>().join(", ")
    }

    fn noun(&self) -> Option<Noun> {
        Some(Noun { one: "quadrant", many: "quadrants" })
    }

    fn how_to_write(&self, _level: u8) -> String {
        "give each quadrant a heading of its own, with its points below it".to_owned()
    }
}

impl Kind for SwotSpec {
    const KIND: ContentKind = ContentKind {
        name: "swot",
        json_type: "object",
        is_default: false,
        keys: &[],
        part: Some(QUADRANT),
        form: QUADRANTS,
    };

    type Parsed = ParsedSwot;

    fn declare<'a>(declaring: &mut Declaring<'a, '_>, node: &Node<'a>, _says: &Annotation) -> Self {
        let reader = declaring.read(node);
        declaring.declared(&reader, "quadrant");
        let properties = reader.properties();
        let mut quadrants = Vec::new();
        for property in &properties {
            let says = declaring.part(&property.schema, QUADRANT);
            quadrants.push(QuadrantSpec {
                key: property.name.to_owned(),
                heading: says.headings(property.name),
                aliases: says.aliases(),
                required: property.required,
                points: PointsSpec::of(declaring, &property.schema, &says),
            });
        }
        let names = quadrants.iter().map(|spec| (&*spec.key, spec.heading.all().chain(&spec.aliases)));
        declaring.distinct(&properties, names, "quadrant");
        Self { quadrants: quadrants.into(), positions: Positions::default() }
    }

    fn read<'a>(&'a self, scope: &Scope<'a>, names: &Names) -> (ParsedSwot, Traced<'a>) {
        let parsed = read(scope, self, names);
        let json = json(scope, self, &parsed);
        (parsed, json)
    }

    fn items<'s>(&'s self, parsed: &'s ParsedSwot, place: ItemsPlace) -> Option<Items<'s>> {
        let ItemsPlace::Quadrant { section, quadrant } = place else { return None };
        let parsed = parsed.quadrants.get((*parsed.projected.get(quadrant)?)?)?;
        Some(self.quadrants[quadrant].items(section, parsed))
    }

    fn each_items<'s>(
        &'s self,
        section: SectionId,
        parsed: &'s ParsedSwot,
        visit: &mut dyn FnMut(Items<'s>),
    ) {
        for parsed in parsed.projected() {
            visit(self.quadrants[parsed.id].items(section, parsed));
        }
    }

    fn each_part<'s>(&'s self, parsed: &'s ParsedSwot, visit: &mut dyn FnMut(Part<'s>)) {
        for parsed in &parsed.quadrants {
            let spec = &self.quadrants[parsed.id];
            let heading = SubHeading {
                id: parsed.heading,
                canonical: &spec.heading,
                aliases: &spec.aliases,
                matched: parsed.matched.name,
            };
            let is_named = parsed.repeats.is_none() && !parsed.is_unheaded();
            visit(Part { span: parsed.span, heading: is_named.then_some(heading) });
        }
    }

    fn each_heading(&self, parsed: &ParsedSwot, visit: &mut dyn FnMut(HeadingId, String)) {
        for parsed in parsed.projected() {
            let quadrant = format!("/{}", pointer::escape(&self.quadrants[parsed.id].key));
            parsed.points.each_heading(&quadrant, visit);
            visit(parsed.heading, quadrant);
        }
    }
}

impl ParsedSwot {
    /// The quadrants that are projected, in the order of the note.
    pub fn projected(&self) -> impl Iterator<Item = &ParsedQuadrant> {
        self.quadrants.iter().filter(|quadrant| quadrant.repeats.is_none())
    }
}

/// The quadrants of a SWOT: its sub-headings.
fn read(scope: &Scope<'_>, spec: &SwotSpec, names: &Names) -> ParsedSwot {
    let mut reading = ParsedSwot::default();
    let mut first: IndexVec<QuadrantId, Option<usize>> = spec.quadrants.map(|_| None);
    for child in scope.children() {
        let Some(heading) = child.heading else { continue };
        let Some((id, matched, point)) = recognise(&child, names) else {
            reading.unknown.push(heading);
            continue;
        };
        let whole = Span::new(child.heading_span().start(), child.span().end());
        let known = first[id].and_then(|index| reading.quadrants.get_mut(index));
        let (points, repeats) = match (point, known) {
            (Some(lead), Some(known)) => {
                known.points.points.push(points::heading_point(&child, lead));
                known.span = known.span.cover(whole);
                continue;
            }
            (Some(lead), None) => {
                let points = vec![points::heading_point(&child, lead)];
                (ParsedPoints { form: PointForm::Headings, lists: Vec::new(), points }, None)
            }
            (None, _) => (points::read(&child), first[id]),
        };
        first[id] = first[id].or(Some(reading.quadrants.len()));
        reading.quadrants.push(ParsedQuadrant { id, heading, matched, repeats, span: whole, points });
    }
    reading.projected = first;
    reading
}

/// The quadrant that a sub-heading names; where the heading is one numbered point of it, the
/// point's lead as well.
fn recognise(child: &Scope<'_>, names: &Names) -> Option<(QuadrantId, HeadingMatch, Option<Span>)> {
    let heading = child.opening()?;
    let text = child.note.text;
    let written = heading.content.of(text);
    if let Some((quadrant, matched)) = names.recognise_name(written, &heading.plain) {
        return Some((QuadrantId::new(quadrant), matched, None));
    }
    if child.is_numbered() {
        let words = child.words();
        if let Some((quadrant, name, lead)) = names.point(words.of(text)) {
            let lead = bare_words(text, Span::new(words.start() + lead.start(), words.start() + lead.end()));
            let matched = HeadingMatch { name, wording: Wording::WithoutSuffix };
            return Some((QuadrantId::new(quadrant), matched, Some(lead)));
        }
    }
    let (quadrant, matched) = names.recognise(written, &heading.plain)?;
    Some((QuadrantId::new(quadrant), matched, None))
}

/// A SWOT as a JSON object of points, the quadrants in the type's order.
fn json<'a>(scope: &Scope<'a>, spec: &'a SwotSpec, reading: &ParsedSwot) -> Traced<'a> {
    let mut json = Traced::object(spec.quadrants.len(), scope.span());
    for (id, quadrant) in spec.quadrants.pairs() {
        if let Some(first) = reading.projected[id].and_then(|first| reading.quadrants.get(first)) {
            let heading = &scope.note.outline[first.heading];
            let below = Span::new(heading.span.end().min(first.span.end()), first.span.end());
            json.insert(
                quadrant.key.as_str(),
                Some(heading.span),
                points::json(scope.note, &first.points, below),
            );
        }
    }
    json
}
