// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"
#include "efuse/reed_solomon.h"
#include "efuse/state.h"

namespace fb::efuse {

inline constexpr std::size_t ThreeQuarterGroup = 6;  ///< bytes of data; stored with two check bytes

/** Bytes that programming writes for one block: 28 to 32 as they are, 32 under 3/4, 44 under Reed-Solomon. */
[[nodiscard]] std::size_t encodedSize(Coding coding, std::size_t dataSize);
/** Data of a block to what is programmed; too short data is padded with zeros. Repeat stores the data twice. */
[[nodiscard]] SecretBytes encodeBlock(Coding coding, ByteView data, std::size_t dataSize);

/** What the chip shows of a stored block. */
struct DecodedBlock
{
    SecretBytes data;         ///< corrected where the code can
    int wrongSymbols = 0;     ///< Reed-Solomon: bytes corrected (0 to 6)
    bool failed = false;      ///< Reed-Solomon: more bytes wrong than can be corrected; data as stored
    std::uint32_t wrongGroups = 0; ///< 3/4: one bit for each group of 8 stored bytes whose check bytes do not fit (one bit mended)
};
/** `stored` has encodedSize() bytes. */
[[nodiscard]] DecodedBlock decodeBlock(Coding coding, ByteView stored);
/**
 * ESP32: where DEC_STATUS shows wrong groups of BLOCK1 to BLOCK3, four bits a block. That order is an assumption: the
 * vendor's tools take any of the twelve bits for an error of all three blocks.
 */
[[nodiscard]] std::uint32_t wrongGroupBits(int block, std::uint32_t wrongGroups);

} // namespace fb::efuse
