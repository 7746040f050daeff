//! Random scripts for an object with a position, and the bytes that it should hold.

use alloc::{format, vec::Vec};

use crate::{
    conformance::{
        Env, Seekable, Stop,
        harness::{Rng, Seeking, payload},
    },
    io::SeekFrom,
};

/// How many bytes an object holds at the start of a script.
const LEN: usize = 100;

/// One step of a script: a seek, in one of its three forms, and what is done there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Op {
    form: Form,
    /// Where to, in hundredths of what the object holds.
    percent: usize,
    count: usize,
    writes: bool,
}

#[derive(Clone, Copy, Debug)]
enum Form {
    Start,
    Current,
    End,
}

impl Op {
    pub(super) fn random(random: &mut Rng) -> Self {
        let form = [Form::Start, Form::Current, Form::End][random.below(3)];
        let count = [0, 1, 2, 7, 8, 20, 64][random.below(7)];
        Self { form, percent: random.below(101), count, writes: random.one_in(3) }
    }
}

/// Plays `script` against a fresh object and a vector.
pub(super) fn play(fixture: &mut impl Seekable, env: &Env, script: &[Op]) -> Result<(), Stop> {
    let mut model = payload::bytes(0, LEN);
    let mut position = 0;
    let mut subject = Seeking::open(fixture, env, &model);
    for op in script {
        let target = model.len() * op.percent / 100;
        let to = match op.form {
            Form::Start => SeekFrom::Start(target as u64),
            Form::Current => SeekFrom::Current(target as i64 - position as i64),
            Form::End => SeekFrom::End(target as i64 - model.len() as i64),
        };
        subject.seek_to(to, target as u64)?;
        position = target;
        if op.writes && env.has("write") {
            // The payload from elsewhere, so that it is not what stands there.
            let bytes = payload::bytes(target + 100, op.count);
            subject.write(&bytes)?;
            subject.flush()?;
            let end = (target + bytes.len()).max(model.len());
            model.resize(end, 0);
            model[target..target + bytes.len()].copy_from_slice(&bytes);
            position += bytes.len();
        } else {
            let expected: Vec<u8> = model[target..].iter().copied().take(op.count).collect();
            let read = subject.read(op.count)?;
            position += read.len();
            if let Some(difference) = payload::difference(&expected, &read) {
                let required = format!("the bytes from {target} on");
                return Err(Stop::fail(required, difference));
            }
        }
    }
    subject.stands_at(position as u64, "after the script")?;
    subject.seek_to(SeekFrom::Start(0), 0)?;
    let all = subject.read(model.len() + 1)?;
    match payload::difference(&model, &all) {
        None => Ok(()),
        Some(difference) => Err(Stop::fail("the bytes that the object should hold", difference)),
    }
}
