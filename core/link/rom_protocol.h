// SPDX-License-Identifier: GPL-3.0-or-later
// The ROM's serial protocol as frames, without any clock or port. Both ends use it: the client and the virtual device.
//   request:  00 op size(LE16) checksum(LE32) data;   answer: 01 op size(LE16) value(LE32) data
// An answer's data end in 4 status bytes: failed, code, two without meaning (real ROMs leave old bytes there, and leave
// an old code beside "not failed"). Source: Espressif's "Serial Protocol" page, and ROMs of ESP32 and ESP32-C3 observed.
#pragma once

#include "base/bytes.h"

#include <QString>

#include <array>
#include <optional>

namespace fb::link {

enum class Op : std::uint8_t {
    FlashBegin = 0x02,
    FlashData = 0x03,
    FlashEnd = 0x04,
    MemBegin = 0x05,
    MemEnd = 0x06,
    MemData = 0x07,
    Sync = 0x08,
    WriteReg = 0x09,
    ReadReg = 0x0A,
    SpiSetParams = 0x0B,
    SpiAttach = 0x0D,
    ReadFlashSlow = 0x0E,
    ChangeBaudrate = 0x0F,
    FlashDeflBegin = 0x10,
    FlashDeflData = 0x11,
    FlashDeflEnd = 0x12,
    SpiFlashMd5 = 0x13,
    GetSecurityInfo = 0x14,
};

/** Codes behind a failed status. */
namespace romcode {
inline constexpr std::uint8_t BadFormat = 0x05; ///< also: unknown command, wrong sequence number, not in this mode
inline constexpr std::uint8_t WrongResult = 0x06;
inline constexpr std::uint8_t BadChecksum = 0x07;
inline constexpr std::uint8_t FlashReadError = 0x09;
inline constexpr std::uint8_t FlashReadLength = 0x0A;
inline constexpr std::uint8_t DeflateFailed = 0x0B;
inline constexpr std::uint8_t DeflateAdler = 0x0C;
inline constexpr std::uint8_t InvalidParameter = 0x64;
} // namespace romcode

inline constexpr std::size_t FrameHeaderSize = 8;
inline constexpr std::size_t StatusSize = 4;
inline constexpr std::size_t BlockHeaderSize = 16;   ///< length, sequence number, two zero words
inline constexpr std::uint32_t MagicRegister = 0x40001000;
inline constexpr std::uint32_t FlashBlockSize = 0x400; ///< of FLASH_DATA; what the vendor's own tool sends to a ROM
inline constexpr std::uint32_t FlashBlockLimit = 0x1000; ///< ROMs refuse more
inline constexpr std::uint32_t FlashSectorSize = 0x1000;
inline constexpr std::uint32_t FlashEraseBlockSize = 0x10000;
inline constexpr std::size_t ReadFlashSize = 64;     ///< bytes in each answer to READ_FLASH_SLOW
inline constexpr int RomBaud = 115200;
inline constexpr int SyncAnswers = 8;

struct Request
{
    Op op = Op::Sync;
    Bytes data;
    std::uint32_t checksum = 0;
};

/** The frame's payload, before SLIP. */
[[nodiscard]] Bytes encode(const Request &request);

struct Answer
{
    std::uint8_t op = 0;
    std::uint32_t value = 0;
    Bytes data; ///< with the status bytes
    /** Where `length` data bytes were expected, the two bytes after them; shorter data start with the status. */
    [[nodiscard]] bool failed(std::size_t length) const { return data[statusAt(length)] != 0; }
    [[nodiscard]] std::uint8_t code(std::size_t length) const { return data[statusAt(length) + 1]; }

private:
    [[nodiscard]] std::size_t statusAt(std::size_t length) const { return data.size() >= length + 2 ? length : 0; }
};

/** None where the frame is no answer, is shorter or longer than it says, or has no status. */
[[nodiscard]] std::optional<Answer> decodeAnswer(ByteView frame);

/** XOR of all bytes, starting from 0xEF; for the part of a data block after its 16-byte header. */
[[nodiscard]] std::uint8_t blockChecksum(ByteView data);

[[nodiscard]] Request syncRequest();
[[nodiscard]] Request wordsRequest(Op op, std::initializer_list<std::uint32_t> words);
/** FLASH_DATA, FLASH_DEFL_DATA, MEM_DATA. */
[[nodiscard]] Request blockRequest(Op op, ByteView data, std::uint32_t sequence);

/** What a ROM's error code means, translated. */
[[nodiscard]] QString romErrorText(std::uint8_t code);
/** "FLASH_BEGIN"; a number for an op that has no name. */
[[nodiscard]] QString opName(std::uint8_t op);

} // namespace fb::link
