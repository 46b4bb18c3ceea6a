// SPDX-License-Identifier: GPL-3.0-or-later
// The drawing functions behind ThemeStyle, one for each element, without state of their own.
#pragma once

#include "theme/theme_style.h"

#include <QStyleOption>

class QPainter;

namespace fb::ui::parts {

/** A box with round corners whose one-pixel border lies on whole pixels. */
void drawBox(QPainter &painter, const QRect &rect, const QColor &fill, const QColor &border, int radius);
void drawFocusRing(QPainter &painter, const QRect &rect, const Tokens &tokens, int radius);
/** Points down; turned by `degrees` clockwise. */
void drawChevron(QPainter &painter, const QRect &rect, const QColor &colour, int degrees);

void drawButton(QPainter &painter, const QStyleOption &option, const Tokens &tokens, ButtonKind kind);
[[nodiscard]] QColor buttonTextColour(const QStyleOption &option, const Tokens &tokens, ButtonKind kind);
void drawField(QPainter &painter, const QStyleOption &option, const Tokens &tokens);
void drawCheckBox(QPainter &painter, const QStyleOption &option, const Tokens &tokens);
void drawRadio(QPainter &painter, const QStyleOption &option, const Tokens &tokens);
void drawItemBackground(QPainter &painter, const QStyleOption &option, const Tokens &tokens);
void drawHeaderSection(QPainter &painter, const QStyleOption &option, const Tokens &tokens);
void drawHeaderLabel(QPainter &painter, const QStyleOptionHeader &option, const Tokens &tokens);
void drawScrollBar(QPainter &painter, const QStyleOptionSlider &option, const Tokens &tokens, const QRect &handle);

} // namespace fb::ui::parts
