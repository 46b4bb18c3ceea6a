// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/bytes.h"

#include <array>
#include <cstddef>
#include <optional>
#include <span>

namespace fb::efuse {

inline constexpr std::size_t ReedSolomonData = 32;   ///< bytes of data in one code word, shorter blocks padded with zeros
inline constexpr std::size_t ReedSolomonParity = 12; ///< check symbols behind them
inline constexpr std::size_t ReedSolomonCodeWord = ReedSolomonData + ReedSolomonParity;

/**
 * Check symbols of the RS(44,32) code of all families after the ESP32: bytes over GF(2^8) with polynomial 0x11D,
 * roots alpha^0 to alpha^11, the first byte being the highest power. `data` has 32 bytes.
 */
[[nodiscard]] std::array<std::uint8_t, ReedSolomonParity> reedSolomonParity(ByteView data);

/** Corrects the word in place; the number of bytes mended (0 to 6), or nullopt and no change where more are wrong. */
[[nodiscard]] std::optional<int> mendReedSolomon(std::span<std::uint8_t, ReedSolomonCodeWord> word);

} // namespace fb::efuse
