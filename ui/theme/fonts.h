// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QString>

class QPainter;
class QRectF;

namespace fb::ui {

enum class TextRole {
    Small,     ///< 12 px: captions, pills
    Body,      ///< 13 px
    Large,     ///< 14 px: sentences, buttons
    Button,    ///< 14 px medium
    Strong,    ///< 14 px bold: card titles, column heads
    Next,      ///< 17 px, half bold: what to do next
    Title,     ///< 20 px bold: page title and the numbers that matter
    State,     ///< 34 px bold: the word of a tile
    Mono,      ///< 13 px: serials, MACs, fuse names
    MonoSmall, ///< 12 px
};

/** The system's sans, Inter where it is installed, or its monospace. */
[[nodiscard]] QFont fontFor(TextRole role);
/** Same face and weight at another height. */
[[nodiscard]] QFont fontFor(TextRole role, int pixels);

/** Width of `text` when every digit takes the same room. */
[[nodiscard]] int tabularWidth(const QFont &font, const QString &text);
/** One line from the left edge of `area`, vertically centred, digits in cells of equal width so that running numbers stand still. */
void drawTabular(QPainter &painter, const QRectF &area, const QString &text);

} // namespace fb::ui
