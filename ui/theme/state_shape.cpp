// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/state_shape.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace fb::ui {

namespace {

/** Everything below is drawn in a square from -1 to 1. */
QPen strokePen(const QColor &colour, double width)
{
    return {colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
}

void drawTick(QPainter &painter, const QColor &colour, double scale, double width)
{
    painter.setPen(strokePen(colour, width));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(std::array{QPointF(-0.44, 0.04) * scale, QPointF(-0.12, 0.36) * scale, QPointF(0.46, -0.30) * scale}.data(), 3);
}

void drawCross(QPainter &painter, const QColor &colour, double reach, double width)
{
    painter.setPen(strokePen(colour, width));
    painter.drawLine(QPointF(-reach, -reach), QPointF(reach, reach));
    painter.drawLine(QPointF(-reach, reach), QPointF(reach, -reach));
}

void drawMark(QPainter &painter, const QColor &colour, double top)
{
    painter.setPen(strokePen(colour, 0.24));
    painter.drawLine(QPointF(0, top), QPointF(0, top + 0.46));
    painter.drawPoint(QPointF(0, top + 0.88));
}

QPolygonF octagon()
{
    QPolygonF corners;
    for (int i = 0; i < 8; ++i) {
        const double angle = std::numbers::pi * (2 * i + 1) / 8;
        corners << QPointF(1.02 * std::cos(angle), 1.02 * std::sin(angle));
    }
    return corners;
}

void drawRing(QPainter &painter, const QColor &colour, const QColor &track, double fraction)
{
    const QRectF circle(-0.84, -0.84, 1.68, 1.68);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(track, 0.28));
    painter.drawEllipse(circle);
    painter.setPen(QPen(colour, 0.28, Qt::SolidLine, Qt::FlatCap));
    painter.drawArc(circle, 90 * 16, -static_cast<int>(std::clamp(fraction, 0.0, 1.0) * 360 * 16));
}

void drawDashedRing(QPainter &painter, const QColor &colour)
{
    QPen pen(colour, 0.15, Qt::CustomDashLine, Qt::FlatCap);
    // Twelve equal dashes: the pattern counts in pen widths.
    const double unit = 2 * std::numbers::pi * 0.88 / 12 / 0.15;
    pen.setDashPattern({unit * 0.58, unit * 0.42});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(QRectF(-0.88, -0.88, 1.76, 1.76));
}

void drawHalfDisc(QPainter &painter, const QColor &colour)
{
    const QRectF circle(-0.8, -0.8, 1.6, 1.6);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPie(circle, 90 * 16, 180 * 16);
    painter.setPen(QPen(colour, 0.16));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(circle);
}

/** The filled body under a mark. */
void drawBody(QPainter &painter, const QColor &colour, const QPolygonF &corners)
{
    painter.setPen(strokePen(colour, 0.12));
    painter.setBrush(colour);
    if (corners.isEmpty())
        painter.drawEllipse(QRectF(-0.94, -0.94, 1.88, 1.88));
    else
        painter.drawPolygon(corners);
}

void drawFilled(QPainter &painter, Shape shape, const QColor &colour, const QColor &on)
{
    switch (shape) {
    case Shape::PassDisc:
        drawBody(painter, colour, {});
        return drawTick(painter, on, 1, 0.22);
    case Shape::FailOctagon:
        drawBody(painter, colour, octagon());
        return drawCross(painter, on, 0.34, 0.24);
    case Shape::AsideDiamond:
        drawBody(painter, colour, QPolygonF({{0, -1}, {1, 0}, {0, 1}, {-1, 0}}));
        return drawMark(painter, on, -0.45);
    case Shape::AttentionTriangle:
        drawBody(painter, colour, QPolygonF({{0, -0.9}, {0.98, 0.82}, {-0.98, 0.82}}));
        return drawMark(painter, on, -0.34);
    case Shape::StopDisc:
        drawBody(painter, colour, {});
        painter.setPen(Qt::NoPen);
        painter.setBrush(on);
        painter.drawRoundedRect(QRectF(-0.34, -0.34, 0.68, 0.68), 0.1, 0.1);
        return;
    default: return;
    }
}

} // namespace

Tone toneOf(Shape shape)
{
    switch (shape) {
    case Shape::PassDisc:
    case Shape::Tick: return Tone::Pass;
    case Shape::FailOctagon:
    case Shape::Cross: return Tone::Fail;
    case Shape::Ring: return Tone::Accent;
    case Shape::AsideDiamond: return Tone::Aside;
    case Shape::StopDisc:
    case Shape::AttentionTriangle:
    case Shape::HalfDisc: return Tone::Attention;
    case Shape::DashedRing: break;
    }
    return Tone::Neutral;
}

void paintShape(QPainter &painter, const QRectF &area, Shape shape, const Tokens &tokens, double fraction)
{
    const double half = std::min(area.width(), area.height()) / 2;
    const QColor colour = tokens.strong(toneOf(shape));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(area.center());
    painter.scale(half, half);
    switch (shape) {
    case Shape::Ring: drawRing(painter, colour, tokens.track, fraction); break;
    case Shape::DashedRing: drawDashedRing(painter, colour); break;
    case Shape::Tick: drawTick(painter, colour, 1.3, 0.26); break;
    case Shape::Cross: drawCross(painter, colour, 0.5, 0.26); break;
    case Shape::HalfDisc: drawHalfDisc(painter, colour); break;
    default: drawFilled(painter, shape, colour, tokens.onStrong); break;
    }
    painter.restore();
}

} // namespace fb::ui
