// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/efuse_unit.h"

#include "sim/timing.h"

namespace fb::sim {

namespace {

constexpr std::uint32_t ProgramOpcode = 0x5A5A;
constexpr std::uint32_t ProgramCommand = 2;

std::chrono::microseconds now()
{
    return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now().time_since_epoch());
}

} // namespace

EfuseUnit::EfuseUnit(const chip::Chip &chip, std::function<void()> losePower) : m_model(chip, now), m_losePower(std::move(losePower)) {}

void EfuseUnit::setFaults(const FaultScript &faults)
{
    m_cut = faults.powerCut && faults.powerCut->burn ? faults.powerCut : std::nullopt;
    m_burns = 0;
    m_model.setStuckBits(faults.stuckBits);
    m_model.setWeakBits(faults.weakBits);
}

bool EfuseUnit::startsBurn(std::uint32_t address, std::uint32_t value) const
{
    const chip::Chip &chip = m_model.chip();
    return address == chip.efuseBase + chip.efuseRegisters.value(QStringLiteral("CMD")) && (value & ProgramCommand) != 0 && !m_model.isBusy()
        && m_model.read(chip.efuseBase + chip.efuseRegisters.value(QStringLiteral("CONF"))) == ProgramOpcode;
}

void EfuseUnit::write(std::uint32_t address, std::uint32_t value)
{
    const bool planned = startsBurn(address, value) && ++m_burns && m_cut && m_burns == *m_cut->burn;
    if (planned)
        writeAndLosePower(address, value, m_cut->bit);
    else
        m_model.write(address, value);
}

void EfuseUnit::writeAndLosePower(std::uint32_t address, std::uint32_t value, int afterBits)
{
    m_model.setPowerCutAfterBits(afterBits);
    m_model.write(address, value);
    m_model.setPowerCutAfterBits(std::nullopt); // a burn with fewer bits is cut at its end
    m_cut.reset();
    m_losePower();
}

} // namespace fb::sim
