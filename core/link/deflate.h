// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/bytes.h"

namespace fb::link {

/** A zlib stream at the highest level, cut into blocks of `blockSize` bytes (the last may be shorter). */
struct DeflatedBlocks
{
    std::vector<Bytes> blocks;
    std::vector<std::size_t> inflatedSizes; ///< how many bytes each block becomes: for progress and time-outs
    std::size_t size = 0;                   ///< of all blocks
};

[[nodiscard]] DeflatedBlocks deflateBlocks(ByteView contents, std::size_t blockSize);

} // namespace fb::link
