#!/usr/bin/env python3
"""Reads what a printer was sent, as a printer would: paper.py BYTES [FOLDER]. Prints how many papers were cut off; a picture (PBM) of each goes to FOLDER."""
import sys

data = open(sys.argv[1], 'rb').read()
at, rows, width, papers = 0, b'', 0, []


def fault(what):
    sys.exit(f'{what} at byte {at} of {len(data)}: {data[at:at + 8].hex(" ")}')


while at < len(data):
    if data.startswith(b'\x1b@', at):  # ESC @: begin anew; what was not cut off is no ticket
        at, rows = at + 2, b''
    elif data[at] == 0:  # nothing, between two commands
        at += 1
    elif data.startswith(b'\x1c.', at):  # FS .
        at += 2
    elif data.startswith(b'\x1dv0\x00', at):  # GS v 0: rows of dots
        if at + 8 > len(data):
            break
        across = data[at + 4] + 256 * data[at + 5]
        size = across * (data[at + 6] + 256 * data[at + 7])
        if at + 8 + size > len(data):
            break
        width, rows, at = across, rows + data[at + 8:at + 8 + size], at + 8 + size
    elif data.startswith(b'\x1dVB', at):  # GS V B n: cut
        papers.append((width, rows))
        at, rows = at + 4, b''
    elif len(data) - at < 4:
        break  # the rest is on its way
    else:
        fault('no command')

for number, (across, dots) in enumerate(papers, 1):
    if len(sys.argv) > 2:
        with open(f'{sys.argv[2]}/{number:03}.pbm', 'wb') as picture:
            picture.write(b'P4\n%d %d\n' % (8 * across, len(dots) // across) + dots)
print(len(papers))
