// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flash_part_model.h"

#include "models/words.h"

namespace fb::ui {

void FlashPartModel::setParts(std::vector<FlashPartFact> parts)
{
    beginResetModel();
    m_parts = std::move(parts);
    endResetModel();
}

int FlashPartModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_parts.size());
}

int FlashPartModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FlashPartModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const FlashPartFact &part = m_parts[static_cast<std::size_t>(index.row())];
    if (role == Qt::ToolTipRole && index.column() == Md5)
        return part.md5;
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Name: return part.name;
    case Kind: return part.kind;
    case Address: return QStringLiteral("0x%1").arg(part.address, 0, 16);
    case Size: return sizeWords(part.size);
    case Encrypted: return part.encrypted ? tr("yes") : tr("no");
    case Md5: return part.md5.isEmpty() ? tr("not read") : QString(part.md5.left(12) + QStringLiteral("…"));
    default: return {};
    }
}

QVariant FlashPartModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name: return tr("Region");
    case Kind: return tr("Kind");
    case Address: return tr("Address");
    case Size: return tr("Size");
    case Encrypted: return tr("Encrypted");
    case Md5: return tr("MD5 as read");
    default: return {};
    }
}

} // namespace fb::ui
