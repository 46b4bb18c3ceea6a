// SPDX-License-Identifier: GPL-3.0-or-later
// Systems without POSIX sockets and pseudo-terminals.
#include "sim/host_port.h"

#include <QCoreApplication>

namespace fb::sim {

namespace {

Error notHere()
{
    return Error(errors::NoPort, QCoreApplication::translate("fb::sim", "Virtual devices cannot be started on this system."),
                 QCoreApplication::translate("fb::sim", "Start them on Linux or macOS."));
}

} // namespace

Result<std::unique_ptr<HostPort>> openPty()
{
    return notHere();
}

Result<std::unique_ptr<HostPort>> openTcpServer()
{
    return notHere();
}

} // namespace fb::sim
