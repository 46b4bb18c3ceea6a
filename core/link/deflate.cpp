// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/deflate.h"

#include <zlib.h>

namespace fb::link {

namespace {

Bytes deflated(ByteView contents)
{
    uLongf size = compressBound(static_cast<uLong>(contents.size()));
    Bytes out(size);
    [[maybe_unused]] const int result = compress2(out.data(), &size, contents.data(), static_cast<uLong>(contents.size()), Z_BEST_COMPRESSION);
    Q_ASSERT(result == Z_OK); // only out of memory, which ends the program elsewhere
    out.resize(size);
    return out;
}

/** Feeds the stream's blocks to an inflater and counts what comes out of each. */
class InflateCounter
{
public:
    InflateCounter() { inflateInit(&m_stream); }
    ~InflateCounter() { inflateEnd(&m_stream); }
    InflateCounter(const InflateCounter &) = delete;
    InflateCounter &operator=(const InflateCounter &) = delete;

    std::size_t feed(Bytes &block)
    {
        std::array<std::uint8_t, 32768> sink; // NOLINT(cppcoreguidelines-pro-type-member-init): only written to
        m_stream.next_in = block.data();
        m_stream.avail_in = static_cast<uInt>(block.size());
        std::size_t total = 0;
        do {
            m_stream.next_out = sink.data();
            m_stream.avail_out = sink.size();
            if (const int result = inflate(&m_stream, Z_NO_FLUSH); result != Z_OK && result != Z_STREAM_END)
                break;
            total += sink.size() - m_stream.avail_out;
        } while (m_stream.avail_out == 0);
        return total;
    }

private:
    z_stream m_stream{};
};

} // namespace

DeflatedBlocks deflateBlocks(ByteView contents, std::size_t blockSize)
{
    const Bytes stream = deflated(contents);
    DeflatedBlocks out;
    out.size = stream.size();
    InflateCounter counter;
    for (std::size_t at = 0; at < stream.size(); at += blockSize) {
        out.blocks.push_back(toBytes(ByteView(stream).subspan(at, std::min(blockSize, stream.size() - at))));
        out.inflatedSizes.push_back(counter.feed(out.blocks.back()));
    }
    return out;
}

} // namespace fb::link
