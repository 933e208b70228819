use super::*;

/// Hands out its bytes, at most a number at a time, and counts the calls.
struct Pieces<'a>(&'a [u8], usize, usize);

impl Read for Pieces<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let Self(rest, most, calls) = self;
        let size = rest.len().min(to.len()).min(*most);
        to[..size].copy_from_slice(&rest[..size]);
        *rest = &rest[size..];
        *calls += 1;
        Ok(size)
    }
}

#[test]
fn a_file_is_read_as_a_whole_whatever_its_size_is_said_to_be() {
    let bytes: Vec<u8> = (0..40_000_u32).map(|number| number.to_le_bytes()[0]).collect();
    for length in [0, 1, 100, MIN_BYTES - 1, MIN_BYTES, MIN_BYTES + 1, bytes.len()] {
        for said in [0, 1, length - length.min(1), length, length + 1, 2 * length] {
            for most in [7, length.max(1), bytes.len()] {
                let mut pieces = Pieces(&bytes[..length], most, 0);
                let mut buffer = Buffer::default();
                let read = buffer.read(&mut pieces, said as u64).unwrap();
                assert!(*read == bytes[..length], "{length}, {said}, {most}");
                if said == length && most >= length && length > 0 {
                    assert_eq!(pieces.2, 1, "the end is not asked for");
                }
            }
        }
    }
}
