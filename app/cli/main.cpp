// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/locked_memory.h"
#include "base/log.h"
#include "cli/context.h"

#include <QCoreApplication>

#include <csignal>

namespace {

std::stop_source *interruptTarget = nullptr;

// Requesting a stop only sets an atomic flag here (no callbacks are registered), so it is safe in a handler.
void onInterrupt(int)
{
    interruptTarget->request_stop();
}

} // namespace

int main(int argc, char **argv)
{
    fb::disableCoreDumps();
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("fuseboard"));
    fb::installLogHandler(qEnvironmentVariableIsSet("FUSEBOARD_DEBUG") ? fb::LogLevel::Debug : fb::LogLevel::Warnings);
    std::stop_source interrupt;
    interruptTarget = &interrupt;
    std::signal(SIGINT, onInterrupt);
    std::signal(SIGTERM, onInterrupt);
    return fb::cli::run(argc, argv, interrupt.get_token());
}
