// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/inflater.h"

#include <array>
#include <string_view>

#include <zlib.h>

namespace fb::sim {

void Inflater::End::operator()(z_stream_s *stream) const
{
    inflateEnd(stream);
    delete stream;
}

void Inflater::start()
{
    m_finished = false;
    m_stream.reset();
    auto stream = std::make_unique<z_stream>();
    *stream = {};
    if (inflateInit(stream.get()) == Z_OK)
        m_stream.reset(stream.release());
}

Inflater::Status Inflater::feed(ByteView piece, const std::function<bool(ByteView)> &sink)
{
    if (!m_stream)
        return Status::BadData;
    std::array<std::uint8_t, 4096> out;
    m_stream->next_in = const_cast<Bytef *>(piece.data()); // zlib never writes there
    m_stream->avail_in = uInt(piece.size());
    while (!m_finished) {
        m_stream->next_out = out.data();
        m_stream->avail_out = out.size();
        const int result = inflate(m_stream.get(), Z_NO_FLUSH);
        const std::size_t made = out.size() - m_stream->avail_out;
        if (made > 0 && !sink(ByteView(out).first(made)))
            return Status::Good;
        m_finished = result == Z_STREAM_END;
        if (result == Z_DATA_ERROR && m_stream->msg && std::string_view(m_stream->msg) == "incorrect data check")
            return Status::BadAdler;
        if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
            return Status::BadData;
        if (m_stream->avail_out != 0)
            break; // all input is used up
    }
    return Status::Good;
}

} // namespace fb::sim
