// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/true_keys.h"

#include <algorithm>

namespace fb::sim {

namespace {

SecretBytes reversed(ByteView block)
{
    SecretBytes key(block.size());
    std::ranges::reverse_copy(block, key.mutableView().begin());
    return key;
}

} // namespace

std::optional<SecretBytes> flashKeyOf(const efuse::State &trueEfuses)
{
    const chip::Chip &chip = trueEfuses.chip();
    for (const QString &name : chip.flashKeyBlocks) {
        const auto *block = chip.block(name);
        if (block && (chip.flashKeyPurpose.isEmpty() || trueEfuses.purposeOf(*block) == chip.flashKeyPurpose))
            return reversed(trueEfuses.block(block->id).first(trueEfuses.dataSize(*block)));
    }
    return std::nullopt;
}

} // namespace fb::sim
