// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/rom.h"

#include "sim/rom_protocol.h"

#include <algorithm>
#include <chrono>
#include <numeric>

namespace fb::sim {

namespace {

constexpr std::size_t ReplyHeader = 8;
constexpr std::size_t StatusSize = 4; ///< failed, error, two bytes without meaning
constexpr int SyncAnswers = 8;
constexpr std::size_t RegisterEntry = 16;

std::uint32_t wordAt(ByteView data, std::size_t index)
{
    return data.size() >= (index + 1) * 4 ? readLe32(data, index * 4) : 0;
}

} // namespace

void Rom::reset()
{
    m_session = {};
    m_flashSize = 0;
    m_synced = false;
    m_op = m_error = 0;
    m_value = 0;
    m_reply = {};
}

bool Rom::shows(QStringView eFuseField) const
{
    const auto *field = m_board.chip.field(eFuseField);
    return field && m_board.eFuses.toState().value(*field) != 0;
}

bool Rom::allows(std::uint8_t op) const
{
    if (!m_board.chip.hasSecureDownload || !shows(u"ENABLE_SECURITY_DOWNLOAD"))
        return true;
    switch (op) {
    case Op::Sync: case Op::FlashBegin: case Op::FlashData: case Op::FlashEnd: case Op::SpiAttach: case Op::SpiSetParams:
    case Op::ChangeBaudrate: case Op::GetSecurityInfo:
        return true;
    default:
        return false;
    }
}

void Rom::handle(ByteView frame)
{
    if (frame.size() < ReplyHeader)
        return;
    const std::uint8_t op = frame[1];
    const ByteView data = frame.subspan(ReplyHeader);
    const bool request = frame[0] == 0;
    Outcome outcome = request && allows(op) ? run(op, data, readLe32(frame, 4)) : Outcome{Failure::BadFormat, 0, true, false};
    if (outcome.known)
        m_op = op;
    reply(m_op, outcome);
    if (outcome.known)
        afterwards(op, data);
}

Rom::Outcome Rom::run(std::uint8_t op, ByteView data, std::uint32_t checksum)
{
    switch (op) {
    case Op::Sync:
        return sync(data);
    case Op::ReadReg:
        return readRegister(data);
    case Op::WriteReg:
        return writeRegisters(data);
    case Op::MemBegin:
        return begin(Transfer::Memory, data);
    case Op::MemData:
        return take(Transfer::Memory, data, checksum);
    case Op::MemEnd:
        return finish(Transfer::Memory);
    case Op::ChangeBaudrate:
        return {};
    case Op::GetSecurityInfo:
        return securityInfo();
    default:
        return runFlash(op, data, checksum);
    }
}

Rom::Outcome Rom::runFlash(std::uint8_t op, ByteView data, std::uint32_t checksum)
{
    switch (op) {
    case Op::SpiAttach:
        return {};
    case Op::SpiSetParams:
        return setFlashParameters(data);
    case Op::FlashBegin:
        return begin(Transfer::Flash, data);
    case Op::FlashData:
        return take(Transfer::Flash, data, checksum);
    case Op::FlashEnd:
        return finish(Transfer::Flash);
    case Op::FlashDeflBegin:
        return begin(Transfer::Deflated, data);
    case Op::FlashDeflData:
        return take(Transfer::Deflated, data, checksum);
    case Op::FlashDeflEnd:
        return finish(Transfer::Deflated);
    case Op::SpiFlashMd5:
        return digest(data);
    case Op::ReadFlashSlow:
        return readFlash(data);
    default:
        return {Failure::BadFormat, 0, true, false};
    }
}

void Rom::reply(std::uint8_t op, const Outcome &outcome)
{
    if (outcome.error != 0)
        m_error = outcome.error;
    else if (outcome.clearsError)
        m_error = 0;
    m_reply[outcome.dataSize] = outcome.error != 0 ? 1 : 0;
    m_reply[outcome.dataSize + 1] = m_error;
    const std::size_t size = outcome.dataSize + StatusSize;
    Bytes payload{1, op, std::uint8_t(size), 0};
    appendLe32(payload, m_value);
    payload.insert(payload.end(), m_reply.begin(), m_reply.begin() + std::ptrdiff_t(size));
    for (int i = 0; i < (op == Op::Sync ? SyncAnswers : 1); ++i)
        m_around.answer(payload);
}

void Rom::afterwards(std::uint8_t op, ByteView data)
{
    const std::uint32_t first = wordAt(data, 0);
    if (op == Op::ChangeBaudrate && first > 0) {
        // The ROM divides what it takes for its clock; what comes out of the true one is the rate.
        const double error = m_board.chip.crystalMhz * 1e6 / m_board.registers.crystalEstimate();
        m_around.changeRate(int(std::min(first * error, 1e8)));
    } else if (op == Op::FlashEnd || op == Op::FlashDeflEnd) {
        first == 0 ? m_around.restart() : m_around.startFromFlash();
    } else if (op == Op::MemEnd && first == 0) {
        m_around.startFromMemory();
    }
}

Rom::Outcome Rom::sync(ByteView data)
{
    m_synced = true;
    m_value = wordAt(data, 0); // 07 07 12 20 in a good one; the ROM does not look
    return {};
}

Rom::Outcome Rom::readRegister(ByteView data)
{
    m_value = m_board.registers.read(wordAt(data, 0));
    return {};
}

Rom::Outcome Rom::writeRegisters(ByteView data)
{
    for (; data.size() >= RegisterEntry; data = data.subspan(RegisterEntry)) {
        const std::uint32_t address = wordAt(data, 0), mask = wordAt(data, 2);
        const std::uint32_t old = mask == 0xFFFFFFFF ? 0 : m_board.registers.read(address);
        if (mask != 0)
            m_board.registers.write(address, (old & ~mask) | (wordAt(data, 1) & mask));
        m_board.timing.elapse(std::chrono::microseconds(wordAt(data, 3)));
    }
    return {};
}

Rom::Outcome Rom::securityInfo()
{
    if (!m_board.chip.hasSecurityInfo)
        return {Failure::BadFormat, 0, true, false};
    const Bytes info = makeSecurityInfo(m_board.eFuses.toState());
    std::ranges::copy(info, m_reply.begin());
    return {0, info.size()};
}

bool Rom::flashHolds(std::uint32_t address, std::uint64_t length) const
{
    const bool told = m_flashSize == 0 || std::uint64_t(address) + length <= m_flashSize;
    return told && m_board.flash.holds(address, length);
}

Rom::Outcome Rom::finish(Transfer kind)
{
    const bool matches = m_session.kind == kind;
    m_session.kind = Transfer::None;
    return {matches ? std::uint8_t(0) : std::uint8_t(Failure::BadResult), 0, false};
}

} // namespace fb::sim
