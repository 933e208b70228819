//! What notes say together: ids, titles, anchors, links. Knows nothing of disk.
