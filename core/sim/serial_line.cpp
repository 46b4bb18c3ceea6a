// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/serial_line.h"

#include "base/log.h"

#include <algorithm>
#include <cstdlib>

namespace fb::sim {

namespace {

using namespace std::chrono_literals;

constexpr nanoseconds BatchTime = 3ms; ///< what a host would see from a USB bridge's buffer as well
constexpr std::size_t UnlimitedBatch = 4096;
constexpr std::size_t MaxQueued = 64 * 1024; ///< beyond it a host that does not read loses bytes
constexpr auto RetryWhenFull = 5ms;
constexpr int BitsPerByte = 10; ///< start, eight data, stop
constexpr double RateTolerance = 0.035; ///< a UART samples the last bit wrongly beyond about this

constexpr int MinAutoBaud = 1200;
constexpr int MaxAutoBaud = 5'000'000;

} // namespace

SerialLine::SerialLine(std::unique_ptr<HostPort> port, std::optional<int> fixedRate)
    : m_port(std::move(port)), m_fixedRate(fixedRate), m_rate(115200)
{
}

void SerialLine::setFaults(const FaultScript &faults)
{
    m_toDevice = FaultyWire(faults.toDevice, faults.seed);
    m_fromDevice = FaultyWire(faults.fromDevice, faults.seed + 1);
    m_unplug = faults.unplug;
}

nanoseconds SerialLine::durationOf(std::size_t bytes) const
{
    const int rate = m_fixedRate.value_or(m_rate);
    return rate > 0 ? nanoseconds(std::int64_t(bytes) * BitsPerByte * 1'000'000'000 / rate) : nanoseconds(0);
}

std::size_t SerialLine::batchSize() const
{
    const auto one = durationOf(1);
    return one.count() > 0 ? std::max<std::size_t>(1, std::size_t(BatchTime / one)) : UnlimitedBatch;
}

bool SerialLine::ratesDiffer() const
{
    const auto host = m_fixedRate ? std::nullopt : m_port->hostRate();
    return host && std::abs(*host - m_rate) > m_rate * RateTolerance;
}

void SerialLine::spoil(Bytes &bytes)
{
    for (std::uint8_t &byte : bytes)
        byte = std::uint8_t(byte ^ (m_noise() % 255 + 1));
}

void SerialLine::send(ByteView bytes)
{
    if (m_output.size() + bytes.size() > MaxQueued)
        return;
    m_output.insert(m_output.end(), bytes.begin(), bytes.end());
    if (!m_leaving)
        startOutput(Clock::now());
}

void SerialLine::startOutput(Clock::time_point from)
{
    if (m_output.empty())
        return;
    const auto count = std::ptrdiff_t(std::min(batchSize(), m_output.size()));
    auto passed = m_fromDevice.pass(ByteView(m_output).first(std::size_t(count)));
    m_output.erase(m_output.begin(), m_output.begin() + count);
    m_leaving = Batch{std::move(passed.bytes), from + durationOf(std::size_t(count)) + passed.stall};
}

void SerialLine::deliverOutput(Clock::time_point now)
{
    while (m_leaving && now >= m_leaving->due) {
        Batch batch = std::move(*m_leaving);
        m_leaving.reset();
        if (ratesDiffer())
            spoil(batch.bytes);
        const std::size_t taken = m_port->write(batch.bytes);
        checkUnplug();
        if (m_port->hostPresent() && taken < batch.bytes.size()) {
            batch.bytes.erase(batch.bytes.begin(), batch.bytes.begin() + std::ptrdiff_t(taken));
            m_leaving = Batch{std::move(batch.bytes), now + RetryWhenFull};
            return;
        }
        startOutput(batch.due);
    }
}

void SerialLine::startInput(Clock::time_point now)
{
    if (m_arriving || m_input.size() >= MaxQueued)
        return;
    Bytes bytes(batchSize());
    bytes.resize(m_port->read(bytes));
    if (bytes.empty())
        return;
    if (const auto host = m_port->hostRate(); m_followsHost && host && *host >= MinAutoBaud && *host <= MaxAutoBaud)
        m_rate = *host;
    if (ratesDiffer())
        spoil(bytes);
    const auto duration = durationOf(bytes.size());
    auto passed = m_toDevice.pass(bytes);
    m_arriving = Batch{std::move(passed.bytes), std::max(now, m_inputFree) + duration + passed.stall};
    m_inputFree = m_arriving->due;
}

void SerialLine::receiveInput(Clock::time_point now)
{
    startInput(now);
    while (m_arriving && now >= m_arriving->due) {
        const auto due = m_arriving->due;
        m_input.insert(m_input.end(), m_arriving->bytes.begin(), m_arriving->bytes.end());
        m_arriving.reset();
        checkUnplug();
        startInput(due); // what waits behind it was on the wire meanwhile
    }
}

void SerialLine::checkUnplug()
{
    if (!m_unplug || (m_unplug->direction == Direction::ToDevice ? m_toDevice : m_fromDevice).seen() < m_unplug->afterBytes)
        return;
    if (m_unplug->backAfter)
        m_replugAt = Clock::now() + *m_unplug->backAfter;
    m_unplug.reset();
    m_port->unplug();
}

Clock::time_point SerialLine::nextDue() const
{
    auto next = Clock::time_point::max();
    for (const auto *batch : {&m_leaving, &m_arriving}) {
        if (*batch)
            next = std::min(next, (*batch)->due);
    }
    return m_replugAt ? std::min(next, *m_replugAt) : next;
}

void SerialLine::move(Clock::time_point now)
{
    if (m_replugAt && now >= *m_replugAt) {
        m_replugAt.reset();
        if (const auto replugged = m_port->replug(); !replugged)
            qCWarning(logSim).noquote() << replugged.error().toLine();
    }
    receiveInput(now);
    deliverOutput(now);
}

void SerialLine::pump(Clock::time_point deadline)
{
    // Nothing moves before the wait: what came in then would wait for the next byte to be taken.
    const bool wantInput = !m_arriving && m_input.size() < MaxQueued;
    m_port->wait(std::min(deadline, nextDue()), wantInput, false);
    if (std::exchange(m_openingsSeen, m_port->openings()) != m_port->openings())
        m_opened = true;
    move(Clock::now());
}

void SerialLine::drop()
{
    m_output.clear();
    m_leaving.reset();
    m_arriving.reset();
    m_input.clear();
}

} // namespace fb::sim
