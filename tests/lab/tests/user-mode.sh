#!/usr/bin/env bash
# The packaged arm64 agent does the main job by QEMU's user mode, without a machine: provisioned, a record of 300 kB submitted, stored at the
# hub, which runs as ever, exported bit for bit; and its doctor, beside it, finds agent and hub well.
# limit: 3600
# short: 300
# machine: none
. "$(dirname "$0")/../lib.sh"
here=$(dirname "$(readlink -f "$0")")/..
kept=$LABS/user-mode work=$RUN/user-mode root=$RUN/user-mode/root data=$RUN/user-mode/data
mkdir -p "$kept" "$work"

# --- from nothing: the libraries of an arm64 Debian, unpacked and never configured, and the package beside them -----

libraries=libc6,libgcc-s1,libstdc++6,libssl3,zlib1g,libgpiod2,tzdata
sources=/etc/apt/sources.list.d/debian.sources
[[ -e $sources ]] || sources=/etc/apt/sources.list
from=$SECONDS
if [[ ! -e $kept/libraries || $(<"$kept/libraries") != "$libraries" ]]; then
    rm -rf "$kept"/{root,libraries}
    mmdebstrap --quiet --architectures=arm64 --variant=extract --mode=root --include="$libraries" \
        --aptopt='Apt::Install-Recommends "false"' --aptopt='Acquire::Languages "none"' bookworm "$kept/root" "$sources" \
        || { say "the arm64 libraries cannot be fetched"; exit "$not_here"; }
    printf '%s\n' "$libraries" >"$kept/libraries"
fi
say "figure: the arm64 libraries were there after $((SECONDS - from)) s"
from=$SECONDS
"$here/packaged.sh" arm64 "$LABS/packaged"
say "figure: the arm64 package was there after $((SECONDS - from)) s"
cp -a "$kept/root" "$root"
cp -a "$LABS/packaged/root/." "$root/"

# --- the main job -------------------------------------------------------------------------------------------

# Called by its name, so that this system's kernel is told nothing; what the agent opens is looked for in the root first. .NET would
# reserve 256 GB of addresses for its heap, which the emulator notes page by page. A handshake takes long on a busy machine, and means nothing here.
settings=(LANG=C.UTF-8 DOTNET_GCHeapHardLimit=0x8000000 EDGE_Uplink__ConnectTimeout=00:01:00 EDGE_Uplink__DeadAfter=00:01:00)
on_arm=(ip netns exec "$network" env "${settings[@]}" qemu-aarch64 -L "$root" "$root/usr/lib/edge/lib/edge-agent/edge-agent")
agent() { "${on_arm[@]}" "$@" --data "$data"; }
agent_api() { curl -sS --fail-with-body --max-time 60 --unix-socket "$data/agent.sock" "http://agent/v1/$1" 2>/dev/null; }
nothing_waits() { local waiting; waiting=$(agent_api spool) && [[ -z $waiting ]]; }
# What doctor has to find well. Not the hub's HTTPS, which has a few seconds: a slow answer counts as a bad link there.
found_well() {
    # 2 is attention: a computer has no synchronised clock and no way out of its namespace.
    agent doctor --json >"$work/doctor.json" || (( $? <= 2 )) || return 1
    jq -e '[.findings[] | select(.grade == "ok") | .id] | contains(["agent", "records", "data-folder", "identity", "certificate", "trust-file", "hub-mqtt"])' "$work/doctor.json" >/dev/null
}

need_hub
from=$SECONDS
add_node user-mode "$work/board.edge"
# A slow machine may miss the hub's limit for a handshake.
for try in 1 2 3; do ! agent provision "$work/board.edge" || break; done
"${on_arm[@]}" run --data "$data" </dev/null >"$work/agent.log" 2>&1 &
pid=$!
trap 'kill "$pid" && wait "$pid" || true' EXIT
until_true 1200 agent_api status >"$work/status" || { cat "$work/agent.log"; fail "the agent does not answer"; }
say "figure: provisioned, and the agent answers after $((SECONDS - from)) s"

head -c 300000 /dev/urandom >"$work/portrait"
cat /proc/sys/kernel/random/uuid >"$work/id"
agent submit --kind card --id "$(<"$work/id")" --field name=Trial --file "portrait.jpg=$work/portrait"
delivered "$work/id" 600 || { cat "$work/agent.log"; fail "the record did not come"; }
until_true 600 nothing_waits || fail "its receipt did not come"
hub_command export --key "$RUN/hub/data/keys/registry.key" --out "$work/export" >/dev/null
cmp "$work/portrait" "$work/export/user-mode"/*/portrait.jpg || fail "what was exported is not what was submitted"
say "figure: 300 kB submitted, stored, receipted and exported bit for bit $((SECONDS - from)) s after the start"

until_true 900 found_well || { cat "$work/doctor.json"; fail "doctor does not find the agent and its hub well"; }
say "figure: the main job and doctor took $((SECONDS - from)) s; load of this machine $(cut -d' ' -f1 /proc/loadavg)"
