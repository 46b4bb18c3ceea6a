// SPDX-License-Identifier: GPL-3.0-or-later
#include "interrupt/interrupt.h"

#include "base/threads.h"

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace fb::app {

namespace {

// A handler may touch nothing but this; the only process-wide state of the program, set while an Interrupt lives.
int wakeUpPipe = -1;

void onSignal(int)
{
    const char byte = 'i';
    (void)!write(wakeUpPipe, &byte, 1);
}

} // namespace

struct Interrupt::Private
{
    std::stop_source stop;
    int readEnd = -1;
    int writeEnd = -1;
    std::jthread watcher;
};

Interrupt::Interrupt(std::function<void()> onInterrupt) : d(std::make_unique<Private>())
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return;
    d->readEnd = ends[0];
    d->writeEnd = ends[1];
    wakeUpPipe = ends[1];
    d->watcher = startThread(QStringLiteral("fb-interrupt"), [this, onInterrupt = std::move(onInterrupt)](const std::stop_token &) {
        char byte = 0;
        if (read(d->readEnd, &byte, 1) != 1 || byte != 'i')
            return;
        d->stop.request_stop();
        if (onInterrupt)
            onInterrupt();
    });
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
}

Interrupt::~Interrupt()
{
    if (d->writeEnd < 0)
        return;
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    const char byte = 'q';
    (void)!write(d->writeEnd, &byte, 1);
    d->watcher.join();
    wakeUpPipe = -1;
    close(d->readEnd);
    close(d->writeEnd);
}

std::stop_token Interrupt::token() const
{
    return d->stop.get_token();
}

} // namespace fb::app
