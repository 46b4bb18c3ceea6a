// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/rom.h"
#include "sim/serial_line.h"

#include "link/slip.h"

#include <QStringList>

#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <stop_token>

namespace fb::sim {

/** What a unit starts with. */
struct MachineSetup
{
    efuse::State eFuses;
    Bytes flash;
    std::optional<FlashTimes> flashTimes;
    std::unique_ptr<HostPort> port;
    std::optional<int> lineRate;
    bool download = true; ///< strap pin
    FaultScript faults;
};

/**
 * One unit: hardware, ROM, power and the loop that runs them in one thread. Other threads act through call() only.
 */
class Machine final : public Timing, private RomSurroundings
{
public:
    Machine(const chip::Chip &chip, MachineSetup setup);

    /** The unit's thread: from power-on until `stop`. */
    void run(const std::stop_token &stop);

    enum class Order {
        Look, ///< may run in the middle of a command of the unit
        Act   ///< ends whatever the unit does, then runs
    };
    /** From any other thread: runs `action` in the unit's thread and waits for it; at once when the thread has ended. */
    void call(Order order, std::function<void()> action);
    /** From any thread: makes run() look at its stop token. */
    void wake() { m_line.port().wake(); }
    [[nodiscard]] QString portName() const { return m_line.port().name(); }

    // For orders only:
    void powerOn(bool download);
    void powerOff();
    void unplug() { m_line.port().unplug(); }
    [[nodiscard]] Result<void> replug() { return m_line.port().replug(); }
    void setFaults(const FaultScript &faults);
    [[nodiscard]] const FlashChip &flash() const { return m_flash; }
    [[nodiscard]] const efuse::ControllerModel &eFuses() const { return m_eFuses.model(); }

    void elapse(nanoseconds duration) override;

private:
    enum class Power { Off, Loader, Running };
    struct Pending
    {
        Order order;
        std::function<void()> action;
        std::promise<void> done;
    };

    void step();
    void handleInput();
    void runOrders(bool inCommand);
    [[nodiscard]] std::optional<Pending> takeOrder(bool inCommand);
    void endOrders();
    void runTimers();
    [[nodiscard]] Clock::time_point nextTimer() const;
    [[noreturn]] void losePower();

    void answer(ByteView payload) override;
    void changeRate(int baud) override;
    void restart() override;
    void startFromFlash() override;
    void startFromMemory() override;

    enum class ResetCause { PowerOn, Software };
    void resetBoard();
    void startAfter(ResetCause cause);
    void startLoader();
    void bootFlash();
    void print(const QStringList &lines);
    void waitForOutput();

    const chip::Chip &m_chip;
    SerialLine m_line;
    EfuseUnit m_eFuses;
    FlashChip m_flash;
    Registers m_registers;
    Rom m_rom;
    link::SlipDecoder m_frames;
    AnswerFaults m_answerFaults;
    std::optional<PowerCut> m_powerCut;
    std::uint64_t m_answers = 0;

    Power m_power = Power::Off;
    bool m_download;            ///< strap pin
    QStringList m_repeated;     ///< a line that the ROM prints over and over
    std::optional<Clock::time_point> m_repeatAt;
    std::optional<Clock::time_point> m_powerBackAt;

    std::stop_token m_stop;
    std::mutex m_ordersGuard;
    std::deque<Pending> m_orders;
    bool m_ended = false;
};

} // namespace fb::sim
