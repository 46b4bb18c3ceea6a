// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/segments.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace fb::ui {

Segments::Segments(int count, QWidget *parent) : QWidget(parent), m_group(new QButtonGroup(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    for (int i = 0; i < count; ++i) {
        auto *button = new QPushButton;
        button->setCheckable(true);
        button->setChecked(i == 0);
        m_group->addButton(button, i);
        row->addWidget(button);
    }
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_group, &QButtonGroup::idClicked, this, &Segments::chosen);
}

void Segments::setTexts(const QStringList &texts, const QString &accessibleGroup)
{
    for (int i = 0; i < texts.size(); ++i) {
        m_group->button(i)->setText(texts[i]);
        m_group->button(i)->setAccessibleName(accessibleGroup + QStringLiteral(": ") + texts[i]);
    }
}

void Segments::setCurrent(int index)
{
    if (QAbstractButton *button = m_group->button(index))
        button->setChecked(true);
}

} // namespace fb::ui
