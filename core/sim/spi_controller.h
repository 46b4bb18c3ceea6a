// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chip/chip.h"
#include "sim/flash_chip.h"

#include <map>

namespace fb::sim {

/**
 * The SPI1 controller as far as hosts use it: user commands with command byte, address, data out and data in through
 * the W registers. The layout of its registers is the chip description's.
 */
class SpiController
{
public:
    SpiController(const chip::Chip &chip, FlashChip &flash);

    [[nodiscard]] bool owns(std::uint32_t address) const;
    [[nodiscard]] std::uint32_t read(std::uint32_t address) const;
    /** A start bit in the command register runs the command before this returns. */
    void write(std::uint32_t address, std::uint32_t value);
    void reset();

private:
    [[nodiscard]] std::uint32_t word(std::uint32_t offset) const;
    void runUserCommand();
    [[nodiscard]] std::uint32_t flashAddress() const;
    [[nodiscard]] Bytes dataOut() const;
    void storeDataIn(ByteView data);

    const chip::Chip &m_chip;
    FlashChip &m_flash;
    std::map<std::uint32_t, std::uint32_t> m_words; ///< by offset
};

} // namespace fb::sim
