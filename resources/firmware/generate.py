#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the built-in demonstration firmware: one JSON file a family, machine code with its listing beside it.

    generate.py          writes esp32.json and esp32c3.json beside this file
    generate.py --check  exit 1 where a file differs from what would be written

The program of both families is the same (README.md beside this file). Two small assemblers below turn it into
machine code; register addresses are from the chips' technical reference manuals, ROM addresses from the linker scripts
that ESP-IDF publishes (components/esp_rom/<chip>/ld).
"""
import json
import pathlib
import sys

# Flash layout; image::demonstrationFirmware() makes its partition table from the same figures.
OTADATA = 0xE000
SLOT_0 = 0x20000
SLOT_SIZE = 0x100000

BOOT_LINE = "Fuseboard demonstration bootloader"
APP_LINE = "Fuseboard demonstration application"
NO_APP_LINE = "No application in either slot"


class Assembler:
    """Collects instructions; labels are resolved when all are known."""

    def __init__(self, origin):
        self.origin = origin
        self.rows = []  # (address, length, function(address) -> int, text)
        self.at = origin
        self.labels = {}

    def label(self, name):
        assert name not in self.labels, name
        self.labels[name] = self.at

    def put(self, length, encode, text):
        self.rows.append((self.at, length, encode, text))
        self.at += length

    def word(self, value, text):
        self.put(4, lambda _: value, text)

    def align(self, boundary):
        while self.at % boundary:
            self.put(1, lambda _: 0, ".byte 0")

    def listing(self):
        names = {}
        for name, address in self.labels.items():
            names.setdefault(address, []).append(name)
        lines = []
        for address, length, encode, text in self.rows:
            value = encode(address) & ((1 << (8 * length)) - 1)
            prefix = "".join(name + ": " for name in names.get(address, []))
            lines.append("%-8s | %08x  %s%s" % (value.to_bytes(length, "little").hex(), address, prefix, text))
        return lines


def fits(value, bits, signed=True):
    low, high = (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) if signed else (0, (1 << bits) - 1)
    assert low <= value <= high, (value, bits)
    return value & ((1 << bits) - 1)


class Xtensa(Assembler):
    """The windowed LX6 of the ESP32. Constants lie in front of the code, where L32R finds them."""

    def __init__(self, origin, constants):
        super().__init__(origin)
        for name, value in constants.items():
            self.label("=" + name)
            self.word(value, "%s = 0x%08x" % (name, value))

    def rri8(self, low, r, t, s, imm8, text):
        self.put(3, lambda _: low | t << 4 | s << 8 | r << 12 | fits(imm8, 8, False) << 16, text)

    def rrr(self, op2, op1, r, s, t, text):
        self.put(3, lambda _: t << 4 | s << 8 | r << 12 | op1 << 16 | op2 << 20, text)

    def entry(self, size):
        self.put(3, lambda _: 0x36 | 1 << 8 | (size // 8) << 12, "entry a1, %d" % size)

    def retw(self):
        self.put(3, lambda _: 0x90, "retw")

    def memw(self):
        self.put(3, lambda _: 0x0020C0, "memw")

    def isync(self):
        self.put(3, lambda _: 0x002000, "isync")

    def constant(self, t, name):
        def encode(address):
            distance = self.labels["=" + name] - ((address + 3) & ~3)
            assert distance < 0 and distance % 4 == 0
            return 0x1 | t << 4 | ((distance >> 2) & 0xFFFF) << 8
        self.put(3, encode, "l32r a%d, =%s" % (t, name))

    def movi(self, t, value):
        imm = fits(value, 12)
        self.put(3, lambda _: 0x2 | t << 4 | (imm >> 8) << 8 | 0xA << 12 | (imm & 0xFF) << 16, "movi a%d, %d" % (t, value))

    def mov(self, r, s):
        self.rrr(2, 0, r, s, s, "mov a%d, a%d" % (r, s))

    def add(self, r, s, t):
        self.rrr(8, 0, r, s, t, "add a%d, a%d, a%d" % (r, s, t))

    def and_(self, r, s, t):
        self.rrr(1, 0, r, s, t, "and a%d, a%d, a%d" % (r, s, t))

    def or_(self, r, s, t):
        self.rrr(2, 0, r, s, t, "or a%d, a%d, a%d" % (r, s, t))

    def xor(self, r, s, t):
        self.rrr(3, 0, r, s, t, "xor a%d, a%d, a%d" % (r, s, t))

    def sub(self, r, s, t):
        self.rrr(0xC, 0, r, s, t, "sub a%d, a%d, a%d" % (r, s, t))

    def slli(self, r, s, count):
        sal = 32 - count
        self.rrr(sal >> 4, 1, r, s, sal & 15, "slli a%d, a%d, %d" % (r, s, count))

    def srli(self, r, t, count):
        assert count < 16
        self.rrr(4, 1, r, count, t, "srli a%d, a%d, %d" % (r, t, count))

    def extui(self, r, t, shift, bits):
        self.rrr(bits - 1, 4 | shift >> 4, r, shift & 15, t, "extui a%d, a%d, %d, %d" % (r, t, shift, bits))

    def addi(self, t, s, value):
        imm = fits(value, 8)
        self.put(3, lambda _: 0x2 | t << 4 | s << 8 | 0xC << 12 | imm << 16, "addi a%d, a%d, %d" % (t, s, value))

    def l8ui(self, t, s, offset):
        self.rri8(2, 0, t, s, offset, "l8ui a%d, a%d, %d" % (t, s, offset))

    def l32i(self, t, s, offset):
        self.rri8(2, 2, t, s, offset // 4, "l32i a%d, a%d, %d" % (t, s, offset))

    def s32i(self, t, s, offset):
        self.rri8(2, 6, t, s, offset // 4, "s32i a%d, a%d, %d" % (t, s, offset))

    def branch(self, name, r, s, t, target):
        self.put(3, lambda address: 0x7 | t << 4 | s << 8 | r << 12 | fits(self.labels[target] - address - 4, 8) << 16,
                 "%s a%d, a%d, %s" % (name, s, t, target))

    def beq(self, s, t, target):
        self.branch("beq", 1, s, t, target)

    def bne(self, s, t, target):
        self.branch("bne", 9, s, t, target)

    def bltu(self, s, t, target):
        self.branch("bltu", 3, s, t, target)

    def bgeu(self, s, t, target):
        self.branch("bgeu", 0xB, s, t, target)

    def branch_zero(self, name, m, s, target):
        self.put(3, lambda address: 0x16 | m << 6 | s << 8 | fits(self.labels[target] - address - 4, 12) << 12,
                 "%s a%d, %s" % (name, s, target))

    def beqz(self, s, target):
        self.branch_zero("beqz", 0, s, target)

    def bnez(self, s, target):
        self.branch_zero("bnez", 1, s, target)

    def j(self, target):
        self.put(3, lambda address: 0x06 | fits(self.labels[target] - address - 4, 18) << 6, "j %s" % target)

    def call8(self, target):
        def encode(address):
            distance = self.labels[target] - (address & ~3) - 4
            assert distance % 4 == 0
            return 0x25 | fits(distance >> 2, 18) << 6
        self.put(3, encode, "call8 %s" % target)

    def callx8(self, s):
        self.put(3, lambda _: 0xE0 | s << 8, "callx8 a%d" % s)


REGISTERS = {name: number for number, name in enumerate(
    "zero ra sp gp tp t0 t1 t2 s0 s1 a0 a1 a2 a3 a4 a5 a6 a7 s2 s3 s4 s5 s6 s7 s8 s9 s10 s11 t3 t4 t5 t6".split())}


class RiscV(Assembler):
    """RV32I, no compressed instructions."""

    def r(self, name, funct7, funct3, d, s, t):
        code = funct7 << 25 | REGISTERS[t] << 20 | REGISTERS[s] << 15 | funct3 << 12 | REGISTERS[d] << 7 | 0x33
        self.put(4, lambda _: code, "%s %s, %s, %s" % (name, d, s, t))

    def i(self, text, opcode, funct3, d, s, imm):
        code = fits(imm, 12) << 20 | REGISTERS[s] << 15 | funct3 << 12 | REGISTERS[d] << 7 | opcode
        self.put(4, lambda _: code, text)

    def li(self, d, value):
        """Always two instructions, so that addresses do not depend on values."""
        low = (value & 0xFFF) - (0x1000 if value & 0x800 else 0)
        high = ((value - low) >> 12) & 0xFFFFF
        self.put(4, lambda _: high << 12 | REGISTERS[d] << 7 | 0x37, "lui %s, 0x%x" % (d, high))
        self.addi(d, d, low)

    def addi(self, d, s, imm):
        self.i("addi %s, %s, %d" % (d, s, imm), 0x13, 0, d, s, imm)

    def andi(self, d, s, imm):
        self.i("andi %s, %s, %d" % (d, s, imm), 0x13, 7, d, s, imm)

    def ori(self, d, s, imm):
        self.i("ori %s, %s, %d" % (d, s, imm), 0x13, 6, d, s, imm)

    def xori(self, d, s, imm):
        self.i("xori %s, %s, %d" % (d, s, imm), 0x13, 4, d, s, imm)

    def srli(self, d, s, count):
        self.i("srli %s, %s, %d" % (d, s, count), 0x13, 5, d, s, count)

    def slli(self, d, s, count):
        self.i("slli %s, %s, %d" % (d, s, count), 0x13, 1, d, s, count)

    def lw(self, d, s, offset):
        self.i("lw %s, %d(%s)" % (d, offset, s), 0x03, 2, d, s, offset)

    def lbu(self, d, s, offset):
        self.i("lbu %s, %d(%s)" % (d, offset, s), 0x03, 4, d, s, offset)

    def sw(self, t, s, offset):
        imm = fits(offset, 12)
        code = (imm >> 5) << 25 | REGISTERS[t] << 20 | REGISTERS[s] << 15 | 2 << 12 | (imm & 31) << 7 | 0x23
        self.put(4, lambda _: code, "sw %s, %d(%s)" % (t, offset, s))

    def add(self, d, s, t):
        self.r("add", 0, 0, d, s, t)

    def sub(self, d, s, t):
        self.r("sub", 0x20, 0, d, s, t)

    def xor(self, d, s, t):
        self.r("xor", 0, 4, d, s, t)

    def branch(self, name, funct3, s, t, target):
        def encode(address):
            imm = fits(self.labels[target] - address, 13)
            return ((imm >> 12) << 31 | ((imm >> 5) & 0x3F) << 25 | REGISTERS[t] << 20 | REGISTERS[s] << 15 | funct3 << 12
                    | ((imm >> 1) & 0xF) << 8 | ((imm >> 11) & 1) << 7 | 0x63)
        self.put(4, encode, "%s %s, %s, %s" % (name, s, t, target))

    def beq(self, s, t, target):
        self.branch("beq", 0, s, t, target)

    def bne(self, s, t, target):
        self.branch("bne", 1, s, t, target)

    def bltu(self, s, t, target):
        self.branch("bltu", 6, s, t, target)

    def bgeu(self, s, t, target):
        self.branch("bgeu", 7, s, t, target)

    def jal(self, d, target):
        def encode(address):
            imm = fits(self.labels[target] - address, 21)
            return ((imm >> 20) << 31 | ((imm >> 1) & 0x3FF) << 21 | ((imm >> 11) & 1) << 20 | ((imm >> 12) & 0xFF) << 12
                    | REGISTERS[d] << 7 | 0x6F)
        self.put(4, encode, "jal %s, %s" % (d, target))

    def jalr(self, d, s):
        self.i("jalr %s, 0(%s)" % (d, s), 0x67, 0, d, s, 0)

    def fence_i(self):
        self.put(4, lambda _: 0x0000100F, "fence.i")

    def rom(self, address):
        self.li("t0", address)
        self.jalr("ra", "t0")


def text(line):
    return (line + "\r\n\0").encode("ascii")


def data_rows(data):
    data += b"\0" * (-len(data) % 4)
    return ["%s | %s" % (data[i:i + 16].hex(), "".join(chr(c) if 32 <= c < 127 else "." for c in data[i:i + 16]))
            for i in range(0, len(data), 16)]


# ---------------------------------------------------------------------------------------------------- ESP32
# a1 stack; a2 to a7 are a function's own, a10 to a15 the arguments of what it calls.

ESP32_WINDOW = 0x3F400000  # flash seen as data, first 64 KiB page
ESP32_BOOT_TEXT = 0x3FFF0030
ESP32_BOOT_CODE = 0x40078000
ESP32_APP_TEXT = 0x3FFC0000
ESP32_APP_CODE = 0x40090000

ESP32_COMMON = {
    "RTC_WDTCONFIG0": 0x3FF4808C, "RTC_WDTWPROTECT": 0x3FF480A4, "TIMG0_WDTCONFIG0": 0x3FF5F048, "TIMG0_WDTWPROTECT": 0x3FF5F064,
    "WDT_KEY": 0x50D83AA1, "UART0": 0x3FF40000,
}


def esp32_watchdogs_off(a):
    a.constant(3, "WDT_KEY")
    a.movi(4, 0)
    for timer in ("RTC", "TIMG0"):
        a.constant(2, timer + "_WDTWPROTECT")
        a.s32i(3, 2, 0)
        a.memw()
        a.constant(2, timer + "_WDTCONFIG0")
        a.s32i(4, 2, 0)
        a.memw()


def esp32_print_function(a):
    """print(text): one byte at a time, waiting for room in the FIFO."""
    a.align(4)
    a.label("print")
    a.entry(32)
    a.constant(3, "UART0")
    a.movi(6, 100)
    a.label("print_next")
    a.l8ui(4, 2, 0)
    a.beqz(4, "print_end")
    a.label("print_wait")
    a.memw()
    a.l32i(5, 3, 0x1C)      # STATUS: bytes in the transmit FIFO in bits 16 to 23
    a.extui(5, 5, 16, 8)
    a.bgeu(5, 6, "print_wait")
    a.s32i(4, 3, 0)
    a.memw()
    a.addi(2, 2, 1)
    a.j("print_next")
    a.label("print_end")
    a.retw()


def esp32_print(a, name):
    a.constant(10, name)
    a.call8("print")


def esp32_rom(a, name, *arguments):
    for register, value in enumerate(arguments, 10):
        if isinstance(value, str):
            a.constant(register, value)
        elif isinstance(value, tuple):
            a.mov(register, value[0])
        else:
            a.movi(register, value)
    a.constant(8, name)
    a.callx8(8)


def esp32_map_function(a):
    """map(address): shows the 64 KiB of flash at `address` in the window, decrypted where the chip decrypts."""
    a.align(4)
    a.label("map")
    a.entry(32)
    esp32_rom(a, "Cache_Read_Disable", 0)
    esp32_rom(a, "Cache_Flush", 0)
    esp32_rom(a, "cache_flash_mmu_set", 0, 0, "WINDOW", (2,), 64, 1)
    a.constant(3, "PRO_CACHE_CTRL1")
    a.l32i(4, 3, 0)
    a.movi(5, ~0x10)        # bit 4 closes the window
    a.and_(4, 4, 5)
    a.s32i(4, 3, 0)
    a.memw()
    esp32_rom(a, "Cache_Read_Enable", 0)
    a.retw()


def esp32_choose_function(a):
    """choose(): the slot that otadata chooses; 0 where no entry is valid."""
    a.align(4)
    a.label("choose")
    a.entry(32)
    a.constant(2, "OTADATA_IN_WINDOW")
    a.movi(3, 2)            # entries left
    a.movi(4, 0)            # highest sequence so far, 0: none
    a.movi(7, 0)            # slot
    a.label("choose_next")
    a.l32i(5, 2, 0)         # sequence
    a.movi(6, -1)
    a.beq(5, 6, "choose_skip")
    a.l32i(6, 2, 24)        # state: 3 invalid, 4 aborted
    a.addi(6, 6, -3)
    a.movi(8, 2)
    a.bltu(6, 8, "choose_skip")
    a.movi(10, -1)
    a.mov(11, 2)
    a.movi(12, 4)
    a.constant(8, "crc32_le")
    a.callx8(8)
    a.l32i(6, 2, 28)
    a.bne(6, 10, "choose_skip")
    a.bgeu(4, 5, "choose_skip")
    a.mov(4, 5)
    a.addi(7, 5, -1)
    a.extui(7, 7, 0, 1)
    a.label("choose_skip")
    a.constant(6, "SECTOR")
    a.add(2, 2, 6)
    a.addi(3, 3, -1)
    a.bnez(3, "choose_next")
    a.mov(2, 7)
    a.retw()


def esp32_walk_function(a):
    """walk(copy): over the segments of the image in the window; 1 where the checksum holds. Copies where asked to."""
    a.align(4)
    a.label("walk")
    a.entry(32)
    a.constant(3, "WINDOW")
    a.l8ui(4, 3, 1)         # segments left
    a.addi(3, 3, 24)        # cursor
    a.movi(5, 0)            # checksum, four in one word
    a.label("walk_segment")
    a.beqz(4, "walk_sum")
    a.l32i(6, 3, 0)         # load address
    a.l32i(7, 3, 4)         # length
    a.addi(3, 3, 8)
    a.constant(8, "PAGE")
    a.bgeu(7, 8, "walk_bad")
    a.add(7, 3, 7)          # end of the segment
    a.constant(8, "WINDOW_LAST_ROW")
    a.bgeu(7, 8, "walk_bad")
    a.constant(8, "WINDOW")
    a.sub(9, 6, 8)
    a.constant(8, "PAGE")
    a.bgeu(9, 8, "walk_word")
    a.movi(6, 0)            # stays in flash
    a.label("walk_word")
    a.bgeu(3, 7, "walk_segment_end")
    a.l32i(8, 3, 0)
    a.xor(5, 5, 8)
    a.beqz(2, "walk_no_copy")
    a.beqz(6, "walk_no_copy")
    a.s32i(8, 6, 0)
    a.addi(6, 6, 4)
    a.label("walk_no_copy")
    a.addi(3, 3, 4)
    a.j("walk_word")
    a.label("walk_segment_end")
    a.addi(4, 4, -1)
    a.j("walk_segment")
    a.label("walk_sum")
    a.extui(8, 5, 16, 16)
    a.xor(5, 5, 8)
    a.srli(8, 5, 8)
    a.xor(5, 5, 8)
    a.movi(8, 0xEF)
    a.xor(5, 5, 8)
    a.extui(5, 5, 0, 8)
    a.movi(8, 15)
    a.or_(3, 3, 8)
    a.l8ui(8, 3, 0)
    a.movi(2, 0)
    a.bne(5, 8, "walk_bad")
    a.movi(2, 1)
    a.retw()
    a.label("walk_bad")
    a.movi(2, 0)
    a.retw()


def esp32_try_function(a):
    """try(slot): comes back only where the slot holds no good image."""
    a.align(4)
    a.label("try")
    a.entry(32)
    a.slli(2, 2, 20)        # slots of 1 MiB
    a.constant(3, "SLOT_0")
    a.add(10, 2, 3)
    a.call8("map")
    a.constant(4, "WINDOW")
    a.l8ui(3, 4, 0)
    a.movi(5, 0xE9)
    a.bne(3, 5, "try_end")
    a.movi(10, 0)
    a.call8("walk")
    a.beqz(10, "try_end")
    a.movi(10, 1)
    a.call8("walk")
    a.isync()
    a.l32i(8, 4, 4)
    a.callx8(8)
    a.label("try_end")
    a.retw()


def esp32_bootloader():
    boot_text, none_text = text(BOOT_LINE), text(NO_APP_LINE)
    boot_text += b"\0" * (-len(boot_text) % 4)
    a = Xtensa(ESP32_BOOT_CODE, dict(ESP32_COMMON, **{
        "LINE": ESP32_BOOT_TEXT, "NONE": ESP32_BOOT_TEXT + len(boot_text), "WINDOW": ESP32_WINDOW, "PAGE": 0x10000, "SECTOR": 0x1000,
        "WINDOW_LAST_ROW": ESP32_WINDOW + 0xFFF0, "OTADATA_IN_WINDOW": ESP32_WINDOW + OTADATA, "SLOT_0": SLOT_0,
        "PRO_CACHE_CTRL1": 0x3FF00044, "Cache_Read_Disable": 0x40009AB8, "Cache_Flush": 0x40009A14, "mmu_init": 0x400095A4,
        "cache_flash_mmu_set": 0x400095E0, "Cache_Read_Enable": 0x40009A84, "crc32_le": 0x4005CFEC,
    }))
    a.align(4)
    a.label("start")
    a.entry(32)
    esp32_watchdogs_off(a)
    esp32_print(a, "LINE")
    esp32_rom(a, "Cache_Read_Disable", 0)
    esp32_rom(a, "Cache_Flush", 0)
    esp32_rom(a, "mmu_init", 0)
    a.movi(10, 0)
    a.call8("map")
    a.call8("choose")
    a.mov(2, 10)
    a.call8("try")
    a.movi(3, 1)
    a.xor(10, 2, 3)
    a.call8("try")
    esp32_print(a, "NONE")
    a.label("rest")
    a.j("rest")
    for function in (esp32_print_function, esp32_map_function, esp32_choose_function, esp32_walk_function, esp32_try_function):
        function(a)
    a.align(4)
    return {"entry": "0x%08x" % a.labels["start"],
            "segments": [{"load": "0x%08x" % ESP32_BOOT_TEXT, "rows": data_rows(boot_text + none_text)},
                         {"load": "0x%08x" % ESP32_BOOT_CODE, "rows": a.listing()}]}


def esp32_app():
    a = Xtensa(ESP32_APP_CODE, dict(ESP32_COMMON, LINE=ESP32_APP_TEXT))
    a.align(4)
    a.label("start")
    a.entry(32)
    esp32_watchdogs_off(a)
    esp32_print(a, "LINE")
    a.label("rest")
    a.j("rest")
    esp32_print_function(a)
    a.align(4)
    return {"entry": "0x%08x" % a.labels["start"],
            "segments": [{"load": "0x%08x" % (ESP32_WINDOW + 0x20), "descriptor": True},
                         {"load": "0x%08x" % ESP32_APP_TEXT, "rows": data_rows(text(APP_LINE))},
                         {"load": "0x%08x" % ESP32_APP_CODE, "rows": a.listing()}]}


# ---------------------------------------------------------------------------------------------------- ESP32-C3

C3_WINDOW = 0x3C000000
C3_BOOT_TEXT = 0x3FCD5820
C3_BOOT_CODE = 0x403CE710
C3_APP_TEXT = 0x3FC90000
C3_APP_CODE = 0x40380000
C3_UART0 = 0x60000000
C3_WDT_KEY, C3_SWD_KEY = 0x50D83AA1, 0x8F1D312A


def c3_watchdogs_off(a):
    a.li("t1", C3_WDT_KEY)
    for protect, config in ((0x600080A8, 0x60008090), (0x6001F064, 0x6001F048)):  # RTC, timer group 0
        a.li("t0", protect)
        a.sw("t1", "t0", 0)
        a.li("t0", config)
        a.sw("zero", "t0", 0)
    a.li("t1", C3_SWD_KEY)
    a.li("t0", 0x600080B0)  # super watchdog
    a.sw("t1", "t0", 0)
    a.li("t0", 0x600080AC)
    a.lw("t1", "t0", 0)
    a.li("t2", 0x80000000)  # feeds itself
    a.r("or", 0, 6, "t1", "t1", "t2")
    a.sw("t1", "t0", 0)


def c3_print_function(a):
    """print(a0 = text)"""
    a.label("print")
    a.li("t0", C3_UART0)
    a.addi("t3", "zero", 100)
    a.label("print_next")
    a.lbu("t1", "a0", 0)
    a.beq("t1", "zero", "print_end")
    a.label("print_wait")
    a.lw("t2", "t0", 0x1C)  # STATUS: bytes in the transmit FIFO in bits 16 to 25
    a.srli("t2", "t2", 16)
    a.andi("t2", "t2", 0x3FF)
    a.bgeu("t2", "t3", "print_wait")
    a.sw("t1", "t0", 0)
    a.addi("a0", "a0", 1)
    a.jal("zero", "print_next")
    a.label("print_end")
    a.jalr("zero", "ra")


def c3_frame(a, registers):
    a.addi("sp", "sp", -16)
    for place, register in enumerate(registers):
        a.sw(register, "sp", 12 - 4 * place)


def c3_return(a, registers):
    for place, register in enumerate(registers):
        a.lw(register, "sp", 12 - 4 * place)
    a.addi("sp", "sp", 16)
    a.jalr("zero", "ra")


def c3_map_function(a):
    """map(a0 = flash address): shows 64 KiB of flash in the window, decrypted where the chip decrypts."""
    kept = ("ra", "s0", "s1")
    a.label("map")
    c3_frame(a, kept)
    a.addi("s0", "a0", 0)
    a.rom(0x40000524)       # Cache_Suspend_ICache
    a.addi("s1", "a0", 0)
    a.rom(0x400004D8)       # Cache_Invalidate_ICache_All
    a.addi("a0", "zero", 0)
    a.li("a1", C3_WINDOW)
    a.addi("a2", "s0", 0)
    a.addi("a3", "zero", 64)
    a.addi("a4", "zero", 1)
    a.addi("a5", "zero", 0)
    a.rom(0x40000564)       # Cache_Dbus_MMU_Set
    a.li("t0", 0x600C4004)  # ICACHE_CTRL1: bits 0 and 1 close the buses
    a.lw("t1", "t0", 0)
    a.andi("t1", "t1", ~3)
    a.sw("t1", "t0", 0)
    a.addi("a0", "s1", 0)
    a.rom(0x40000528)       # Cache_Resume_ICache
    c3_return(a, kept)


def c3_choose_function(a):
    """choose() -> a0: the slot that otadata chooses; 0 where no entry is valid. Leaves s1 to s5 changed."""
    kept = ("ra",)
    a.label("choose")
    c3_frame(a, kept)
    a.li("s1", C3_WINDOW + OTADATA)
    a.addi("s2", "zero", 2)     # entries left
    a.addi("s3", "zero", 0)     # highest sequence so far, 0: none
    a.addi("s4", "zero", 0)     # slot
    a.label("choose_next")
    a.lw("s5", "s1", 0)         # sequence
    a.addi("t0", "zero", -1)
    a.beq("s5", "t0", "choose_skip")
    a.lw("t0", "s1", 24)        # state: 3 invalid, 4 aborted
    a.addi("t0", "t0", -3)
    a.addi("t1", "zero", 2)
    a.bltu("t0", "t1", "choose_skip")
    a.addi("a0", "zero", -1)
    a.addi("a1", "s1", 0)
    a.addi("a2", "zero", 4)
    a.rom(0x40000628)           # crc32_le
    a.lw("t0", "s1", 28)
    a.bne("t0", "a0", "choose_skip")
    a.bgeu("s3", "s5", "choose_skip")
    a.addi("s3", "s5", 0)
    a.addi("s4", "s5", -1)
    a.andi("s4", "s4", 1)
    a.label("choose_skip")
    a.li("t0", 0x1000)
    a.add("s1", "s1", "t0")
    a.addi("s2", "s2", -1)
    a.bne("s2", "zero", "choose_next")
    a.addi("a0", "s4", 0)
    c3_return(a, kept)


def c3_walk_function(a):
    """walk(a0 = copy) -> a0: over the segments of the image in the window; 1 where the checksum holds."""
    a.label("walk")
    a.li("t0", C3_WINDOW)
    a.lbu("t1", "t0", 1)        # segments left
    a.addi("t0", "t0", 24)      # cursor
    a.addi("t2", "zero", 0)     # checksum, four in one word
    a.label("walk_segment")
    a.beq("t1", "zero", "walk_sum")
    a.lw("t3", "t0", 0)         # load address
    a.lw("t4", "t0", 4)         # length
    a.addi("t0", "t0", 8)
    a.li("t5", 0x10000)
    a.bgeu("t4", "t5", "walk_bad")
    a.add("t4", "t0", "t4")     # end of the segment
    a.li("t6", C3_WINDOW + 0xFFF0)
    a.bgeu("t4", "t6", "walk_bad")
    a.li("t6", C3_WINDOW)
    a.sub("t6", "t3", "t6")
    a.bgeu("t6", "t5", "walk_word")
    a.addi("t3", "zero", 0)     # stays in flash
    a.label("walk_word")
    a.bgeu("t0", "t4", "walk_segment_end")
    a.lw("t5", "t0", 0)
    a.xor("t2", "t2", "t5")
    a.beq("a0", "zero", "walk_no_copy")
    a.beq("t3", "zero", "walk_no_copy")
    a.sw("t5", "t3", 0)
    a.addi("t3", "t3", 4)
    a.label("walk_no_copy")
    a.addi("t0", "t0", 4)
    a.jal("zero", "walk_word")
    a.label("walk_segment_end")
    a.addi("t1", "t1", -1)
    a.jal("zero", "walk_segment")
    a.label("walk_sum")
    a.srli("t5", "t2", 16)
    a.xor("t2", "t2", "t5")
    a.srli("t5", "t2", 8)
    a.xor("t2", "t2", "t5")
    a.xori("t2", "t2", 0xEF)
    a.andi("t2", "t2", 0xFF)
    a.ori("t0", "t0", 15)
    a.lbu("t5", "t0", 0)
    a.addi("a0", "zero", 1)
    a.beq("t2", "t5", "walk_end")
    a.label("walk_bad")
    a.addi("a0", "zero", 0)
    a.label("walk_end")
    a.jalr("zero", "ra")


def c3_try_function(a):
    """try(a0 = slot): comes back only where the slot holds no good image."""
    kept = ("ra",)
    a.label("try")
    c3_frame(a, kept)
    a.slli("a0", "a0", 20)      # slots of 1 MiB
    a.li("t0", SLOT_0)
    a.add("a0", "a0", "t0")
    a.jal("ra", "map")
    a.li("t0", C3_WINDOW)
    a.lbu("t1", "t0", 0)
    a.addi("t2", "zero", 0xE9)
    a.bne("t1", "t2", "try_end")
    a.addi("a0", "zero", 0)
    a.jal("ra", "walk")
    a.beq("a0", "zero", "try_end")
    a.addi("a0", "zero", 1)
    a.jal("ra", "walk")
    a.fence_i()
    a.li("t0", C3_WINDOW)
    a.lw("t0", "t0", 4)
    a.jalr("ra", "t0")
    a.label("try_end")
    c3_return(a, kept)


def c3_bootloader():
    boot_text, none_text = text(BOOT_LINE), text(NO_APP_LINE)
    boot_text += b"\0" * (-len(boot_text) % 4)
    a = RiscV(C3_BOOT_CODE)
    a.label("start")
    c3_watchdogs_off(a)
    a.li("a0", C3_BOOT_TEXT)
    a.jal("ra", "print")
    a.addi("a0", "zero", 0)
    a.jal("ra", "map")
    a.jal("ra", "choose")
    a.addi("s6", "a0", 0)
    a.jal("ra", "try")
    a.xori("a0", "s6", 1)
    a.jal("ra", "try")
    a.li("a0", C3_BOOT_TEXT + len(boot_text))
    a.jal("ra", "print")
    a.label("rest")
    a.jal("zero", "rest")
    for function in (c3_print_function, c3_map_function, c3_choose_function, c3_walk_function, c3_try_function):
        function(a)
    return {"entry": "0x%08x" % a.labels["start"],
            "segments": [{"load": "0x%08x" % C3_BOOT_TEXT, "rows": data_rows(boot_text + none_text)},
                         {"load": "0x%08x" % C3_BOOT_CODE, "rows": a.listing()}]}


def c3_app():
    a = RiscV(C3_APP_CODE)
    a.label("start")
    c3_watchdogs_off(a)
    a.li("a0", C3_APP_TEXT)
    a.jal("ra", "print")
    a.label("rest")
    a.jal("zero", "rest")
    c3_print_function(a)
    return {"entry": "0x%08x" % a.labels["start"],
            "segments": [{"load": "0x%08x" % (C3_WINDOW + 0x20), "descriptor": True},
                         {"load": "0x%08x" % C3_APP_TEXT, "rows": data_rows(text(APP_LINE))},
                         {"load": "0x%08x" % C3_APP_CODE, "rows": a.listing()}]}


def main():
    folder = pathlib.Path(__file__).resolve().parent
    files = {
        "esp32.json": {"madeBy": "generate.py", "bootloader": esp32_bootloader(), "app": esp32_app()},
        "esp32c3.json": {"madeBy": "generate.py", "bootloader": c3_bootloader(), "app": c3_app()},
    }
    differing = 0
    for name, content in files.items():
        wanted = json.dumps(content, indent=1) + "\n"
        path = folder / name
        if "--check" in sys.argv[1:]:
            if not path.exists() or path.read_text() != wanted:
                print("%s differs from what generate.py makes" % name)
                differing = 1
        else:
            path.write_text(wanted)
    return differing


if __name__ == "__main__":
    sys.exit(main())
