// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/transport.h"

#include "link/serial_transport.h"
#include "link/tcp_transport.h"

namespace fb::link {

Result<std::unique_ptr<Transport>> openTransport(const PortName &port, int baud, std::stop_token stop)
{
    if (port.kind == PortName::Kind::Tcp)
        return openTcpTransport(port, std::move(stop));
    return openSerialTransport(port, baud, std::move(stop));
}

} // namespace fb::link
