// SPDX-License-Identifier: GPL-3.0-or-later
#include "efuse/coding.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <vector>

namespace fb::efuse {

namespace {

using Symbol = std::uint8_t;

std::array<Symbol, 2> groupCheck(ByteView group)
{
    Symbol parity = 0;
    int weight = 0;
    for (std::size_t i = 0; i < ThreeQuarterGroup; ++i) {
        parity ^= group[i];
        weight += static_cast<int>(i + 1) * std::popcount(group[i]);
    }
    return {parity, static_cast<Symbol>(weight)};
}

void encodeThreeQuarters(ByteView data, MutableByteView out)
{
    for (std::size_t group = 0; group < 4; ++group) {
        const ByteView in = data.subspan(group * ThreeQuarterGroup, ThreeQuarterGroup);
        const auto target = out.subspan(group * 8, 8);
        std::copy(in.begin(), in.end(), target.begin());
        const auto check = groupCheck(in);
        std::copy(check.begin(), check.end(), target.begin() + ThreeQuarterGroup);
    }
}

/**
 * The byte of data in which one bit (`flipped`) came out wrong: the weight tells which. Nullopt where a check byte is
 * the wrong one, or more than one bit.
 */
std::optional<std::size_t> wrongByte(ByteView group, Symbol flipped, Symbol weight)
{
    for (std::size_t i = 0; i < ThreeQuarterGroup; ++i) {
        const int change = static_cast<int>(i + 1) * (group[i] & flipped ? 1 : -1);
        if (static_cast<Symbol>(weight + change) == groupCheck(group)[1])
            return i;
    }
    return std::nullopt;
}

/** True where the check bytes fit the group of 8 as stored; else mends one wrong bit of data, if it is that. */
bool checkGroup(MutableByteView group)
{
    const auto check = groupCheck(group);
    const auto flipped = static_cast<Symbol>(check[0] ^ group[ThreeQuarterGroup]);
    const Symbol weight = group[ThreeQuarterGroup + 1];
    if (flipped == 0 && check[1] == weight)
        return true;
    if (std::popcount(flipped) == 1) {
        if (const auto byte = wrongByte(group, flipped, weight))
            group[*byte] ^= flipped;
    }
    return false;
}

DecodedBlock decodeThreeQuarters(ByteView stored)
{
    SecretBytes word(stored);
    DecodedBlock out;
    out.data = SecretBytes(4 * ThreeQuarterGroup);
    for (std::size_t group = 0; group < 4; ++group) {
        const auto source = word.mutableView().subspan(group * 8, 8);
        if (!checkGroup(source))
            out.wrongGroups |= 1U << group;
        const auto target = out.data.mutableView().subspan(group * ThreeQuarterGroup, ThreeQuarterGroup);
        std::copy_n(source.begin(), ThreeQuarterGroup, target.begin());
    }
    return out;
}

DecodedBlock decodeReedSolomon(ByteView stored)
{
    SecretBytes word(stored.first(ReedSolomonCodeWord));
    const auto mended = mendReedSolomon(word.mutableView().first<ReedSolomonCodeWord>());
    return {SecretBytes(word.view().first(ReedSolomonData)), mended.value_or(0), !mended, 0};
}

} // namespace

std::size_t encodedSize(Coding coding, std::size_t dataSize)
{
    switch (coding) {
    case Coding::ThreeQuarters:
    case Coding::Repeat: return 32;
    case Coding::ReedSolomon: return ReedSolomonCodeWord;
    case Coding::None: break;
    }
    return dataSize;
}

SecretBytes encodeBlock(Coding coding, ByteView data, std::size_t dataSize)
{
    const std::size_t room = coding == Coding::ReedSolomon ? ReedSolomonData : dataSize;
    SecretBytes padded(room);
    std::copy_n(data.begin(), std::min(data.size(), room), padded.mutableView().begin());
    SecretBytes out(encodedSize(coding, dataSize));
    const ByteView in = padded.view();
    const MutableByteView target = out.mutableView();
    if (coding == Coding::ThreeQuarters) {
        encodeThreeQuarters(in, target);
        return out;
    }
    std::copy(in.begin(), in.end(), target.begin());
    if (coding == Coding::Repeat)
        std::copy(in.begin(), in.end(), target.begin() + 16);
    if (coding == Coding::ReedSolomon) {
        const auto parity = reedSolomonParity(in);
        std::copy(parity.begin(), parity.end(), target.begin() + ReedSolomonData);
    }
    return out;
}

DecodedBlock decodeBlock(Coding coding, ByteView stored)
{
    switch (coding) {
    case Coding::ThreeQuarters: return decodeThreeQuarters(stored);
    case Coding::ReedSolomon: return decodeReedSolomon(stored);
    case Coding::Repeat: return {SecretBytes(stored.first(16))};
    case Coding::None: break;
    }
    return {SecretBytes(stored)};
}

std::uint32_t wrongGroupBits(int block, std::uint32_t wrongGroups)
{
    return block >= 1 && block <= 3 ? (wrongGroups & 0xF) << (4 * (block - 1)) : 0;
}

} // namespace fb::efuse
