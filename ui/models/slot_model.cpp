// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/slot_model.h"

#include "models/slot_words.h"

namespace fb::ui {

SlotModel::SlotModel(QObject *parent) : QAbstractListModel(parent)
{
    m_beat.setInterval(50);
    m_beat.setSingleShot(true);
    connect(&m_beat, &QTimer::timeout, this, &SlotModel::flush);
}

void SlotModel::setEngine(LineEngine *engine)
{
    if (m_engine)
        m_engine->disconnect(this);
    m_engine = engine;
    if (engine) {
        connect(engine, &LineEngine::slotChanged, this, &SlotModel::note);
        connect(engine, &QObject::destroyed, this, [this] { m_engine = nullptr; });
    }
    reload();
}

void SlotModel::reload()
{
    beginResetModel();
    m_changed.clear();
    m_shown = m_engine ? m_engine->slotStatuses() : std::vector<line::SlotStatus>();
    endResetModel();
}

int SlotModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant SlotModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const line::SlotStatus &slot = status(index.row());
    switch (role) {
    case Qt::DisplayRole: return wordsOf(slot).word;
    case Qt::AccessibleTextRole: return wordsOf(slot).aloud;
    case StatusRole: return QVariant::fromValue(slot);
    default: return {};
    }
}

void SlotModel::note(int number)
{
    const int row = number - 1;
    if (!m_engine || row < 0 || row >= rowCount() || m_engine->slotStatuses().size() != m_shown.size())
        return;
    m_changed.insert(row);
    if (m_engine->slotStatuses()[static_cast<std::size_t>(row)].state != status(row).state)
        flush();
    else if (!m_beat.isActive())
        m_beat.start();
}

void SlotModel::flush()
{
    const std::set<int> rows = std::exchange(m_changed, {});
    if (!m_engine || m_engine->slotStatuses().size() != m_shown.size())
        return;
    for (const int row : rows) {
        m_shown[static_cast<std::size_t>(row)] = m_engine->slotStatuses()[static_cast<std::size_t>(row)];
        Q_EMIT dataChanged(index(row), index(row));
    }
}

} // namespace fb::ui
