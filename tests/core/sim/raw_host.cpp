// SPDX-License-Identifier: GPL-3.0-or-later
#include "raw_host.h"

#include <QTest>

#include <algorithm>

namespace fb::test {

namespace {

constexpr std::uint8_t End = 0xC0, Escape = 0xDB;

/** The payload of the first whole frame, taken out of `stream`. */
std::optional<Bytes> takeFrame(Bytes &stream)
{
    const auto start = std::ranges::find(stream, End);
    if (start == stream.end())
        return std::nullopt;
    auto end = std::find(start + 1, stream.end(), End);
    if (end == stream.end())
        return std::nullopt;
    Bytes payload;
    for (auto at = start + 1; at != end; ++at) {
        if (*at != Escape)
            payload.push_back(*at);
        else if (++at != end)
            payload.push_back(*at == 0xDC ? End : Escape);
        else
            break;
    }
    stream.erase(stream.begin(), end + 1);
    return payload;
}

} // namespace

Bytes words(std::initializer_list<std::uint32_t> values)
{
    Bytes out;
    for (const std::uint32_t value : values)
        appendLe32(out, value);
    return out;
}

Bytes joined(Bytes first, ByteView second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

Bytes framed(ByteView payload)
{
    Bytes out{End};
    for (const std::uint8_t byte : payload) {
        if (byte == End)
            out.insert(out.end(), {Escape, 0xDC});
        else if (byte == Escape)
            out.insert(out.end(), {Escape, 0xDD});
        else
            out.push_back(byte);
    }
    out.push_back(End);
    return out;
}

std::uint8_t checksumOf(ByteView bytes)
{
    std::uint8_t sum = 0xEF;
    for (const std::uint8_t byte : bytes)
        sum ^= byte;
    return sum;
}

RawHost::RawHost(const sim::VirtualDevice &device, int baud)
{
    const auto name = link::PortName::parse(device.port());
    auto transport = link::openTransport(*name, baud, {});
    if (transport)
        m_transport = std::move(*transport);
    else
        m_error = transport.error();
}

void RawHost::sendRaw(ByteView bytes)
{
    if (const auto written = m_transport->write(bytes, QDeadlineTimer(10s)); !written)
        m_error = written.error();
}

void RawHost::send(std::uint8_t op, ByteView data, std::uint32_t checksum)
{
    Bytes payload{0, op};
    appendLe16(payload, std::uint16_t(data.size()));
    appendLe32(payload, checksum);
    sendRaw(framed(joined(payload, data)));
}

Bytes RawHost::readSome(std::chrono::milliseconds limit)
{
    Bytes buffer(4096);
    const auto size = m_transport->read(buffer, QDeadlineTimer(limit));
    if (!size)
        m_error = size.error();
    buffer.resize(size ? *size : 0);
    return buffer;
}

std::vector<RawAnswer> RawHost::answers(std::size_t count, std::chrono::milliseconds quiet)
{
    std::vector<RawAnswer> found;
    while (found.size() < count) {
        while (auto frame = takeFrame(m_received)) {
            if (frame->size() >= 8 && frame->front() == 1)
                found.push_back({(*frame)[1], readLe32(*frame, 4), Bytes(frame->begin() + 8, frame->end())});
        }
        if (found.size() >= count)
            break;
        const Bytes more = readSome(quiet);
        if (more.empty())
            break;
        m_received = joined(std::move(m_received), more);
    }
    return found;
}

RawAnswer RawHost::ask(std::uint8_t op, ByteView data, std::uint32_t checksum)
{
    send(op, data, checksum);
    const auto found = answers(1);
    return found.empty() ? RawAnswer{} : found.front();
}

RawAnswer RawHost::askData(std::uint8_t op, std::uint32_t number, ByteView contents, std::uint8_t checksumError)
{
    return ask(op, joined(words({std::uint32_t(contents.size()), number, 0, 0}), contents), std::uint32_t(checksumOf(contents) ^ checksumError));
}

bool RawHost::sync()
{
    send(0x08, joined(words({0x20120707}), Bytes(32, 0x55)));
    return answers(8).size() == 8;
}

std::uint32_t RawHost::readRegister(std::uint32_t address)
{
    return ask(0x0A, words({address})).value;
}

void RawHost::writeRegister(std::uint32_t address, std::uint32_t value)
{
    QCOMPARE(statusOf(ask(0x09, words({address, value, 0xFFFFFFFF, 0}))), std::pair(0, 0));
}

QByteArray RawHost::console(const char *text, std::chrono::milliseconds quiet)
{
    QByteArray seen = toQByteArray(m_received);
    m_received.clear();
    while (!text || !seen.contains(text)) {
        const Bytes more = readSome(quiet);
        if (more.empty())
            break;
        seen += toQByteArray(more);
    }
    return seen;
}

std::pair<int, int> statusOf(const RawAnswer &answer)
{
    return answer.data.size() < 4 ? std::pair(-1, -1) : std::pair(int(answer.data[answer.data.size() - 4]), int(answer.data[answer.data.size() - 3]));
}

} // namespace fb::test
