// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/device_facts.h"

#include <QAbstractTableModel>

namespace fb::ui {

/** The parts of the flash, with what was read of each. */
class FlashPartModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Kind, Address, Size, Encrypted, Md5, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    void setParts(std::vector<FlashPartFact> parts);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<FlashPartFact> m_parts;
};

} // namespace fb::ui
