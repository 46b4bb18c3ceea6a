// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/registers.h"

#include <cmath>

namespace fb::sim {

namespace {

constexpr std::uint32_t MagicAddress = 0x40001000; ///< inside the mask ROM, different on each family
constexpr std::uint32_t WordMask = ~3U;
constexpr std::size_t MaxMemoryWords = 256 * 1024; ///< more than any of these chips has; a host cannot fill our memory

// ESP32: TIMG0_RTCCALICFG1, cycles counted while the ROM compared its 8 MHz oscillator with the crystal (bits 7 to 31).
constexpr std::uint32_t Esp32Calibration = 0x3FF5F06C;
constexpr int CalibrationShift = 7;
constexpr double CalibrationUnit = 15625.0 / 40; ///< crystal Hz = count * oscillator * this

constexpr std::uint32_t Esp32Strap = 0x3FF44038, CommonStrap = 0x60004038; ///< GPIO_STRAP
constexpr std::uint32_t Esp32StrapDownload = 0x03, Esp32StrapRun = 0x13;
constexpr std::uint32_t CommonStrapDownload = 0x05, CommonStrapRun = 0x0D;

} // namespace

Registers::Registers(const chip::Chip &chip, EfuseUnit &eFuses, FlashChip &flash)
    : m_chip(chip), m_eFuses(eFuses), m_spi(chip, flash)
{
}

void Registers::reset(bool download)
{
    m_memory.clear();
    m_spi.reset();
    if (m_chip.controller == chip::EfuseController::Esp32)
        m_memory[Esp32Strap] = download ? Esp32StrapDownload : Esp32StrapRun;
    else
        m_memory[CommonStrap] = download ? CommonStrapDownload : CommonStrapRun;
}

std::uint32_t Registers::magic() const
{
    // Where a family has several, they go with the revisions of the ROM: before 0.3, 0.3 on, 1.0, 1.1 on.
    const int revision = m_eFuses.model().trueState().revision();
    const std::size_t age = revision < 3 ? 0 : revision < 100 ? 1 : revision < 101 ? 2 : 3;
    return m_chip.magicValues.empty() ? 0 : m_chip.magicValues[std::min(age, m_chip.magicValues.size() - 1)];
}

std::uint32_t Registers::uartDivider() const
{
    const double divider = crystalEstimate() / m_uartRate;
    const auto whole = std::uint32_t(divider);
    const auto sixteenths = std::uint32_t((divider - whole) * 16);
    return m_chip.uartClockShift > 0 ? whole | sixteenths << m_chip.uartClockShift : whole;
}

std::uint32_t Registers::oscillatorFrequency() const
{
    const auto *field = m_chip.field(u"CLK8M_FREQ");
    return field ? std::uint32_t(m_eFuses.model().toState().value(*field)) : 0;
}

std::uint32_t Registers::calibration() const
{
    const std::uint32_t oscillator = oscillatorFrequency();
    const double crystal = m_chip.crystalMhz * 1e6;
    return oscillator == 0 ? 0 : std::uint32_t(std::lround(crystal / CalibrationUnit / oscillator)) << CalibrationShift;
}

double Registers::crystalEstimate() const
{
    const bool measures = m_chip.controller == chip::EfuseController::Esp32;
    const double estimate = measures ? (calibration() >> CalibrationShift) * CalibrationUnit * oscillatorFrequency() : 0;
    return estimate > 0 ? estimate : m_chip.crystalMhz * 1e6;
}

std::uint32_t Registers::read(std::uint32_t address) const
{
    const std::uint32_t at = address & WordMask;
    if (m_eFuses.model().owns(at))
        return m_eFuses.model().read(at);
    if (m_spi.owns(at))
        return m_spi.read(at);
    if (at == MagicAddress)
        return magic();
    if (at == m_chip.uartClockDivider)
        return uartDivider();
    if (m_chip.revisionRegister && at == *m_chip.revisionRegister)
        return m_eFuses.model().revisionRegisterValue();
    if (m_chip.controller == chip::EfuseController::Esp32 && at == Esp32Calibration)
        return calibration();
    const auto found = m_memory.find(at);
    return found == m_memory.end() ? 0 : found->second;
}

void Registers::write(std::uint32_t address, std::uint32_t value)
{
    const std::uint32_t at = address & WordMask;
    if (m_eFuses.model().owns(at))
        m_eFuses.write(at, value);
    else if (m_spi.owns(at))
        m_spi.write(at, value);
    else if (m_memory.size() < MaxMemoryWords || m_memory.contains(at))
        m_memory[at] = value;
}

void Registers::writeByte(std::uint32_t address, std::uint8_t value)
{
    const std::uint32_t shift = address % 4 * 8;
    write(address, (read(address) & ~(0xFFU << shift)) | std::uint32_t(value) << shift);
}

} // namespace fb::sim
