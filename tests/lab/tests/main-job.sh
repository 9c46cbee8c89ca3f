#!/usr/bin/env bash
# The main job: a record is submitted on the board, stored at the hub on the other machine, and its receipt comes back.
# limit: 900
. "$(dirname "$0")/../lib.sh"
need_board

on board <<'SH'
    head -c 200000 /dev/urandom >/tmp/portrait
    new_id >/lab/id
    # The command itself, as a technician would; the other tests speak to the socket.
    edge-agent submit --kind card --id "$(cat /lab/id)" --field name=Trial --file portrait.jpg=/tmp/portrait --data "$agent"
SH
delivered "$RUN/board/share/id" 60 || fail "the record did not come"
released 60 || fail "the receipt did not come"
on board <<'SH'
    id=$(cat /lab/id)
    ls -R "$agent/kept" | grep -q "$id" || { ls -lR "$agent"; echo "$id is not in kept/"; exit 1; }
    systemctl is-active edge-agent
    systemctl show edge-agent -p NRestarts,StatusText
SH
on hub <<<'systemctl is-active edge-hub; systemctl show edge-hub -p NRestarts; journalctl -u edge-hub -p warning --no-pager -q'
