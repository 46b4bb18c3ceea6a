// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fuse_field_model.h"

namespace fb::ui {

void FuseFieldModel::setFields(std::vector<FuseFieldFact> fields)
{
    beginResetModel();
    m_fields = std::move(fields);
    endResetModel();
}

int FuseFieldModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_fields.size());
}

int FuseFieldModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString FuseFieldModel::text(const FuseFieldFact &field, int column)
{
    switch (column) {
    case Name: return field.name;
    case Value: return field.readable ? field.value : tr("hidden");
    case Raw: return field.raw;
    case Block: return field.bit < 0 ? QString::number(field.block) : QStringLiteral("%1 : %2").arg(field.block).arg(field.bit);
    case Access:
        if (!field.readable)
            return field.writable ? tr("hidden") : tr("hidden, fixed");
        return field.writable ? tr("open") : tr("fixed");
    case Meaning: return field.meaning;
    default: return {};
    }
}

QVariant FuseFieldModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const FuseFieldFact &field = m_fields[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return text(field, index.column());
    case Qt::ToolTipRole: return field.meaning.toHtmlEscaped();
    case ReadableRole: return field.readable;
    case WritableRole: return field.writable;
    case SearchRole: return QString(field.name + QLatin1Char(' ') + field.value + QLatin1Char(' ') + field.meaning);
    default: return {};
    }
}

QVariant FuseFieldModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name: return tr("Field");
    case Value: return tr("Value");
    case Raw: return tr("Raw");
    case Block: return tr("Block : bit");
    case Access: return tr("Access");
    case Meaning: return tr("Meaning");
    default: return {};
    }
}

} // namespace fb::ui
