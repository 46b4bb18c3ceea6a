// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "provision/records.h"
#include "store/connections.h"

namespace fb::store {

/**
 * Runs and their steps. One row a step and run, written by intend(), filled in by complete(); each call is a transaction
 * that is on stable storage when it returns. A finished run takes no more steps. Results are stored without their
 * snapshots, which have columns of their own.
 */
class SqlJournal final : public provision::Journal
{
public:
    explicit SqlJournal(Connections &connections) : m_connections(connections) {}

    [[nodiscard]] Result<qint64> begin(const QString &mac, const QString &chip, const QString &port, const QString &profileHash, const QJsonObject &before) override;
    [[nodiscard]] Result<void> intend(qint64 run, const provision::StepRecord &step) override;
    [[nodiscard]] Result<void> complete(qint64 run, const provision::StepRecord &step) override;
    /** Refuses "passed" where a step of the run is missing, open or failed, or an irreversible one had no intent. */
    [[nodiscard]] Result<void> finish(qint64 run, const provision::UnitResult &result) override;
    [[nodiscard]] Result<std::vector<provision::StepRecord>> openIntents(const QString &mac) override;
    [[nodiscard]] Result<std::vector<provision::JournalEntry>> history(const QString &mac) override;
    [[nodiscard]] Result<std::vector<provision::JournalEntry>> openIntentsOf(const QString &stepId) override;

private:
    Connections &m_connections;
};

} // namespace fb::store
