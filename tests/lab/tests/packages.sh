#!/usr/bin/env bash
# The Debian packages, built and then installed on a machine that has no .NET: one file provisions a board, which then starts by itself and
# delivers; upgrade, removal and purge never lose a record that is held; the hub's package starts, takes secrets, and keeps its archive.
# limit: 3600
# short: 1200
. "$(dirname "$0")/../lib.sh"
. "$here/installed.sh"
trap fresh EXIT
build_packages "$RUN/packages"
need_hub
new_board

# later PACKAGE: the same with a version that comes after.
later() {
    mkdir -p "$share/packages"
    cp "$RUN/packages/$1"_*.deb "$share/packages/$1.deb"
    repacked "$share/packages/$1.deb" "$(dpkg-deb -f "$share/packages/$1.deb" Version).later" "$share/packages/$1.later.deb"
}
later edge-agent
later edge-hub
add_node packaged "$share/packaged.edge"

# stick NODE IMAGE: what a technician carries to that board.
stick() {
    add_node "$1" "$RUN/$1.edge"
    rm -f "$2"
    mkfs.vfat -n EDGE -C "$2" 2048 >/dev/null
    mcopy -i "$2" "$RUN/$1.edge" ::
}

say "--- install, provision, deliver"
board 600 <<'SH'
    from=$SECONDS
    install_package edge-agent
    unchanged
    edge-agent version
    [[ $(stat -c '%U %a' "$agent") == 'edge-agent 700' ]]
    systemctl is-enabled -q edge-agent.service edge-agent-provisioned.path
    active edge-agent-provisioned.path
    [[ $(systemctl show -P ConditionResult edge-agent) == no && $(systemctl show -P ActiveState edge-agent) == inactive ]]
    cp /lab/packaged.edge /run/packaged.edge
    chmod 644 /run/packaged.edge
    for try in 1 2 3; do ! runuser -u edge-agent -- edge-agent provision /run/packaged.edge || break; done
    # Nobody starts it.
    until_true 200 active edge-agent
    : >/lab/ids
    submit_new /lab/ids 1 200000
    echo "figure: first record accepted $((SECONDS - from)) s after the start of the installation"
    systemd-analyze security --no-pager edge-agent | tail -n 1
    [[ $(systemctl show -P User edge-agent) == edge-agent && $(grep -E '^(Seccomp|NoNewPrivs):' /proc/"$(systemctl show -P MainPID edge-agent)"/status | tr -d '\n\t ') == NoNewPrivs:1Seccomp:2 ]]
SH
delivered "$share/ids" 120 || fail "the record did not come"
released 60 || fail "its receipt did not come"

say "--- upgrade, removal and purge of a board that holds records"
link "loss 100%"
board 900 <<'SH'
    : >/lab/ids
    submit_new /lab/ids 3 20000
    same() { [[ $(waiting | sort) == "$(sort /lab/ids)" ]]; }
    echo '{ "Kiosk": { } }' >/etc/edge/edge-agent.json
    install_package edge-agent.later
    until_true 200 active edge-agent
    until_true 100 same
    [[ $(cat /etc/edge/edge-agent.json) == '{ "Kiosk": { } }' ]] || { echo "an administrator's settings were replaced"; exit 1; }

    away remove edge-agent
    said 'is kept, with'
    [[ ! -e /usr/lib/edge/edge-agent && $(find "$agent/segments" -type f | wc -l) -gt 0 && -e /etc/edge/edge-agent.json ]]
    install_package edge-agent
    until_true 200 active edge-agent
    until_true 100 same

    away purge edge-agent
    said "rm -r $agent"
    [[ $(find "$agent/segments" -type f | wc -l) -gt 0 && ! -e /etc/edge/edge-agent.json ]]
    [[ $(dpkg-query -W -f '${db:Status-Status}' edge-agent 2>/dev/null) != installed ]]
    install_package edge-agent
    until_true 200 active edge-agent
    until_true 100 same
SH
link
delivered "$share/ids" 200 || fail "not everything came"
released 100 || fail "not every receipt came"

say "--- purge, once somebody says that the records may go"
board 300 <<'SH'
    find "$agent" -type f | sort
    echo 'edge-agent edge-agent/purge boolean true' | debconf-set-selections
    away purge edge-agent
    [[ ! -e $agent && ! -e /etc/edge && ! -e /usr/lib/edge ]]
    if systemctl cat edge-agent.service 2>/dev/null || debconf-show edge-agent | grep purge; then echo 'something of it is left'; exit 1; fi
SH

say "--- a stick makes a new board somebody, and one that is another's is refused"
stick by-stick "$share/by-stick.img"
stick somebody-else "$share/another.img"
board 900 <<'SH'
    install_package edge-agent
    from=$SECONDS
    plug_stick /lab/by-stick.img
    # Nobody starts it, and nobody mounts anything.
    until_true 400 active edge-agent
    echo "figure: provisioned by stick and running $((SECONDS - from)) s after it was plugged in"
    [[ -z $(findmnt -n -S /dev/sda || true) && ! -e $agent/stick/waiting.txt ]]
    : >/lab/ids
    submit_new /lab/ids 1 20000
    unplug_stick
    before=$(sha256sum "$agent"/identity/*)
    plug_stick /lab/another.img
    refused() { journalctl -u edge-agent -u edge-agent-provision -o cat | grep -q 'Provisioning stick: NotOurs'; }
    until_true 200 refused
    [[ $(sha256sum "$agent"/identity/*) == "$before" ]]
    active edge-agent
    unplug_stick
SH
delivered "$share/ids" 200 || fail "the record of the board made by stick did not come"
released 100 || fail "its receipt did not come"
board 300 <<'SH'
    echo 'edge-agent edge-agent/purge boolean true' | debconf-set-selections
    away purge edge-agent
SH

say "--- the hub"
board 900 <<'SH'
    answers() { edge-hub status >/dev/null 2>&1; }
    install_package edge-hub
    until_true 300 active edge-hub
    answers
    [[ $(systemctl is-enabled edge-export.service || true) == disabled ]]
    systemd-analyze security --no-pager edge-hub | tail -n 1
    echo secret >/etc/edge/edge-hub.secrets/webhook
    systemctl restart edge-hub
    until_true 300 answers
    [[ $(runuser -u edge-hub -- cat /run/credentials/edge-hub.service/secrets_webhook) == secret ]]
    rm /etc/edge/edge-hub.secrets/webhook
    install_package edge-hub.later
    until_true 300 active edge-hub
    away remove edge-hub
    away purge edge-hub
    said 'the archive of the hub'
    [[ -s /var/lib/edge-hub/hub.db ]]
    install_package edge-hub
    until_true 300 active edge-hub
    echo 'edge-hub edge-hub/purge boolean true' | debconf-set-selections
    away purge edge-hub
    [[ ! -e /var/lib/edge-hub && ! -e /etc/edge && ! -e /usr/lib/edge ]]
SH
