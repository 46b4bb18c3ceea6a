// SPDX-License-Identifier: GPL-3.0-or-later
// From the write windows into the cells, bit by bit, with the faults that a unit may be given.
#include "efuse/memory_controller.h"

#include <algorithm>
#include <utility>

namespace fb::efuse {

using chip::EfuseBlock;
using chip::EfuseField;

namespace {

bool bitOf(ByteView data, int bit)
{
    return data[static_cast<std::size_t>(bit / 8)] >> (bit % 8) & 1;
}

void setBit(MutableByteView data, int bit)
{
    data[static_cast<std::size_t>(bit / 8)] |= static_cast<std::uint8_t>(1U << (bit % 8));
}

} // namespace

bool ControllerModel::program(std::optional<int> onlyBlock)
{
    bool finished = m_bitsUntilCut != 0;
    for (const EfuseBlock &block : m_chip->blocks) {
        if (finished && onlyBlock.value_or(block.id) == block.id)
            finished = burnBlock(block);
    }
    if (!finished)
        cutPower();
    return finished;
}

/** False where the power goes. */
bool ControllerModel::burnBlock(const EfuseBlock &block)
{
    const SecretBytes staged = stagedFor(block);
    const Bytes locked = protectedCells(block);
    const Place place = placeOf(block.id);
    const auto target = m_cells.mutableView().subspan(place.offset, place.size);
    for (int bit = 0; bit < static_cast<int>(place.size) * 8; ++bit) {
        if (!bitOf(staged.view(), bit) || bitOf(target, bit) || bitOf(locked, bit) || m_stuck.contains({block.id, bit}))
            continue;
        setBit(target, bit);
        if (m_bitsUntilCut && --*m_bitsUntilCut == 0)
            return false;
    }
    return true;
}

SecretBytes ControllerModel::stagedFor(const EfuseBlock &block) const
{
    SecretBytes staged(placeOf(block.id).size);
    const bool common = m_chip->controller == chip::EfuseController::Common;
    const std::size_t dataBytes = common ? std::min(staged.size(), ReedSolomonData) : staged.size();
    const auto copyWindow = [&](std::uint32_t from, std::size_t to, std::size_t count) {
        if (from <= m_registers.size() && count <= m_registers.size() - from)
            std::copy_n(m_registers.view().begin() + from, count, staged.mutableView().begin() + static_cast<std::ptrdiff_t>(to));
    };
    copyWindow(common ? registerOffset("PGM_DATA0") : block.writeOffset, 0, dataBytes);
    copyWindow(registerOffset("CHECK_VALUE0"), dataBytes, staged.size() - dataBytes);
    return staged;
}

/** One bit for each cell that a protection in force keeps as it is. */
Bytes ControllerModel::protectedCells(const EfuseBlock &block) const
{
    const std::size_t size = placeOf(block.id).size;
    if (!m_inForce.isWritable(block))
        return Bytes(size, 0xFF);
    Bytes mask(size);
    for (const EfuseField &field : m_chip->fields) {
        if (field.block != block.id || m_inForce.isWritable(field))
            continue;
        for (int bit = field.bit; bit < field.bit + field.width; ++bit)
            setBit(mask, bit);
    }
    return mask;
}

void ControllerModel::setPowerCutAfterBits(std::optional<int> bits, std::function<void()> onCut)
{
    m_bitsUntilCut = bits;
    m_onCut = std::move(onCut);
}

void ControllerModel::cutPower()
{
    m_powered = false;
    m_bitsUntilCut.reset();
    const auto onCut = std::exchange(m_onCut, {}); // it may power up again and set the next cut
    if (onCut)
        onCut();
}

} // namespace fb::efuse
