//! Files with one defect each.

use crate::{
    file::{Defect, subject},
    kill::mutants,
};

mutants! {
    "SEEK-01" EndCountsForward "counts from the end forward, whatever the sign" "form: End";
    "SEEK-02" KeepsReadAhead "keeps what was read ahead when it seeks" "after a seek there";
    "SEEK-03" CountsReadAhead "says where it is after what it read ahead"
        "after four of ten bytes were read is 4";
    "SEEK-04" SaturatesToStart "goes to the start where it should fail"
        "Current(-4) from 3: Ok(0)";
    "SEEK-05" RefusesBehindEnd "refuses to go behind the end" "End(5): Err";
    "SEEK-06" MovesBeforeItWrites "moves before it writes what is buffered"
        "what was written and not flushed";
    "SEEK-07" SecondSeekPanics "panics at a second seek while one is under way"
        "a seek is under way";
    "SEEK-08" SeekKeepsFirstWaker "keeps the first waker of a seek"
        "the newest waker of a pending seek is woken";
    "SEEK-08" SeekPendsAlone "waits in a seek for nobody" "no wake, and 0 of the older one";
    "SEEK-09" EachPollMoves "begins a relative seek anew at each poll"
        "a seek to Current(7) is done, at 9";
    "SEEK-10" FirstPollForgetsReadAhead "empties its buffer before the seek is done"
        "after a seek that was given up";
    "SEEK-11" KeepsEnd "remembers that it was at its end" "then the end";
    "SEEK-12" ReadSeeks "seeks back what was read ahead before it reads" "a read brings bytes";
    "SEEK-13" NegatesOffset "negates an offset that is the smallest" "an offset that can be negated";
    "SEEK-14" CompletesWhatWasNotBegun "waits for the end of a seek that was not begun"
        "after nothing: it is pending";
}
