mod instant;
mod interval;
mod manual;
mod timeout;
