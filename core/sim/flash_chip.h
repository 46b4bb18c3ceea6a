// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/bytes.h"
#include "sim/timing.h"

#include <functional>
#include <optional>

namespace fb::sim {

/** How long a flash chip takes (typical figures of 4 MB serial NOR chips). */
struct FlashTimes
{
    nanoseconds sectorErase{45'000'000}; ///< 4 KiB
    nanoseconds blockErase{150'000'000}; ///< 64 KiB
    nanoseconds pageProgram{700'000};    ///< 256 bytes
};

/**
 * A serial NOR flash chip: erasing sets bits, programming only clears them, both take their time. A power cut leaves
 * an erase half done and a program stopped at a byte.
 */
class FlashChip
{
public:
    static constexpr std::uint32_t SectorSize = 4096;
    static constexpr std::uint32_t BlockSize = 64 * 1024;
    static constexpr std::uint32_t PageSize = 256;

    /** `contents` has a power of two as size. Without `times` nothing takes time. */
    FlashChip(Bytes contents, std::optional<FlashTimes> times, Timing &timing);

    [[nodiscard]] std::uint32_t size() const { return std::uint32_t(m_contents.size()); }
    [[nodiscard]] const Bytes &contents() const { return m_contents; }
    /** True where [address, address + length) lies on the chip. */
    [[nodiscard]] bool holds(std::uint32_t address, std::uint64_t length) const { return std::uint64_t(address) + length <= m_contents.size(); }
    [[nodiscard]] ByteView read(std::uint32_t address, std::size_t length) const; ///< must hold

    /** Sectors that touch [address, address + length), whole blocks at a time where they are aligned. Must hold. */
    void erase(std::uint32_t address, std::uint32_t length);
    void program(std::uint32_t address, ByteView bytes); ///< must hold

    /** Calls `cut` instead of programming the byte with this number, counted from now. */
    void setPowerCutBefore(std::optional<std::uint64_t> byte, std::function<void()> cut);

    /** One command on the SPI bus: the answer to `readBytes` clock cycles after it; unknown commands answer 0xFF. */
    [[nodiscard]] Bytes spiCommand(std::uint8_t command, std::uint32_t address, ByteView data, std::size_t readBytes);
    /** Manufacturer, type, capacity. */
    [[nodiscard]] std::array<std::uint8_t, 3> jedecId() const;

private:
    void erasePiece(std::uint32_t address, std::uint32_t length, nanoseconds duration);
    void programPages(std::uint32_t address, ByteView bytes);
    void spend(nanoseconds duration);
    [[nodiscard]] Bytes readStatus(std::uint8_t command, std::size_t readBytes) const;
    void write(std::uint8_t command, std::uint32_t address, ByteView data);
    void writeStatus(std::uint8_t command, ByteView data);

    Bytes m_contents;
    std::optional<FlashTimes> m_times;
    Timing &m_timing;
    std::uint64_t m_programmed = 0;
    std::optional<std::uint64_t> m_cutBefore;
    std::function<void()> m_cut;
    bool m_writeEnabled = false;
    std::array<std::uint8_t, 3> m_status{};
};

} // namespace fb::sim
