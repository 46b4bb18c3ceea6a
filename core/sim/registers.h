// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/efuse_unit.h"
#include "sim/spi_controller.h"

#include <unordered_map>

namespace fb::sim {

/**
 * The address space of a unit as READ_REG and WRITE_REG see it: eFuse controller, SPI1, the few registers that hosts
 * ask for, and plain memory that reads back what was written everywhere else. Words only; addresses are rounded down.
 */
class Registers
{
public:
    Registers(const chip::Chip &chip, EfuseUnit &eFuses, FlashChip &flash);

    [[nodiscard]] std::uint32_t read(std::uint32_t address) const;
    void write(std::uint32_t address, std::uint32_t value);
    /** One byte of plain memory, as MEM_DATA writes it. */
    void writeByte(std::uint32_t address, std::uint8_t value);

    /** As after power-on; `download` is the strap pin. */
    void reset(bool download);
    /** The divider register then shows the crystal through this rate. */
    void setUartRate(int baud) { m_uartRate = baud; }
    /** What the ROM takes the crystal for; ESP32's ROM measures it against its own oscillator, so it is a little off. */
    [[nodiscard]] double crystalEstimate() const;

private:
    [[nodiscard]] std::uint32_t magic() const;
    [[nodiscard]] std::uint32_t uartDivider() const;
    [[nodiscard]] std::uint32_t calibration() const;
    [[nodiscard]] std::uint32_t oscillatorFrequency() const;

    const chip::Chip &m_chip;
    EfuseUnit &m_eFuses;
    SpiController m_spi;
    int m_uartRate = 115200;
    std::unordered_map<std::uint32_t, std::uint32_t> m_memory; ///< by word address
};

} // namespace fb::sim
