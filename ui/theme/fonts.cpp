// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/fonts.h"

#include <QFontDatabase>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace fb::ui {

namespace {

QStringList sansFamilies()
{
    QStringList families;
    if (QFontDatabase::hasFamily(QStringLiteral("Inter")))
        families << QStringLiteral("Inter");
    families << QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
    // Without it a Chinese text may be set in Japanese letter shapes.
    if (QFontDatabase::hasFamily(QStringLiteral("Noto Sans CJK SC")))
        families << QStringLiteral("Noto Sans CJK SC");
    return families;
}

QStringList monoFamilies()
{
    for (const QString &family : {QStringLiteral("JetBrains Mono"), QStringLiteral("DejaVu Sans Mono"), QStringLiteral("Consolas"),
                                  QStringLiteral("Menlo")}) {
        if (QFontDatabase::hasFamily(family))
            return {family};
    }
    return {QFontDatabase::systemFont(QFontDatabase::FixedFont).family()};
}

struct RoleFont
{
    int pixels;
    QFont::Weight weight;
    bool mono;
};

RoleFont describe(TextRole role)
{
    switch (role) {
    case TextRole::Small: return {12, QFont::Normal, false};
    case TextRole::Body: return {13, QFont::Normal, false};
    case TextRole::Large: return {14, QFont::Normal, false};
    case TextRole::Button: return {14, QFont::Medium, false};
    case TextRole::Strong: return {14, QFont::Bold, false};
    case TextRole::Next: return {17, QFont::DemiBold, false};
    case TextRole::Title: return {20, QFont::Bold, false};
    case TextRole::State: return {34, QFont::Bold, false};
    case TextRole::Mono: return {13, QFont::Normal, true};
    case TextRole::MonoSmall: return {12, QFont::Normal, true};
    }
    return {13, QFont::Normal, false};
}

/** Zero is as wide as a figure of a proportional face gets without standing apart from its neighbours. */
qreal digitCell(const QFontMetricsF &metrics)
{
    return metrics.horizontalAdvance(QLatin1Char('0'));
}

/** Calls visit(part, isDigit) for each digit and each run of other letters. */
template<typename Visit>
void forEachPart(const QString &text, Visit visit)
{
    qsizetype from = 0;
    while (from < text.size()) {
        const bool digit = text[from].isDigit();
        qsizetype to = from + 1;
        while (!digit && to < text.size() && !text[to].isDigit())
            ++to;
        visit(text.mid(from, to - from), digit);
        from = to;
    }
}

} // namespace

QFont fontFor(TextRole role)
{
    return fontFor(role, describe(role).pixels);
}

QFont fontFor(TextRole role, int pixels)
{
    static const QStringList sans = sansFamilies();
    static const QStringList mono = monoFamilies();
    const RoleFont wanted = describe(role);
    QFont font(wanted.mono ? mono : sans);
    font.setPixelSize(pixels);
    font.setWeight(wanted.weight);
    font.setHintingPreference(QFont::PreferNoHinting); // letters stand where the type designer put them
    if (wanted.mono)
        font.setStyleHint(QFont::Monospace);
    return font;
}

int tabularWidth(const QFont &font, const QString &text)
{
    const QFontMetricsF metrics(font);
    const qreal cell = digitCell(metrics);
    qreal width = 0;
    forEachPart(text, [&](const QString &part, bool digit) { width += digit ? cell : metrics.horizontalAdvance(part); });
    return static_cast<int>(std::ceil(width));
}

void drawTabular(QPainter &painter, const QRectF &area, const QString &text)
{
    const QFontMetricsF metrics(painter.font());
    const qreal cell = digitCell(metrics);
    const qreal base = area.top() + (area.height() + metrics.ascent() - metrics.descent()) / 2;
    qreal x = area.left();
    forEachPart(text, [&](const QString &part, bool digit) {
        const qreal advance = metrics.horizontalAdvance(part);
        painter.drawText(QPointF(digit ? x + (cell - advance) / 2 : x, base), part);
        x += digit ? cell : advance;
    });
}

} // namespace fb::ui
