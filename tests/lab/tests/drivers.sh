#!/usr/bin/env bash
# The drivers of buttons, lights, I2C, USB printer, scanner and keypad pass the same contract tests as their virtual twins, against
# the kernel's simulators of the hardware (tests/lab/drivers); lines with either version of libgpiod, and without any it is said what to install.
# limit: 2400
# short: 70
. "$(dirname "$0")/../lib.sh"
need_network
alive board || boot
board 2200 <<'SH'
    modprobe -a gpio-sim i2c-dev uhid evdev hid-generic libcomposite usb_f_printer usb_f_acm usblp cdc_acm
    modprobe dummy_hcd num=4
    modprobe i2c-sim chip_addr=0x27,0x40
    systemctl stop edge-agent 2>/dev/null || true
    status=0
    # contract WHAT ARGUMENTS…: the tests that the arguments name.
    contract() {
        local what=$1
        shift
        /usr/lib/edge/lib/drivers/Edge.Lab.Drivers -noColor "$@" >/run/drivers.log 2>&1 || status=$?
        cat /run/drivers.log
        sed -n "s/^ *Edge.Lab.Drivers  *Total: \([0-9]*\), Errors: \([0-9]*\), Failed: \([0-9]*\), Skipped: \([0-9]*\),.*Time: \(.*\)s$/figure: \1 contract tests against the kernel, $what, \3 failed, \4 skipped, \5 s/p" /run/drivers.log
    }
    contract 'lines by libgpiod 1 (Debian 12)'
    # Debian 13 has the other library; where both are there, the newer is taken.
    export LD_LIBRARY_PATH=/usr/lib/edge/lib/gpiod3
    contract 'lines by libgpiod 2 (Debian 13)' -class '*GpioSimTests'
    unset LD_LIBRARY_PATH

    # Without either the agent says which package is missing, and is well otherwise. What hides the library is gone with its namespace.
    cat >/run/lines.json <<'JSON'
{ "Devices": { "Gpio": { "Driver": "Libgpiod", "Lines": { "card": { "Offset": 17 } } } } }
JSON
    unshare --mount bash -c 'for library in /usr/lib/*-linux-gnu/libgpiod.so.2*; do mount --bind /dev/null "$(readlink -f "$library")"; done
        edge-agent doctor --json --config /run/lines.json --data /run/no-board' >/run/doctor.log || true
    cat /run/doctor.log
    grep -q 'apt-get install libgpiod3.*libgpiod2' /run/doctor.log || { echo 'the missing library is not named'; status=1; }
    modprobe -r i2c-sim gpio-sim || true
    exit "$status"
SH
