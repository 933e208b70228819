//! Output formats, one file each. Knows nothing of disk.
