// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/page_header.h"

#include "theme/icons.h"

#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace fb::ui {

PageHeader::PageHeader(QWidget *parent) :
    QWidget(parent), m_row(new QHBoxLayout(this)), m_title(new ElidedLabel(TextRole::Title)),
    m_subtitle(new ElidedLabel(TextRole::Body, palette::muted)), m_figures(new FigureStrip), m_pill(new Pill)
{
    setFixedHeight(size::header);
    m_row->setContentsMargins(size::pageMargin, 0, size::pageMargin, 0);
    m_row->setSpacing(size::gap);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addStretch();
    words->addWidget(m_title);
    words->addWidget(m_subtitle);
    words->addStretch();
    m_row->addLayout(words, 1);
    m_row->addWidget(m_figures);
    m_row->addWidget(m_pill);
    m_figures->hide();
    m_pill->hide();
}

void PageHeader::setTitle(const QString &title)
{
    m_title->setText(title);
}

void PageHeader::setSubtitle(const QString &subtitle)
{
    m_subtitle->setText(subtitle);
    m_subtitle->setVisible(!subtitle.isEmpty());
}

void PageHeader::setFigures(const QList<Figure> &figures)
{
    m_figures->setVisible(!figures.isEmpty());
    m_figures->setFigures(figures);
}

void PageHeader::setPill(const QString &text, Tone tone)
{
    m_pill->set(text, tone);
    m_pill->setVisible(!text.isEmpty());
}

void PageHeader::addAction(QPushButton *button)
{
    m_row->addWidget(button);
}

QPushButton *PageHeader::addBackButton()
{
    auto *button = new QPushButton(icon(QStringLiteral("back")), QString());
    button->setFixedSize(size::button, size::button);
    setButtonKind(*button, ButtonKind::Quiet);
    m_row->insertWidget(0, button);
    return button;
}

void PageHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &t = currentTokens();
    painter.fillRect(rect(), t.surface);
    painter.fillRect(QRect(0, height() - 1, width(), 1), t.line);
}

} // namespace fb::ui
