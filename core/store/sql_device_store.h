// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/device.h"
#include "store/connections.h"

namespace fb::store {

class SqlDeviceStore final : public fleet::DeviceStore
{
public:
    explicit SqlDeviceStore(Connections &connections) : m_connections(connections) {}

    [[nodiscard]] Result<std::vector<fleet::DeviceRow>> page(const QString &filter, qint64 offset, qint64 limit) override;
    [[nodiscard]] Result<qint64> count(const QString &filter) override;
    [[nodiscard]] Result<std::vector<fleet::BatchUnit>> unitsOfBatch(qint64 batch) override;
    [[nodiscard]] Result<fleet::DeviceDetails> details(const QString &macOrSerial) override;

private:
    Connections &m_connections;
};

} // namespace fb::store
