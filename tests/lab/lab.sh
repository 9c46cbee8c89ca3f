#!/usr/bin/env bash
# Runs the lab: builds the machine where needed, then runs the tests in it. ./edge lab calls this; README.md tells the rest.
# For the architecture that EDGEDEV_LAB_ARCH names (amd64).
# usage: lab.sh [--short] [--only NAME]…      lab.sh shell      lab.sh bench [ARGS]
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
started=$SECONDS
artifacts=${EDGEDEV_ARTIFACTS:?the build output}
. "$here/arch.sh"
# What is the same for every machine, and what this one's is.
export LABS=${EDGEDEV_LAB:-$artifacts/lab}
export LAB=$LABS
is_own || LAB+=/$arch
short=0 shell=0 bench=() tests=()

# told WHAT TEST: what a test's first lines say of it; limit and short are seconds.
told() { sed -n "s/^# $1: //p" "$here/tests/$2.sh"; }

while (( $# > 0 )); do
    case $1 in
        shell) shell=1; shift ;;
        bench) shift; bench=("${@:-"--row=lossy64"}"); break ;;
        --short) short=1; shift ;;
        --only) [[ -n ${2:-} && -e $here/tests/$2.sh ]] || { echo "lab: --only needs one of: $(cd "$here/tests" && echo *.sh | sed 's/\.sh//g')" >&2; exit 64; }
                tests+=("$2"); shift 2 ;;
        *) echo "lab: there is no '$1'; see ./edge help" >&2; exit 64 ;;
    esac
