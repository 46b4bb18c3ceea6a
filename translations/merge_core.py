#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Folds all contexts of a fresh .ts file into "core", with the translations that an older file already has."""
import json
import pathlib
import sys
import xml.etree.ElementTree as ET


def messages(path):
    found = {}
    for message in ET.parse(path).getroot().iter("message"):
        key = (message.findtext("source"), message.findtext("comment"))
        found.setdefault(key, message)
    return found


def add_chip_texts(fresh):
    """What the chip descriptions say to people stands in data, where lupdate does not look."""
    for path in sorted(pathlib.Path("resources/chips").glob("esp*.json")):
        chip = json.loads(path.read_text(encoding="utf-8"))
        texts = [setting["reason"] for setting in chip["release"]["settings"]]
        texts += [field["meaning"] for field in chip["efuse"]["fields"] if field.get("category") == "security"]
        for text in texts:
            message = ET.Element("message")
            ET.SubElement(message, "source").text = text
            ET.SubElement(message, "translation", type="unfinished")
            fresh.setdefault((text, None), message)


def main(fresh_path, target_path):
    fresh = messages(fresh_path)
    add_chip_texts(fresh)
    known = messages(target_path) if pathlib.Path(target_path).exists() else {}
    root = ET.Element("TS", version="2.1", language=ET.parse(fresh_path).getroot().get("language"))
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = "core"
    for key in sorted(fresh, key=lambda k: (k[0], k[1] or "")):
        old = known.get(key)
        same_kind = old is not None and old.get("numerus") == fresh[key].get("numerus")
        context.append(old if same_kind else fresh[key])
    ET.indent(root, "    ")
    text = ET.tostring(root, encoding="unicode")
    pathlib.Path(target_path).write_text('<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n' + text + "\n", encoding="utf-8")


main(*sys.argv[1:])
