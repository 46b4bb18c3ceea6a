// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/flash_cipher.h"

namespace fb::image {

namespace {

constexpr int KeyBits = 256;
constexpr int HighestOffsetBit = 23;
constexpr int LowestOffsetBit = 5;

/**
 * Which bit of the flash offset flips which key bit: four times three full runs 23..5, followed by one run that starts
 * at 14, 12, 10 and 8. Key bits count from the highest bit of byte 0.
 */
std::array<int, KeyBits> offsetBitOfKeyBit()
{
    std::array<int, KeyBits> bits{};
    std::size_t at = 0;
    const auto run = [&](int from) {
        for (int bit = from; bit >= LowestOffsetBit; --bit)
            bits[at++] = bit;
    };
    for (const int shortRun : {14, 12, 10, 8}) {
        for (int i = 0; i < 3; ++i)
            run(HighestOffsetBit);
        run(shortRun);
    }
    return bits;
}

/** FLASH_CRYPT_CONFIG bit that enables a key bit. */
int configBitOf(int keyBit)
{
    return keyBit < 67 ? 0 : keyBit < 132 ? 1 : keyBit < 195 ? 2 : 3;
}

} // namespace

Esp32FlashCipher::Esp32FlashCipher(const SecretBytes &key, int cryptConfig) : m_key(key)
{
    const std::array<int, KeyBits> offsetBits = offsetBitOfKeyBit();
    for (int keyBit = 0; keyBit < KeyBits; ++keyBit) {
        if (cryptConfig >> configBitOf(keyBit) & 1) {
            const auto byte = static_cast<std::size_t>(keyBit / 8);
            m_masks[static_cast<std::size_t>(offsetBits[static_cast<std::size_t>(keyBit)])][byte] |= static_cast<std::uint8_t>(0x80 >> keyBit % 8);
        }
    }
}

void Esp32FlashCipher::keyAt(std::uint32_t address, MutableByteView out) const
{
    std::memcpy(out.data(), m_key.view().data(), out.size());
    for (int bit = LowestOffsetBit; bit <= HighestOffsetBit; ++bit) {
        if ((address >> bit & 1) == 0)
            continue;
        const KeyMask &mask = m_masks[static_cast<std::size_t>(bit)];
        for (std::size_t i = 0; i < mask.size(); ++i)
            out[i] ^= mask[i];
    }
}

void Esp32FlashCipher::run(crypto::AesDirection direction, std::uint32_t address, MutableByteView data) const
{
    SecretBytes key(m_key.size());
    keyAt(address, key.mutableView());
    // The hardware has encryption and decryption the other way round.
    crypto::AesBlocks engine(key.view(), direction == crypto::AesDirection::Encrypt ? crypto::AesDirection::Decrypt : crypto::AesDirection::Encrypt);
    reverseBlocks(data);
    for (std::size_t at = 0; at < data.size();) {
        const std::uint32_t here = address + static_cast<std::uint32_t>(at);
        const std::size_t piece = std::min<std::size_t>(data.size() - at, 32 - here % 32);
        if (at != 0) {
            keyAt(here, key.mutableView());
            engine.rekey(key.view());
        }
        engine.run(data.subspan(at, piece));
        at += piece;
    }
    reverseBlocks(data);
}

} // namespace fb::image
