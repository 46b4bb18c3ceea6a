// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "line/batch.h"
#include "store/connections.h"

namespace fb::store {

class SqlBatchStore final : public line::BatchStore
{
public:
    explicit SqlBatchStore(Connections &connections) : m_connections(connections) {}

    [[nodiscard]] Result<line::Batch> create(const line::Batch &draft) override;
    [[nodiscard]] Result<std::vector<line::Batch>> all() override;
    [[nodiscard]] Result<line::Batch> byName(const QString &name) override;
    [[nodiscard]] Result<line::Batch> byId(qint64 id) override;
    [[nodiscard]] Result<void> setState(qint64 id, line::BatchState state) override;
    [[nodiscard]] Result<line::BatchCounters> counters(qint64 id) override;
    [[nodiscard]] Result<QString> admit(qint64 batch, const QString &mac, const QString &chip) override;

private:
    [[nodiscard]] Result<line::Batch> one(const QString &condition, const QVariant &value, const QString &name);
    Connections &m_connections;
};

/** The error for a batch that is not there. */
[[nodiscard]] Error noSuchBatch(const QString &name);

/** Inside a write transaction: the serial number of the unit in the batch, allotted where it has none. */
[[nodiscard]] Result<QString> admitUnit(Connection &connection, qint64 batch, const QString &normalMac, const QString &chip);

} // namespace fb::store
