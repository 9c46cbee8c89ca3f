# `./edge lab`, and the lab's part of `./edge test --lab`. edge reads this file.
# shellcheck shell=bash disable=SC2154 # root, artifacts and the sums are edge's and tests/suite.sh's

# The lab boots a machine in software and builds it first: Debian's kernel, the simulators it lacks, a small Debian around them.
# tests/lab/arch.sh adds what the machine's architecture needs. qemu-user runs the packaged arm64 agent without a machine.
lab_packages=(qemu-utils qemu-user dosfstools mtools mmdebstrap cpio kmod e2fsprogs xz-utils libc6-dev make libelf1 bc iproute2 util-linux curl jq socat zbar-tools binutils)

command_lab() {
    if [[ ${1:-} == --arch ]]; then
        export EDGEDEV_LAB_ARCH=${2:-none}
        shift $(( $# > 1 ? 2 : 1 ))
    fi
    . "$root/tests/lab/arch.sh"
    need_sdk
    lab_reason && die "the lab cannot run here: $reason"
    need_packages "${run_packages[@]}" "${lab_packages[@]}" "${arch_packages[@]}"
    is_built || build
    build_properties
    local project=lab/drivers
    [[ ${1:-} != bench ]] || project=Edge.Benchmarks
    dotnet build "$root/tests/$project" "${properties[@]}" >&2 || die "the build failed"
    EDGEDEV_ARTIFACTS=$artifacts exec "$root/tests/lab/lab.sh" "$@"
}

# True where the lab cannot run; `reason` says why.
lab_reason() {
    reason=
    if [[ $(. /etc/os-release && echo "${ID:-}${VERSION_ID:-}") != debian12 || $(uname -m) != x86_64 ]]; then reason="it is made on and of Debian 12 for x86-64"
    elif (( EUID != 0 )); then reason="building its machine needs root: sudo ./edge lab"
    elif [[ ! -c /dev/net/tun ]]; then reason="there is no /dev/net/tun for the board's cable"
    elif ! unshare --net true 2>/dev/null; then reason="network namespaces are not allowed here"
    fi
    [[ -n $reason ]]
}

# CI is to end within 35 minutes: what of the lab would not end by then is said and left out.
# The short form may take until then; building the machine, booting it and the main job take at least so long.
lab_until=1800 lab_least=180
# And the arm64 agent after it.
arm_until=1980 arm_least=240

# Runs the lab's short form, then the packaged arm64 agent, and adds their results. What cannot run at all is said, and is no failure.
run_lab() {
    . "$root/tests/lab/arch.sh"
    local left
    if lab_reason; then printf 'lab: NOT RUN, nor the arm64 agent: %s\n' "$reason"; return; fi
    if ! (need_packages "${lab_packages[@]}" "${arch_packages[@]}"); then printf 'lab: NOT RUN, nor the arm64 agent: what they need cannot be installed here\n'; return; fi
    left=$((lab_until - SECONDS))
    if (( left >= lab_least )); then EDGEDEV_LAB_BUDGET=$((left < 360 ? left : 360)) run_lab_part lab "${EDGEDEV_TEST_TIMEOUT:-900}" --short || fail "lab: had not ended after ${EDGEDEV_TEST_TIMEOUT:-900} s"
    else printf 'lab: NOT RUN: the tests before it took %d s, too long for it to follow; sudo ./edge lab --short runs it\n' "$SECONDS"; fi
    left=$((arm_until - SECONDS))
    # How fast this machine is decides nothing: what has not ended by then is stopped, and that is said.
    if (( left >= arm_least )); then run_lab_part arm64 "$left" --only user-mode || printf 'arm64: STOPPED after the %d s that were left; sudo ./edge lab --only user-mode runs it to its end\n' "$left"
    else printf 'arm64: NOT RUN: what was before it took %d s, too long for it to follow; sudo ./edge lab --only user-mode runs it\n' "$SECONDS"; fi
}

# run_lab_part NAME LIMIT ARGS…: lab.sh with these, whose last line are its sums. False where it had to be stopped at the limit.
run_lab_part() {
    local name=$1 limit=$2 status=0 started=$SECONDS last log=$artifacts/test-results/$1.log
    shift 2
    printf -- '--- %s: lab.sh %s\n' "$name" "$*"
    timeout --foreground --kill-after=30 "$limit" "$root/tests/lab/lab.sh" "$@" 2>&1 | tee "$log" || status=${PIPESTATUS[0]}
    if (( status == 124 )); then return 1; fi
    if (( status == not_here )); then printf '%s: NOT RUN: what it needs of Debian cannot be had here\n' "$name"; return; fi
    last=$(tail -n 1 "$log")
    if [[ $last =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
        passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2]))
        if (( BASH_REMATCH[2] > 0 )); then failures+=("$name: see $log"); return; fi
        if (( status == 0 )); then return; fi
    fi
    fail "$name: ended with code $status after $((SECONDS - started)) s without a result"
}
