#!/usr/bin/env bash
# A battery runs low: the board takes what comes to the last, switches the machine off in order, through systemd, and comes back with everything.
# limit: 900
# short: 200
. "$(dirname "$0")/../lib.sh"
need_board
link "loss 100%"
: >"$share/ids"

board 300 <<'SH'
    for unit in edge-agent-poweroff.path edge-agent-poweroff.service; do install -m 644 "/usr/lib/edge/deploy/systemd/$unit" "/etc/systemd/system/$unit"; done
    mkdir -p /etc/systemd/system/edge-agent.service.d
    printf '[Service]\nEnvironment=EDGE_Devices__Virtual=true EDGE_Simulator__Address=127.0.0.1:8092 EDGE_Power__OffAfter=00:00:05\n' >/etc/systemd/system/edge-agent.service.d/battery.conf
    systemctl daemon-reload
    systemctl enable -q --now edge-agent-poweroff.path
    systemctl restart edge-agent
    submit_new /lab/ids 2 20000
SH
board_begin <<'SH' >/dev/null
    hands() { curl -sS --fail-with-body -H 'Origin: http://127.0.0.1:8092' -H 'Content-Type: application/json' -d "$2" "http://127.0.0.1:8092/api/$1"; }
    until_true 60 hands charge '{"value":4}'
    hands mains '{"on":false}'
    while :; do submit_new /lab/ids 1 20000 || sleep 0.2; done
SH
from=$SECONDS
until_true 300 dead board || fail "the machine did not switch itself off"
say "figure: off $((SECONDS - from)) s after the battery was empty, $(wc -l <"$share/ids") records acknowledged"
rm -f "$RUN/board/pid"

# Its battery is full after a start.
boot
board 400 <<'SH'
    until_true 300 agent_api status >/dev/null
    [[ $(agent_api status | jq -r .lastRun.ended) == stopped ]] || { agent_api status | jq .lastRun; exit 1; }
    [[ ! -e /run/edge-agent/power-off ]]
    # The last may be there without its id: the power went before it was written down outside.
    lost=$(comm -23 <(sort -u /lab/ids) <(waiting | sort -u))
    [[ -z $lost ]] || { echo "acknowledged and not here: $lost"; exit 1; }
    systemctl disable -q --now edge-agent-poweroff.path
    rm /etc/systemd/system/edge-agent.service.d/battery.conf
    systemctl daemon-reload
    systemctl restart edge-agent
SH
link
delivered "$share/ids" 90 || fail "not everything came"
released 60 || fail "not every receipt came"
