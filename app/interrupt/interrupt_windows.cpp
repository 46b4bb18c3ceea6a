// SPDX-License-Identifier: GPL-3.0-or-later
#include "interrupt/interrupt.h"

#include <windows.h>

namespace fb::app {

struct Interrupt::Private
{
    std::stop_source stop;
    std::function<void()> onInterrupt;
};

namespace {

// The console calls its handler in a thread of its own, with no argument of ours; set while an Interrupt lives.
std::function<void()> *handlerTarget = nullptr;

BOOL WINAPI onConsoleEvent(DWORD)
{
    if (handlerTarget)
        (*handlerTarget)();
    return TRUE;
}

} // namespace

Interrupt::Interrupt(std::function<void()> onInterrupt) : d(std::make_unique<Private>())
{
    d->onInterrupt = [this, call = std::move(onInterrupt)] {
        if (d->stop.request_stop() && call)
            call();
    };
    handlerTarget = &d->onInterrupt;
    SetConsoleCtrlHandler(onConsoleEvent, TRUE);
}

Interrupt::~Interrupt()
{
    SetConsoleCtrlHandler(onConsoleEvent, FALSE);
    handlerTarget = nullptr;
}

std::stop_token Interrupt::token() const
{
    return d->stop.get_token();
}

} // namespace fb::app
