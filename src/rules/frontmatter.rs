//! The rules of the group `frontmatter`.
