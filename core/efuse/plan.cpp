// SPDX-License-Identifier: GPL-3.0-or-later
#include "efuse/burn.h"

#include <algorithm>

namespace fb::efuse {

namespace {

/** Bits that no read shows under the protections of the state itself. */
void blankHidden(State &state)
{
    const chip::Chip &chip = state.chip();
    for (const chip::EfuseBlock &block : chip.blocks) {
        if (!state.isReadable(block))
            state.setBlock(block.id, {});
    }
    for (const chip::EfuseField &field : chip.fields) {
        if (field.block == 0 && !state.isReadable(field))
            state.setBits(field, {});
    }
}

bool anyBitSet(const chip::EfuseField &field, ByteView bits)
{
    for (int bit = field.bit; bit < field.bit + field.width; ++bit) {
        const auto byte = static_cast<std::size_t>(bit / 8);
        if (byte < bits.size() && (bits[byte] >> (bit % 8) & 1))
            return true;
    }
    return false;
}

bool isWholeBlock(const chip::Chip &chip, const chip::EfuseField &field)
{
    return field.width == chip.block(field.block)->words * 32;
}

} // namespace

bool isWeakKey(ByteView key)
{
    if (key.size() < 2)
        return true;
    const std::size_t half = key.size() / 2;
    if (std::equal(key.begin(), key.begin() + static_cast<std::ptrdiff_t>(half), key.begin() + static_cast<std::ptrdiff_t>(half)))
        return true;
    const auto step = static_cast<std::uint8_t>(key[1] - key[0]);
    for (std::size_t i = 1; i < key.size(); ++i) {
        if (static_cast<std::uint8_t>(key[i] - key[i - 1]) != step)
            return false;
    }
    return true;
}

State predict(const State &state, const BurnPlan &plan)
{
    State after = state;
    for (const BlockBurn &cycle : plan.cycles) {
        Bytes data = toBytes(after.block(cycle.block));
        const ByteView bits = cycle.bits.view();
        for (std::size_t i = 0; i < std::min(data.size(), bits.size()); ++i)
            data[i] |= bits[i];
        after.setBlock(cycle.block, data);
        wipe(data);
    }
    blankHidden(after);
    return after;
}

bool closesRegisterAccess(const chip::Chip &chip, const BlockBurn &cycle)
{
    return cycle.block == 0 && std::any_of(chip.registerLocks.begin(), chip.registerLocks.end(), [&](const QString &name) {
        const chip::EfuseField *field = chip.field(name);
        return field && anyBitSet(*field, cycle.bits.view());
    });
}

std::vector<PlannedChange> changesOf(const State &state, const BurnPlan &plan)
{
    const chip::Chip &chip = state.chip();
    const State after = predict(state, plan);
    std::vector<PlannedChange> changes;
    for (const chip::EfuseBlock &block : chip.blocks) {
        const auto touches = [&](const BlockBurn &cycle) { return cycle.block == block.id; };
        if (std::none_of(plan.cycles.begin(), plan.cycles.end(), touches))
            continue;
        if (block.isKey)
            changes.push_back({block.name, block.id, true, 0, 0});
        for (const chip::EfuseField &field : chip.fields) {
            const auto sets = [&](const BlockBurn &cycle) { return cycle.block == block.id && anyBitSet(field, cycle.bits.view()); };
            if (field.block == block.id && !block.isKey && !isWholeBlock(chip, field) && std::any_of(plan.cycles.begin(), plan.cycles.end(), sets))
                changes.push_back({field.name, block.id, false, state.value(field), after.value(field)});
        }
    }
    return changes;
}

} // namespace fb::efuse
