mod collect;
mod for_each;
mod next;
mod progress_while;
