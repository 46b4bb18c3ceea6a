// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figure_strip.h"

#include "theme/fonts.h"
#include "theme/theme_style.h"

#include <QPainter>

#include <algorithm>

namespace fb::ui {

namespace {

constexpr int spacing = 24;

int widthOf(const Figure &figure)
{
    return std::max(tabularWidth(fontFor(TextRole::Title), figure.value),
                    QFontMetrics(fontFor(TextRole::Small)).horizontalAdvance(figure.caption) + 1);
}

int widthOf(const QList<Figure> &figures)
{
    int width = 0;
    for (const Figure &figure : figures)
        width += widthOf(figure) + spacing;
    return std::max(0, width - spacing);
}

} // namespace

FigureStrip::FigureStrip(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
}

void FigureStrip::setFigures(const QList<Figure> &figures)
{
    const int before = widthOf(m_figures);
    m_figures = figures;
    QStringList words;
    for (const Figure &figure : figures)
        words << figure.value + QLatin1Char(' ') + figure.caption;
    setAccessibleName(words.join(QStringLiteral(", ")));
    if (widthOf(m_figures) != before)
        updateGeometry();
    update();
}

QSize FigureStrip::sizeHint() const
{
    return {widthOf(m_figures), 44};
}

QSize FigureStrip::minimumSizeHint() const
{
    return {m_figures.isEmpty() ? 0 : widthOf(m_figures.first()), 44};
}

QList<Figure> FigureStrip::fitting(int width) const
{
    QList<Figure> shown = m_figures;
    while (shown.size() > 1 && widthOf(shown) > width) {
        const auto lightest = std::min_element(shown.begin(), shown.end(), [](const Figure &a, const Figure &b) { return a.weight < b.weight; });
        shown.erase(lightest);
    }
    return shown;
}

void FigureStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &t = currentTokens();
    const QList<Figure> shown = fitting(width());
    int x = width() - widthOf(shown);
    const int top = (height() - 42) / 2;
    for (const Figure &figure : shown) {
        const int cell = widthOf(figure);
        painter.setFont(fontFor(TextRole::Title));
        painter.setPen(t.text);
        drawTabular(painter, QRectF(x, top, cell, 24), figure.value);
        painter.setFont(fontFor(TextRole::Small));
        painter.setPen(t.muted);
        painter.drawText(QRect(x, top + 24, cell, 18), Qt::AlignLeft | Qt::AlignVCenter, figure.caption);
        x += cell + spacing;
    }
}

} // namespace fb::ui
