// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/background.h"
#include "models/services.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <deque>
#include <list>
#include <set>
#include <unordered_map>

namespace fb::ui {

/**
 * Every unit that the database knows and that the filter lets through, as a table of any length: only the count is
 * read at once; pages of rows come through the worker when they are looked at, and the oldest are forgotten.
 */
class DeviceModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Serial, Mac, Chip, BatchName, State, LastSeen, ColumnCount };
    enum Role { StateRole = Qt::UserRole, KnownRole }; ///< QString as in DeviceRow; bool: the row has been read
    static constexpr int pageRows = 200;
    static constexpr std::size_t pagesKept = 64;

    explicit DeviceModel(Background &background, QObject *parent = nullptr);

    void setStore(fleet::DeviceStore *store) { m_store = store; }
    [[nodiscard]] const QString &filter() const { return m_filter; }
    void setFilter(const QString &filter);
    void reload();
    [[nodiscard]] bool isCounted() const { return m_counted; }
    /** Null where the row has not been read yet. */
    [[nodiscard]] const fleet::DeviceRow *row(int row) const;
    [[nodiscard]] std::size_t pagesHeld() const { return m_pages.size(); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void counted(qint64 count);
    void failed(const QString &sentence);

private:
    struct PageOfRows
    {
        std::vector<fleet::DeviceRow> rows;
        std::list<int>::iterator age;
    };

    void takeCount(qint64 count);
    void want(int page) const;
    void askWanted();
    void ask(int page);
    void takePage(int page, std::vector<fleet::DeviceRow> rows);

    Background &m_background;
    fleet::DeviceStore *m_store = nullptr;
    QString m_filter;
    int m_count = 0;
    bool m_counted = false;
    quint64 m_generation = 0; ///< answers to older questions are dropped
    std::unordered_map<int, PageOfRows> m_pages;
    mutable std::list<int> m_ages; ///< most recently used first
    mutable std::deque<int> m_wanted; ///< the last few pages looked at, newest last
    std::set<int> m_asked;
    mutable QTimer m_ask;
};

} // namespace fb::ui
