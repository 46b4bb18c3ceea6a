// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/batch_model.h"

#include "models/words.h"

#include <algorithm>

namespace fb::ui {

BatchModel::BatchModel(Background &background, QObject *parent) : QAbstractTableModel(parent), m_background(background) {}

void BatchModel::reload()
{
    if (!m_store)
        return;
    m_background.run(
        this, [store = m_store] { return store->all(); },
        [this](Result<std::vector<line::Batch>> all) {
            m_loaded = true;
            if (all.ok())
                take(*std::move(all));
            else
                Q_EMIT failed(errorSentence(all.error()));
            Q_EMIT loaded();
        });
}

void BatchModel::take(std::vector<line::Batch> fresh)
{
    std::stable_sort(fresh.begin(), fresh.end(), [](const line::Batch &a, const line::Batch &b) { return a.id > b.id; });
    const bool sameRows = std::equal(fresh.begin(), fresh.end(), m_batches.begin(), m_batches.end(),
                                     [](const line::Batch &a, const line::Batch &b) { return a.id == b.id; });
    if (!sameRows)
        beginResetModel();
    m_batches = std::move(fresh);
    m_asked.clear(); // known counters stay on show until newer ones are there
    if (!sameRows)
        endResetModel();
    else if (!m_batches.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void BatchModel::reloadCounters(qint64 id)
{
    m_asked.erase(id);
    askCounters(id);
}

line::BatchCounters BatchModel::counters(int row) const
{
    const auto known = m_counters.find(batch(row).id);
    if (known != m_counters.end())
        return known->second;
    line::BatchCounters none;
    none.ordered = batch(row).ordered;
    return none;
}

int BatchModel::rowOf(qint64 id) const
{
    const auto at = std::find_if(m_batches.begin(), m_batches.end(), [id](const line::Batch &b) { return b.id == id; });
    return at == m_batches.end() ? -1 : static_cast<int>(at - m_batches.begin());
}

void BatchModel::askCounters(qint64 id) const
{
    if (!m_store || !m_asked.insert(id).second)
        return;
    auto *self = const_cast<BatchModel *>(this); // a cache fills behind a const view
    m_background.run(
        self, [store = m_store, id] { return store->counters(id); },
        [self, id](const Result<line::BatchCounters> &counters) {
            if (counters.ok())
                self->takeCounters(id, *counters);
        });
}

void BatchModel::takeCounters(qint64 id, const line::BatchCounters &counters)
{
    m_counters[id] = counters;
    if (const int row = rowOf(id); row >= 0)
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

int BatchModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_batches.size());
}

int BatchModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BatchModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const line::Batch &b = batch(index.row());
    const auto known = m_counters.find(b.id);
    const line::BatchCounters *counters = known == m_counters.end() ? nullptr : &known->second;
    if (role == Qt::DisplayRole && !m_asked.contains(b.id))
        askCounters(b.id);
    switch (role) {
    case Qt::DisplayRole: return text(b, counters, index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(index.column() == Failed || index.column() == SetAside ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    case StateRole: return static_cast<int>(b.state);
    case FractionRole: return counters && b.ordered > 0 ? static_cast<double>(counters->passed) / b.ordered : 0.0;
    default: return {};
    }
}

QString BatchModel::text(const line::Batch &b, const line::BatchCounters *counters, int column) const
{
    const auto number = [counters](int line::BatchCounters::*member) { return counters ? QString::number(counters->*member) : QStringLiteral("…"); };
    switch (column) {
    case Name: return b.name;
    case WorkOrder: return b.workOrder;
    case State: return stateWord(b.state);
    case Progress: return QStringLiteral("%1 / %2").arg(number(&line::BatchCounters::passed)).arg(b.ordered);
    case Failed: return number(&line::BatchCounters::failed);
    case SetAside: return number(&line::BatchCounters::setAside);
    case Chips: {
        QStringList names;
        for (const QString &chip : b.chips)
            names << chipName(chip);
        names.removeDuplicates();
        return names.join(QStringLiteral(", "));
    }
    case Created: return momentWords(b.createdUtc);
    default: return {};
    }
}

QVariant BatchModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(section == Failed || section == SetAside ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name: return tr("Name");
    case WorkOrder: return tr("Work order");
    case State: return tr("State");
    case Progress: return tr("Passed");
    case Failed: return tr("Failed");
    case SetAside: return tr("Set aside");
    case Chips: return tr("Chips");
    case Created: return tr("Created");
    default: return {};
    }
}

} // namespace fb::ui
