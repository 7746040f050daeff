//! The reasons for which rows are ignored are literals: each has to name its own rule.

use async_interop::conformance::{
    Capabilities, Class, Rule, block, buf, caller, duplex, global, join, local, rbuf, read, seek,
    spawn, stream, timer, waiters, waker, write,
};

type Suite = (&'static [&'static Rule], &'static [(&'static str, &'static str, &'static str)]);

const SUITES: &[Suite] = &[
    (block::RULES, block::REASONS),
    (buf::RULES, buf::REASONS),
    (caller::RULES, caller::REASONS),
    (duplex::RULES, duplex::REASONS),
    (global::RULES, global::REASONS),
    (join::RULES, join::REASONS),
    (local::RULES, local::REASONS),
    (rbuf::RULES, rbuf::REASONS),
    (read::RULES, read::REASONS),
    (seek::RULES, seek::REASONS),
    (spawn::RULES, spawn::REASONS),
    (stream::RULES, stream::REASONS),
    (timer::RULES, timer::REASONS),
    (waiters::RULES, waiters::REASONS),
    (waker::RULES, waker::REASONS),
    (write::RULES, write::REASONS),
];

#[test]
fn each_reason_names_its_rule_and_what_is_missing() {
    for (rules, reasons) in SUITES {
        for (id, capability, reason) in *reasons {
            let rule = rules.iter().find(|rule| rule.id == *id).unwrap();
            if rule.class == Class::Untestable {
                assert!(reason.starts_with(&format!("{id}: ")), "{id}: {reason:?}");
            } else {
                assert_eq!(*reason, format!("{id}: capability `{capability}` not declared"));
            }
        }
    }
}

#[test]
fn untestable_rows_are_always_ignored() {
    for rule in SUITES.iter().flat_map(|(rules, _)| rules.iter()) {
        let known = |name: &&str| Capabilities::KNOWN.iter().any(|(known, _)| known == name);
        let ignored = rule.capabilities.iter().any(|name| !known(name));
        assert_eq!(ignored, rule.class == Class::Untestable, "{rule}");
    }
}
