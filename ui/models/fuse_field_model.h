// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/device_facts.h"

#include <QAbstractTableModel>

namespace fb::ui {

/** Every eFuse field of one snapshot. The second column is what it means, the third the bits as they stand. */
class FuseFieldModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Value, Raw, Block, Access, Meaning, ColumnCount };
    enum Role { ReadableRole = Qt::UserRole, WritableRole, SearchRole }; ///< SearchRole: all that a search looks through

    using QAbstractTableModel::QAbstractTableModel;
    void setFields(std::vector<FuseFieldFact> fields);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] static QString text(const FuseFieldFact &field, int column);
    std::vector<FuseFieldFact> m_fields;
};

} // namespace fb::ui
