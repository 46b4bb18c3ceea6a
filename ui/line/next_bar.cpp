// SPDX-License-Identifier: GPL-3.0-or-later
#include "line/next_bar.h"

#include "theme/icons.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace fb::ui {

namespace {
constexpr int remarkMilliseconds = 8000;
}

NextBar::NextBar(QWidget *parent) : QWidget(parent), m_row(new QHBoxLayout(this)), m_text(new ElidedLabel(TextRole::Next, palette::accent))
{
    setFixedHeight(size::bar);
    m_row->setContentsMargins(size::pageMargin + 46, 0, size::pageMargin, 0);
    m_row->setSpacing(12);
    m_row->addWidget(m_text, 1);
    m_remarkTimer.setSingleShot(true);
    m_remarkTimer.setInterval(remarkMilliseconds);
    connect(&m_remarkTimer, &QTimer::timeout, this, [this] {
        m_remark.clear();
        showText();
    });
}

void NextBar::setNext(const QString &sentence)
{
    m_next = sentence;
    showText();
}

void NextBar::setRemark(const QString &sentence)
{
    m_remark = sentence;
    m_remarkTimer.start();
    showText();
}

void NextBar::addButton(QPushButton *button)
{
    m_row->addWidget(button);
}

void NextBar::showText()
{
    m_text->setText(m_remark.isEmpty() ? m_next : m_remark);
    update();
}

void NextBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &t = currentTokens();
    painter.fillRect(rect(), m_remark.isEmpty() ? t.accentSoft : t.attentionSoft);
    painter.fillRect(QRect(0, 0, width(), 1), t.line);
    const QRectF left(size::pageMargin, 0, 44, height());
    if (m_remark.isEmpty())
        paintIcon(painter, QRectF(left.left(), (height() - 32) / 2.0, 32, 32), QStringLiteral("barcode"), t.accent);
    else
        paintShape(painter, QRectF(left.left() + 2, (height() - 26) / 2.0, 26, 26), Shape::AttentionTriangle, t);
}

} // namespace fb::ui
