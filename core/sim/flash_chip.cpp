// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/flash_chip.h"

#include <algorithm>
#include <bit>

namespace fb::sim {

namespace {

// Commands that serial NOR chips of all makers share.
enum SpiCommand : std::uint8_t {
    WriteStatus1 = 0x01, PageProgram = 0x02, Read = 0x03, WriteDisable = 0x04, ReadStatus1 = 0x05, WriteEnable = 0x06,
    WriteStatus3 = 0x11, ReadStatus3 = 0x15, SectorErase = 0x20, WriteStatus2 = 0x31, ReadStatus2 = 0x35,
    VolatileWriteEnable = 0x50, ChipErase60 = 0x60, ReadId = 0x9F, ChipEraseC7 = 0xC7, BlockErase = 0xD8
};

constexpr std::uint8_t WriteEnableLatch = 0x02; ///< bit of status register 1
constexpr std::uint8_t Manufacturer = 0xEF;     ///< Winbond, as on many modules
constexpr std::uint8_t MemoryType = 0x40;

} // namespace

FlashChip::FlashChip(Bytes contents, std::optional<FlashTimes> times, Timing &timing)
    : m_contents(std::move(contents)), m_times(times), m_timing(timing)
{
}

ByteView FlashChip::read(std::uint32_t address, std::size_t length) const
{
    return ByteView(m_contents).subspan(address, length);
}

void FlashChip::spend(nanoseconds duration)
{
    if (m_times)
        m_timing.elapse(duration);
}

void FlashChip::erasePiece(std::uint32_t address, std::uint32_t length, nanoseconds duration)
{
    const auto piece = MutableByteView(m_contents).subspan(address, length);
    try {
        spend(duration);
    } catch (const PowerLost &) {
        // Cells on their way read as they like: half of the piece is taken as erased, the rest as torn.
        std::fill_n(piece.begin(), length / 2, std::uint8_t(0xFF));
        std::for_each(piece.begin() + length / 2, piece.end(), [](std::uint8_t &byte) { byte |= 0x55; });
        throw;
    }
    std::ranges::fill(piece, std::uint8_t(0xFF));
}

void FlashChip::erase(std::uint32_t address, std::uint32_t length)
{
    const std::uint64_t end = alignUp(std::uint64_t(address) + length, SectorSize);
    const FlashTimes times = m_times.value_or(FlashTimes());
    for (std::uint64_t at = address / SectorSize * SectorSize; at < end;) {
        const bool wholeBlock = at % BlockSize == 0 && end - at >= BlockSize;
        erasePiece(std::uint32_t(at), wholeBlock ? BlockSize : SectorSize, wholeBlock ? times.blockErase : times.sectorErase);
        at += wholeBlock ? BlockSize : SectorSize;
    }
}

void FlashChip::program(std::uint32_t address, ByteView bytes)
{
    for (std::size_t i = 0; i < bytes.size(); ++i, ++m_programmed) {
        if (m_cutBefore && m_programmed == *m_cutBefore) {
            m_cutBefore.reset();
            m_cut();
        }
        m_contents[address + i] &= bytes[i];
    }
    // A page at a time, but waited for together: a unit answers a packet after its last page anyhow.
    const std::uint64_t pages = bytes.empty() ? 0 : (address + bytes.size() - 1) / PageSize - address / PageSize + 1;
    spend(m_times.value_or(FlashTimes()).pageProgram * std::int64_t(pages));
}

void FlashChip::setPowerCutBefore(std::optional<std::uint64_t> byte, std::function<void()> cut)
{
    m_cutBefore = byte ? std::optional(m_programmed + *byte) : std::nullopt;
    m_cut = std::move(cut);
}

std::array<std::uint8_t, 3> FlashChip::jedecId() const
{
    return {Manufacturer, MemoryType, std::uint8_t(std::bit_width(m_contents.size()) - 1)};
}

Bytes FlashChip::readStatus(std::uint8_t command, std::size_t readBytes) const
{
    const std::size_t which = command == ReadStatus1 ? 0 : command == ReadStatus2 ? 1 : 2;
    std::uint8_t value = m_status[which];
    if (which == 0)
        value = std::uint8_t((value & ~WriteEnableLatch) | (m_writeEnabled ? WriteEnableLatch : 0));
    return Bytes(readBytes, value);
}

void FlashChip::writeStatus(std::uint8_t command, ByteView data)
{
    const std::size_t first = command == WriteStatus1 ? 0 : command == WriteStatus2 ? 1 : 2;
    for (std::size_t i = 0; i < data.size() && first + i < m_status.size(); ++i)
        m_status[first + i] = data[i];
}

void FlashChip::write(std::uint8_t command, std::uint32_t address, ByteView data)
{
    if (!std::exchange(m_writeEnabled, false))
        return; // the chip ignores what was not announced
    const std::uint32_t at = address % size();
    if (command == PageProgram)
        program(at, data.first(std::min<std::size_t>(data.size(), PageSize - at % PageSize)));
    else if (command == SectorErase)
        erase(at, 1);
    else if (command == BlockErase)
        erase(at / BlockSize * BlockSize, std::min(BlockSize, size()));
    else if (command == ChipErase60 || command == ChipEraseC7)
        erase(0, size());
    else
        writeStatus(command, data);
}

Bytes FlashChip::spiCommand(std::uint8_t command, std::uint32_t address, ByteView data, std::size_t readBytes)
{
    Bytes answer(readBytes, 0xFF);
    switch (command) {
    case ReadId: {
        const auto id = jedecId();
        for (std::size_t i = 0; i < readBytes; ++i)
            answer[i] = i < id.size() ? id[i] : 0;
        break;
    }
    case ReadStatus1: case ReadStatus2: case ReadStatus3:
        return readStatus(command, readBytes);
    case Read:
        for (std::size_t i = 0; i < readBytes; ++i)
            answer[i] = m_contents[(address + i) % m_contents.size()];
        break;
    case WriteEnable: case VolatileWriteEnable:
        m_writeEnabled = true;
        break;
    case WriteDisable:
        m_writeEnabled = false;
        break;
    case PageProgram: case SectorErase: case BlockErase: case ChipErase60: case ChipEraseC7:
    case WriteStatus1: case WriteStatus2: case WriteStatus3:
        write(command, address, data);
        break;
    default:
        break;
    }
    return answer;
}

} // namespace fb::sim
