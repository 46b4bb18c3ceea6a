// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/bytes.h"
#include "base/secret.h"
#include "efuse/state.h"

#include <array>

namespace fb::efuse {

inline constexpr std::size_t ReedSolomonData = 32;   ///< bytes of data in one code word, shorter blocks padded with zeros
inline constexpr std::size_t ReedSolomonParity = 12; ///< check symbols behind them
inline constexpr std::size_t ThreeQuarterGroup = 6;  ///< bytes of data; stored with two check bytes

/**
 * Check symbols of the RS(44,32) code of all families after the ESP32: bytes over GF(2^8) with polynomial 0x11D,
 * roots alpha^0 to alpha^11, the first byte being the highest power. `data` has 32 bytes.
 */
[[nodiscard]] std::array<std::uint8_t, ReedSolomonParity> reedSolomonParity(ByteView data);

/** Bytes that programming writes for one block: 28 to 32 as they are, 32 under 3/4, 44 under Reed-Solomon. */
[[nodiscard]] std::size_t encodedSize(Coding coding, std::size_t dataSize);
/** Data of a block to what is programmed; too short data is padded with zeros. Repeat stores the data twice. */
[[nodiscard]] SecretBytes encodeBlock(Coding coding, ByteView data, std::size_t dataSize);

/** What the chip shows of a stored block. */
struct DecodedBlock
{
    Bytes data;               ///< corrected where the code can
    int wrongSymbols = 0;     ///< Reed-Solomon: bytes corrected (0 to 6)
    bool failed = false;      ///< Reed-Solomon: more bytes wrong than can be corrected; data as stored
    std::uint32_t wrongGroups = 0; ///< 3/4: one bit for each group of 8 stored bytes whose check bytes do not fit
};
[[nodiscard]] DecodedBlock decodeBlock(Coding coding, ByteView stored);

} // namespace fb::efuse
