// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/page.h"

#include <QEvent>

namespace fb::ui {

Page::Page(QWidget *parent) : QWidget(parent), m_header(new PageHeader), m_content(new QVBoxLayout)
{
    setFocusPolicy(Qt::ClickFocus);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addLayout(m_content, 1);
    m_content->setContentsMargins(0, 0, 0, 0);
    m_content->setSpacing(0);
}

void Page::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace fb::ui
