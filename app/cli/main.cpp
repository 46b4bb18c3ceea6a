// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/locked_memory.h"
#include "base/log.h"
#include "cli/context.h"
#include "interrupt/interrupt.h"

#include <QCoreApplication>

int main(int argc, char **argv)
{
    fb::disableCoreDumps();
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("fuseboard"));
    fb::installLogHandler(qEnvironmentVariableIsSet("FUSEBOARD_DEBUG") ? fb::LogLevel::Debug : fb::LogLevel::Warnings);
    const fb::app::Interrupt interrupt;
    return fb::cli::run(argc, argv, interrupt.token());
}
