// SPDX-License-Identifier: GPL-3.0-or-later
// From the cells to what software and hardware see of them, and the other way for setting a unit up.
#include "efuse/memory_controller.h"

#include <algorithm>
#include <bit>

namespace fb::efuse {

using chip::EfuseBlock;
using chip::EfuseField;

namespace {

constexpr std::uint32_t UncountableErrors = 7; ///< the count where there is no correction
constexpr int RepeatErrorCountShift = 10;      ///< in STATUS
constexpr std::uint32_t RepeatErrorCountMask = 0xFF;

void clearBits(MutableByteView data, int first, int count)
{
    for (int bit = first; bit < first + count; ++bit)
        data[static_cast<std::size_t>(bit / 8)] &= static_cast<std::uint8_t>(~(1U << (bit % 8)));
}

} // namespace

State ControllerModel::controlFields() const
{
    State state(*m_chip);
    const Place place = placeOf(0);
    state.setBlock(0, m_cells.view().subspan(place.offset, place.size));
    return state;
}

DecodedBlock ControllerModel::decoded(const EfuseBlock &block, Coding coding) const
{
    const Place place = placeOf(block.id);
    return decodeBlock(coding, m_cells.view().subspan(place.offset, place.size));
}

void ControllerModel::load()
{
    m_inForce = controlFields();
    for (const std::uint32_t offset : m_chip->errorRegisters)
        setRegister(offset, 0);
    for (const EfuseBlock &block : m_chip->blocks) {
        const DecodedBlock contents = decoded(block, m_inForce.coding(block));
        showBlock(block, contents);
        showCodingError(block, contents);
    }
    showRepeatErrors();
}

void ControllerModel::showBlock(const EfuseBlock &block, const DecodedBlock &contents)
{
    const auto window = m_registers.mutableView().subspan(block.readOffset, static_cast<std::size_t>(block.words) * 4);
    std::fill(window.begin(), window.end(), std::uint8_t{0});
    if (!m_inForce.isReadable(block))
        return;
    const ByteView data = contents.data.view();
    std::copy_n(data.begin(), std::min(data.size(), window.size()), window.begin());
    for (const EfuseField &field : m_chip->fields) {
        if (field.block == block.id && !m_inForce.isReadable(field))
            clearBits(window, field.bit, field.width);
    }
}

void ControllerModel::showCodingError(const EfuseBlock &block, const DecodedBlock &contents)
{
    if (m_chip->controller == chip::EfuseController::Esp32) {
        orRegister(registerOffset("DEC_STATUS"), wrongGroupBits(block.id, contents.wrongGroups));
        return;
    }
    if (block.id == 0)
        return;
    const auto count = contents.failed ? UncountableErrors : static_cast<std::uint32_t>(contents.wrongSymbols);
    if (block.errors.countShift >= 0)
        orRegister(block.errors.registerOffset, count << block.errors.countShift);
    if (block.errors.failBit >= 0 && contents.failed)
        orRegister(block.errors.failRegisterOffset, std::uint32_t{1} << block.errors.failBit);
}

void ControllerModel::showRepeatErrors()
{
    const Place place = placeOf(0);
    std::uint32_t count = 0;
    for (const auto &[block, bit] : m_weak) {
        const int word = bit / 32 - 1; // word 0, WR_DIS, has no error register
        if (block != 0 || bit < 0 || static_cast<std::size_t>(bit / 8) >= place.size || !cell(place, bit))
            continue;
        if (word < 0 || word >= m_chip->repeatErrorWords)
            continue;
        orRegister(m_chip->errorRegisters[static_cast<std::size_t>(word)], std::uint32_t{1} << (bit % 32));
        ++count;
    }
    if (m_chip->repeatErrorWords > 0)
        setRegister(registerOffset("STATUS"), std::min(count, RepeatErrorCountMask) << RepeatErrorCountShift);
}

bool ControllerModel::cell(const Place &place, int bit) const
{
    return m_cells.view()[place.offset + static_cast<std::size_t>(bit / 8)] >> (bit % 8) & 1;
}

void ControllerModel::setRegister(std::uint32_t offset, std::uint32_t value)
{
    if (offset <= m_registers.size() - 4)
        writeLe32(m_registers.mutableView(), offset, value);
}

void ControllerModel::orRegister(std::uint32_t offset, std::uint32_t bits)
{
    if (offset <= m_registers.size() - 4)
        setRegister(offset, readLe32(m_registers.view(), offset) | bits);
}

std::vector<std::uint32_t> ControllerModel::errorWords() const
{
    std::vector<std::uint32_t> words;
    for (const std::uint32_t offset : m_chip->errorRegisters)
        words.push_back(readLe32(m_registers.view(), offset));
    return words;
}

State ControllerModel::toState() const
{
    State state(*m_chip);
    for (const EfuseBlock &block : m_chip->blocks)
        state.setBlock(block.id, m_registers.view().subspan(block.readOffset, static_cast<std::size_t>(block.words) * 4));
    state.setErrorRegisters(errorWords());
    state.setRevisionRegisterBit(m_revisionBit);
    return state;
}

State ControllerModel::trueState() const
{
    State state = controlFields();
    for (const EfuseBlock &block : m_chip->blocks)
        state.setBlock(block.id, decoded(block, state.coding(block)).data.view());
    state.setErrorRegisters(errorWords());
    state.setRevisionRegisterBit(m_revisionBit);
    return state;
}

void ControllerModel::setTrueState(const State &state)
{
    for (const EfuseBlock &block : m_chip->blocks)
        setTrueBlock(block.id, state.block(block.id));
    m_revisionBit = state.revisionRegisterBit();
    load();
}

SecretBytes ControllerModel::trueBlock(int id) const
{
    const EfuseBlock *block = m_chip->block(id);
    if (!block)
        return {};
    SecretBytes out(static_cast<std::size_t>(block->words) * 4);
    const DecodedBlock contents = decoded(*block, controlFields().coding(*block));
    const ByteView data = contents.data.view();
    std::copy_n(data.begin(), std::min(data.size(), out.size()), out.mutableView().begin());
    return out;
}

void ControllerModel::setTrueBlock(int id, ByteView data)
{
    const EfuseBlock *block = m_chip->block(id);
    if (!block)
        return;
    const State control = controlFields();
    const std::size_t room = control.dataSize(*block);
    setCells(id, encodeBlock(control.coding(*block), data.first(std::min(data.size(), room)), room).view());
}

SecretBytes ControllerModel::cells(int id) const
{
    const Place place = placeOf(id);
    return SecretBytes(m_cells.view().subspan(place.offset, place.size));
}

void ControllerModel::setCells(int id, ByteView cells)
{
    const Place place = placeOf(id);
    const auto target = m_cells.mutableView().subspan(place.offset, place.size);
    std::fill(target.begin(), target.end(), std::uint8_t{0});
    std::copy_n(cells.begin(), std::min(cells.size(), target.size()), target.begin());
}

} // namespace fb::efuse
