// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/machine.h"

#include <algorithm>
#include <random>

namespace fb::sim {

namespace {

constexpr std::size_t MaxFrame = 64 * 1024 + 64;

} // namespace

Machine::Machine(const chip::Chip &chip, MachineSetup setup)
    : m_chip(chip), m_line(std::move(setup.port), setup.lineRate), m_eFuses(chip, [this] { losePower(); }),
      m_flash(std::move(setup.flash), setup.flashTimes, *this), m_registers(chip, m_eFuses, m_flash),
      m_rom(Board{chip, m_eFuses.model(), m_flash, m_registers, *this}, *this), m_frames(MaxFrame), m_download(setup.download)
{
    m_eFuses.model().setTrueState(setup.eFuses);
    setFaults(setup.faults);
}

void Machine::setFaults(const FaultScript &faults)
{
    m_line.setFaults(faults);
    m_eFuses.setFaults(faults);
    m_answerFaults = faults.answers;
    m_powerCut = faults.powerCut;
    m_answers = 0;
    m_flash.setPowerCutBefore(m_powerCut ? m_powerCut->flashByte : std::nullopt, [this] { losePower(); });
}

void Machine::run(const std::stop_token &stop)
{
    m_stop = stop;
    powerOn(m_download);
    while (!stop.stop_requested()) {
        try {
            step();
        } catch (const PowerLost &) {
            // Whoever threw has set the new state, or waits for his order to be run.
        }
    }
    endOrders();
}

void Machine::step()
{
    runOrders(false);
    m_line.pump(nextTimer());
    runTimers();
    if (m_line.takeOpened() && m_power == Power::Loader)
        startLoader();
    handleInput();
}

void Machine::handleInput()
{
    const Bytes input = m_line.takeInput();
    if (m_power != Power::Loader)
        return;
    m_frames.feed(input);
    for (auto frame = m_frames.next(); frame && m_power == Power::Loader; frame = m_frames.next()) {
        m_rom.handle(*frame);
        m_line.setFollowsHost(!m_rom.isSynced());
    }
}

void Machine::elapse(nanoseconds duration)
{
    const auto end = Clock::now() + duration;
    runOrders(true);
    while (Clock::now() < end) {
        m_line.pump(end);
        runOrders(true);
    }
}

std::optional<Machine::Pending> Machine::takeOrder(bool inCommand)
{
    const std::lock_guard lock(m_ordersGuard);
    if (m_orders.empty())
        return std::nullopt;
    if (inCommand && m_orders.front().order == Order::Act)
        throw PowerLost(); // the main loop runs it
    Pending order = std::move(m_orders.front());
    m_orders.pop_front();
    return order;
}

void Machine::runOrders(bool inCommand)
{
    if (inCommand && m_stop.stop_requested())
        throw PowerLost();
    while (auto order = takeOrder(inCommand)) {
        order->action();
        order->done.set_value();
    }
}

void Machine::endOrders()
{
    std::deque<Pending> left;
    {
        const std::lock_guard lock(m_ordersGuard);
        m_ended = true;
        left.swap(m_orders);
    }
    for (Pending &order : left) {
        order.action();
        order.done.set_value();
    }
}

void Machine::call(Order order, std::function<void()> action)
{
    std::future<void> done;
    {
        const std::lock_guard lock(m_ordersGuard);
        if (!m_ended) {
            m_orders.push_back({order, action, {}});
            done = m_orders.back().done.get_future();
        }
    }
    if (!done.valid())
        return action();
    wake();
    done.wait();
}

Clock::time_point Machine::nextTimer() const
{
    return std::min(m_repeatAt.value_or(Clock::time_point::max()), m_powerBackAt.value_or(Clock::time_point::max()));
}

void Machine::answer(ByteView payload)
{
    const std::uint64_t number = m_answers++;
    if (m_answerFaults.silent.contains(number) || number >= m_answerFaults.silentFrom.value_or(UINT64_MAX))
        return;
    Bytes frame = link::slipEncode(payload);
    if (m_answerFaults.garbage.contains(number) || number >= m_answerFaults.garbageFrom.value_or(UINT64_MAX)) {
        std::minstd_rand noise(unsigned(number + 1));
        std::ranges::generate(frame, [&noise] { return std::uint8_t(noise() >> 8); });
    }
    m_line.send(frame);
}

void Machine::waitForOutput()
{
    while (!m_line.isIdle()) {
        m_line.pump(Clock::time_point::max());
        runOrders(true);
    }
}

void Machine::changeRate(int baud)
{
    waitForOutput();
    m_line.setRate(baud);
    m_registers.setUartRate(baud);
}

void Machine::losePower()
{
    const auto backAfter = m_powerCut ? m_powerCut->backAfter : std::nullopt;
    powerOff();
    if (backAfter)
        m_powerBackAt = Clock::now() + *backAfter;
    throw PowerLost();
}

} // namespace fb::sim
