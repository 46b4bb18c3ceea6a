// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/fault_script.h"
#include "sim/host_port.h"

namespace fb::sim {

/**
 * The UART of a unit and the wire to the host: bytes take the time that the line rate gives them, in batches of some
 * milliseconds; a host that has set another rate gets and sends noise; the wire's faults happen here.
 */
class SerialLine
{
public:
    /** `fixedRate`: nullopt simulates the UART's own rate and its mismatch with the host's; 0 takes no time at all. */
    SerialLine(std::unique_ptr<HostPort> port, std::optional<int> fixedRate);

    [[nodiscard]] HostPort &port() { return *m_port; }
    [[nodiscard]] const HostPort &port() const { return *m_port; }

    void setRate(int baud) { m_rate = baud; }
    [[nodiscard]] int rate() const { return m_rate; }
    /** Auto-baud: the UART takes over the rate that the host has set, where that is known. */
    void setFollowsHost(bool follows) { m_followsHost = follows; }
    void setFaults(const FaultScript &faults);

    void send(ByteView bytes);
    /** True when the last byte has left. */
    [[nodiscard]] bool isIdle() const { return m_output.empty() && !m_leaving; }
    /** Waits for the deadline, a byte on the wire, the host or a wake-up, whatever comes first; then moves what is due. */
    void pump(Clock::time_point deadline);
    [[nodiscard]] Bytes takeInput() { return std::exchange(m_input, {}); }
    /** True once for each time a host opened the port. */
    [[nodiscard]] bool takeOpened() { return std::exchange(m_opened, false); }
    /** Forgets what is under way in both directions. */
    void drop();

private:
    /** Bytes that are on the wire and arrive together. */
    struct Batch
    {
        Bytes bytes;
        Clock::time_point due;
    };
    [[nodiscard]] nanoseconds durationOf(std::size_t bytes) const;
    [[nodiscard]] std::size_t batchSize() const;
    [[nodiscard]] bool ratesDiffer() const;
    void move(Clock::time_point now);
    void deliverOutput(Clock::time_point now);
    void startOutput(Clock::time_point from);
    void receiveInput(Clock::time_point now);
    void startInput(Clock::time_point now);
    void spoil(Bytes &bytes);
    void checkUnplug();
    [[nodiscard]] Clock::time_point nextDue() const;

    std::unique_ptr<HostPort> m_port;
    const std::optional<int> m_fixedRate;
    int m_rate;
    bool m_followsHost = false;
    bool m_opened = false;
    int m_openingsSeen = 0;

    FaultyWire m_toDevice{{}, 1}, m_fromDevice{{}, 2};
    std::optional<Unplug> m_unplug;
    std::optional<Clock::time_point> m_replugAt;
    std::minstd_rand m_noise{7};

    Bytes m_output; ///< not yet on the wire
    std::optional<Batch> m_leaving;
    std::optional<Batch> m_arriving;
    Bytes m_input;
    Clock::time_point m_inputFree{}; ///< when the receiving half has taken the last byte
};

} // namespace fb::sim
