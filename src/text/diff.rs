use std::collections::HashMap;

use similar::{Algorithm, DiffOp, capture_diff, group_diff_ops, udiff::UnifiedHunkHeader};

use super::is_hidden;

/// The number of unchanged lines around a change.
const CONTEXT_LINES: usize = 3;

/// The number of lines of each text that are compared at once: the time that it takes to find the smallest
/// diff may grow with its square.
const WINDOW_LINES: usize = 1024;

/// Returns the unified diff from `old` to `new`, both of the file at `path` (relative, with `/`, the bytes on
/// disk), as `git apply` accepts it. Empty if they are equal.
pub fn unified_diff(path: &[u8], old: &str, new: &str) -> String {
    if old == new {
        return String::new();
    }
    // As in Git, only LF ends a line: a CR belongs to its line.
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    let name = |prefix: &[u8]| quoted(&[prefix, path].concat());
    let mut out = format!("--- {}\n+++ {}\n", name(b"a/"), name(b"b/"));
    for hunk in group_diff_ops(changes(&old, &new), CONTEXT_LINES) {
        out.extend([&UnifiedHunkHeader::new(&hunk).to_string(), "\n"]);
        for change in hunk.iter().flat_map(|op| op.iter_changes(&old, &new)) {
            out.extend([&change.tag().to_string(), change.value()]);
            if !change.value().ends_with('\n') {
                out.push_str("\n\\ No newline at end of file\n");
            }
        }
    }
    out
}

/// Returns numbers of the lines `old` and `new`: equal lines have the same.
fn numbered(old: &[&str], new: &[&str]) -> (Vec<usize>, Vec<usize>) {
    let mut numbers = HashMap::with_capacity(old.len() + new.len());
    let mut number = |line| {
        let next = numbers.len();
        *numbers.entry(line).or_insert(next)
    };
    let of_old: Vec<usize> = old.iter().map(|line| number(*line)).collect();
    // Most lines are as far from the start, or from the end, as they were, and need not be looked up.
    let of_new = new.iter().enumerate().map(|(at, line)| {
        let from_end = (at + old.len()).checked_sub(new.len());
        let same = [Some(at), from_end].into_iter().flatten().find(|same| old.get(*same) == Some(line));
        same.map_or_else(|| number(*line), |same| of_old[same])
    });
    let of_new = of_new.collect();
    (of_old, of_new)
}

/// Returns the changes from the lines `old` to the lines `new`: as few as possible if they fit into a window.
fn changes(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    let (old, new) = numbered(old, new);
    let mut changes: Vec<DiffOp> = Vec::new();
    let (mut old_done, mut new_done) = (0, 0);
    while old_done < old.len() || new_done < new.len() {
        let old_end = old.len().min(old_done + WINDOW_LINES);
        let new_end = new.len().min(new_done + WINDOW_LINES);
        let mut window = capture_diff(Algorithm::Myers, &old, old_done..old_end, &new, new_done..new_end);
        if old_end < old.len() || new_end < new.len() {
            let is_settled = |op: &DiffOp| {
                let (old, new) = (op.old_range().end - old_done, op.new_range().end - new_done);
                matches!(op, DiffOp::Equal { .. }) && old.max(new) > WINDOW_LINES / 2
            };
            // What follows the last equal lines may have its counterpart outside of the window.
            if let Some(last) = window.iter().rposition(is_settled) {
                window.truncate(last + 1);
            }
        }
        for op in window {
            (old_done, new_done) = (op.old_range().end, op.new_range().end);
            match (changes.last_mut(), op) {
                (Some(DiffOp::Equal { len: before, .. }), DiffOp::Equal { len, .. }) => *before += len,
                _ => changes.push(op),
            }
        }
    }
    changes
}

/// Returns `name` as Git writes it in a header: quoted as in C if it contains a hidden character, a quote, a
/// backslash or bytes that are not UTF-8.
fn quoted(name: &[u8]) -> String {
    let is_quoted = |c: char| is_hidden(c) || matches!(c, '"' | '\\');
    if let Ok(name) = std::str::from_utf8(name)
        && !name.contains(is_quoted)
    {
        // A space would end the name; a tab after it marks its real end.
        return if name.contains(' ') { format!("{name}\t") } else { name.to_owned() };
    }
    let octal = |byte: &u8| format!("\\{byte:03o}");
    let mut quoted = String::from('"');
    for chunk in name.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '"' | '\\' => quoted.extend(['\\', c]),
                '\n' => quoted.push_str("\\n"),
                '\t' => quoted.push_str("\\t"),
                c if is_hidden(c) => quoted.extend(c.encode_utf8(&mut [0; 4]).as_bytes().iter().map(octal)),
                c => quoted.push(c),
            }
        }
        quoted.extend(chunk.invalid().iter().map(octal));
    }
    quoted + "\""
}

#[cfg(test)]
mod tests;
