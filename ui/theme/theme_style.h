// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/tokens.h"

#include <QProxyStyle>

class QPushButton;

namespace fb::ui {

/** Draws every standard widget from the tokens: flat, one-pixel lines, round corners, a focus ring that can be seen. */
class ThemeStyle final : public QProxyStyle
{
    Q_OBJECT
public:
    ThemeStyle();

    [[nodiscard]] const Tokens &tokens() const { return *m_tokens; }
    /** `tokens` outlives the style. The caller hands the new palette to the application, which repaints everything. */
    void setTokens(const Tokens &tokens) { m_tokens = &tokens; }
    [[nodiscard]] QPalette standardPalette() const override;

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const override;
    void polish(QWidget *widget) override;
    using QProxyStyle::polish;

private:
    const Tokens *m_tokens;
};

/** The tokens of the running application. */
[[nodiscard]] const Tokens &currentTokens();

/** How much a button stands out. One Primary a page; Danger where it cannot be undone; Quiet has no frame until hovered. */
enum class ButtonKind { Normal, Primary, Danger, Quiet };
void setButtonKind(QPushButton &button, ButtonKind kind);
[[nodiscard]] ButtonKind buttonKindOf(const QWidget *widget);

/** Roles of a palette that stand for colours Qt has no name for; text labels choose among them. */
namespace palette {
inline constexpr QPalette::ColorRole muted = QPalette::PlaceholderText;
inline constexpr QPalette::ColorRole accent = QPalette::Link;
inline constexpr QPalette::ColorRole fail = QPalette::BrightText;
inline constexpr QPalette::ColorRole aside = QPalette::LinkVisited;
} // namespace palette

[[nodiscard]] QPalette paletteFrom(const Tokens &tokens);

} // namespace fb::ui
