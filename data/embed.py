#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Writes a file as a C array with its length, so that the program carries it: embed.py NAME FILE OUT.c"""
import sys

name, source, target = sys.argv[1:]
with open(source, "rb") as f:
    data = f.read()
rows = [", ".join(str(b) for b in data[at:at + 24]) for at in range(0, len(data), 24)]
with open(target, "w", encoding="ascii") as f:
    f.write(f"/* Made from {source.split('/')[-1]} by data/embed.py */\n#include <stddef.h>\n")
    f.write(f"extern const unsigned char {name}[];\nextern const size_t {name}_length;\n")
    f.write(f"const unsigned char {name}[] = {{\n  " + ",\n  ".join(rows + ["0"]) + "\n};\n")
    f.write(f"const size_t {name}_length = {len(data)};\n")
