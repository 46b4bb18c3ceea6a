// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/port_list.h"

#include <QSerialPortInfo>

namespace fb::link {

std::vector<PortDescription> usbPorts()
{
    std::vector<PortDescription> ports;
    const QList<QSerialPortInfo> all = QSerialPortInfo::availablePorts();
    for (const QSerialPortInfo &info : all) {
        // macOS shows every adapter twice; the "tty." twin waits for a carrier that never comes.
        if (!info.hasVendorIdentifier() || info.portName().startsWith(QLatin1String("tty.")))
            continue;
        ports.push_back({{PortName::Kind::Serial, info.systemLocation(), {}, 0},
                         info.manufacturer(),
                         info.description(),
                         info.serialNumber(),
                         {info.vendorIdentifier(), info.productIdentifier()}});
    }
    std::sort(ports.begin(), ports.end(), [](const PortDescription &a, const PortDescription &b) { return a.port.path < b.port.path; });
    return ports;
}

} // namespace fb::link
