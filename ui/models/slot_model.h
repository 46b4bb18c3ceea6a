// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/line_engine.h"

#include <QAbstractListModel>
#include <QTimer>

#include <set>

namespace fb::ui {

/**
 * The slots of the line, a row each. Reports of progress are gathered and passed on twenty times a second at most; a
 * change of state goes through at once.
 */
class SlotModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { StatusRole = Qt::UserRole }; ///< QVariant of line::SlotStatus

    explicit SlotModel(QObject *parent = nullptr);

    void setEngine(LineEngine *engine); ///< null: no slots
    /** After setPorts() on the engine. */
    void reload();
    [[nodiscard]] const line::SlotStatus &status(int row) const { return m_shown[static_cast<std::size_t>(row)]; }
    [[nodiscard]] const std::vector<line::SlotStatus> &all() const { return m_shown; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    void note(int number);
    void flush();
    LineEngine *m_engine = nullptr;
    std::vector<line::SlotStatus> m_shown;
    std::set<int> m_changed;
    QTimer m_beat;
};

} // namespace fb::ui

Q_DECLARE_METATYPE(fb::line::SlotStatus)
