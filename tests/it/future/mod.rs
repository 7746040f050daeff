mod ext;
mod fairness;
mod join;
mod join_all;
mod select;
mod support;
mod yield_now;
