// SPDX-License-Identifier: GPL-3.0-or-later
// Registers and commands; loading and programming are in files of their own.
#include "efuse/memory_controller.h"

#include <QCoreApplication>

#include <algorithm>

namespace fb::efuse {

using namespace std::chrono_literals;
using chip::EfuseBlock;

namespace {

constexpr std::uint32_t OpcodeMask = 0xFFFF;
constexpr std::uint32_t ProgramOpcode = 0x5A5A;
constexpr std::uint32_t LoadOpcode = 0x5AA5;
constexpr std::uint32_t CommandMask = 0x3;
constexpr std::uint32_t ProgramCommand = 0x2;
constexpr std::uint32_t LoadCommand = 0x1;
constexpr std::uint32_t BlockShift = 2;
constexpr std::uint32_t BlockMask = 0xF;

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::efuse", text);
}

std::size_t sizeInCells(const chip::Chip &chip, const EfuseBlock &block)
{
    const bool reedSolomon = chip.controller == chip::EfuseController::Common && block.id != 0;
    return reedSolomon ? ReedSolomonCodeWord : static_cast<std::size_t>(block.words) * 4;
}

std::size_t allCells(const chip::Chip &chip)
{
    std::size_t sum = 0;
    for (const EfuseBlock &block : chip.blocks)
        sum += sizeInCells(chip, block);
    return sum;
}

} // namespace

CommandTimes commandTimes(chip::EfuseController controller)
{
    CommandTimes times;
    if (controller == chip::EfuseController::Esp32)
        times.program = 150ms;
    return times;
}

ControllerModel::ControllerModel(const chip::Chip &chip, Clock clock) :
    m_chip(&chip),
    m_clock(std::move(clock)),
    m_cells(allCells(chip)),
    m_registers(chip.efuseFileSize),
    m_inForce(chip)
{
    powerUp();
}

void ControllerModel::powerUp()
{
    m_powered = true;
    m_runningCommand = 0;
    m_busyUntil = 0us;
    const auto words = m_registers.mutableView();
    std::fill(words.begin(), words.end(), std::uint8_t{0});
    load();
}

bool ControllerModel::owns(std::uint32_t address) const
{
    return address >= m_chip->efuseBase && address - m_chip->efuseBase < m_chip->efuseFileSize;
}

bool ControllerModel::isBusy() const
{
    return m_powered && m_runningCommand != 0 && m_clock && m_clock() < m_busyUntil;
}

std::uint32_t ControllerModel::read(std::uint32_t address) const
{
    if (!m_powered || !owns(address))
        return 0;
    const std::uint32_t offset = (address - m_chip->efuseBase) & ~std::uint32_t{3};
    if (offset == registerOffset("CMD"))
        return isBusy() ? m_runningCommand : 0;
    return readLe32(m_registers.view(), offset);
}

std::chrono::microseconds ControllerModel::write(std::uint32_t address, std::uint32_t value)
{
    if (!m_powered || !owns(address))
        return 0us;
    const std::uint32_t offset = (address - m_chip->efuseBase) & ~std::uint32_t{3};
    if (offset == registerOffset("CMD"))
        return isBusy() ? 0us : command(value);
    if (!isReadOnly(offset))
        writeLe32(m_registers.mutableView(), offset, value);
    return 0us;
}

std::chrono::microseconds ControllerModel::command(std::uint32_t value)
{
    const CommandTimes times = commandTimes(m_chip->controller);
    const std::uint32_t opcode = read(m_chip->efuseBase + registerOffset("CONF")) & OpcodeMask;
    if (opcode == LoadOpcode && (value & CommandMask) == LoadCommand) {
        load();
        return begin(times.load, value);
    }
    if (opcode != ProgramOpcode || (value & CommandMask) != ProgramCommand)
        return 0us;
    std::optional<int> onlyBlock;
    if (m_chip->controller == chip::EfuseController::Common) {
        onlyBlock = static_cast<int>(value >> BlockShift & BlockMask);
        if (!m_chip->block(*onlyBlock))
            return 0us;
    }
    return program(onlyBlock) ? begin(times.program, value) : 0us;
}

std::chrono::microseconds ControllerModel::begin(std::chrono::microseconds duration, std::uint32_t commandValue)
{
    m_runningCommand = commandValue;
    if (m_clock)
        m_busyUntil = m_clock() + duration;
    return duration;
}

std::uint32_t ControllerModel::registerOffset(const char *name) const
{
    return m_chip->efuseRegisters.value(QLatin1String(name), ~std::uint32_t{0});
}

bool ControllerModel::isReadOnly(std::uint32_t offset) const
{
    const auto &errorOffsets = m_chip->errorRegisters;
    if (offset == registerOffset("STATUS") || std::find(errorOffsets.begin(), errorOffsets.end(), offset) != errorOffsets.end())
        return true;
    return std::any_of(m_chip->blocks.begin(), m_chip->blocks.end(), [offset](const EfuseBlock &block) {
        return offset >= block.readOffset && offset - block.readOffset < static_cast<std::uint32_t>(block.words) * 4;
    });
}

ControllerModel::Place ControllerModel::placeOf(int id) const
{
    Place place;
    for (const EfuseBlock &block : m_chip->blocks) {
        place.size = sizeInCells(*m_chip, block);
        if (block.id == id)
            return place;
        place.offset += place.size;
    }
    return {};
}

std::uint32_t ControllerModel::revisionRegisterValue() const
{
    return m_revisionBit ? std::uint32_t{1} << m_chip->revisionRegisterBit : 0;
}

Result<std::uint32_t> ModelBus::readRegister(std::uint32_t address)
{
    if (!m_model->hasPower())
        return Error(errors::UnitWithoutPower, tr("The unit has no power."));
    if (m_model->owns(address))
        return m_model->read(address);
    if (m_model->chip().revisionRegister == address)
        return m_model->revisionRegisterValue();
    return Error(errors::NoSuchRegister, tr("No register at address 0x%1.").arg(address, 8, 16, QLatin1Char('0')));
}

Result<void> ModelBus::writeRegisters(std::span<const RegisterWrite> writes)
{
    for (const RegisterWrite &write : writes) {
        FB_TRY(const std::uint32_t before, readRegister(write.address));
        m_model->write(write.address, (before & ~write.mask) | (write.value & write.mask));
        if (!m_model->hasPower())
            return Error(errors::UnitWithoutPower, tr("The unit has no power."));
    }
    return {};
}

} // namespace fb::efuse
