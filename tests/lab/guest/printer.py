#!/usr/bin/env python3
"""The printer's side of a USB printer gadget: printer.py STATUS PAPER. Bytes go to PAPER; STATUS says the port's byte in hexadecimal, or stall."""
import fcntl
import os
import select
import sys
import time

SET_STATUS = 0xC0016722  # linux/usb/g_printer.h, _IOWR('g', 0x22, unsigned char)

status_file, paper_file = sys.argv[1:]
gadget = os.open('/dev/g_printer0', os.O_RDWR | os.O_NONBLOCK)
paper = os.open(paper_file, os.O_WRONLY | os.O_APPEND)
poll = select.poll()
poll.register(gadget, select.POLLIN)
said = None
while True:
    with open(status_file) as file:
        status = file.read().strip()
    if status == 'stall':
        time.sleep(0.05)
        continue
    if status and status != said:
        fcntl.ioctl(gadget, SET_STATUS, int(status, 16))
        said = status
    if not poll.poll(50):
        continue
    try:
        os.write(paper, os.read(gadget, 8192))
    except OSError:
        time.sleep(0.05)  # the cable is out
