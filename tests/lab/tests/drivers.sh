#!/usr/bin/env bash
# The drivers of buttons, lights, I2C, USB printer, scanner and keypad pass the same contract tests as their virtual twins, against
# the kernel's simulators of the hardware (tests/lab/drivers).
# limit: 900
# short: 60
. "$(dirname "$0")/../lib.sh"
need_network
alive board || boot
board 800 <<'SH'
    modprobe -a gpio-sim i2c-dev uhid evdev hid-generic libcomposite usb_f_printer usb_f_acm usblp cdc_acm
    modprobe dummy_hcd num=4
    modprobe i2c-sim chip_addr=0x27,0x40
    systemctl stop edge-agent 2>/dev/null || true
    status=0
    dotnet /usr/lib/edge/lib/drivers/Edge.Lab.Drivers.dll -noColor >/run/drivers.log 2>&1 || status=$?
    cat /run/drivers.log
    sed -n 's/^ *Edge.Lab.Drivers  *Total: \([0-9]*\), Errors: \([0-9]*\), Failed: \([0-9]*\), Skipped: \([0-9]*\),.*Time: \(.*\)s$/figure: \1 contract tests against the kernel, \3 failed, \4 skipped, \5 s/p' /run/drivers.log
    modprobe -r i2c-sim gpio-sim || true
    exit "$status"
SH
