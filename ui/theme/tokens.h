// SPDX-License-Identifier: GPL-3.0-or-later
// theme/: the one place of every colour, size, font, icon and state shape. Widgets ask here and never name a colour.
#pragma once

#include <QColor>

namespace fb::ui {

/** What a colour means. Meaning is always carried by a shape and a word as well. */
enum class Tone { Neutral, Accent, Pass, Fail, Attention, Aside };

/** The colours of one scheme, light or dark. */
struct Tokens
{
    bool dark = false;
    QColor background, surface, line, text, muted;
    QColor accent, accentSoft;
    QColor pass, passSoft;
    QColor fail, failSoft;
    QColor attention, attentionSoft;
    QColor aside, asideSoft;
    QColor onStrong; ///< text upon accent, pass, fail, …
    QColor track;    ///< the part of a bar, ring or bit map that is not filled
    QColor scrim;    ///< laid over the window behind a question

    [[nodiscard]] QColor strong(Tone tone) const;
    [[nodiscard]] QColor soft(Tone tone) const;
};

[[nodiscard]] const Tokens &lightTokens();
[[nodiscard]] const Tokens &darkTokens();
/** `share` of `over` laid on `under`; 0 gives `under`. */
[[nodiscard]] QColor mixed(const QColor &under, const QColor &over, double share);

/** Lengths in device-independent pixels, on a grid of 8. */
namespace size {
inline constexpr int grid = 8;
inline constexpr int gap = 16;      ///< between cards, and inside them
inline constexpr int pageMargin = 24;
inline constexpr int rail = 88;
inline constexpr int header = 64;
inline constexpr int bar = 56;
inline constexpr int cardRadius = 10;
inline constexpr int controlRadius = 6;
inline constexpr int button = 40;
inline constexpr int field = 36;
inline constexpr int row = 40;      ///< of a table
inline constexpr int icon = 20;
inline constexpr int stripe = 6;    ///< the coloured top of a tile
} // namespace size

} // namespace fb::ui
