// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/port_list.h"

#include <QRegularExpression>
#include <QSerialPortInfo>
#include <QSize>

#include <algorithm>

namespace fb::ui {

std::vector<FoundPort> serialPorts()
{
    std::vector<FoundPort> found;
    std::vector<FoundPort> others;
    for (const QSerialPortInfo &info : QSerialPortInfo::availablePorts()) {
        QStringList words{info.manufacturer(), info.description()};
        words.removeAll(QString());
        (info.hasVendorIdentifier() ? found : others).push_back({info.systemLocation(), words.join(QLatin1Char(' '))});
    }
    found.insert(found.end(), others.begin(), others.end());
    return found;
}

QString portFault(const QString &text)
{
    static const QRegularExpression socket(QStringLiteral("^socket://[^\\s:/]+:(\\d{1,5})$"));
    if (text.isEmpty())
        return PortListModel::tr("Type the name of a port.");
    if (text.contains(QRegularExpression(QStringLiteral("\\s"))))
        return PortListModel::tr("A port's name has no spaces.");
    if (text.contains(QLatin1String("://"))) {
        const QRegularExpressionMatch match = socket.match(text);
        const int number = match.hasMatch() ? match.captured(1).toInt() : 0;
        if (number < 1 || number > 65535)
            return PortListModel::tr("A network port is written socket://host:4000.");
    }
    return {};
}

PortListModel::PortListModel(const QStringList &chosen, const std::vector<FoundPort> &found, QObject *parent) :
    QAbstractListModel(parent), m_rows(found), m_chosen(chosen)
{
    m_chosen.removeDuplicates();
    for (const QString &name : std::as_const(m_chosen)) {
        if (std::none_of(m_rows.begin(), m_rows.end(), [&name](const FoundPort &p) { return p.name == name; }))
            m_rows.push_back({name, {}});
    }
}

void PortListModel::add(const QString &name)
{
    if (!m_chosen.contains(name))
        m_chosen << name;
    if (std::none_of(m_rows.begin(), m_rows.end(), [&name](const FoundPort &p) { return p.name == name; })) {
        beginInsertRows({}, rowCount(), rowCount());
        m_rows.push_back({name, {}});
        endInsertRows();
    }
    announce();
}

int PortListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant PortListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const FoundPort &port = m_rows[static_cast<std::size_t>(index.row())];
    const auto slot = static_cast<int>(m_chosen.indexOf(port.name)) + 1;
    switch (role) {
    case Qt::DisplayRole: {
        const QString text = port.description.isEmpty() ? port.name : port.name + QStringLiteral("  ·  ") + port.description;
        return slot ? tr("Slot %1:  %2").arg(slot).arg(text) : text;
    }
    case Qt::SizeHintRole: return QSize(100, 30);
    case Qt::CheckStateRole: return slot ? Qt::Checked : Qt::Unchecked;
    default: return {};
    }
}

bool PortListModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const QString name = m_rows[static_cast<std::size_t>(index.row())].name;
    m_chosen.removeAll(name);
    if (value.toInt() == Qt::Checked)
        m_chosen << name;
    announce();
    return true;
}

Qt::ItemFlags PortListModel::flags(const QModelIndex &index) const
{
    return index.isValid() ? QAbstractListModel::flags(index) | Qt::ItemIsUserCheckable : Qt::NoItemFlags;
}

void PortListModel::announce()
{
    Q_EMIT dataChanged(index(0), index(rowCount() - 1)); // every slot number may have moved
}

} // namespace fb::ui
