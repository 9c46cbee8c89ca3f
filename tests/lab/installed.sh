# A board whose agent is the installed Debian package, on a machine without .NET, and the releases that come to it. Sourced after lib.sh.
# shellcheck shell=bash
# What is made for the board that a test has: keys, and whoever signs with them.
: "${made:=$RUN/made}"
# What was built, a folder for each version in turn: 0, 1, 2.
builds=${LABS:?where all machines of the lab lie}/installed/$arch

# build_packages DIR ARGS…: deploy/debian/build.sh, quickly.
build_packages() { "$here/../../deploy/debian/build.sh" --arch "$arch" --quick --out "$@"; }

# need_builds COUNT: the agent's package and releases after it, so many versions of the program that follow each other, in turn: package, release and the
# program's folder of each. Not again for the commit that changed last what is built, unless there are changes that are in none.
need_builds() {
    local n commit inputs=(":/src" ":/deploy" ":/prompts" ":/Directory.*")
    commit=$(git -C "$here" log -1 --format=%H -- "${inputs[@]}")
    dated=$(git -C "$here" log -1 --format=%ct -- "${inputs[@]}")
    mkdir -p "$builds"
    exec 8>"$builds/lock"
    flock 8
    if [[ ! -e $builds/commit || $(<"$builds/commit") != "$commit" || -n $(git -C "$here" status --porcelain -- "${inputs[@]}") ]]; then rm -rf "$builds"/{commit,0,1,2}; fi
    printf '%s\n' "$commit" >"$builds/commit"
    for (( n = 0; n < $1; n++ )); do
        if [[ ! -e $builds/$n/whole ]]; then
            rm -rf "${builds:?}/$n"
            build_packages "$builds/$n" --only edge-agent --release --dated "$(number_of "$n")"
            cp -a "$EDGEDEV_ARTIFACTS/package/$arch/tree/edge-agent/usr/lib/edge/lib/edge-agent" "$builds/$n/program"
            touch "$builds/$n/whole"
        fi
    done
    flock -u 8
}

# A build's number, which rises, and what its package and its release call it.
number_of() { echo $((dated + 100 * $1)); }
version_of() { dpkg-deb -f "$builds/$1"/edge-agent_*.deb Version; }
# version_at SECONDS: as a build of then would be called.
version_at() { echo "$(version_of 0 | cut -d+ -f1)+$(date -u -d "@$1" +%Y%m%d%H%M%S).lab"; }

# Its disk goes, and whoever it was.
fresh() {
    end board KILL
    rm -f "$RUN/board/root.qcow2" "$RUN/board/provisioned"
}

# A disk of its own, so large: on the lab's the units lie where an administrator's would, before those of a package; and no .NET.
new_board() {
    fresh
    mkdir -p "$RUN/board"
    ln -f "$LAB/root.img" "$RUN/board/base.img" 2>/dev/null || cp --sparse=always "$LAB/root.img" "$RUN/board/base.img"
    # By its name alone: both may be kept, and found by another path then.
    qemu-img create -q -f qcow2 -F raw -b base.img "$RUN/board/root.qcow2" "${1:-4G}"
    boot_installed
    board 300 <<<make_bare
}

boot_installed() {
    boot
    echo '. /lab/guest/packages.sh' >>"$share/guest/lib.sh"
}

# repacked FILE.deb VERSION OUT.deb: the same package with another version, which each library of it says at its end.
repacked() {
    local tree=$RUN/repacked library
    rm -rf "$tree"
    dpkg-deb -R "$1" "$tree"
    sed -i "s/^Version: .*/Version: $2/" "$tree/DEBIAN/control"
    for library in "$tree"/usr/lib/edge/lib/*/*.{dll,so}; do printf '\nstamp:%s\n' "$2" >>"$library"; done
    (cd "$tree" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$tree/DEBIAN/md5sums"
    dpkg-deb --root-owner-group -Zgzip -z1 --build "$tree" "$3"
    rm -rf "$tree"
}

# provision_installed NAME: who the board is. The key is made beside the machine, where it takes a second and not a minute; the agent starts by itself.
provision_installed() {
    add_node "$1" "$RUN/$1.edge"
    rm -rf "$share/identity"
    mkdir -p "$share/identity"
    ip netns exec "$network" "$EDGEDEV_ARTIFACTS/edge-agent" provision "$RUN/$1.edge" --data "$share/identity"
    board 1800 <<'SH'
        cp -r /lab/identity/. "$agent"
        chown -R edge-agent: "$agent"
        touch "$agent/identity/provisioned.txt"
        until_true 1200 active edge-agent
SH
    rm -rf "$share/identity"
}

# --- releases ------------------------------------------------------------------------------------------------

# A release key of the hub's trust file, in $made; whoever is provisioned from now on knows it.
need_release_key() {
    [[ ! -e $made/release.key ]] || return 0
    mkdir -p "$made"
    openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$made/key.new"
    openssl pkey -in "$made/key.new" -pubout -out "$made/release.pub"
    rm -f "$made"/{staged,signed}.bin
    hub_command trust stage --out "$made/staged.bin" --add-release "$made/release.pub"
    "$EDGEDEV_ARTIFACTS/edge-hub" trust sign "$made/staged.bin" --root "$RUN/hub/data/keys/root.key" --previous "$RUN/hub/data/trust/trust.bin" --out "$made/signed.bin"
    hub_command trust publish "$made/signed.bin"
    mv "$made/key.new" "$made/release.key"
}

# sign_release FROM TO
sign_release() {
    rm -f "$2"
    "$EDGEDEV_ARTIFACTS/edge-hub" release sign "$1" --key "$made/release.key" --out "$2" >/dev/null
}

# pack_release PROGRAM NUMBER VERSION OUT [ARGS…]: a signed release of that folder.
pack_release() {
    local program=$1 number=$2 version=$3 out=$4
    shift 4
    rm -f "$RUN/unsigned"
    "$EDGEDEV_ARTIFACTS/edge-agent" release pack "$program" --out "$RUN/unsigned" --release-version "$version" --number "$number" --arch "$arch" --fast "$@"
    sign_release "$RUN/unsigned" "$out"
    rm -f "$RUN/unsigned"
}
