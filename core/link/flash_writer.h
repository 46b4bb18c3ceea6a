// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "link/deflate.h"
#include "link/rom_session.h"

namespace fb::link {

/**
 * Writes and erases flash through the ROM. Large contents go in segments, each a session of its own, so that a lost
 * block costs one segment and not the whole file.
 *
 * Why a session is started again instead of repeating a block: the ROM counts a block's sequence number before it looks
 * at the checksum. A damaged block repeated under its number is refused (01 05) though it was not written; a block
 * whose answer was lost is refused the same way though it was. Only a new FLASH_BEGIN makes both the same.
 */
class FlashWriter
{
public:
    /** `fifthWord`: the ROM of this family takes the encryption word in FLASH_BEGIN. */
    FlashWriter(RomSession &session, bool fifthWord) : m_session(session), m_fifthWord(fifthWord) {}

    [[nodiscard]] Result<void> write(std::uint32_t address, ByteView contents, bool deflate, const Progress &progress);
    [[nodiscard]] Result<void> erase(std::uint32_t address, std::uint32_t length, const Progress &progress);

private:
    struct Segment
    {
        std::uint32_t address = 0;
        ByteView contents;
    };
    [[nodiscard]] Result<void> writeSegment(const Segment &segment, bool deflate, const Progress &progress);
    [[nodiscard]] Result<void> writePlain(const Segment &segment, const Progress &progress);
    [[nodiscard]] Result<void> writeDeflated(const Segment &segment, const DeflatedBlocks &deflated, const Progress &progress);
    [[nodiscard]] Result<void> begin(Op op, std::uint32_t address, std::size_t eraseSize, std::size_t blocks);
    [[nodiscard]] Result<void> sendBlock(Op op, ByteView data, std::uint32_t sequence, std::size_t written);
    [[nodiscard]] Result<void> repeatingTrouble(const Progress &progress, const std::function<Result<void>()> &body);

    RomSession &m_session;
    bool m_fifthWord;
};

} // namespace fb::link
