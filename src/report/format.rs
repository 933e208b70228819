/// An output format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Excerpts with underlines, for people.
    #[default]
    Human,
    /// A line a diagnostic: `path:line:column: severity[rule] message`.
    Concise,
    /// One JSON object.
    Json,
    /// A JSON object a line.
    Jsonl,
    /// SARIF 2.1.0.
    Sarif,
    /// Workflow commands of GitHub.
    Github,
    /// A code quality report of GitLab.
    Gitlab,
    /// JUnit XML.
    Junit,
    /// Markdown for a job summary.
    Markdown,
}

impl Format {
    /// Every format.
    pub const ALL: &[Self] = &[
        Self::Human,
        Self::Concise,
        Self::Json,
        Self::Jsonl,
        Self::Sarif,
        Self::Github,
        Self::Gitlab,
        Self::Junit,
        Self::Markdown,
    ];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Concise => "concise",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Junit => "junit",
            Self::Markdown => "markdown",
        }
    }

    /// What it is for, in a few words.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Human => "excerpts with what is wrong underlined",
            Self::Concise => "a line a diagnostic",
            Self::Json => "one object with everything, for programs",
            Self::Jsonl => "an object a line, for streams",
            Self::Sarif => "SARIF 2.1.0, for code scanning",
            Self::Github => "workflow commands, for annotations in GitHub Actions",
            Self::Gitlab => "a code quality report, for GitLab",
            Self::Junit => "JUnit XML, for Jenkins and others",
            Self::Markdown => "a job summary",
        }
    }

    /// The format of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name() == name)
    }
}
