// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/transport.h"

namespace fb::link {

struct PortDescription
{
    PortName port;
    QString maker, product, serialNumber; ///< as the adapter says; empty where it says nothing
    std::pair<quint16, quint16> usbIds{0, 0};
};

/** Ports that may have a board: every USB one, sorted by name. Built-in ports and pseudo-terminals are met by name only. */
[[nodiscard]] std::vector<PortDescription> usbPorts();

} // namespace fb::link
