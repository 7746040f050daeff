//! Bridges between our traits and those of other ecosystems.
