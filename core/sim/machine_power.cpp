// SPDX-License-Identifier: GPL-3.0-or-later
// Power, reset and start of a unit, with what the mask ROM prints meanwhile.
#include "boot/boot.h"
#include "sim/console_text.h"
#include "sim/machine.h"
#include "sim/true_keys.h"

namespace fb::sim {

namespace {

using namespace std::chrono_literals;

constexpr int ConsoleRate = 115200;
constexpr auto RepeatInterval = 500ms;
constexpr auto CrashTime = 300ms; ///< until a watchdog ends what a unit cannot run

} // namespace

void Machine::powerOff()
{
    m_power = Power::Off;
    m_line.drop();
    m_repeatAt.reset();
    m_powerBackAt.reset();
    m_rom.reset();
}

void Machine::powerOn(bool download)
{
    powerOff();
    m_download = download;
    startAfter(ResetCause::PowerOn);
}

void Machine::resetBoard()
{
    m_frames.reset();
    m_repeatAt.reset();
    m_rom.reset();
    m_eFuses.model().powerUp();
    m_registers.reset(m_download);
    m_registers.setUartRate(ConsoleRate);
    m_line.setRate(ConsoleRate);
    m_line.setFollowsHost(false);
}

void Machine::startAfter(ResetCause cause)
{
    resetBoard();
    const bool softwareReset = cause == ResetCause::Software;
    print(resetLines(m_chip, softwareReset, m_download));
    if (!m_download)
        return bootFlash();
    if (isDownloadDisabled(m_eFuses.model().toState())) {
        m_power = Power::Running;
        const auto refusal = downloadRefusal(m_chip);
        print({refusal.line});
        m_repeated = {refusal.line};
        m_repeatAt = refusal.repeats ? std::optional(Clock::now() + RepeatInterval) : std::nullopt;
        return;
    }
    print({waitingForDownload()});
    startLoader();
}

void Machine::startLoader()
{
    // Also when a host opens the port: where a board has a reset circuit, that is what opening does to it. The rate is
    // the host's until something is understood.
    m_power = Power::Loader;
    m_frames.reset();
    m_rom.forgetSync();
    m_line.setRate(ConsoleRate);
    m_registers.setUartRate(ConsoleRate);
    m_line.setFollowsHost(true);
}

void Machine::bootFlash()
{
    m_power = Power::Running;
    const efuse::State eFuses = m_eFuses.model().trueState();
    boot::FlashView view(m_flash.size());
    const Bytes contents = m_flash.contents();
    view.add(0, contents);
    const auto key = flashKeyOf(eFuses);
    const auto verdict = boot::boot({eFuses, view, key ? &*key : nullptr});
    print(verdict.consoleLog);
    for (const auto &[address, bytes] : verdict.flashWrites) {
        if (!m_flash.holds(address, bytes.size()))
            continue;
        m_flash.erase(address, std::uint32_t(bytes.size()));
        m_flash.program(address, bytes);
    }
}

void Machine::print(const QStringList &lines)
{
    for (const QString &line : lines)
        m_line.send(viewOf(line.toUtf8() + "\r\n"));
}

void Machine::runTimers()
{
    const auto now = Clock::now();
    if (m_repeatAt && now >= *m_repeatAt) {
        print(m_repeated);
        m_repeatAt = now + RepeatInterval;
    }
    if (m_powerBackAt && now >= *m_powerBackAt)
        powerOn(m_download);
}

void Machine::restart()
{
    waitForOutput();
    startAfter(ResetCause::Software);
}

void Machine::startFromFlash()
{
    waitForOutput();
    m_line.setRate(ConsoleRate);
    bootFlash();
}

void Machine::startFromMemory()
{
    // There is no processor here that could run what was loaded: it does what code does that was not made for the
    // chip, until the watchdog comes.
    waitForOutput();
    elapse(CrashTime);
    startAfter(ResetCause::Software);
}

} // namespace fb::sim
