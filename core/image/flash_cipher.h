// SPDX-License-Identifier: GPL-3.0-or-later
// Inside image/ only: the two flash ciphers over one piece of data that one thread works on.
#pragma once

#include "base/bytes.h"
#include "base/secret.h"
#include "crypto/aes.h"

#include <QtEndian>

#include <array>
#include <cstring>

namespace fb::image {

/** Reverses the 16 bytes of every block in place. */
inline void reverseBlocks(MutableByteView blocks)
{
    for (std::size_t at = 0; at + 16 <= blocks.size(); at += 16) {
        quint64 half[2];
        std::memcpy(half, blocks.data() + at, 16);
        const quint64 swapped[2] = {qbswap(half[1]), qbswap(half[0])};
        std::memcpy(blocks.data() + at, swapped, 16);
    }
}

/** ESP32: AES-256 with a key that changes every 32 bytes of flash. */
class Esp32FlashCipher
{
public:
    /** `key` has 32 bytes. */
    Esp32FlashCipher(const SecretBytes &key, int cryptConfig);
    /** `address` and size are multiples of 16. */
    void run(crypto::AesDirection direction, std::uint32_t address, MutableByteView data) const;

private:
    using KeyMask = std::array<std::uint8_t, 32>;
    void keyAt(std::uint32_t address, MutableByteView out) const;
    const SecretBytes &m_key;
    std::array<KeyMask, 24> m_masks{}; ///< by bit of the flash offset
};

/** Later families: XTS-AES over 128-byte units, bytes of each unit reversed. */
class XtsFlashCipher
{
public:
    /** `key` has 32 or 64 bytes: data key, then tweak key. */
    explicit XtsFlashCipher(const SecretBytes &key) : m_key(key) {}
    void run(crypto::AesDirection direction, std::uint32_t address, MutableByteView data) const;

private:
    const SecretBytes &m_key;
};

} // namespace fb::image
