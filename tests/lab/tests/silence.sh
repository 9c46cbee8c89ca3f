#!/usr/bin/env bash
# A link of 256 kbit/s that is up for 20 s and silent for 20 s: a transfer of several times of signal comes whole, once, and in pieces.
# limit: 900
# short: 110
. "$(dirname "$0")/../lib.sh"
need_board

records=8
(( short == 0 )) || records=5
up="delay 150ms rate 256kbit"
link "loss 100%"
board 300 <<<"submit_new /lab/ids $records 200000"

for (( window = 1; window <= 12; window++ )); do
    link "$up"
    if delivered "$share/ids" 20 >/dev/null; then break; fi
    link "loss 100%"
    sleep 20
done
(( window > 1 )) || fail "all came in the first 20 s; the link was not as narrow as it should be"
link "$up"
delivered "$share/ids" 1 || fail "not everything came in 12 times of signal"
released 60 || fail "not every receipt came"
say "figure: $records records of 200 kB over 256 kbit/s came in $window times of 20 s; sent again: $(board <<<'agent_api status | jq .uplink.resentBytes') bytes"
