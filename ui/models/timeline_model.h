// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/device.h"

#include <QAbstractListModel>

namespace fb::ui {

/** What happened to one unit, oldest first. */
class TimelineModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { WhenRole = Qt::UserRole, GoodRole, NewDayRole }; ///< "14:02:11 · eFuse"; bool; the date where another day begins

    using QAbstractListModel::QAbstractListModel;
    void setEntries(std::vector<fleet::TimelineEntry> entries);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QString newDay(int row) const;
    std::vector<fleet::TimelineEntry> m_entries;
};

} // namespace fb::ui
