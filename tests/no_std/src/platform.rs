//! What std and C's start-up code do elsewhere: start, say, stop.

use core::{
    ffi::{c_int, c_void},
    fmt::{self, Write},
    panic::PanicInfo,
};

// Besides these two, the library gives `memcpy` and its like, which compilers call.
#[link(name = "c")]
unsafe extern "C" {
    safe fn _exit(code: c_int) -> !;
    fn write(file: c_int, bytes: *const c_void, count: usize) -> isize;
}

// The kernel enters here with an aligned stack and no return address. A function of C's expects to
// have been called: on x86-64 that pushes an address.
#[cfg(target_arch = "x86_64")]
core::arch::global_asm!(
    ".globl _start",
    "_start:",
    "xor ebp, ebp",
    "call {start}",
    "ud2",
    start = sym start
);
#[cfg(target_arch = "aarch64")]
core::arch::global_asm!(
    ".globl _start",
    "_start:",
    "mov x29, xzr",
    "bl {start}",
    "brk #1",
    start = sym start
);

extern "C" fn start() -> ! {
    crate::main();
    _exit(0)
}

pub(crate) fn print(message: fmt::Arguments<'_>) {
    // There is nobody to tell if it fails.
    let _ = Output(1).write_fmt(message);
}

#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    let _ = writeln!(Output(2), "no_std: {info}");
    _exit(101)
}

// The host's compiled `core` was built to unwind, and names the routine that would. Nothing unwinds
// here: panics abort, and std, which has the routine, is what this program must not have.
//
// SAFETY: no other symbol has this name, as std is absent.
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() -> ! {
    _exit(102)
}

/// An open file, by its number.
struct Output(c_int);

impl Write for Output {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text.as_bytes();
        while !rest.is_empty() {
            // SAFETY: the pointer and the length are those of a slice.
            let written = unsafe { write(self.0, rest.as_ptr().cast(), rest.len()) };
            let written = usize::try_from(written).map_err(|_| fmt::Error)?;
            rest = rest.get(written..).ok_or(fmt::Error)?;
        }
        Ok(())
    }
}
