//! Whatever somebody does between runs, each says what it says without a cache.

use std::fs;

use proptest::prelude::*;

use super::collection::{CONFIG, Collection, SHARED, TYPE};

/// What somebody does between two runs.
#[derive(Clone, Copy, Debug)]
enum Step {
    Write(usize, usize),
    Remove(usize),
    Rename(usize, usize),
    Config(usize),
    Schema(usize),
    Shared(usize),
    Damage(usize),
}

const CONFIGS: &[&str] = &[
    CONFIG,
    "",
    "types: [{ name: page, schema: page.yaml }]\nrules: { link/insecure: warning, text: off }\n",
    "exclude: [\"n01*\"]\ntypes: [{ name: page, schema: page.yaml, files: [\"n*\"] }]\n",
];

const TEXTS: &[&str] = &[
    "",
    "# T5 水\n\n## Points\n\n1. one\n1. two\n",
    "---\ntitle: T7 名7\ntags: [ＡＩ]\n---\n\n# T7 名7\r\n\n[a](n008.md#extra) [[n009]] T10 \n",
    "---\ntitle: a: b\n---\n\n# T8\n\n<!-- notelint-disable link -->\n[a](gone.md)\n\n## Extra\n",
    "<!-- notelint-disable-file -->\n# T9\n\n[here](#nowhere) http://a.example\n",
];

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..20usize, 0..TEXTS.len()).prop_map(|(note, text)| Step::Write(note, text)),
        1 => (0..20usize).prop_map(Step::Remove),
        2 => (0..20usize, 0..20usize).prop_map(|(from, to)| Step::Rename(from, to)),
        1 => (0..CONFIGS.len()).prop_map(Step::Config),
        1 => (0..3usize).prop_map(Step::Schema),
        1 => (1..4usize).prop_map(Step::Shared),
        1 => any::<u16>().prop_map(|at| Step::Damage(at.into())),
    ]
}

impl Step {
    fn take(self, collection: &Collection) {
        let path = |note: usize| collection.path().join(format!("n{note:03}.md"));
        match self {
            Self::Write(note, text) => fs::write(path(note), TEXTS[text]).unwrap(),
            Self::Remove(note) => fs::remove_file(path(note)).unwrap_or_default(),
            Self::Rename(from, to) => fs::rename(path(from), path(to)).unwrap_or_default(),
            Self::Config(at) => collection.write("notelint.yaml", CONFIGS[at]),
            Self::Schema(at) => {
                let heading = ["Points", "Extra", "Other"][at];
                let text = TYPE.replace("heading: Points", &format!("heading: {heading}"));
                collection.write("page.yaml", &text);
            }
            Self::Shared(least) => {
                collection.write("shared/few.yaml", &SHARED.replace('1', &least.to_string()));
            }
            Self::Damage(at) => {
                let (file, mut bytes) = collection.largest_cache();
                let at = at % bytes.len();
                bytes[at] ^= 0x10;
                fs::write(file, bytes).unwrap();
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 16, ..ProptestConfig::with_cases(6) })]

    #[test]
    fn after_any_changes_it_says_what_it_says_without(
        steps in proptest::collection::vec((step(), step(), 0..3usize), 5)
    ) {
        let collection = Collection::new();
        collection.run(&[]);
        for (one, two, options) in steps {
            one.take(&collection);
            two.take(&collection);
            let options = [&[][..], &["--ignore", "text"], &["n008.md", "drafts"]][options];
            collection.same(&[&["--format", "json"], options].concat());
        }
    }
}