done
export short
if (( ${#tests[@]} == 0 )); then
    # The short form is for whoever waits for it: six minutes, from nothing.
    if (( short )); then EDGEDEV_LAB_BUDGET=${EDGEDEV_LAB_BUDGET:-360}; fi
    # The quickest first, so that most is known soonest; the main job before all.
    while read -r _ test; do tests+=("$test"); done < <(for test in "$here"/tests/*.sh; do
        test=${test##*/} test=${test%.sh}
        # What needs no machine has no part in the time that there is for one.
        if (( short )) && [[ $(told machine "$test") == none ]]; then continue; fi
        if [[ $test == main-job ]]; then echo "0 $test"; else echo "$(told short "$test") $test"; fi
    done | sort -n)
fi

if (( ${#bench[@]} > 0 )) && ! is_own; then echo "lab: the benchmark runs on this system's .NET and has none for $arch" >&2; exit 64; fi
machine=$shell
(( ${#bench[@]} == 0 )) || machine=1
for test in "${tests[@]}"; do [[ $(told machine "$test") == none ]] || machine=1; done

mkdir -p "$LAB/logs"
# Two runs would share nothing but the machine they build.
if (( machine )); then (flock 9 && "$here/build.sh" "$LAB") 9>"$LAB/lock"; fi
# Not below the artifacts: the path of a socket may have 107 bytes.
RUN=$(mktemp -d /tmp/edge-lab.XXXXXX)
export RUN
. "$here/lib.sh"

test_pid=
finish() {
    if [[ -n $test_pid ]]; then kill "$test_pid" || true; fi
    if [[ -e $RUN/board/console.log ]]; then cp "$RUN/board/console.log" "$LAB/logs/board.console"; fi
    end board KILL
    end hub TERM || end hub KILL
    end_network
    rm -rf "$RUN"
}
trap finish EXIT
trap 'exit 130' INT TERM

# What ./edge build made, and the units, as a disk that the machines mount at /usr/lib/edge.
make_edge_disk() {
    local tree=$RUN/edge
    mkdir -p "$tree/lib"
    if is_own; then
        cp "$artifacts/edge-agent" "$artifacts/edge-hub" "$tree/"
        cp -r "$artifacts/lib/edge-agent" "$artifacts/lib/edge-hub" "$tree/lib/"
    else
        "$here/packaged.sh" "$arch" "$LABS/packaged"
        cp -r "$LABS/packaged/root/usr/lib/edge/." "$tree/"
    fi
    cp -r "$here/../../deploy" "$tree/deploy"
    if (( ${#bench[@]} > 0 )); then
        cp -r "$here/../Edge.Benchmarks/bin/Release/net10.0" "$tree/lib/bench"
    elif [[ " ${tests[*]} " == *" drivers "* ]]; then
        cp -r "$(drivers)" "$tree/lib/drivers"
        install -D -m 644 "$LAB/gpiod3/libgpiod.so.3" "$tree/lib/gpiod3/libgpiod.so.3"
    fi
    truncate -s 512M "$RUN/edge.img"
    mke2fs -q -t ext4 -O ^has_journal -m 0 -E root_owner=0:0 -d "$tree" "$RUN/edge.img"
    rm -rf "$tree"
}

# The drivers' contract tests, compiled: by ./edge lab for this system; for another with the .NET that it does not have.
drivers() {
    if is_own; then echo "$here/drivers/bin/Release/net10.0"; return; fi
    dotnet publish "$here/drivers" -c Release --nologo -v quiet -clp:NoSummary -r "$runtime" --self-contained --artifacts-path "$LAB/drivers/objects" -o "$LAB/drivers/publish" >&2
    echo "$LAB/drivers/publish"
}

# A test is a script of its own with a limit of its own; its log stays until the next run.
run_test() {
    local name=$1 log=$LAB/logs/$1.log limit from=$SECONDS status=0
    rm -f "$LAB/logs/$name".*
    limit=$(told limit "$name")
    # Waited for, so that a signal ends the lab now and not after the test.
    timeout --kill-after=10 "${limit:-600}" bash "$here/tests/$name.sh" >"$log" 2>&1 </dev/null &
    test_pid=$!
    wait "$test_pid" || status=$?
    test_pid=
    sed -n 's/^figure: //p' "$log" | sed "s/^/lab: $name: /"
    if (( status == 0 )); then
        echo "lab: $name passed, $((SECONDS - from)) s"
        passed=$((passed + 1))
        return
    fi
    if (( status == not_here )); then
        echo "lab: $name NOT RUN: $(tail -n 1 "$log")"
        left_out=$((left_out + 1))
        return
    fi
    (( status != 124 )) || echo "not ended after ${limit:-600} s" >>"$log"
    keep_journals "$name"
    echo "lab: $name FAILED, $((SECONDS - from)) s; $log says:"
    tail -n 15 "$log" | sed 's/^/    /'
    failed=$((failed + 1))
}

keep_journals() {
    if alive board; then board 60 <<<'journalctl -b --no-pager | tail -n 2000' >"$LAB/logs/$1.journal" 2>&1 || true; fi
    if [[ -e $RUN/hub/log ]]; then cp "$RUN/hub/log" "$LAB/logs/$1.hub"; fi
}

if (( machine )); then make_edge_disk; fi
if (( shell )); then
    need_board
    echo "lab: the board's console; log in as root, without a password. Ctrl-] ends the lab. The hub is at $hub_address." >&2
    socat "STDIO,raw,echo=0,escape=0x1d" "UNIX-CONNECT:$RUN/board/console"
    exit
fi

if (( ${#bench[@]} > 0 )); then
    # Both ends of the link are network namespaces inside the machine, whose kernel has netem; the lab's hub is not used.
    need_network
    boot
    echo "lab: load of this machine before: $(cut -d' ' -f1-3 /proc/loadavg)"
    status=0
    board 7200 <<SH || status=$?
        modprobe -a sch_netem veth
        export EDGEDEV_ARTIFACTS=/usr/lib/edge EDGEDEV_PATIENCE=10
        dotnet /usr/lib/edge/lib/bench/Edge.Benchmarks.dll uplink --dir /root/bench ${bench[*]@Q}
SH
    echo "lab: load after: $(cut -d' ' -f1-3 /proc/loadavg)"
    exit "$status"
fi

passed=0 failed=0 left_out=0
(( machine == 0 )) || echo "lab: machine ready after $((SECONDS - started)) s"
for test in "${tests[@]}"; do
    if [[ -n ${EDGEDEV_LAB_BUDGET:-} ]] && (( SECONDS - started + $(told short "$test") > EDGEDEV_LAB_BUDGET )); then
        left_out=$((left_out + 1))
        echo "lab: $test NOT RUN: of the $EDGEDEV_LAB_BUDGET s there are for the lab here $((EDGEDEV_LAB_BUDGET - SECONDS + started)) are left and it takes about $(told short "$test"); sudo ./edge lab --only $test runs it"
        continue
    fi
    run_test "$test"
done
echo "lab: $((SECONDS - started)) s in all"
echo "$passed passed, $failed failed"
(( passed + failed > 0 || left_out == 0 )) || exit "$not_here"
(( failed == 0 && passed > 0 ))
