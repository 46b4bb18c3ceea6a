// SPDX-License-Identifier: GPL-3.0-or-later
// SLIP framing (RFC 1055) as the ROM uses it: 0xC0 at both ends of a frame; inside, 0xC0 becomes DB DC and 0xDB becomes DB DD.
#pragma once

#include "base/bytes.h"

#include <deque>
#include <optional>

namespace fb::link {

inline constexpr std::uint8_t SlipEnd = 0xC0;
inline constexpr std::uint8_t SlipEscape = 0xDB;
inline constexpr std::uint8_t SlipEscapedEnd = 0xDC;
inline constexpr std::uint8_t SlipEscapedEscape = 0xDD;

/** The payload with its framing; at most twice its size plus two. */
[[nodiscard]] Bytes slipEncode(ByteView payload);

/**
 * Takes a byte stream in pieces of any size and hands out whole frames. What stands before the first 0xC0, a frame
 * longer than the limit, and a frame with a wrong escape are dropped and counted as noise; the frame after is read again.
 */
class SlipDecoder
{
public:
    /** Larger than any answer of a ROM, small enough that noise cannot fill the memory. */
    static constexpr std::size_t DefaultLimit = 16 * 1024;

    explicit SlipDecoder(std::size_t frameLimit = DefaultLimit) : m_limit(frameLimit) {}

    void feed(ByteView bytes);
    /** The oldest whole frame, unescaped, without the delimiters; never empty. */
    [[nodiscard]] std::optional<Bytes> next();
    [[nodiscard]] bool hasFrame() const { return !m_frames.empty(); }
    /** Bytes dropped since construction or reset(). */
    [[nodiscard]] std::size_t noiseBytes() const { return m_noise; }
    /** Printable part of the noise, the last 2048 characters: a boot log, for example. */
    [[nodiscard]] const QByteArray &noiseText() const { return m_noiseText; }
    /** True while the start of a frame is held. */
    [[nodiscard]] bool insideFrame() const { return m_inFrame && !m_frame.empty(); }
    void reset();

private:
    void take(std::uint8_t byte);
    void endFrame();
    void drop(std::uint8_t byte);
    void dropFrame();

    std::size_t m_limit;
    std::deque<Bytes> m_frames;
    Bytes m_frame;
    bool m_inFrame = false;
    bool m_escaped = false;
    std::size_t m_noise = 0;
    QByteArray m_noiseText;
};

} // namespace fb::link
