// SPDX-License-Identifier: GPL-3.0-or-later
// Inside image/ only: where things stand in a signature block of 1216 bytes.
#pragma once

#include <cstddef>
#include <cstdint>

namespace fb::image::signature_layout {

inline constexpr std::uint8_t Magic = 0xE7;
inline constexpr std::uint8_t VersionRsa = 2;
inline constexpr std::uint8_t VersionEcdsa = 3;
inline constexpr std::size_t DigestOffset = 4;
inline constexpr std::size_t KeyOffset = 36; ///< n 384, e 4, R² 384, M' 4: all little endian
inline constexpr std::size_t KeySize = 776;
inline constexpr std::size_t ModulusSize = 384;
inline constexpr std::size_t SignatureOffset = 812; ///< 384 bytes, little endian
inline constexpr std::size_t SignatureSize = 384;
inline constexpr std::size_t CrcOffset = 1196; ///< zlib's CRC-32 over everything before

} // namespace fb::image::signature_layout
