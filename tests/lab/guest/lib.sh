# What scripts inside the machines use; put in front of each of them. Sourced, not run.
# shellcheck shell=bash
set -euo pipefail
agent=/var/lib/edge-agent

# until_true SECONDS COMMAND…: waits for it, not for ever.
until_true() {
    local limit=$((SECONDS + $1))
    shift
    until "$@"; do
        (( SECONDS < limit )) || { echo "not in time: $*"; return 1; }
        sleep 0.2
    done
}

# shape_link NETEM…: both ways of the link, seen from here; what comes in is led through a device that can be shaped as well.
shape_link() {
    tc qdisc delete dev eth0 root 2>/dev/null || true
    tc qdisc delete dev eth0 ingress 2>/dev/null || true
    if (( $# == 0 )); then return; fi
    modprobe -a sch_netem sch_ingress cls_matchall act_mirred
    modprobe ifb numifbs=1
    ip link set ifb0 up
    tc qdisc replace dev ifb0 root netem "$@"
    tc qdisc add dev eth0 ingress
    tc filter add dev eth0 ingress matchall action mirred egress redirect dev ifb0
    tc qdisc add dev eth0 root netem "$@"
}

# install_service NAME: user, data folder and unit as a package would install them.
install_service() {
    local deploy=/usr/lib/edge/deploy/systemd
    install -D -m 644 "$deploy/$1.sysusers.conf" "/usr/lib/sysusers.d/$1.conf"
    install -D -m 644 "$deploy/$1.tmpfiles.conf" "/usr/lib/tmpfiles.d/$1.conf"
    install -m 644 "$deploy/$1.service" "/etc/systemd/system/$1.service"
    systemd-sysusers "/usr/lib/sysusers.d/$1.conf"
    systemd-tmpfiles --create "/usr/lib/tmpfiles.d/$1.conf"
    systemctl daemon-reload
}

agent_api() { curl -sS --fail-with-body --max-time 150 --unix-socket "$agent/agent.sock" "http://agent/v1/$1"; }

# The ids of the records that wait on the board.
waiting() { agent_api spool | jq -r .recordId; }
nothing_waits() { [[ -z $(waiting) ]]; }

# submit ID FILE: hands a record with that attachment to the agent; true once the agent has it for good.
submit() {
    curl -sS --fail-with-body --max-time 150 -o /dev/null --unix-socket "$agent/agent.sock" \
        -F "meta={\"kind\":\"card\",\"id\":\"$1\"};type=application/json" -F 'fields={"name":"Trial"};type=application/json' \
        -F "portrait=@$2;type=image/jpeg" http://agent/v1/records
}

new_id() { cat /proc/sys/kernel/random/uuid; }

# submit_new FILE COUNT BYTES: that many records; their ids come into the file, each once the agent has it for good.
submit_new() {
    local i id
    head -c "$3" /dev/urandom >/run/portrait
    for (( i = 0; i < $2; i++ )); do
        id=$(new_id)
        submit "$id" /run/portrait || return 1
        echo "$id" >>"$1"
    done
}

# The ids of the records that are kept after their receipt; a record's id is in its file's name.
kept() { find "$agent/kept" -type f | grep -oE '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}' || true; }
