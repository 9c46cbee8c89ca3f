# A Debian of another architecture on this system: its packages, and its programs while it is put together. build.sh reads this.
# shellcheck shell=bash disable=SC2154 # arch, lab and sources are its

# its_apt COMMAND…: apt as the machine has it. For another architecture with a state of its own, of which this system's apt learns nothing.
its_apt() { if is_own; then "$@"; else APT_CONFIG=$lab/apt/conf "$@"; fi; }

know_its_packages() {
    if is_own; then return; fi
    mkdir -p apt/lists/partial apt/cache/archives/partial
    cat >apt/conf <<END
APT::Architecture "$arch"; APT::Architectures { "$arch"; "$(dpkg --print-architecture)"; };
Acquire::Languages "none"; APT::Sandbox::User "root";
Dir::State::lists "$lab/apt/lists"; Dir::State::status "/dev/null"; Dir::Cache "$lab/apt/cache";
Dir::Etc::sourcelist "$sources"; Dir::Etc::sourceparts "/dev/null";
END
    # The same for a day: whoever works on the lab need not wait for it, and what the archive no longer has is soon forgotten.
    if [[ -n $(find apt/known -mmin -1440 2>/dev/null) ]]; then return; fi
    its_apt apt-get update -qq && touch apt/known
}

# emulated COMMAND…: it may start programs of the machine's architecture, by an interpreter that the kernel knows meanwhile. That is a
# matter of the whole system, so it is taken away again, and the interpreter is unpacked and not installed: its package would leave it there.
emulated() (
    if is_own; then "$@"; exit; fi
    name=qemu-aarch64
    mkdir -p interpreter
    cd interpreter
    if [[ ! -x usr/bin/$name-static ]]; then
        apt-get download -qq -o APT::Sandbox::User=root qemu-user-static || exit
        dpkg-deb -x qemu-user-static_*.deb .
        rm qemu-user-static_*.deb
    fi
    known=$PWD/known interpreter=$PWD/usr/bin/$name-static
    mkdir -p "$known"
    # One at a time: whoever ends first would take it from the other.
    exec 8>/run/lock/edge-lab-interpreter
    flock 8
    mount -t binfmt_misc none "$known" || exit
    trap 'if [[ -n ${ours:-} ]]; then echo -1 >"$known/$name"; fi; umount "$known"' EXIT
    if [[ ! -e $known/$name ]]; then
        # F: it is opened now, so that it is found from inside the other system's root, which does not have it.
        sed "s|:[^:]*:[^:]*\$|:$interpreter:F|" "usr/lib/binfmt.d/$name.conf" >"$known/register" || exit
        ours=1
    fi
    cd ..
    "$@"
)
