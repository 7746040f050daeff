mod ext;
mod fairness;
mod join;
mod select;
mod support;
mod yield_now;
