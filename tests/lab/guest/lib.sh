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

agent_api() { curl -sS --fail-with-body --max-time 30 --unix-socket "$agent/agent.sock" "http://agent/v1/$1"; }
hub_api() { curl -sS --fail-with-body --max-time 60 --unix-socket /var/lib/edge-hub/hub.sock "http://hub/v1/$1"; }

# The ids of the records that wait on the board.
waiting() { agent_api spool | jq -r .recordId; }
nothing_waits() { [[ -z $(waiting) ]]; }

# submit ID FILE: hands a record with that attachment to the agent; true once the agent has it for good.
submit() {
    curl -sS --fail-with-body --max-time 60 -o /dev/null --unix-socket "$agent/agent.sock" \
        -F "meta={\"kind\":\"card\",\"id\":\"$1\"};type=application/json" -F 'fields={"name":"Trial"};type=application/json' \
        -F "portrait=@$2;type=image/jpeg" http://agent/v1/records
}

new_id() { cat /proc/sys/kernel/random/uuid; }
