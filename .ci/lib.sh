# What the scripts of this folder share. Sourced, not run.
#
# A script is a list of sections: `section NAME` begins one, the commands after it belong to it, and
# the first that fails ends the script with a line that names the section. `summary` is the last.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export CARGO_TERM_COLOR=never CARGO_TERM_PROGRESS_WHEN=never NO_COLOR=1

script=.ci/$(basename "$0")
scratch=$(mktemp -d)
current=
started=
times=()

section() {
    end_section
    current=$1
    started=$EPOCHREALTIME
    printf '\n== %s\n' "$current"
}

# Says which command runs, and runs it.
run() {
    printf '$ %s\n' "$*"
    "$@"
}

summary() {
    end_section
    printf '\n== %s: all sections passed\n' "$script"
    printf '%s\n' "${times[@]}"
}

end_section() {
    if [[ -n $current ]]; then
        times+=("$(printf '%8s s  %s' "$(elapsed)" "$current")")
        current=
    fi
}

elapsed() {
    # `$EPOCHREALTIME` has a comma or a point before six digits, as the locale likes.
    local tenths=$(((${EPOCHREALTIME/[^0-9]/} - ${started/[^0-9]/}) / 100000))
    printf '%d.%d' $((tenths / 10)) $((tenths % 10))
}

on_exit() {
    local code=$?
    rm -r "$scratch"
    if [[ $code -ne 0 && -n $current ]]; then
        printf '\n%s: section "%s" failed after %s s (exit code %d)\n' \
            "$script" "$current" "$(elapsed)" "$code" >&2
    fi
}
trap on_exit EXIT

# Tools

host() {
    rustc -vV | sed -n 's/^host: //p'
}

# need_component COMMAND COMPONENT: the command comes with a component of the toolchain.
need_component() {
    cargo "$1" --version >/dev/null 2>&1 || run rustup component add "$2"
}

# need_cargo_tool NAME VERSION: installs it where cargo keeps such tools, unless it is there.
need_cargo_tool() {
    if [[ $(cargo "${1#cargo-}" --version 2>/dev/null) != *" $2" ]]; then
        run cargo install --locked "$1@$2"
    fi
}

# need_toolchain NAME
need_toolchain() {
    rustc "+$1" --version >/dev/null 2>&1 || run rustup toolchain install "$1" --profile minimal
}

# need_package COMMAND [PACKAGE]: a Debian package has the command, of the same name unless it is said.
need_package() {
    if command -v "$1" >/dev/null; then
        return
    fi
    if [[ $EUID -ne 0 || -z $(command -v apt-get) ]]; then
        printf '%s is not installed: install it, or run this as root on Debian\n' "$1" >&2
        return 1
    fi
    run apt-get update -q
    run apt-get install -q -y --no-install-recommends "${2:-$1}"
}

# need_python PACKAGE==VERSION...: has them in an environment of this repository, and exports its
# interpreter as ASYNC_INTEROP_PYTHON.
need_python() {
    export ASYNC_INTEROP_PYTHON=$PWD/target/python/bin/python
    need_package python3
    if [[ ! -x $ASYNC_INTEROP_PYTHON ]]; then
        # Debian has the module in a package of its own.
        python3 -c 'import ensurepip' 2>/dev/null ||
            run apt-get install -q -y --no-install-recommends python3-venv
        run python3 -m venv target/python
    fi
    run "$ASYNC_INTEROP_PYTHON" -m pip install -q --disable-pip-version-check "$@"
}
