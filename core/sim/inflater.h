// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/bytes.h"

#include <functional>
#include <memory>

struct z_stream_s;

namespace fb::sim {

/** Inflates a zlib stream that comes in pieces, handing the output on in small ones. */
class Inflater
{
public:
    enum class Status { Good, BadData, BadAdler };

    void start();
    /** `sink` gets up to 4 KiB at a time and answers whether to go on. Input behind the end of the stream is ignored. */
    [[nodiscard]] Status feed(ByteView piece, const std::function<bool(ByteView)> &sink);

private:
    struct End
    {
        void operator()(z_stream_s *stream) const;
    };
    std::unique_ptr<z_stream_s, End> m_stream;
    bool m_finished = false;
};

} // namespace fb::sim
