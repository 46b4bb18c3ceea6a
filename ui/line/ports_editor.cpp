// SPDX-License-Identifier: GPL-3.0-or-later
#include "line/ports_editor.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>

namespace fb::ui {

PortsEditor::PortsEditor(QWidget *owner, const QStringList &chosen, const std::vector<FoundPort> &found) :
    Overlay(owner, 600), m_ports(chosen, found), m_list(new QListView), m_field(new QLineEdit), m_add(new QPushButton(tr("Add"))),
    m_fault(new TextLabel(TextRole::Body, palette::fail))
{
    setTitle(tr("Ports of the slots"));
    setSentence(tr("Tick the ports in the order of your fixtures: the first is slot 1. Type the name of any other port, or socket://host:port."));
    m_list->setModel(&m_ports);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setSpacing(2);
    m_list->setFont(fontFor(TextRole::Mono));
    m_list->setAccessibleName(tr("Ports"));
    m_list->setMinimumHeight(220);
    body()->addWidget(m_list);
    body()->addWidget(typingRow());
    m_fault->hide();
    body()->addWidget(m_fault->wrapped());
    addRejectButton(tr("Cancel"));
    addAcceptButton(tr("Use these ports"), ButtonKind::Primary);
}

QWidget *PortsEditor::typingRow()
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    m_field->setFont(fontFor(TextRole::Mono));
    m_field->setPlaceholderText(QStringLiteral("socket://host:4000"));
    m_field->setAccessibleName(tr("Name of another port"));
    m_add->setAccessibleName(tr("Add this port"));
    line->addWidget(m_field, 1);
    line->addWidget(m_add);
    connect(m_add, &QPushButton::clicked, this, &PortsEditor::addTyped);
    connect(m_field, &QLineEdit::textChanged, m_fault, &QWidget::hide);
    m_field->installEventFilter(this);
    return row;
}

void PortsEditor::ask()
{
    open(m_ports.rowCount() ? static_cast<QWidget *>(m_list) : m_field);
}

bool PortsEditor::eventFilter(QObject *watched, QEvent *event)
{
    // Enter behind a typed name adds it; upon an empty field it takes the list as it is.
    if (watched == m_field && event->type() == QEvent::KeyPress && !m_field->text().trimmed().isEmpty()) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            addTyped();
            return true;
        }
    }
    return Overlay::eventFilter(watched, event);
}

void PortsEditor::addTyped()
{
    const QString name = m_field->text().trimmed();
    const QString fault = portFault(name);
    m_fault->setText(fault);
    m_fault->setVisible(!fault.isEmpty());
    if (!fault.isEmpty())
        return;
    m_ports.add(name);
    m_field->clear();
}

} // namespace fb::ui
