//! A process for one side.

use std::{
    env,
    process::{Command, Stdio},
};

use super::{Counts, Unit, callgrind, place::Place};

/// Runs a side in this process, and prints what it counts for [`figure`].
///
/// # Errors
///
/// Returns what went wrong with printing.
pub(crate) fn run_here(place: Place) -> Result<(), String> {
    let counts = (place.side().run)();
    let line = serde_json::to_string(&counts).map_err(|error| error.to_string())?;
    println!("{line}");
    Ok(())
}

/// Runs a side in a process of its own. Returns what its row counts, per operation.
///
/// # Errors
///
/// Returns what went wrong, and with which side.
pub(super) fn figure(place: Place) -> Result<f64, String> {
    run_there(place).map_err(|error| format!("{place}: {error}"))
}

fn run_there(place: Place) -> Result<f64, String> {
    let program = env::current_exe().map_err(|error| error.to_string())?;
    let unit = place.row().unit;
    let mut command = match unit {
        Unit::Instructions => callgrind::command(&program),
        Unit::Allocations | Unit::Calls | Unit::Seconds => Command::new(program),
    };
    let output = command
        .args(["--side", &place.to_string()])
        .stdin(Stdio::null())
        .output()
        .map_err(|error| error.to_string())?;
    let stderr = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(format!("{}; it wrote:\n{stderr}", output.status));
    }
    let counts: Counts =
        serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())?;
    let count = match unit {
        Unit::Instructions => callgrind::collected(&stderr)? as f64,
        Unit::Allocations => counts.allocations as f64,
        Unit::Calls => counts.calls as f64,
        Unit::Seconds => counts.time.as_secs_f64(),
    };
    Ok(count / f64::from(counts.operations))
}
