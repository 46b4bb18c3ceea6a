// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/tokens.h"

#include <QIcon>

class QPainter;
class QRectF;

namespace fb::ui {

/**
 * The icon resources/icons/<name>.svg, drawn when it is shown in the colour that the running theme gives it: text when
 * normal, accent when checked or selected, muted when disabled. One QIcon therefore lives through a change of theme.
 */
[[nodiscard]] QIcon icon(const QString &name);
/** Straight into a painter, in a colour of the caller's choice from the tokens. */
void paintIcon(QPainter &painter, const QRectF &area, const QString &name, const QColor &colour);

} // namespace fb::ui
