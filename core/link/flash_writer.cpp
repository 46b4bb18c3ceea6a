// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/flash_writer.h"

#include "base/log.h"

#include <QCoreApplication>

namespace fb::link {

namespace {

constexpr std::size_t SegmentSize = 256 * 1024; ///< a multiple of the erase block
constexpr int SegmentAttempts = 4;
constexpr milliseconds BlockTimeout{1500}; ///< a block is a matter of milliseconds, and its loss is made good
constexpr qint64 EraseMsPerMegabyte = 30000;
constexpr qint64 WriteMsPerMegabyte = 40000;

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::link", text);
}

milliseconds scaled(milliseconds base, qint64 msPerMegabyte, std::size_t bytes)
{
    return base + milliseconds(msPerMegabyte * static_cast<qint64>(bytes) / 1000000);
}

Result<void> checkSectorAligned(std::uint64_t value, const QString &where)
{
    if (value % FlashSectorSize == 0)
        return {};
    return Error(errors::Unaligned, tr("0x%1 is not a multiple of the flash sector, 4096 bytes.").arg(value, 0, 16),
                 tr("The ROM erases whole sectors: choose a multiple of 0x1000."), where);
}

/** Worth another try: the line's fault, not the unit's. */
bool isTrouble(const Error &error)
{
    return error.is(errors::NoAnswer) || error.is(errors::Garbage) || error.is(errors::RomRefused);
}

Bytes paddedBlock(ByteView contents, std::size_t at)
{
    Bytes block = toBytes(contents.subspan(at, std::min<std::size_t>(FlashBlockSize, contents.size() - at)));
    block.resize(FlashBlockSize, 0xFF); // erased flash stays as it is under 0xFF
    return block;
}

} // namespace

Result<void> FlashWriter::repeatingTrouble(const Progress &progress, const std::function<Result<void>()> &body)
{
    for (int attempt = 1;; ++attempt) {
        FB_CHECK(progress.check());
        const Result<void> done = body();
        if (done || !isTrouble(done.error()) || attempt == SegmentAttempts)
            return done;
        qCWarning(logLink) << "flash session starts again:" << done.error().id();
        m_session.loseStep();
    }
}

Result<void> FlashWriter::begin(Op op, std::uint32_t address, std::size_t eraseSize, std::size_t blocks)
{
    Request request = wordsRequest(op, {static_cast<std::uint32_t>(eraseSize), static_cast<std::uint32_t>(blocks), FlashBlockSize, address});
    if (m_fifthWord)
        appendLe32(request.data, 0);
    FB_CHECK(m_session.checked({request, 0, scaled(DefaultTimeout, EraseMsPerMegabyte, eraseSize), 1}));
    return {};
}

Result<void> FlashWriter::sendBlock(Op op, ByteView data, std::uint32_t sequence, std::size_t written)
{
    FB_CHECK(m_session.checked({blockRequest(op, data, sequence), 0, scaled(BlockTimeout, WriteMsPerMegabyte, written), 1}));
    return {};
}

Result<void> FlashWriter::write(std::uint32_t address, ByteView contents, bool deflate, const Progress &progress)
{
    FB_CHECK(checkSectorAligned(address, m_session.transport().name()));
    for (std::size_t at = 0; at < contents.size(); at += SegmentSize) {
        const Segment segment{address + static_cast<std::uint32_t>(at), contents.subspan(at, std::min(SegmentSize, contents.size() - at))};
        const double whole = double(contents.size());
        const Progress share = progress.share(double(at) / whole, double(at + segment.contents.size()) / whole);
        FB_CHECK(writeSegment(segment, deflate, share));
    }
    progress.report(1);
    return {};
}

Result<void> FlashWriter::writeSegment(const Segment &segment, bool deflate, const Progress &progress)
{
    const DeflatedBlocks deflated = deflate ? deflateBlocks(segment.contents, FlashBlockSize) : DeflatedBlocks{};
    const bool smaller = deflate && deflated.size < segment.contents.size();
    return repeatingTrouble(progress, [&] {
        return smaller ? writeDeflated(segment, deflated, progress) : writePlain(segment, progress);
    });
}

Result<void> FlashWriter::writePlain(const Segment &segment, const Progress &progress)
{
    const std::size_t blocks = (segment.contents.size() + FlashBlockSize - 1) / FlashBlockSize;
    FB_CHECK(begin(Op::FlashBegin, segment.address, segment.contents.size(), blocks));
    for (std::size_t i = 0; i < blocks; ++i) {
        FB_CHECK(progress.check());
        FB_CHECK(sendBlock(Op::FlashData, paddedBlock(segment.contents, i * FlashBlockSize), static_cast<std::uint32_t>(i), FlashBlockSize));
        progress.report(double(i + 1) / double(blocks));
    }
    return {};
}

Result<void> FlashWriter::writeDeflated(const Segment &segment, const DeflatedBlocks &deflated, const Progress &progress)
{
    // The ROM writes the rest of its buffer with the block whose number is the announced count less one: it must be exact.
    const std::size_t eraseSize = alignUp(segment.contents.size(), FlashBlockSize);
    FB_CHECK(begin(Op::FlashDeflBegin, segment.address, eraseSize, deflated.blocks.size()));
    std::size_t written = 0;
    for (std::size_t i = 0; i < deflated.blocks.size(); ++i) {
        FB_CHECK(progress.check());
        // What a block unpacks to may be written with the next one: allow time for both.
        const std::size_t before = i == 0 ? 0 : deflated.inflatedSizes[i - 1];
        FB_CHECK(sendBlock(Op::FlashDeflData, deflated.blocks[i], static_cast<std::uint32_t>(i), before + deflated.inflatedSizes[i] + 32768));
        written += deflated.inflatedSizes[i];
        progress.report(double(written) / double(segment.contents.size()));
    }
    return {};
}

Result<void> FlashWriter::erase(std::uint32_t address, std::uint32_t length, const Progress &progress)
{
    FB_CHECK(checkSectorAligned(address, m_session.transport().name()));
    FB_CHECK(checkSectorAligned(length, m_session.transport().name()));
    // A ROM has no erase command; FLASH_BEGIN erases, and nobody has to send the data.
    for (std::uint64_t at = 0; at < length;) {
        const std::uint64_t toBoundary = SegmentSize - (address + at) % SegmentSize;
        const std::size_t size = std::min<std::uint64_t>(toBoundary, length - at);
        FB_CHECK(repeatingTrouble(progress, [&] {
            return begin(Op::FlashBegin, address + static_cast<std::uint32_t>(at), size, size / FlashBlockSize);
        }));
        at += size;
        progress.report(double(at) / double(length));
    }
    progress.report(1);
    return {};
}

} // namespace fb::link
