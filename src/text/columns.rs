//! Columns of a line, in which a tab reaches to the next multiple of four (CommonMark 2.2).

/// How far tab stops are apart, in columns.
const TAB_STOP: usize = 4;

/// Returns the column after the character that begins with `byte` at `column`; both from 0.
pub fn column_after(column: usize, byte: u8) -> usize {
    if byte == b'\t' { column / TAB_STOP * TAB_STOP + TAB_STOP } else { column + 1 }
}

/// Returns the column that the blanks at the start of `text`, which is at the column `from`, lead to.
pub fn indent(from: usize, text: &str) -> usize {
    let blanks = text.bytes().take_while(|byte| matches!(byte, b' ' | b'\t'));
    blanks.fold(from, column_after)
}

/// Returns the number of columns of `text`, the start of a line.
pub fn width(text: &str) -> usize {
    let firsts = text.bytes().filter(|byte| byte & 0b1100_0000 != 0b1000_0000);
    firsts.fold(0, column_after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tab_reaches_to_the_next_tab_stop() {
        assert_eq!(width("a\tb"), 5);
        assert_eq!(width("値\t"), 4);
        assert_eq!(width("\t\t"), 8);
        assert_eq!(indent(2, "\t a"), 5);
        assert_eq!(indent(4, "\ta"), 8);
        assert_eq!(indent(1, "a"), 1);
    }
}
