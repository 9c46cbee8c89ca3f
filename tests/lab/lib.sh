# The lab's board, its hub and the link between them, for lab.sh and for the tests. Sourced, not run.
# shellcheck shell=bash
set -euo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
. "$here/arch.sh"
: "${LAB:?the folder with the built machine}" "${RUN:?the folder of this run}" "${EDGEDEV_ARTIFACTS:?the build output}"

board_address=10.77.0.2
hub_address=10.77.0.1
network=${RUN##*/}
short=${short:-0}
share=$RUN/board/share

say() { printf '%s\n' "$*"; }
fail() { say "FAILED: $*"; exit 1; }

# until_true SECONDS COMMAND…: waits for it, not for ever.
until_true() {
    local limit=$((SECONDS + $1))
    shift
    until "$@"; do
        (( SECONDS < limit )) || { say "not in time: $*"; return 1; }
        sleep 0.2
    done
}

# alive NAME: the process that RUN/NAME/pid names runs, and is ours.
alive() { [[ -s $RUN/$1/pid ]] && grep -qs -- "$RUN/$1" "/proc/$(<"$RUN/$1/pid")/cmdline"; }
dead() { ! alive "$1"; }

# end NAME [SIGNAL]: ends it and waits for that.
end() {
    alive "$1" || return 0
    kill "-${2:-KILL}" "$(<"$RUN/$1/pid")"
    until_true 30 dead "$1"
    rm -f "$RUN/$1/pid"
}

# --- the board: a machine of its own ------------------------------------------------------------------

# Boots it and waits until it listens. Its disk outlives it, so this is also how the power comes back.
boot() {
    local folder=$RUN/board
    mkdir -p "$share"/{in,run,out,rc,guest}
    rm -f "$share"/{in,run,out,rc}/* "$share/up"
    cp "$here"/guest/* "$share/guest/"
    # A name of its own for the image: another run may build a new one meanwhile.
    [[ -e $folder/base.img ]] || ln "$LAB/root.img" "$folder/base.img" 2>/dev/null || cp --sparse=always "$LAB/root.img" "$folder/base.img"
    [[ -e $folder/root.qcow2 ]] || qemu-img create -q -f qcow2 -F raw -b "$folder/base.img" "$folder/root.qcow2"
    truncate -s 64M "$folder/data.img"
    truncate -s 1G "$folder/log.img"
    # No offloading, so that netem sees packets and not what the kernel makes of many. A session of its own keeps Ctrl-C from it.
    setsid ip netns exec "$network" "${qemu[@]}" \
        -accel "${EDGEDEV_LAB_ACCEL:-tcg,thread=multi,tb-size=512}" -smp 2 -m 1536 -nodefaults -display none -no-reboot -pidfile "$folder/pid" \
        -kernel "$LAB/vmlinuz" -initrd "$LAB/initrd.gz" \
        -append "console=$console quiet loglevel=3 net.ifnames=0 mitigations=off systemd.show_status=0 modprobe.blacklist=iTCO_wdt systemd.hostname=board lab.address=$board_address/24" \
        -drive "if=none,id=root,file=$folder/root.qcow2,format=qcow2,cache=writeback" -device virtio-blk-pci,drive=root \
        -drive "if=none,id=edge,file=$RUN/edge.img,format=raw,readonly=on" -device virtio-blk-pci,drive=edge,serial=edge \
        -drive "if=none,id=data,file=$folder/data.img,format=raw,cache=unsafe" -device virtio-blk-pci,drive=data,serial=data \
        -drive "if=none,id=log,file=$folder/log.img,format=raw,cache=unsafe" -device virtio-blk-pci,drive=log,serial=log \
        -fsdev "local,id=share,path=$share,security_model=none" -device virtio-9p-pci,fsdev=share,mount_tag=lab \
        -netdev tap,id=link,ifname=link0,script=no,downscript=no,vnet_hdr=off -device virtio-net-pci,netdev=link,romfile= \
        -device virtio-rng-pci -chardev "socket,id=console,path=$folder/console,server=on,wait=off,logfile=$folder/console.log,logappend=on" -serial chardev:console \
        </dev/null >>"$folder/qemu.log" 2>&1 &
    disown
    until_true 10 test -s "$folder/pid" || { cat "$folder/qemu.log"; fail "the machine did not start"; }
    until_true 600 up_or_dead || fail "the machine has not booted; see board.console"
    alive board || { cat "$folder/qemu.log"; fail "the machine ended while it booted; see board.console"; }
}

up_or_dead() { [[ -e $share/up ]] || dead board; }

# The power goes, now. What the machine had not flushed is gone with it.
cut_power() {
    alive board || fail "the board is not running"
    end board KILL
}

# board [SECONDS]: runs the script on standard input in the board, as root; prints what it says, ends as it ends.
board() {
    local limit=$((SECONDS + ${1:-120})) id
    id=$(board_begin)
    until [[ -e $share/rc/$id ]]; do
        alive board || { say "the machine ended"; return 1; }
        (( SECONDS < limit )) || { cat "$share/out/$id" 2>/dev/null || true; say "the script took longer than ${1:-120} s"; return 1; }
        sleep 0.05
    done
    cat "$share/out/$id"
    return "$(<"$share/rc/$id")"
}

# The same without waiting; prints the script's number.
board_begin() {
    local id
    id=$(date +%s%N)
    { echo '. /lab/guest/lib.sh'; cat; } >"$share/in/.$id"
    mv "$share/in/.$id" "$share/in/$id"
    echo "$id"
}

# --- the network: one of its own on this machine, with the hub in it and the board's cable -----------------

need_network() {
    [[ ! -e /run/netns/$network ]] || return 0
    ip netns add "$network"
    ip -n "$network" link set lo up
    ip -n "$network" tuntap add link0 mode tap
    ip -n "$network" address add "$hub_address/24" dev link0
    ip -n "$network" link set link0 up
}

end_network() { [[ ! -e /run/netns/$network ]] || ip netns delete "$network"; }

# link NETEM…: the link gets this, each way: link delay 100ms loss 1%. Without anything: as fast as it goes.
# shellcheck disable=SC2120 # tests give the arguments
link() { board <<<"shape_link $*"; }

# --- hub and agent ---------------------------------------------------------------------------------------

need_hub() {
    need_network
    alive hub && return
    mkdir -p "$RUN/hub"
    setsid ip netns exec "$network" "$EDGEDEV_ARTIFACTS/edge-hub" run --data "$RUN/hub/data" --https "$hub_address:8443" --mqtt "$hub_address:8883" </dev/null >>"$RUN/hub/log" 2>&1 &
    disown
    echo $! >"$RUN/hub/pid"
    until_true 120 hub_ready || { tail "$RUN/hub/log"; fail "the hub is not ready"; }
}

hub_ready() { hub_api status 2>/dev/null | jq -e .ready >/dev/null; }
hub_api() { curl -sS --fail-with-body --max-time 60 --unix-socket "$RUN/hub/data/hub.sock" "http://hub/v1/$1"; }
hub_command() { "$EDGEDEV_ARTIFACTS/edge-hub" "$@" --data "$RUN/hub/data"; }

# The board is up and provisioned; its agent may or may not run. The key is made beside the machine, where it takes a second and
# not a minute; main-job shows the same inside.
need_machine() {
    need_hub
    alive board || boot
    [[ ! -e $RUN/board/provisioned ]] || return 0
    local made=$share/identity
    add_node board "$RUN/board.edge"
    mkdir -p "$made"
    ip netns exec "$network" "$EDGEDEV_ARTIFACTS/edge-agent" provision "$RUN/board.edge" --data "$made"
    board 300 <<'SH'
        install_service edge-agent
        cp -r /lab/identity/. "$agent"
        chown -R edge-agent: "$agent"
        systemctl enable -q edge-agent
SH
    touch "$RUN/board/provisioned"
}

add_node() { hub_command node add "$1" --group lab --address "$hub_address:8883" --https-address "$hub_address:8443" --out "$2"; }

# The same, and its agent runs as a service over the link as it comes, whatever the test before left.
need_board() {
    need_machine
    link
    board 900 <<<'systemctl start edge-agent'
}

# What the hub has stored: one line a record, id node chain sequence.
stored() { hub_api records | jq -r '.[] | select(.storedAt) | "\(.recordId) \(.node) \(.chainId) \(.sequence)"'; }

# delivered FILE SECONDS: every id of the file is stored at the hub in time, and nothing is there twice.
delivered() {
    local twice
    until_true "$2" all_stored "$1" || { say "not at the hub: $(missing "$1" | wc -l) of $(wc -l <"$1") records"; return 1; }
    twice=$(stored | cut -d' ' -f1 | sort | uniq -d)
    [[ -z $twice ]] || { say "stored twice: $twice"; return 1; }
    twice=$(stored | cut -d' ' -f2,4 | sort | uniq -d)
    [[ -z $twice ]] || { say "a number was given twice: $twice"; return 1; }
}

missing() { comm -23 <(sort -u "$1") <(stored | cut -d' ' -f1 | sort -u); }
all_stored() { [[ -z $(missing "$1") ]]; }

# released SECONDS: the board has the receipts of all it had, and nothing waits any more.
released() { board "$(($1 + 30))" <<<"until_true $1 nothing_waits"; }

# --- what was acknowledged: the ids of $share/ids ---------------------------------------------------------

acknowledged() { wc -l <"$share/ids"; }
acknowledged_over() { (( $(acknowledged) > $1 )); }

# nothing_lost WHEN: the agent is back, and each of them waits on the board, is kept there, or is stored at the hub.
nothing_lost() {
    # First the board, then the hub: what is released in between is at the hub by then.
    board 1500 <<<'until_true 1000 systemctl is-active -q edge-agent; until_true 400 agent_api status >/dev/null; waiting >/lab/waiting; kept >/lab/kept'
    stored | cut -d' ' -f1 >"$RUN/stored"
    local lost
    lost=$(comm -23 <(sort -u "$share/ids") <(cat "$share/waiting" "$share/kept" "$RUN/stored" | sort -u))
    [[ -z $lost ]] || fail "$1 these acknowledged records are nowhere: $lost"
    # One that is released meanwhile is in both lists; twice in one of them is two files.
    lost=$(sort "$share/waiting" | uniq -d; sort "$share/kept" | uniq -d)
    [[ -z $lost ]] || fail "$1 these records are there twice: $lost"
}
