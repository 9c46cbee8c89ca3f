# Machines of the lab, for lab.sh and for the tests: start, cut, and scripts run inside. Sourced, not run.
# shellcheck shell=bash
set -euo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
: "${LAB:?the folder with the built machine}" "${RUN:?the folder of this run}"

board_address=10.77.0.2
hub_address=10.77.0.1

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

# --- machines ------------------------------------------------------------------------------------

running() { [[ -e $RUN/$1/pid ]] && grep -qs -- "$RUN/$1/" "/proc/$(<"$RUN/$1/pid")/cmdline"; }

# start NAME: boots a machine and waits until it listens. Its disk outlives it, so this is also how power comes back.
start() {
    local name=$1 peer=hub address=$board_address mac=02
    if [[ $name == hub ]]; then peer=board address=$hub_address mac=01; fi
    local folder=$RUN/$name memory=1024
    mkdir -p "$folder"/share/{in,run,out,rc,guest}
    rm -f "$folder"/share/{in,run,out,rc}/* "$folder/share/up"
    cp "$here"/guest/* "$folder/share/guest/"
    [[ -e $folder/root.qcow2 ]] || qemu-img create -q -f qcow2 -F raw -b "$LAB/root.img" "$folder/root.qcow2"
    truncate -s 192M "$folder/data.img"
    truncate -s 1G "$folder/log.img"
    # In a process group of its own, so that Ctrl-C reaches the lab and the lab ends the machine.
    setsid qemu-system-x86_64 -M q35 -accel "${EDGEDEV_LAB_ACCEL:-tcg,thread=multi,tb-size=512}" -cpu max -smp 2 -m "$memory" \
        -nodefaults -display none -no-reboot -rtc base=utc -pidfile "$folder/pid" \
        -kernel "$LAB/vmlinuz" -initrd "$LAB/initrd.gz" \
        -append "console=ttyS0 root=/dev/vda rw quiet loglevel=3 net.ifnames=0 mitigations=off systemd.show_status=0 modprobe.blacklist=iTCO_wdt systemd.hostname=$name lab.address=$address/24" \
        -drive "if=none,id=root,file=$folder/root.qcow2,format=qcow2,cache=writeback" -device virtio-blk-pci,drive=root \
        -drive "if=none,id=edge,file=$RUN/edge.img,format=raw,readonly=on" -device virtio-blk-pci,drive=edge,serial=edge \
        -drive "if=none,id=data,file=$folder/data.img,format=raw,cache=unsafe" -device virtio-blk-pci,drive=data,serial=data \
        -drive "if=none,id=log,file=$folder/log.img,format=raw,cache=unsafe" -device virtio-blk-pci,drive=log,serial=log \
        -fsdev "local,id=share,path=$folder/share,security_model=none" -device virtio-9p-pci,fsdev=share,mount_tag=lab \
        -netdev "dgram,id=link,local.type=unix,local.path=$folder/link,remote.type=unix,remote.path=$RUN/$peer/link" \
        -device "virtio-net-pci,netdev=link,mac=52:54:00:00:00:$mac,romfile=" \
        -device virtio-rng-pci -chardev "socket,id=console,path=$folder/console,server=on,wait=off,logfile=$folder/console.log,logappend=on" -serial chardev:console \
        </dev/null >>"$folder/qemu.log" 2>&1 &
    until_true 5 test -s "$folder/pid" || { cat "$folder/qemu.log"; fail "the machine $name did not start"; }
    until_true 240 up_or_gone "$name" || fail "the machine $name has not booted; see $folder/console.log"
    running "$name" || { cat "$folder/qemu.log"; fail "the machine $name ended while it booted; see $folder/console.log"; }
}

up_or_gone() { [[ -e $RUN/$1/share/up ]] || ! running "$1"; }

# cut NAME: the power goes, now. What the machine had not flushed is gone with it.
cut_power() {
    running "$1" || fail "the machine $1 is not running"
    kill -9 "$(<"$RUN/$1/pid")"
    until_true 20 gone "$1"
    rm -f "$RUN/$1/pid"
}

gone() { ! running "$1"; }

# on NAME [SECONDS]: runs the script on standard input in that machine, as root; prints what it says, ends as it ends.
on() {
    local name=$1 share=$RUN/$1/share limit=$((SECONDS + ${2:-120})) id
    id=$(begin "$name")
    until [[ -e $share/rc/$id ]]; do
        running "$name" || { say "the machine $name ended"; return 1; }
        (( SECONDS < limit )) || { cat "$share/out/$id" 2>/dev/null || true; say "the script on $name took longer than ${2:-120} s"; return 1; }
        sleep 0.05
    done
    cat "$share/out/$id"
    return "$(<"$share/rc/$id")"
}

# begin NAME: the same without waiting; prints the script's number.
begin() {
    local share=$RUN/$1/share id
    id=$(date +%s%N)
    { echo '. /lab/guest/lib.sh'; cat; } >"$share/in/.$id"
    mv "$share/in/.$id" "$share/in/$id"
    echo "$id"
}

# --- the link --------------------------------------------------------------------------------------

# link NETEM…: both ends of the link get this, each way: link delay 100ms loss 1%. Without anything: as fast as it goes.
link() {
    local name
    for name in board hub; do
        if (( $# == 0 )); then on "$name" <<<"tc qdisc delete dev eth0 root 2>/dev/null || true"
        else on "$name" <<<"modprobe sch_netem; tc qdisc replace dev eth0 root netem limit 1000 $*"; fi
    done
}

# --- hub and board -----------------------------------------------------------------------------------

# The hub's machine is up, the hub runs in it as a service.
need_hub() {
    running hub || start hub
    on hub 600 <<'SH'
        systemctl is-active -q edge-hub || { install_service edge-hub; systemctl start edge-hub; }
SH
}

# The board is up, provisioned over the link, and its agent runs as a service.
need_board() {
    running board || start board
    need_hub
    if ! on board <<<'test -e /var/lib/edge-agent/.provisioned'; then
        link
        on hub 120 <<<"edge-hub node add board --group lab --address $hub_address:8883 --https-address $hub_address:8443 --out /lab/board.edge --data /var/lib/edge-hub"
        cp "$RUN/hub/share/board.edge" "$RUN/board/share/"
        on board 300 <<'SH'
            install_service edge-agent
            install -o edge-agent -m 600 /lab/board.edge /run/board.edge
            runuser -u edge-agent -- edge-agent provision /run/board.edge --data /var/lib/edge-agent
            touch /var/lib/edge-agent/.provisioned
            systemctl enable -q edge-agent
SH
    fi
    on board 300 <<<'systemctl start edge-agent'
}

# What the hub has stored: one line a record, id node chain sequence.
stored() { on hub <<<"hub_api records | jq -r '.[] | select(.storedAt) | \"\(.recordId) \(.node) \(.chainId) \(.sequence)\"'"; }

# delivered FILE SECONDS: every id of the file is stored at the hub in time, and nothing is there twice.
delivered() {
    local ids=$1 missing
    until_true "$2" all_stored "$ids" || { say "not at the hub: $(missing "$ids" | wc -l) of $(wc -l <"$ids") records"; return 1; }
    missing=$(stored | cut -d' ' -f1 | sort | uniq -d)
    [[ -z $missing ]] || { say "stored twice: $missing"; return 1; }
    missing=$(stored | cut -d' ' -f2- | sort | uniq -d)
    [[ -z $missing ]] || { say "a number was given twice: $missing"; return 1; }
}

missing() { comm -23 <(sort -u "$1") <(stored | cut -d' ' -f1 | sort -u); }
all_stored() { [[ -z $(missing "$1") ]]; }

# released SECONDS: the board has the receipts of all it had, and nothing waits any more.
released() { on board "$(($1 + 30))" <<<"until_true $1 nothing_waits"; }
