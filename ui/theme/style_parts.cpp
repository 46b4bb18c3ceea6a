// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/style_parts.h"

#include "theme/fonts.h"
#include "theme/state_shape.h"

#include <QPainter>
#include <QPainterPath>

namespace fb::ui::parts {

namespace {

bool has(const QStyleOption &option, QStyle::StateFlag flag)
{
    return option.state.testFlag(flag);
}

struct Look
{
    QColor fill, border;
};

Look strongLook(const QStyleOption &option, const Tokens &tokens, Tone tone)
{
    QColor fill = tokens.strong(tone);
    if (!has(option, QStyle::State_Enabled))
        fill = mixed(tokens.surface, fill, 0.45);
    else if (has(option, QStyle::State_Sunken))
        fill = mixed(fill, tokens.text, 0.25);
    else if (has(option, QStyle::State_MouseOver))
        fill = mixed(fill, tokens.text, 0.12);
    return {fill, fill};
}

Look plainLook(const QStyleOption &option, const Tokens &tokens, bool quiet)
{
    QColor fill = tokens.surface;
    if (has(option, QStyle::State_Sunken))
        fill = mixed(tokens.surface, tokens.accentSoft, 1);
    else if (has(option, QStyle::State_On))
        fill = tokens.accentSoft;
    else if (has(option, QStyle::State_MouseOver) && has(option, QStyle::State_Enabled))
        fill = mixed(tokens.surface, tokens.line, 0.35);
    else if (quiet)
        return {Qt::transparent, Qt::transparent};
    return {fill, quiet ? fill : has(option, QStyle::State_On) ? tokens.accent : tokens.line};
}

} // namespace

void drawBox(QPainter &painter, const QRect &rect, const QColor &fill, const QColor &border, int radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(border);
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.restore();
}

void drawFocusRing(QPainter &painter, const QRect &rect, const Tokens &tokens, int radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tokens.accent, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), radius, radius);
    painter.restore();
}

void drawChevron(QPainter &painter, const QRect &rect, const QColor &colour, int degrees)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(QRectF(rect).center());
    painter.rotate(degrees);
    painter.setPen(QPen(colour, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF points[] = {{-4, -2}, {0, 2}, {4, -2}};
    painter.drawPolyline(points, 3);
    painter.restore();
}

QColor buttonTextColour(const QStyleOption &option, const Tokens &tokens, ButtonKind kind)
{
    const bool enabled = has(option, QStyle::State_Enabled);
    if (kind == ButtonKind::Primary || kind == ButtonKind::Danger)
        return enabled ? tokens.onStrong : mixed(tokens.surface, tokens.onStrong, 0.8);
    if (!enabled)
        return mixed(tokens.surface, tokens.muted, 0.6);
    return has(option, QStyle::State_On) ? tokens.accent : tokens.text;
}

void drawButton(QPainter &painter, const QStyleOption &option, const Tokens &tokens, ButtonKind kind)
{
    const bool strong = kind == ButtonKind::Primary || kind == ButtonKind::Danger;
    const Look look = strong ? strongLook(option, tokens, kind == ButtonKind::Danger ? Tone::Fail : Tone::Accent)
                             : plainLook(option, tokens, kind == ButtonKind::Quiet);
    drawBox(painter, option.rect, look.fill, look.border, size::controlRadius);
    if (!has(option, QStyle::State_HasFocus) || !has(option, QStyle::State_KeyboardFocusChange))
        return;
    if (strong) { // a ring of the accent would not show on the accent
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(tokens.onStrong, 2));
        painter.drawRoundedRect(QRectF(option.rect).adjusted(4, 4, -4, -4), 3, 3);
        painter.restore();
    } else {
        drawFocusRing(painter, option.rect, tokens, size::controlRadius);
    }
}

void drawField(QPainter &painter, const QStyleOption &option, const Tokens &tokens)
{
    const bool enabled = has(option, QStyle::State_Enabled);
    const QColor fill = enabled ? tokens.surface : tokens.background;
    drawBox(painter, option.rect, fill, tokens.line, size::controlRadius);
    if (has(option, QStyle::State_HasFocus))
        drawFocusRing(painter, option.rect, tokens, size::controlRadius);
}

void drawCheckBox(QPainter &painter, const QStyleOption &option, const Tokens &tokens)
{
    const bool on = has(option, QStyle::State_On);
    const QColor strong = has(option, QStyle::State_Enabled) ? tokens.accent : tokens.muted;
    drawBox(painter, option.rect, on ? strong : tokens.surface, on ? strong : tokens.muted, 4);
    if (!on)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tokens.onStrong, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QRectF r(option.rect);
    const QPointF tick[] = {r.topLeft() + QPointF(r.width() * 0.25, r.height() * 0.52),
                            r.topLeft() + QPointF(r.width() * 0.43, r.height() * 0.70),
                            r.topLeft() + QPointF(r.width() * 0.75, r.height() * 0.32)};
    painter.drawPolyline(tick, 3);
    painter.restore();
}

void drawRadio(QPainter &painter, const QStyleOption &option, const Tokens &tokens)
{
    const bool on = has(option, QStyle::State_On);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(on ? tokens.accent : tokens.muted, on ? 5 : 1));
    painter.setBrush(tokens.surface);
    const double inset = on ? 2.5 : 0.5;
    painter.drawEllipse(QRectF(option.rect).adjusted(inset, inset, -inset, -inset));
    painter.restore();
}

void drawItemBackground(QPainter &painter, const QStyleOption &option, const Tokens &tokens)
{
    if (has(option, QStyle::State_Selected))
        painter.fillRect(option.rect, tokens.accentSoft);
    else if (has(option, QStyle::State_MouseOver))
        painter.fillRect(option.rect, mixed(tokens.surface, tokens.line, 0.3));
}

void drawHeaderSection(QPainter &painter, const QStyleOption &option, const Tokens &tokens)
{
    painter.fillRect(option.rect, tokens.surface);
    painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), tokens.line);
}

void drawHeaderLabel(QPainter &painter, const QStyleOptionHeader &option, const Tokens &tokens)
{
    painter.save();
    QFont font = fontFor(TextRole::Small);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(tokens.muted);
    const int right = option.textAlignment & Qt::AlignRight ? size::gap : 0; // figures stand apart from the next column
    const QRect area = option.rect.adjusted(size::grid - 2, 0, -size::grid + 2 - right, 0);
    const QString text = painter.fontMetrics().elidedText(option.text, Qt::ElideRight, area.width());
    painter.drawText(area, static_cast<int>(option.textAlignment | Qt::AlignVCenter), text);
    painter.restore();
}

void drawScrollBar(QPainter &painter, const QStyleOptionSlider &option, const Tokens &tokens, const QRect &handle)
{
    if (option.maximum <= option.minimum)
        return;
    const bool across = option.orientation == Qt::Horizontal;
    const bool active = option.state.testFlag(QStyle::State_MouseOver) || option.state.testFlag(QStyle::State_Sunken);
    const QRectF bar = QRectF(handle).adjusted(across ? 2 : 3, across ? 3 : 2, across ? -2 : -3, across ? -3 : -2);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(tokens.surface, tokens.muted, active ? 0.7 : 0.4));
    painter.drawRoundedRect(bar, 3, 3);
    painter.restore();
}

} // namespace fb::ui::parts
