//! What is wrong with what uses the traits.

use crate::{
    kill::mutants,
    relay,
    wrapping::{self, body, through},
};

mutants! {
    "CALLER-01" through::PollsAfterEnd "polls a stream that has ended" "polled after its end";
    "CALLER-02" relay::FlushesInShutdown "flushes at each poll of its shutdown"
        "flushed after its shutdown began";
    "CALLER-03" relay::TakesShortForAll "takes a short write for a whole one" "there arrived";
    "CALLER-04" relay::AsksForever "writes again to a writer that takes nothing"
        "written to 100 times";
    "CALLER-04" relay::TakesZeroForDone "takes nothing taken for done" "it ended well";
    "CALLER-05" relay::LooksQuickly "takes another look with a waker of nobody"
        "the waker of its last poll was not";
    "CALLER-05" relay::KeepsFirstWaker "polls with its first waker for ever"
        "the waker of its last poll was not";
    "CALLER-06" relay::FlushesInDrop "flushes in its destructor" "polled while its caller is dropped";
    "CALLER-07" wrapping::FlushStays "its flush is not passed on" "were not flushed below";
    "CALLER-07" wrapping::ShutdownFlushes "its shutdown is only a flush" "the shutdown of what is below";
    "CALLER-08" relay::WaitsForNothing "is pending after each write" "nobody has the waker";
    "CALLER-09" relay::ConsumesItsRoom "consumes as much as it has room for"
        "consumed beyond what it showed";
    "CALLER-10" relay::CountsTwice "keeps bytes once more at each poll that waits" "it has Ok(\"oneone";
    "CALLER-11" wrapping::SaysNotVectored "leaves the methods of vectored writes as they are"
        "it says that it is not";
    "CALLER-11" wrapping::FirstSliceOnly "says that it is vectored, and takes the first slice"
        "the bytes of one slice";
    "CALLER-12" through::NoHint "leaves the hint of size as it is" "the hint is (0, None)";
    "CALLER-13" through::NoProgress "leaves the method to work on as it is"
        "stream 0 was not asked";
    "CALLER-13" through::FirstOnly "lets only its first stream work on" "stream 1 was not asked";
    "CALLER-13" through::SwallowsPending "says that it has nothing to do" "work inside was pending";
    "CALLER-13" through::TakesItem "takes an item while it should only work on"
        "asked for an item meanwhile";
    "CALLER-13" body::AwaitsAlone "awaits the body of its loop alone" "they were never asked";
    "CALLER-14" relay::ReadsAfterEnd "reads again after the end" "read again after its end";
}
