// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/flash_cipher.h"

namespace fb::image {

namespace {

constexpr std::uint32_t UnitSize = 128;
constexpr std::size_t BlocksPerUnit = UnitSize / 16;

/** A 128-bit number, little endian, as XTS multiplies it. */
struct Tweak
{
    quint64 low = 0;
    quint64 high = 0;

    void timesX()
    {
        const quint64 carry = high >> 63;
        high = high << 1 | low >> 63;
        low = low << 1 ^ (carry != 0 ? 0x87 : 0);
    }
};

/** E(K2, unit address) for every unit that `size` bytes from `address` touch. */
Bytes unitTweaks(ByteView tweakKey, std::uint32_t address, std::size_t size)
{
    const std::uint32_t first = address & ~(UnitSize - 1);
    const std::size_t units = (address - first + size + UnitSize - 1) / UnitSize;
    Bytes tweaks(units * 16, 0);
    for (std::size_t unit = 0; unit < units; ++unit)
        writeLe32(tweaks, unit * 16, first + static_cast<std::uint32_t>(unit) * UnitSize);
    crypto::AesBlocks(tweakKey, crypto::AesDirection::Encrypt).run(tweaks);
    return tweaks;
}

/** The tweaks of the 8 blocks of a unit, one behind the other. */
void expandUnit(const std::uint8_t *unitTweak, std::uint8_t *out)
{
    Tweak tweak{qFromLittleEndian<quint64>(unitTweak), qFromLittleEndian<quint64>(unitTweak + 8)};
    for (std::size_t block = 0; block < BlocksPerUnit; ++block, tweak.timesX()) {
        // A unit goes through the cipher with all its bytes reversed, so its first block is the last one in flash.
        std::uint8_t *place = out + (BlocksPerUnit - 1 - block) * 16;
        qToLittleEndian(tweak.low, place);
        qToLittleEndian(tweak.high, place + 8);
    }
}

void exclusiveOr(MutableByteView data, const std::uint8_t *mask)
{
    for (std::size_t i = 0; i < data.size(); ++i)
        data[i] ^= mask[i];
}

} // namespace

void XtsFlashCipher::run(crypto::AesDirection direction, std::uint32_t address, MutableByteView data) const
{
    const std::size_t half = m_key.size() / 2;
    const Bytes tweaks = unitTweaks(m_key.view().last(half), address, data.size());
    Bytes masks(tweaks.size() * BlocksPerUnit);
    for (std::size_t unit = 0; unit * 16 < tweaks.size(); ++unit)
        expandUnit(tweaks.data() + unit * 16, masks.data() + unit * UnitSize);
    const std::uint8_t *mask = masks.data() + address % UnitSize;
    reverseBlocks(data);
    exclusiveOr(data, mask);
    crypto::AesBlocks(m_key.view().first(half), direction).run(data);
    exclusiveOr(data, mask);
    reverseBlocks(data);
}

} // namespace fb::image
