// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/labels.h"

#include "theme/style_parts.h"

#include <QPainter>

#include <algorithm>

namespace fb::ui {

TextLabel::TextLabel(TextRole role, QPalette::ColorRole colour, QWidget *parent) : QLabel(parent)
{
    setFont(fontFor(role));
    setForegroundRole(colour);
    setTextFormat(Qt::PlainText);
}

TextLabel *TextLabel::wrapped()
{
    setWordWrap(true);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    return this;
}

ElidedLabel::ElidedLabel(TextRole role, QPalette::ColorRole colour, QWidget *parent) : QWidget(parent), m_colour(colour)
{
    setFont(fontFor(role));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString &text)
{
    if (m_text == text)
        return;
    m_text = text;
    setAccessibleName(text);
    updateToolTip();
    updateGeometry();
    update();
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_text) + 2, fontMetrics().height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), fontMetrics().averageCharWidth() * 8), fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(m_colour));
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, fontMetrics().elidedText(m_text, Qt::ElideRight, width()));
}

void ElidedLabel::resizeEvent(QResizeEvent *)
{
    updateToolTip();
}

void ElidedLabel::updateToolTip()
{
    setToolTip(fontMetrics().horizontalAdvance(m_text) > width() ? m_text.toHtmlEscaped() : QString());
}

ShapeLabel::ShapeLabel(Shape shape, int pixels, QWidget *parent) : QWidget(parent), m_shape(shape)
{
    setFixedSize(pixels, pixels);
}

void ShapeLabel::setShape(Shape shape)
{
    m_shape = shape;
    update();
}

void ShapeLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintShape(painter, QRectF(rect()).adjusted(1, 1, -1, -1), m_shape, currentTokens());
}

namespace {

QFont pillFont()
{
    QFont font = fontFor(TextRole::Small);
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

Pill::Pill(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Pill::set(const QString &text, Tone tone)
{
    if (m_text == text && m_tone == tone)
        return;
    m_text = text;
    m_tone = tone;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize Pill::sizeHint() const
{
    return sizeOf(m_text);
}

QSize Pill::sizeOf(const QString &text)
{
    const QFontMetrics metrics(pillFont());
    return {metrics.horizontalAdvance(text) + 18, metrics.height() + 6};
}

QRect Pill::paint(QPainter &painter, const QRect &area, const QString &text, Tone tone, const Tokens &tokens)
{
    const QSize wanted = sizeOf(text);
    const QRect box(area.left(), area.top() + (area.height() - wanted.height()) / 2, std::min(wanted.width(), area.width()), wanted.height());
    painter.save();
    const QColor fill = tokens.soft(tone);
    parts::drawBox(painter, box, fill, tone == Tone::Neutral ? tokens.line : fill, box.height() / 2);
    painter.setFont(pillFont());
    painter.setPen(tokens.strong(tone));
    painter.drawText(box.adjusted(6, 0, -6, 0), Qt::AlignCenter, painter.fontMetrics().elidedText(text, Qt::ElideRight, box.width() - 12));
    painter.restore();
    return box;
}

void Pill::paintEvent(QPaintEvent *)
{
    if (m_text.isEmpty())
        return;
    QPainter painter(this);
    paint(painter, rect(), m_text, m_tone, currentTokens());
}

} // namespace fb::ui
