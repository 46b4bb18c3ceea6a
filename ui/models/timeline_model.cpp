// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/timeline_model.h"

#include "models/words.h"

#include <QLocale>

namespace fb::ui {

void TimelineModel::setEntries(std::vector<fleet::TimelineEntry> entries)
{
    beginResetModel();
    m_entries = std::move(entries);
    endResetModel();
}

int TimelineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QString TimelineModel::newDay(int row) const
{
    const auto day = [this](int at) { return m_entries[static_cast<std::size_t>(at)].utc.toLocalTime().date(); };
    return row > 0 && day(row) == day(row - 1) ? QString() : QLocale().toString(day(row), QLocale::LongFormat);
}

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const fleet::TimelineEntry &entry = m_entries[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return entry.title;
    case Qt::AccessibleTextRole: return QString(clockWords(entry.utc) + QStringLiteral(", ") + entry.title);
    case WhenRole: return entry.origin.isEmpty() ? clockWords(entry.utc) : QString(clockWords(entry.utc) + QStringLiteral(" · ") + entry.origin);
    case GoodRole: return entry.good;
    case NewDayRole: return newDay(index.row());
    default: return {};
    }
}

} // namespace fb::ui
