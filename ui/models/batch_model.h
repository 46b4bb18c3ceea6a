// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/background.h"
#include "models/services.h"

#include <QAbstractTableModel>

#include <map>
#include <set>

namespace fb::ui {

/** All batches, newest first. Counters are asked for when a row is first looked at, in the worker. */
class BatchModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, WorkOrder, State, Progress, Failed, SetAside, Chips, Created, ColumnCount };
    enum Role {
        StateRole = Qt::UserRole, ///< int of line::BatchState
        FractionRole,             ///< double, passed of ordered
    };

    explicit BatchModel(Background &background, QObject *parent = nullptr);

    void setStore(line::BatchStore *store) { m_store = store; }
    /** Reads again; rows keep their place where the same batches are there. */
    void reload();
    void reloadCounters(qint64 id);
    [[nodiscard]] const line::Batch &batch(int row) const { return m_batches[static_cast<std::size_t>(row)]; }
    [[nodiscard]] line::BatchCounters counters(int row) const;
    [[nodiscard]] int rowOf(qint64 id) const; ///< -1 where unknown
    [[nodiscard]] bool isLoaded() const { return m_loaded; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void loaded();
    void failed(const QString &sentence);

private:
    void take(std::vector<line::Batch> fresh);
    void askCounters(qint64 id) const;
    void takeCounters(qint64 id, const line::BatchCounters &counters);
    [[nodiscard]] QString text(const line::Batch &batch, const line::BatchCounters *counters, int column) const;

    Background &m_background;
    line::BatchStore *m_store = nullptr;
    std::vector<line::Batch> m_batches;
    std::map<qint64, line::BatchCounters> m_counters;
    mutable std::set<qint64> m_asked;
    bool m_loaded = false;
};

} // namespace fb::ui
