// SPDX-License-Identifier: GPL-3.0-or-later
// One request, one answer, over a transport: time-outs, stale and foreign answers, noise, bounded repetition.
#pragma once

#include "link/rom_protocol.h"
#include "link/slip.h"
#include "link/transport.h"

#include <chrono>

namespace fb::link {

using std::chrono::milliseconds;

/** Time that any command may take besides its own work, as the vendor's tools allow it. */
inline constexpr milliseconds DefaultTimeout{3000};
/** For what is repeated when no answer comes: three of these are one of those. */
inline constexpr milliseconds QueryTimeout{1000};
inline constexpr int QueryAttempts = 3;

struct Exchange
{
    Request request;
    std::size_t dataLength = 0;            ///< expected in the answer, before the status bytes
    milliseconds timeout = DefaultTimeout; ///< for the chip's work; time on the wire is added
    int attempts = 1;                      ///< more than 1 only where repeating does no harm
};

class RomSession
{
public:
    explicit RomSession(std::unique_ptr<Transport> transport) : m_transport(std::move(transport)) {}

    /** The answer as it came, failed or not. NoAnswer or Garbage where none came in time. */
    [[nodiscard]] Result<Answer> exchange(const Exchange &exchange);
    /** The same; a failed status becomes the error RomRefused, with the code in words. */
    [[nodiscard]] Result<Answer> checked(const Exchange &exchange);
    [[nodiscard]] Error refusal(const Exchange &exchange, const Answer &answer) const;

    /** Sends SYNC once and takes all its answers; true where at least one came within `timeout`. */
    [[nodiscard]] Result<bool> sync(milliseconds timeout);
    /** Reads and drops whatever comes for this long (text is kept in noiseText()). */
    [[nodiscard]] Result<void> drain(milliseconds time);
    [[nodiscard]] Result<void> setBaud(int baud);

    [[nodiscard]] int baud() const { return m_baud; }
    [[nodiscard]] Transport &transport() { return *m_transport; }
    [[nodiscard]] const Transport &transport() const { return *m_transport; }
    [[nodiscard]] std::pair<quint64, quint64> bytesOnWire() const { return {m_sent, m_received}; }
    /** Printable text outside frames since forgetNoise(): a boot log. */
    [[nodiscard]] const QByteArray &noiseText() const { return m_noiseText; }
    [[nodiscard]] bool heardAnything() const { return m_heard; }
    void forgetNoise();
    /** False after a time-out: then the next exchange starts with a SYNC, so a late answer cannot be taken for a new one. */
    [[nodiscard]] bool inStep() const { return m_inStep; }
    void loseStep() { m_inStep = false; }

private:
    [[nodiscard]] Result<std::optional<Answer>> attempt(const Exchange &exchange);
    [[nodiscard]] Result<std::optional<Answer>> waitForAnswer(const Exchange &exchange, QDeadlineTimer deadline);
    [[nodiscard]] Result<void> send(const Request &request);
    [[nodiscard]] Result<std::size_t> receive(QDeadlineTimer deadline);
    [[nodiscard]] Result<void> clearInput();
    [[nodiscard]] Result<void> regainStep();
    [[nodiscard]] milliseconds wireTime(std::size_t bytes) const;
    [[nodiscard]] Error silence(const Exchange &exchange) const;
    void keepNoise();

    std::unique_ptr<Transport> m_transport;
    SlipDecoder m_decoder;
    QByteArray m_noiseText;
    int m_baud = RomBaud;
    quint64 m_sent = 0;
    quint64 m_received = 0;
    bool m_inStep = true;
    bool m_heard = false;
};

} // namespace fb::link
