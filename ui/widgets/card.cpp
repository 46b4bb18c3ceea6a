// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/card.h"

#include "theme/style_parts.h"

#include <QPainter>

namespace fb::ui {

Card::Card(QWidget *parent) :
    QWidget(parent), m_heading(new QWidget), m_title(new TextLabel(TextRole::Strong)),
    m_remark(new ElidedLabel(TextRole::Body, palette::muted)), m_body(new QVBoxLayout)
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(size::gap, 14, size::gap, size::gap);
    outer->setSpacing(12);
    auto *row = new QHBoxLayout(m_heading);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(size::grid);
    row->addWidget(m_title);
    row->addWidget(m_remark, 1);
    m_heading->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_heading->hide();
    outer->addWidget(m_heading);
    m_body->setSpacing(size::grid);
    outer->addLayout(m_body, 1);
}

void Card::setTitle(const QString &title)
{
    m_title->setText(title);
    m_heading->setVisible(true);
}

void Card::setRemark(const QString &remark)
{
    m_remark->setText(remark);
}

void Card::addToHeading(QWidget *widget)
{
    m_heading->layout()->addWidget(widget);
    m_heading->setVisible(true);
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &t = currentTokens();
    parts::drawBox(painter, rect(), t.surface, t.line, size::cardRadius);
}

} // namespace fb::ui
