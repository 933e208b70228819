//! The only file system calls: finding notes, reading, saving.
