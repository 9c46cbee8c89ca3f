# The part of tests/lost-cache.sh inside the machine. Sourced there, not run.
# shellcheck shell=bash
disk=/dev/disk/by-id/virtio-data
log=/dev/disk/by-id/virtio-log
data=/mnt/logged/agent
sectors=65536 # 32 MiB: every crash point is a copy of it

# accept_and_replay STORE RECORDS [no-fsync]: leaves crash points in /lab/states.
accept_and_replay() {
    systemctl stop edge-agent
    modprobe -a dm-log-writes loop
    mkdir -p /mnt/logged /mnt/crashed /lab/states
    prepare_disk
    accept "$@"
    umount /mnt/logged
    dmsetup remove --retry logged
    python3 /lab/guest/replay.py "$log" /run/base.img /lab/states
    rm /run/base.img
}

# A file system with a provisioned, empty agent, and a copy of it from before the log begins.
prepare_disk() {
    # The log's first block says how much of it is valid: an old one must not be read.
    dd if=/dev/zero of="$log" bs=1M count=4 status=none
    dd if=/dev/zero of="$disk" bs=1M count=32 status=none
    mke2fs -q -F -t ext4 -b 4096 -J size=4 "$disk" 32M
    mount "$disk" /mnt/logged
    mkdir -m 700 "$data"
    cp -a "$agent/identity" "$data/"
    umount /mnt/logged
    dd if="$disk" of=/run/base.img bs=1M count=32 conv=sparse status=none
    dmsetup create logged --table "0 $sectors log-writes $(readlink -f "$disk") $(readlink -f "$log")"
    mount /dev/mapper/logged /mnt/logged
}

# Records one after the other; the log gets a mark at each acknowledgement. The agent is killed, not stopped.
accept() {
    local store=$1 count=$2 tooth=() pid i id
    if [[ ${3:-} == no-fsync ]]; then
        tooth=(strace -f --seccomp-bpf -qq -o /dev/null -e trace=fsync -e inject=fsync:retval=0)
        # With files a record's name is what a folder's fsync keeps: only for these folders, the fsync of its own file is left alone.
        # With litedb no record has a name: there it is the segment and its log.
        if [[ $store == files ]]; then tooth+=(-P "$data" -P "$data/spool" -P "$data/tmp" -P "$data/kept")
        else tooth+=(-P "$data/segments/00000001.litedb" -P "$data/segments/00000001.litedb-log"); fi
    fi
    EDGE_Spool__Store=$store EDGE_Uplink__Enabled=false EDGE_Spool__ReserveBytes=0 EDGE_Spool__BallastBytes=0 \
        "${tooth[@]}" dotnet /usr/lib/edge/lib/edge-agent/edge-agent.dll run --data "$data" >/lab/states/agent.log 2>&1 </dev/null &
    pid=$!
    agent=$data
    until_true 240 agent_api status >/dev/null 2>&1
    head -c 4000 /dev/urandom >/run/portrait
    for (( i = 0; i < count; i++ )); do
        id=$(new_id)
        submit "$id" /run/portrait
        dmsetup message logged 0 mark "$id"
    done
    pkill -KILL -P "$pid" || true
    kill -KILL "$pid" || true
    wait "$pid" || true
    agent=/var/lib/edge-agent
    until_true 20 fuser_free
}

fuser_free() { ! pgrep -f "edge-agent.dll run --data $data" >/dev/null; }
