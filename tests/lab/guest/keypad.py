#!/usr/bin/env python3
"""A USB numeric keypad through the kernel's HID layer: keypad.py FIFO. Names of keys come through the FIFO, one a line."""
import os
import struct
import sys
import time

# The boot keyboard of the HID specification, appendix E.6.
DESCRIPTOR = bytes.fromhex('05010906a101050719e029e7150025017501950881029501750881039505750105081901290591029501750391039506750815002565050719002965'
                           '8100c0')
# Usages of the keyboard page (0x07).
KEYS = {'/': 0x54, '*': 0x55, '-': 0x56, '+': 0x57, 'Enter': 0x58, '.': 0x63, '0': 0x62, **{str(n): 0x58 + n for n in range(1, 10)}}
CREATE, INPUT = 11, 12

uhid = os.open('/dev/uhid', os.O_RDWR)
os.write(uhid, struct.pack('<I128s64s64sHHIIII4096s', CREATE, b'Lab keypad', b'', b'', len(DESCRIPTOR), 3, 0x04d9, 0xa02a, 0x100, 0, DESCRIPTOR))
while True:
    with open(sys.argv[1]) as fifo:
        for line in fifo:
            for usage in (KEYS[line.strip()], 0):
                os.write(uhid, struct.pack('<IH4096s', INPUT, 8, bytes([0, 0, usage, 0, 0, 0, 0, 0])))
                time.sleep(0.05)
