#!/usr/bin/env bash
# An agent that hangs is ended and started again by systemd's watchdog, has what it had accepted, and says why, to the hub as well.
# limit: 600
# short: 80
. "$(dirname "$0")/../lib.sh"
need_board
link "loss 100%"

# The unit's own minute would only make this longer.
board <<'SH'
    mkdir -p /run/systemd/system/edge-agent.service.d
    printf '[Service]\nWatchdogSec=20\nTimeoutAbortSec=5\n' >/run/systemd/system/edge-agent.service.d/watchdog.conf
    systemctl daemon-reload
    systemctl restart edge-agent
SH
board 200 <<'SH'
    : >/lab/ids
    submit_new /lab/ids 2 20000
    hung=$(systemctl show -P MainPID edge-agent)
    kill -STOP "$hung"
    from=$SECONDS
    restarted() { [[ $(systemctl show -P NRestarts edge-agent) == 1 && $(systemctl show -P ActiveState edge-agent) == active ]]; }
    until_true 150 restarted || { systemctl status edge-agent --no-pager; exit 1; }
    echo "figure: restarted by its watchdog and ready again $((SECONDS - from)) s after it hung"
    [[ $(systemctl show -P MainPID edge-agent) != "$hung" ]]
    journalctl -u edge-agent --no-pager -q | grep -i watchdog
    [[ $(waiting | sort) == "$(sort /lab/ids)" ]] || { echo "what it had accepted is not what it has:"; waiting; exit 1; }
    [[ $(agent_api status | jq -r .lastRun.ended) == watchdog ]] || { agent_api status | jq .lastRun; exit 1; }
    submit_new /lab/ids 1 20000
    rm /run/systemd/system/edge-agent.service.d/watchdog.conf
    systemctl daemon-reload
SH
link
delivered "$share/ids" 90 || fail "not everything came"
released 60 || fail "not every receipt came"
told() { hub_command node show board | grep -F "Agent/LastEnd: watchdog, the agent hung"; }
until_true 60 told || { hub_command node show board; fail "the hub does not say why"; }
