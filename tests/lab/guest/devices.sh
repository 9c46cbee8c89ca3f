# A kiosk's devices of the kernel's simulators, and what a person does with them. Sourced by tests that use them.
# shellcheck shell=bash
configfs=/sys/kernel/config
i2c=/sys/kernel/debug/i2c-sim

# --- buttons and lights: gpio-sim ------------------------------------------------------------------------

plug_lines() {
    modprobe gpio-sim
    mkdir -p $configfs/gpio-sim/kiosk/bank0
    echo 32 >$configfs/gpio-sim/kiosk/bank0/num_lines
    echo lab-kiosk >$configfs/gpio-sim/kiosk/bank0/label
    echo 1 >$configfs/gpio-sim/kiosk/live
}

# The chip goes, and comes back.
unplug_lines() { echo 0 >$configfs/gpio-sim/kiosk/live; }
replug_lines() { echo 1 >$configfs/gpio-sim/kiosk/live; }

line() { echo "/sys/devices/platform/$(<$configfs/gpio-sim/kiosk/dev_name)/$(<$configfs/gpio-sim/kiosk/bank0/chip_name)/sim_gpio$1"; }

# press LINE: a button to ground, held for as long as a finger at its quickest.
press() {
    echo pull-down >"$(line "$1")/pull"
    sleep 0.08
    echo pull-up >"$(line "$1")/pull"
    sleep 0.08
}

lit() { [[ $(<"$(line "$1")/value") == 1 ]]; }
dark() { ! lit "$1"; }

# --- the bus: i2c-sim, with a display's backpack and an INA219 ----------------------------------------------

plug_bus() {
    modprobe i2c-dev
    modprobe i2c-sim chip_addr=0x27,0x40
    # Bus voltage 12 V, in steps of 4 mV above three flags.
    printf '\x39\x9f\x00\x00\x5d\xc0' >$i2c/40/regs
}

# display_says TEXT: sent to the display since it was last forgotten. Every row is sent in full.
display_forgets() { echo - >$i2c/27/log; }
display_says() { python3 /lab/guest/display.py <$i2c/27/log | grep -aqF -- "$1"; }

bus() { local adapter; adapter=$(grep -l '^i2c-sim$' /sys/bus/i2c/devices/i2c-*/name); adapter=${adapter%/name}; echo "/dev/${adapter##*/}"; }

# --- the printer: a USB gadget, usblp on this side ----------------------------------------------------------

plug_printer() {
    modprobe dummy_hcd num=4
    modprobe -a libcomposite usblp usb_f_printer
    local gadget=$configfs/usb_gadget/printer
    mkdir -p $gadget/strings/0x409 $gadget/configs/c.1 $gadget/functions/printer.0
    echo 0x1d6b >$gadget/idVendor
    echo 0x0104 >$gadget/idProduct
    echo LAB-PRINTER >$gadget/strings/0x409/serialnumber
    echo 'MFG:Lab;CMD:ESC/POS;MDL:Lab;CLS:PRINTER;' >$gadget/functions/printer.0/pnp_string
    ln -sfn $gadget/functions/printer.0 $gadget/configs/c.1/printer.0
    echo dummy_udc.0 >$gadget/UDC
    until_true 20 test -e /dev/g_printer0
    : >/run/paper
    echo 18 >/run/printer.status
    systemd-run -q --collect --unit=lab-printer python3 /lab/guest/printer.py /run/printer.status /run/paper
    until_true 20 test -e /dev/usb/lp0
}

# printer_says STATUS: the hexadecimal byte of the USB printer class, or stall.
printer_says() { echo "$1" >/run/printer.status; }

printer_port() { local serial; serial=$(grep -l LAB-PRINTER /sys/bus/usb/devices/*/serial); echo "${serial%/serial}"; }
unplug_printer() { port=$(printer_port); echo 0 >"$port/authorized"; }
replug_printer() { echo 1 >"${port:=$(printer_port)}/authorized"; until_true 20 test -e /dev/usb/lp0; }

# How many papers have been cut off.
papers() { python3 /lab/guest/paper.py /run/paper; }
papers_are() { [[ $(papers) == "$1" ]]; }

# --- a stick: a USB gadget, usb-storage on this side ---------------------------------------------------------

# plug_stick IMAGE
plug_stick() {
    modprobe dummy_hcd num=4
    modprobe -a libcomposite usb_f_mass_storage usb-storage sd_mod vfat nls_cp437 nls_ascii
    local gadget=$configfs/usb_gadget/stick
    cp "$1" /run/stick.img
    mkdir -p $gadget/strings/0x409 $gadget/configs/c.1 $gadget/functions/mass_storage.0
    echo 0x1d6b >$gadget/idVendor
    echo 0x0104 >$gadget/idProduct
    echo LAB-STICK >$gadget/strings/0x409/serialnumber
    echo 1 >$gadget/functions/mass_storage.0/lun.0/ro
    echo /run/stick.img >$gadget/functions/mass_storage.0/lun.0/file
    ln -sfn $gadget/functions/mass_storage.0 $gadget/configs/c.1/mass_storage.0
    echo dummy_udc.1 >$gadget/UDC
}

# Pulled out: the next one is another device.
unplug_stick() {
    local gadget=$configfs/usb_gadget/stick
    echo >$gadget/UDC
    rm $gadget/configs/c.1/mass_storage.0
    rmdir $gadget/functions/mass_storage.0 $gadget/configs/c.1 $gadget/strings/0x409 $gadget
}

# --- the officer's keypad: uhid ---------------------------------------------------------------------------

plug_keypad() {
    modprobe -a uhid evdev hid-generic
    rm -f /run/keypad
    mkfifo /run/keypad
    systemd-run -q --collect --unit=lab-keypad python3 /lab/guest/keypad.py /run/keypad
    until_true 20 keypad_there
}

keypad_there() { grep -qs 'Lab keypad' /sys/class/input/event*/device/name; }
key() { printf '%s\n' "$@" >/run/keypad; }

# --- the agent ---------------------------------------------------------------------------------------------

# The agent with these devices, by a file of settings.
use_devices() {
    mkdir -p /run/edge /run/systemd/system/edge-agent.service.d
    sed "s#BUS#$(bus)#" /lab/guest/devices.json >/run/edge/devices.json
    printf '[Service]\nExecStart=\nExecStart=/usr/lib/edge/edge-agent run --config /run/edge/devices.json\n' >/run/systemd/system/edge-agent.service.d/devices.conf
    systemctl daemon-reload
    systemctl restart edge-agent
}

forget_devices() {
    rm -f /run/systemd/system/edge-agent.service.d/devices.conf
    systemctl daemon-reload
    systemctl restart edge-agent
    systemctl stop lab-printer lab-keypad
}

device_is() { [[ $(agent_api status | jq -r ".devices.$1.state") == "$2" ]]; }
device_is_not() { ! device_is "$1" "$2"; }
given() { agent_api queue | jq .counts.given; }
given_are() { [[ $(given) == "$1" ]]; }

# fault_shows DEVICE WHAT LINE: on the display, in queue show and in status.
fault_shows() {
    local from=$SECONDS
    until_true 30 told "$1" "$2" queue
    until_true 30 told "$1" "$2" status
    until_true 30 display_says "$3"
    echo "figure: '$3' is on the display, in queue show and in status after at most $((SECONDS - from + 1)) s"
}

told() { agent_api "$3" | jq -e --arg d "$1" --arg w "$2" 'any(.faults[]; .device == $d and .what == $w)' >/dev/null; }
no_faults() { agent_api queue | jq -e '.faults == []' >/dev/null; }
