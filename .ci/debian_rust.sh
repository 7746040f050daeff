# Compilers that rustup has not got here, from Debian's packages. Sourced by those scripts that need it.
#
# The packages are unpacked below `target/` and not installed, so any number of versions may lie side by
# side. rustup's cargo drives them. Two are used: the oldest compiler that the crate supports, and one
# whose library comes with its source, so that the library can be built for other machines, or with a
# sanitizer.

# need_debian_rust MINOR: unpacks the newest `1.MINOR` that Debian has, and sets `debian_rust` to its folder.
need_debian_rust() {
    debian_rust=$PWD/target/debian-rust-1.$1
    if [[ -x $debian_rust/usr/bin/rustc ]]; then
        return
    fi
    run apt-get update -q
    local version llvm
    version=$(apt-cache madison rustc-web | awk -v wanted="1.$1." 'index($3, wanted) == 1 { print $3; exit }')
    if [[ -z $version ]]; then
        printf 'Debian has no rustc-web 1.%s: choose one of\n' "$1" >&2
        apt-cache madison rustc-web >&2
        return 1
    fi
    llvm=$(apt-cache show "rustc-web=$version" "libstd-rust-web-1.$1=$version" | grep -o 'libllvm[0-9]*' | head -n 1)
    local packages=("rustc-web=$version" "libstd-rust-web-1.$1=$version" "libstd-rust-web-dev=$version" "$llvm")
    packages+=("rust-web-src=$version")
    unpack "$debian_rust" "${packages[@]}"
}

# need_debian_files PACKAGE: unpacks a package of Debian's, and sets `debian_files` to its folder.
need_debian_files() {
    debian_files=$PWD/target/debian-$1
    if [[ ! -d $debian_files ]]; then
        unpack "$debian_files" "$1"
    fi
}

# unpack FOLDER PACKAGE…
unpack() {
    local folder=$1 package
    shift
    # apt drops its rights before it downloads.
    mkdir "$scratch/debian"
    chmod 777 "$scratch" "$scratch/debian"
    (cd "$scratch/debian" && run apt-get download -q "$@")
    for package in "$scratch/debian"/*.deb; do
        run dpkg-deb --extract "$package" "$folder.new"
    done
    mv "$folder.new" "$folder"
    rm -r "$scratch/debian"
}

# with_debian_rust COMMAND…: runs it with the compiler that was needed last. Its target folder is its own,
# since one compiler cannot read what another one wrote.
with_debian_rust() {
    run env RUSTC="$debian_rust/usr/bin/rustc" RUSTDOC="$debian_rust/usr/bin/rustdoc" \
        LD_LIBRARY_PATH="$debian_rust/usr/lib/x86_64-linux-gnu" \
        CARGO_TARGET_DIR="${debian_target:-$debian_rust-target}" "$@"
}

# The linker of rustup's toolchain, which knows every machine.
rust_lld() {
    printf '%s/lib/rustlib/%s/bin/rust-lld' "$(rustc +stable --print sysroot)" "$(host)"
}

# need_copy NAME: copies what is checked in to `target/NAME`, for those who need a lock file of their own,
# and sets `copy` to it.
need_copy() {
    copy=$PWD/target/$1
    rm -rf "$copy"
    mkdir -p "$copy"
    git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$copy"
    rm "$copy/Cargo.lock"
}
