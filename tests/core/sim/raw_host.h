// SPDX-License-Identifier: GPL-3.0-or-later
// A host that makes and takes apart its frames by hand, so that the virtual unit is not judged by our own client.
#pragma once

#include "base/bytes.h"
#include "chip/chip.h"
#include "link/transport.h"
#include "sim/virtual_device.h"

#include <chrono>
#include <initializer_list>

namespace fb::test {

using namespace std::chrono_literals;

struct RawAnswer
{
    std::uint8_t op = 0;
    std::uint32_t value = 0;
    Bytes data; ///< with the status bytes
    bool operator==(const RawAnswer &) const = default;
};

[[nodiscard]] Bytes words(std::initializer_list<std::uint32_t> values);
[[nodiscard]] Bytes joined(Bytes first, ByteView second);
[[nodiscard]] Bytes framed(ByteView payload);
[[nodiscard]] std::uint8_t checksumOf(ByteView bytes);

class RawHost
{
public:
    explicit RawHost(const sim::VirtualDevice &device, int baud = 115200);

    void sendRaw(ByteView bytes);
    void send(std::uint8_t op, ByteView data, std::uint32_t checksum = 0);
    /** All whole frames until `quiet` passes without a byte, or `count` have come. */
    [[nodiscard]] std::vector<RawAnswer> answers(std::size_t count, std::chrono::milliseconds quiet = 3s);
    /** The one answer to a command; an answer with op 0 and no data where none comes. */
    [[nodiscard]] RawAnswer ask(std::uint8_t op, ByteView data, std::uint32_t checksum = 0);
    /** A _DATA packet with header and checksum. */
    [[nodiscard]] RawAnswer askData(std::uint8_t op, std::uint32_t number, ByteView contents, std::uint8_t checksumError = 0);
    [[nodiscard]] bool sync();
    [[nodiscard]] std::uint32_t readRegister(std::uint32_t address);
    void writeRegister(std::uint32_t address, std::uint32_t value);
    /** Everything that comes until `quiet` passes without a byte, or `text` has come. */
    [[nodiscard]] QByteArray console(const char *text = nullptr, std::chrono::milliseconds quiet = 300ms);
    [[nodiscard]] link::Transport &transport() { return *m_transport; }
    [[nodiscard]] bool isOpen() const { return m_transport != nullptr; }
    /** The last error of the transport, where one came. */
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

private:
    [[nodiscard]] Bytes readSome(std::chrono::milliseconds limit);
    std::unique_ptr<link::Transport> m_transport;
    Bytes m_received;
    std::optional<Error> m_error;
};

/** Status bytes of an answer: {failed, error}. */
[[nodiscard]] std::pair<int, int> statusOf(const RawAnswer &answer);

} // namespace fb::test
