// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/device_model.h"

#include "models/words.h"

#include <algorithm>
#include <limits>

namespace fb::ui {

DeviceModel::DeviceModel(Background &background, QObject *parent) : QAbstractTableModel(parent), m_background(background)
{
    // After the view has painted, so that one question covers what it shows.
    m_ask.setSingleShot(true);
    m_ask.setInterval(10);
    connect(&m_ask, &QTimer::timeout, this, &DeviceModel::askWanted);
}

void DeviceModel::setFilter(const QString &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    reload();
}

void DeviceModel::reload()
{
    if (!m_store)
        return;
    ++m_generation;
    m_background.run(
        this, [store = m_store, filter = m_filter] { return store->count(filter); },
        [this, generation = m_generation](const Result<qint64> &count) {
            if (generation != m_generation)
                return;
            if (count.ok())
                takeCount(*count);
            else
                Q_EMIT failed(errorSentence(count.error()));
        });
}

void DeviceModel::takeCount(qint64 count)
{
    beginResetModel();
    m_counted = true;
    m_count = static_cast<int>(std::min<qint64>(count, std::numeric_limits<int>::max() / 64)); // as far as a view can count pixels
    m_pages.clear();
    m_ages.clear();
    m_wanted.clear();
    m_asked.clear();
    endResetModel();
    Q_EMIT counted(count);
}

const fleet::DeviceRow *DeviceModel::row(int row) const
{
    const auto page = m_pages.find(row / pageRows);
    if (page == m_pages.end())
        return nullptr;
    m_ages.splice(m_ages.begin(), m_ages, page->second.age);
    const auto at = static_cast<std::size_t>(row % pageRows);
    return at < page->second.rows.size() ? &page->second.rows[at] : nullptr;
}

void DeviceModel::want(int page) const
{
    if (m_asked.contains(page))
        return;
    // A window shows two pages at most: while rows fly past under the scroll bar, older wishes are moot.
    std::erase(m_wanted, page);
    m_wanted.push_back(page);
    if (m_wanted.size() > 3)
        m_wanted.pop_front();
    if (!m_ask.isActive())
        m_ask.start();
}

void DeviceModel::askWanted()
{
    while (!m_wanted.empty() && m_asked.size() < 2) {
        const int page = m_wanted.back();
        m_wanted.pop_back();
        ask(page);
    }
}

void DeviceModel::ask(int page)
{
    if (!m_store || m_pages.contains(page) || !m_asked.insert(page).second)
        return;
    m_background.run(
        this,
        [store = m_store, filter = m_filter, page] { return store->page(filter, qint64(page) * pageRows, pageRows); },
        [this, page, generation = m_generation](Result<std::vector<fleet::DeviceRow>> rows) {
            if (generation != m_generation)
                return;
            m_asked.erase(page);
            if (rows.ok())
                takePage(page, *std::move(rows));
            else
                Q_EMIT failed(errorSentence(rows.error()));
            askWanted();
        });
}

void DeviceModel::takePage(int page, std::vector<fleet::DeviceRow> rows)
{
    m_ages.push_front(page);
    m_pages[page] = {std::move(rows), m_ages.begin()};
    while (m_pages.size() > pagesKept) {
        m_pages.erase(m_ages.back());
        m_ages.pop_back();
    }
    const int first = page * pageRows;
    const int last = std::min(first + pageRows, m_count) - 1;
    if (last >= first)
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
}

int DeviceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_count;
}

int DeviceModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DeviceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const fleet::DeviceRow *device = row(index.row());
    if (role == KnownRole)
        return device != nullptr;
    if (role == StateRole)
        return device ? device->state : QString();
    if (role != Qt::DisplayRole)
        return {};
    if (!device) {
        want(index.row() / pageRows);
        return index.column() == Serial ? QStringLiteral("…") : QString();
    }
    switch (index.column()) {
    case Serial: return device->serial;
    case Mac: return device->mac;
    case Chip: return chipName(device->chip);
    case BatchName: return device->batchName;
    case State: return deviceStateWord(device->state);
    case LastSeen: return momentWords(device->lastSeenUtc);
    default: return {};
    }
}

QVariant DeviceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Serial: return tr("Serial number");
    case Mac: return tr("MAC");
    case Chip: return tr("Chip");
    case BatchName: return tr("Batch");
    case State: return tr("State");
    case LastSeen: return tr("Last seen");
    default: return {};
    }
}

} // namespace fb::ui
