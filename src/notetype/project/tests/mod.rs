//! The projections of small notes, however they are written. The type is made up.

mod code;
mod entries;
mod extents;
mod fields;
mod headings;
mod nested;
mod points;
mod properties;
mod prose;
mod ratings;
mod swot;
mod tasks;
mod whole;

use std::sync::LazyLock;

use serde_json::Value;

use super::{
    super::{
        CodeSpec, Content, EntriesSpec, FieldsSpec, FrontmatterSpec, IdSource, IdentitySpec, KeySpec, Named,
        PointsSpec, Projection, ProseSpec, QuadrantSpec, RatingSpec, ScalarType, SectionSpec, SectionsSpec,
        SourcePlace, SwotSpec, Symbols, TableSpec, TasksSpec, TextSpec, TypeSpec, ValueType,
    },
    project,
};
use crate::{note::Note, text::Traced};

/// The indexes of the sections of [`spec`].
const POINTS: usize = 0;
const CASES: usize = 1;
const MEMO: usize = 2;
const RATING: usize = 3;
const SWOT: usize = 4;

fn strings(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

fn spec() -> TypeSpec {
    let key = |name: &str| KeySpec {
        name: name.to_owned(),
        aliases: Vec::new(),
        required: true,
        types: strings(&["string"]),
        format: None,
        is_listed: false,
        choices: Vec::new(),
        is_unique: false,
        unique_severity: None,
    };
    let frontmatter = FrontmatterSpec {
        required: true,
        keys: vec![key("title"), key("date")],
        ..FrontmatterSpec::default()
    };
    TypeSpec {
        identity: IdentitySpec {
            sources: vec![IdSource {
                place: SourcePlace::Title,
                regex: regex::Regex::new(r"^M-\d+").unwrap(),
            }],
            ..IdentitySpec::default()
        },
        frontmatter,
        sections: SectionsSpec { all: sections().into(), ..SectionsSpec::default() },
        ..TypeSpec::default()
    }
}

fn sections() -> Vec<SectionSpec> {
    let field = |name: &str, aliases: &[&str]| Named {
        name: name.to_owned(),
        aliases: strings(aliases),
        required: false,
        value: ValueType::default(),
    };
    let axis = |name: &str, aliases: &[&str]| Named {
        name: name.to_owned(),
        aliases: strings(aliases),
        required: true,
        value: ValueType::default(),
    };
    let quadrant = |key: &str, heading: &str| QuadrantSpec {
        key: key.to_owned(),
        heading: heading.into(),
        aliases: strings(&[key]),
        required: true,
        points: PointsSpec::default(),
    };
    let column = |name: &str, aliases: &[&str]| Named {
        name: name.to_owned(),
        aliases: strings(aliases),
        required: false,
        value: ValueType::default(),
    };
    let cases = EntriesSpec {
        fields: vec![field("リンク", &["URL"]), field("担当", &[])].into(),
        points: PointsSpec::default(),
    };
    let rating = RatingSpec {
        scale: 5,
        symbols: Symbols { full: "⭐".to_owned(), empty: "☆".to_owned() },
        axes: vec![axis("品質", &[]), axis("価格", &["コスト"]), axis("将来性", &[])].into(),
    };
    let swot = SwotSpec {
        quadrants: vec![
            quadrant("strengths", "強み"),
            quadrant("weaknesses", "弱み"),
            quadrant("opportunities", "機会"),
            quadrant("threats", "脅威"),
        ]
        .into(),
        ..SwotSpec::default()
    };
    let table = TableSpec { columns: vec![column("項目", &[]), column("値", &["Value"])] };
    let number = ScalarType { number: true, boolean: false };
    let fields = FieldsSpec {
        fields: vec![
            field("担当", &["Owner"]),
            Named { value: ValueType { scalar: number, items: None }, ..field("数", &[]) },
            Named {
                value: ValueType { scalar: ScalarType::default(), items: Some(number) },
                ..field("一覧", &[])
            },
        ],
    };
    let section = |key: &str, heading: &str, aliases: &[&str], content| SectionSpec {
        key: key.to_owned(),
        heading: heading.into(),
        aliases: strings(aliases),
        pattern: None,
        required: true,
        repeats: false,
        break_before: false,
        content,
        intro: None,
        inside: None,
    };
    vec![
        section("points", "要点(3つ)", &["Key points"], Content::Points(PointsSpec::default())),
        section("cases", "導入事例", &[], Content::Entries(cases)),
        section("memo", "My Notes", &[], Content::Text(TextSpec::default())),
        section("rating", "評価(5段階)", &["Rating"], Content::Rating(rating)),
        section("swot", "立ち位置・強み弱みのまとめ(4点)", &["立ち位置"], Content::Swot(swot)),
        section("table", "一覧", &[], Content::Table(table)),
        section("tasks", "課題", &[], Content::Tasks(TasksSpec::default())),
        section("fields", "属性", &[], Content::Fields(fields)),
        section("code", "コード", &[], Content::Code(CodeSpec::default())),
        section("prose", "本文", &[], Content::Prose(ProseSpec)),
    ]
}

/// The projection of `text`. What it borrows from stays to the end of the tests.
fn read(text: &str) -> Projection<'static> {
    static SHAPE: LazyLock<TypeSpec> = LazyLock::new(spec);
    project(Box::leak(Box::new(Note::parse(text.to_owned().leak()))), &SHAPE)
}

/// The JSON at `pointer` of the projection of `text`; null if there is none.
fn json(text: &str, pointer: &str) -> Value {
    read(text).json.at(pointer).map(Traced::to_value).unwrap_or_default()
}
