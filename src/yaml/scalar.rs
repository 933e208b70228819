//! Scalars by the core schema (YAML 1.2.2, 10.3).
