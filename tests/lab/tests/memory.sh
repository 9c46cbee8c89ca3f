#!/usr/bin/env bash
# The agent's private memory (RssAnon), in a machine of its own, is at most 64 MiB: idle, and after 100 records that came and were receipted.
# limit: 3600
# short: 400
. "$(dirname "$0")/../lib.sh"
need_board
records=100
(( short == 0 )) || records=20

# small WHEN: says how much it is, and fails above the limit.
small() {
    local kib
    # shellcheck disable=SC2016 # expanded in there
    kib=$(board <<<'sed -n "s/^RssAnon:[[:space:]]*\([0-9]*\) kB$/\1/p" "/proc/$(systemctl show -P MainPID edge-agent)/status"')
    say "figure: RssAnon $1: $((kib / 1024)) MiB"
    (( kib > 0 && kib <= 65536 )) || fail "$kib KiB is more than 64 MiB"
}

board 600 <<'SH'
    systemctl restart edge-agent
    until_true 200 agent_api status >/dev/null
    # What a start leaves behind is given back a while later.
    sleep 30
SH
small "idle, 30 s after the start"
: >"$share/ids"
board 3000 <<<"submit_new /lab/ids $records 200000"
small "with the last of $records records of 200 kB just accepted"
delivered "$share/ids" 1200 || fail "not everything came"
released 600 || fail "not every receipt came"
small "after $records records of 200 kB"
