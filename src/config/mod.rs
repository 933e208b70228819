//! `notelint.yaml`: as written, with spans, and as resolved for one path. Knows nothing of disk.
