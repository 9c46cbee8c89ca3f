#!/usr/bin/env bash
# The main job: a record is submitted on the board, stored at the hub outside, and its receipt comes back.
# limit: 1800
# short: 60
. "$(dirname "$0")/../lib.sh"
need_board

# Provisioning as a technician does it, over the link: another board's data, beside this one's.
if (( short == 0 )); then
    add_node second "$share/second.edge"
    board 300 <<'SH'
        # A slow machine may miss the hub's limit for a handshake.
        for try in 1 2 3; do ! edge-agent provision /lab/second.edge --data /root/second || break; done
        edge-agent check --data /root/second
SH
fi

board 300 <<'SH'
    head -c 200000 /dev/urandom >/tmp/portrait
    new_id >/lab/id
    # The command itself, as a technician would; the other tests speak to the socket.
    edge-agent submit --kind card --id "$(cat /lab/id)" --field name=Trial --file portrait.jpg=/tmp/portrait --data "$agent"
SH
delivered "$share/id" 60 || fail "the record did not come"
released 60 || fail "the receipt did not come"
board <<'SH'
    id=$(cat /lab/id)
    find "$agent/kept" -name "*$id*" | grep . || { ls -lR "$agent"; echo "$id is not in kept/"; exit 1; }
    systemctl show edge-agent -p ActiveState,NRestarts,StatusText
    journalctl -u edge-agent -p warning --no-pager -q
SH
