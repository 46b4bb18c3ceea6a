// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/tokens.h"

#include <QRectF>

class QPainter;

namespace fb::ui {

/** A state has a shape of its own, so that colour never stands alone. */
enum class Shape {
    PassDisc,      ///< filled disc with a tick
    FailOctagon,   ///< filled octagon with a cross
    Ring,          ///< ring that fills with the fraction done
    DashedRing,    ///< waiting
    AsideDiamond,  ///< filled diamond with an exclamation mark
    StopDisc,      ///< filled disc with a square: stopped by hand
    AttentionTriangle, ///< filled triangle with an exclamation mark
    Tick,          ///< bare tick: proven
    Cross,         ///< bare cross: contradicted
    HalfDisc,      ///< reported, not proven
};

[[nodiscard]] Tone toneOf(Shape shape);
/** Draws the shape into the largest square centred in `area`, in the colour of its tone. */
void paintShape(QPainter &painter, const QRectF &area, Shape shape, const Tokens &tokens, double fraction = 0);

} // namespace fb::ui
