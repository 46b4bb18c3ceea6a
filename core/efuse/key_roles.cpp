// SPDX-License-Identifier: GPL-3.0-or-later
#include "efuse/key_roles.h"

#include <algorithm>

namespace fb::efuse {

using chip::EfuseBlock;

bool isBurned(const State &state, const EfuseBlock &block)
{
    return !isFilledWith(state.block(block.id), 0);
}

bool holdsDigest(const State &state, const EfuseBlock &block)
{
    const chip::Chip &chip = state.chip();
    if (!block.purposeField.isEmpty()) {
        const chip::KeyPurpose *purpose = chip.purpose(state.purposeOf(block));
        return purpose && purpose->isDigest;
    }
    return chip.digestBlocks.contains(block.name) && state.secureBootV2On();
}

bool isRevoked(const State &state, const EfuseBlock &block)
{
    const chip::KeyPurpose *purpose = state.chip().purpose(state.purposeOf(block));
    return purpose && !purpose->revokedBy.isEmpty() && state.value(purpose->revokedBy) != 0;
}

bool hasUsableDigest(const State &state)
{
    const auto &blocks = state.chip().blocks;
    return std::any_of(blocks.begin(), blocks.end(), [&state](const EfuseBlock &block) {
        return holdsDigest(state, block) && state.isReadable(block) && isBurned(state, block) && !isRevoked(state, block);
    });
}

bool servesFlashKey(const State &state, const EfuseBlock &block)
{
    const chip::Chip &chip = state.chip();
    if (!chip.flashKeyBlocks.contains(block.name))
        return false;
    return chip.flashKeyPurpose.isEmpty() || state.purposeOf(block) == chip.flashKeyPurpose;
}

bool hasFlashKey(const State &state)
{
    const auto &blocks = state.chip().blocks;
    return std::any_of(blocks.begin(), blocks.end(), [&state](const EfuseBlock &block) {
        return servesFlashKey(state, block) && (isBurned(state, block) || !state.isReadable(block));
    });
}

} // namespace fb::efuse
