#!/usr/bin/env python3
"""Prints the letters that an HD44780 behind a PCF8574 was sent, from the bytes of the wires on standard input.

A half of a word is taken when E (0x04) falls; RS (0x01) says that it is a letter's. Where the bytes begin in the
middle of a word nobody can tell its halves apart: both readings are printed, a line each."""
import sys

halves, pins = [], 0
for byte in sys.stdin.buffer.read():
    if pins & 4 and not byte & 4:
        halves.append((pins >> 4, pins & 1))
    pins = byte
for first in (0, 1):
    pairs = zip(halves[first::2], halves[first + 1::2])
    print("".join(chr(upper << 4 | lower) for (upper, letter), (lower, _) in pairs if letter))
