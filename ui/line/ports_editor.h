// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/port_list.h"
#include "widgets/overlay.h"

class QLineEdit;
class QListView;

namespace fb::ui {

/** Which ports the slots stand for, in slot order: serial ports of this machine by a tick, anything else typed. */
class PortsEditor : public Overlay
{
    Q_OBJECT
public:
    PortsEditor(QWidget *owner, const QStringList &chosen, const std::vector<FoundPort> &found);
    void ask();
    [[nodiscard]] QStringList ports() const { return m_ports.chosen(); }
    [[nodiscard]] QLineEdit *field() const { return m_field; }
    [[nodiscard]] QListView *list() const { return m_list; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *typingRow();
    void addTyped();
    PortListModel m_ports;
    QListView *m_list;
    QLineEdit *m_field;
    QPushButton *m_add;
    TextLabel *m_fault;
};

} // namespace fb::ui
