#!/usr/bin/env python3
"""Replays a dm-log-writes log up to each flush, FUA write and mark, and keeps the agent's files as they are after mounting there.

usage: replay.py LOG BASE OUT     OUT gets points (a line each), and for each distinct state N.tar, N.acked
"""
import hashlib
import os
import shutil
import struct
import subprocess
import sys

FLUSH, FUA, DISCARD, MARK = 1, 2, 4, 8
MAGIC = 0x6A736677736872
MOUNT = "/mnt/crashed"


def entries(log):
    """Yields (kind, first byte, length, payload) in the order of the log."""
    magic, _, count, sector = struct.unpack("<QQQI", log.read(28))
    assert magic == MAGIC, f"no dm-log-writes log: {magic:#x}"
    at = sector
    for _ in range(count):
        log.seek(at)
        first, length, flags, extra = struct.unpack("<QQQQ", log.read(32))
        payload = log.read(extra) if flags & MARK else b""
        at += sector
        if not flags & (DISCARD | MARK):
            log.seek(at)
            payload = log.read(length * sector)
            at += length * sector
        yield flags, first * sector, length * sector, payload


def files(folder):
    """What is in the agent's folder, as one digest: two states of the same files are one."""
    digest = hashlib.sha256()
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(place, name)
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    digest.update(f"{path}\0".encode() + hashlib.sha256(file.read()).digest())
    return digest.hexdigest()


def state_of(image, out, seen):
    """Mounts a copy of the disk, which replays its journal, and returns the number of the state found."""
    shutil.copyfile(image, "/run/crash.img")
    subprocess.check_call(["mount", "-o", "loop", "/run/crash.img", MOUNT])
    try:
        state = files(f"{MOUNT}/agent")
        known = seen.setdefault(state, len(seen))
        name = f"{out}/{known:05}"
        if not os.path.exists(f"{name}.tar"):
            subprocess.check_call(["tar", "-cf", f"{name}.tar", "-C", f"{MOUNT}/agent", "--exclude=*.sock", "."])
    finally:
        subprocess.check_call(["umount", MOUNT])
    return known


def main(log, base, out):
    image, acked, seen, state = "/run/replay.img", [], {}, None
    shutil.copyfile(base, image)
    with open(log, "rb") as source, open(image, "r+b", buffering=0) as disk, open(f"{out}/points", "w", encoding="ascii") as points:
        for number, (flags, first, length, payload) in enumerate(entries(source)):
            if flags & MARK:
                record = payload.rstrip(b"\0").decode()
                if record == "dm-log-writes-end":
                    break
                acked.append(record)
            elif length:
                disk.seek(first)
                disk.write(bytes(length) if flags & DISCARD else payload)
                state = None
            if flags & (FLUSH | FUA | MARK):
                # Where nothing was written since the last point the disk is the same.
                if state is None:
                    state = state_of(image, out, seen)
                # Of the points with one state the last one asks for the most.
                with open(f"{out}/{state:05}.acked", "w", encoding="ascii") as file:
                    file.writelines(f"{record}\n" for record in acked)
                print(number, "mark" if flags & MARK else "flush", len(acked), state, file=points)
    os.remove(image)


main(*sys.argv[1:])
