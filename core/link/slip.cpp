// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/slip.h"

namespace fb::link {

namespace {

constexpr qsizetype NoiseTextLimit = 2048;

bool isPrintable(std::uint8_t byte)
{
    return (byte >= 0x20 && byte < 0x7F) || byte == '\n' || byte == '\t';
}

} // namespace

Bytes slipEncode(ByteView payload)
{
    Bytes out;
    out.reserve(payload.size() + payload.size() / 16 + 2);
    out.push_back(SlipEnd);
    for (const std::uint8_t byte : payload) {
        if (byte == SlipEnd || byte == SlipEscape) {
            out.push_back(SlipEscape);
            out.push_back(byte == SlipEnd ? SlipEscapedEnd : SlipEscapedEscape);
        } else {
            out.push_back(byte);
        }
    }
    out.push_back(SlipEnd);
    return out;
}

void SlipDecoder::feed(ByteView bytes)
{
    for (const std::uint8_t byte : bytes)
        take(byte);
}

std::optional<Bytes> SlipDecoder::next()
{
    if (m_frames.empty())
        return std::nullopt;
    Bytes frame = std::move(m_frames.front());
    m_frames.pop_front();
    return frame;
}

void SlipDecoder::reset()
{
    m_frames.clear();
    m_frame.clear();
    m_inFrame = m_escaped = false;
    m_noise = 0;
    m_noiseText.clear();
}

void SlipDecoder::take(std::uint8_t byte)
{
    if (byte == SlipEnd)
        return endFrame();
    if (!m_inFrame)
        return drop(byte);
    if (m_escaped) {
        m_escaped = false;
        if (byte != SlipEscapedEnd && byte != SlipEscapedEscape)
            return dropFrame();
        m_frame.push_back(byte == SlipEscapedEnd ? SlipEnd : SlipEscape);
    } else if (byte == SlipEscape) {
        m_escaped = true;
    } else {
        m_frame.push_back(byte);
    }
    if (m_frame.size() > m_limit)
        dropFrame();
}

void SlipDecoder::endFrame()
{
    // Two delimiters in a row are the end of one frame and the start of the next, so an empty frame is nothing.
    if (m_inFrame && m_escaped)
        dropFrame();
    else if (m_inFrame && !m_frame.empty())
        m_frames.push_back(std::exchange(m_frame, {}));
    // A delimiter always may start a frame: after noise it is not known whether it ended one.
    m_inFrame = true;
    m_escaped = false;
}

void SlipDecoder::drop(std::uint8_t byte)
{
    ++m_noise;
    if (!isPrintable(byte))
        return;
    m_noiseText.append(static_cast<char>(byte));
    if (m_noiseText.size() > NoiseTextLimit)
        m_noiseText.remove(0, m_noiseText.size() - NoiseTextLimit);
}

void SlipDecoder::dropFrame()
{
    for (const std::uint8_t byte : std::exchange(m_frame, {}))
        drop(byte);
    m_inFrame = m_escaped = false;
}

} // namespace fb::link
