use async_interop::future::join_all;
use std::{future::ready, rc::Rc};

fn spawnable(_: impl Send) {}

fn main() {
    spawnable(join_all([ready(Rc::new(1))]));
}
