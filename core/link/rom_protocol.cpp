// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/rom_protocol.h"

#include <QCoreApplication>

namespace fb::link {

namespace {

constexpr std::uint8_t DirectionRequest = 0;
constexpr std::uint8_t DirectionAnswer = 1;
constexpr std::uint8_t ChecksumSeed = 0xEF;

struct CodeText
{
    std::uint8_t code;
    const char *text;
};

constexpr CodeText CodeTexts[] = {
    {0x00, QT_TRANSLATE_NOOP("fb::link", "no reason given")},
    {0x01, QT_TRANSLATE_NOOP("fb::link", "a parameter is invalid")},
    {0x02, QT_TRANSLATE_NOOP("fb::link", "out of memory")},
    {0x03, QT_TRANSLATE_NOOP("fb::link", "sending failed")},
    {0x04, QT_TRANSLATE_NOOP("fb::link", "receiving failed")},
    {0x05, QT_TRANSLATE_NOOP("fb::link", "the command is not known, not allowed, or out of order")},
    {0x06, QT_TRANSLATE_NOOP("fb::link", "the command was understood and its result is wrong")},
    {0x07, QT_TRANSLATE_NOOP("fb::link", "the checksum is wrong")},
    {0x08, QT_TRANSLATE_NOOP("fb::link", "the flash did not take the data")},
    {0x09, QT_TRANSLATE_NOOP("fb::link", "the flash cannot be read there")},
    {0x0A, QT_TRANSLATE_NOOP("fb::link", "the length of a flash read is wrong")},
    {0x0B, QT_TRANSLATE_NOOP("fb::link", "the compressed data are damaged")},
    {0x0C, QT_TRANSLATE_NOOP("fb::link", "the checksum of the compressed data is wrong")},
    {0x0D, QT_TRANSLATE_NOOP("fb::link", "a parameter of the compression is wrong")},
    {0x0E, QT_TRANSLATE_NOOP("fb::link", "the size of the program for RAM is wrong")},
    {0x0F, QT_TRANSLATE_NOOP("fb::link", "the address of the program for RAM is wrong")},
    {0x64, QT_TRANSLATE_NOOP("fb::link", "the parameter is not allowed on this unit")},
    {0x65, QT_TRANSLATE_NOOP("fb::link", "the format is invalid")},
    {0x66, QT_TRANSLATE_NOOP("fb::link", "the description is too long")},
    {0x67, QT_TRANSLATE_NOOP("fb::link", "the encoding of the description is wrong")},
    {0x69, QT_TRANSLATE_NOOP("fb::link", "there is not enough storage")},
};

struct OpName
{
    Op op;
    const char *name;
};

constexpr OpName OpNames[] = {
    {Op::FlashBegin, "FLASH_BEGIN"}, {Op::FlashData, "FLASH_DATA"}, {Op::FlashEnd, "FLASH_END"},
    {Op::MemBegin, "MEM_BEGIN"}, {Op::MemEnd, "MEM_END"}, {Op::MemData, "MEM_DATA"}, {Op::Sync, "SYNC"},
    {Op::WriteReg, "WRITE_REG"}, {Op::ReadReg, "READ_REG"}, {Op::SpiSetParams, "SPI_SET_PARAMS"},
    {Op::SpiAttach, "SPI_ATTACH"}, {Op::ReadFlashSlow, "READ_FLASH_SLOW"}, {Op::ChangeBaudrate, "CHANGE_BAUDRATE"},
    {Op::FlashDeflBegin, "FLASH_DEFL_BEGIN"}, {Op::FlashDeflData, "FLASH_DEFL_DATA"}, {Op::FlashDeflEnd, "FLASH_DEFL_END"},
    {Op::SpiFlashMd5, "SPI_FLASH_MD5"}, {Op::GetSecurityInfo, "GET_SECURITY_INFO"},
};

} // namespace

Bytes encode(const Request &request)
{
    Bytes out{DirectionRequest, static_cast<std::uint8_t>(request.op)};
    out.reserve(FrameHeaderSize + request.data.size());
    appendLe16(out, static_cast<std::uint16_t>(request.data.size()));
    appendLe32(out, request.checksum);
    out.insert(out.end(), request.data.begin(), request.data.end());
    return out;
}

std::optional<Answer> decodeAnswer(ByteView frame)
{
    if (frame.size() < FrameHeaderSize + 2 || frame[0] != DirectionAnswer)
        return std::nullopt;
    if (readLe16(frame, 2) != frame.size() - FrameHeaderSize)
        return std::nullopt;
    return Answer{frame[1], readLe32(frame, 4), toBytes(frame.subspan(FrameHeaderSize))};
}

std::uint8_t blockChecksum(ByteView data)
{
    std::uint8_t sum = ChecksumSeed;
    for (const std::uint8_t byte : data)
        sum = static_cast<std::uint8_t>(sum ^ byte);
    return sum;
}

Request syncRequest()
{
    Request request{Op::Sync, {0x07, 0x07, 0x12, 0x20}, 0};
    request.data.insert(request.data.end(), 32, 0x55); // alternating bits, from which a ROM measures the rate
    return request;
}

Request wordsRequest(Op op, std::initializer_list<std::uint32_t> words)
{
    Request request{op, {}, 0};
    for (const std::uint32_t word : words)
        appendLe32(request.data, word);
    return request;
}

Request blockRequest(Op op, ByteView data, std::uint32_t sequence)
{
    Request request = wordsRequest(op, {static_cast<std::uint32_t>(data.size()), sequence, 0, 0});
    request.data.insert(request.data.end(), data.begin(), data.end());
    request.checksum = blockChecksum(data);
    return request;
}

QString romErrorText(std::uint8_t code)
{
    const auto known = std::find_if(std::begin(CodeTexts), std::end(CodeTexts), [code](const CodeText &c) { return c.code == code; });
    if (known == std::end(CodeTexts))
        return QCoreApplication::translate("fb::link", "a reason that is not documented");
    return QCoreApplication::translate("fb::link", known->text);
}

QString opName(std::uint8_t op)
{
    const auto known = std::find_if(std::begin(OpNames), std::end(OpNames), [op](const OpName &n) { return n.op == static_cast<Op>(op); });
    return known == std::end(OpNames) ? QStringLiteral("0x%1").arg(op, 2, 16, QLatin1Char('0')) : QLatin1String(known->name);
}

} // namespace fb::link
