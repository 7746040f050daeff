mod collect;
mod fold;
mod for_each;
mod for_each_concurrent;
mod next;
mod progress_while;
mod searches;
mod try_for_each;
