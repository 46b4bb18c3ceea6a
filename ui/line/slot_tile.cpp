// SPDX-License-Identifier: GPL-3.0-or-later
#include "line/slot_tile.h"

#include "models/slot_words.h"
#include "theme/fonts.h"
#include "theme/state_shape.h"
#include "theme/style_parts.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>

namespace fb::ui {

namespace {

using line::SlotState;

Shape shapeOf(SlotState state)
{
    switch (state) {
    case SlotState::Passed: return Shape::PassDisc;
    case SlotState::Failed: return Shape::FailOctagon;
    case SlotState::Running: return Shape::Ring;
    case SlotState::SetAside: return Shape::AsideDiamond;
    case SlotState::Cancelled: return Shape::StopDisc;
    case SlotState::NoPort:
    case SlotState::Empty: break;
    }
    return Shape::DashedRing;
}

/** Where things stand inside a tile; grows with it, so that large screens are read from further away. */
struct TileLayout
{
    explicit TileLayout(const QRect &tile)
    {
        const bool tight = tile.height() < 172;
        const int air = tight ? 4 : 8;
        const QRect inner = tile.adjusted(size::gap - 1, size::stripe + (tight ? 8 : 12), -size::gap + 1, tight ? -8 : -14);
        statePixels = std::clamp(std::min(tile.height() / 6, tile.width() / 9), 34, 64);
        sentencePixels = statePixels >= 48 ? 16 : tight ? 13 : 14;
        top = QRect(inner.left(), inner.top(), inner.width(), 18);
        state = QRect(inner.left(), top.bottom() + air, inner.width(), statePixels + (tight ? 2 : 8));
        bar = QRect(inner.left(), inner.bottom() - 8, inner.width(), 8);
        const int footHeight = tight ? 0 : 16; // identity gives way to the sentence that says what to do
        foot = QRect(inner.left(), bar.top() - footHeight - air, inner.width(), footHeight);
        sentence = QRect(inner.left(), state.bottom() + air, inner.width(), foot.top() - state.bottom() - air - 2);
    }
    int statePixels, sentencePixels;
    QRect top, state, sentence, foot, bar;
};

void paintBackground(QPainter &painter, const QRect &tile, Tone tone, bool tinted, bool hovered, const Tokens &t)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(QRectF(tile).adjusted(0.5, 0.5, -0.5, -0.5), size::cardRadius, size::cardRadius);
    painter.fillPath(outline, t.surface);
    painter.save();
    painter.setClipPath(outline);
    if (tinted) {
        QLinearGradient fade(tile.topLeft(), QPointF(tile.left(), tile.top() + tile.height() * 0.65));
        fade.setColorAt(0, t.soft(tone));
        fade.setColorAt(1, t.surface);
        painter.fillRect(tile, fade);
    }
    painter.fillRect(QRect(tile.left(), tile.top(), tile.width(), size::stripe), tone == Tone::Neutral ? t.line : t.strong(tone));
    painter.restore();
    painter.setPen(hovered ? t.muted : t.line);
    painter.drawPath(outline);
    painter.restore();
}

void paintTop(QPainter &painter, const QRect &area, const line::SlotStatus &s, const QString &slotName, const Tokens &t)
{
    painter.setPen(t.muted);
    painter.setFont(fontFor(TextRole::Body));
    painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter, slotName);
    const int taken = painter.fontMetrics().horizontalAdvance(slotName) + 12;
    painter.setFont(fontFor(TextRole::Mono));
    const QString serial = painter.fontMetrics().elidedText(s.serial, Qt::ElideMiddle, area.width() - taken);
    painter.drawText(area, Qt::AlignRight | Qt::AlignVCenter, serial);
}

void paintState(QPainter &painter, const TileLayout &at, const line::SlotStatus &s, const QString &word, const Tokens &t)
{
    const Shape shape = shapeOf(s.state);
    const int side = at.statePixels + 2;
    const QRect box(at.state.left(), at.state.top() + (at.state.height() - side) / 2, side, side);
    paintShape(painter, QRectF(box), shape, t, s.fraction);
    QFont font = fontFor(TextRole::State, at.statePixels);
    const QRect room(box.right() + 14, at.state.top(), at.state.right() - box.right() - 14, at.state.height());
    while (font.pixelSize() > 18 && tabularWidth(font, word) > room.width()) // never cut the word that matters
        font.setPixelSize(font.pixelSize() - 1);
    painter.setFont(font);
    painter.setPen(t.strong(toneOf(shape)));
    drawTabular(painter, room, word);
}

int heightOf(const QString &text, int width, const QFontMetrics &metrics)
{
    return metrics.boundingRect(QRect(0, 0, width, 10000), Qt::TextWordWrap, text).height();
}

/** A sentence that says what to do is never cut for want of room while smaller letters would save it. */
void paintSentence(QPainter &painter, const QRect &area, const QString &text, int pixels, const QColor &ink)
{
    constexpr int smallest = 11;
    const auto fits = [&](const QString &shown) { return heightOf(shown, area.width(), painter.fontMetrics()) <= area.height(); };
    painter.setPen(ink);
    painter.setFont(fontFor(TextRole::Large, pixels));
    for (int smaller = pixels - 1; smaller >= smallest && !fits(text); --smaller)
        painter.setFont(fontFor(TextRole::Large, smaller));
    QString shown = text;
    while (shown.size() > 1 && !fits(shown)) {
        shown.chop(shown.endsWith(u'…') ? 2 : 1);
        shown = shown.trimmed() + QChar(u'…');
    }
    painter.drawText(area, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, shown);
}

void paintBar(QPainter &painter, const QRect &area, double fraction, const Tokens &t)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.track);
    painter.drawRoundedRect(area, 2, 2);
    painter.setBrush(t.accent);
    painter.drawRoundedRect(QRectF(area.left(), area.top(), area.width() * std::clamp(fraction, 0.0, 1.0), area.height()), 2, 2);
    painter.restore();
}

QString identityOf(const line::SlotStatus &s)
{
    QStringList parts;
    for (const QString &part : {s.chipName, s.mac}) {
        if (!part.isEmpty())
            parts << part;
    }
    return parts.isEmpty() ? s.port : parts.join(QStringLiteral("  "));
}

} // namespace

SlotTile::SlotTile(QWidget *parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void SlotTile::setStatus(const line::SlotStatus &status)
{
    const bool spoken = status.state != m_status.state || status.number != m_status.number || status.serial != m_status.serial;
    m_status = status;
    if (spoken)
        describe();
    update();
}

void SlotTile::describe()
{
    setAccessibleName(tr("Slot %1").arg(m_status.number));
    setAccessibleDescription(wordsOf(m_status).aloud);
}

void SlotTile::changeEvent(QEvent *event)
{
    QAbstractButton::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    describe();
    update();
}

bool SlotTile::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractButton::event(event);
    const SlotWords words = wordsOf(m_status);
    QStringList lines{words.sentence};
    if (!m_status.errorId.isEmpty())
        lines << m_status.errorId;
    lines << m_status.port;
    lines.removeAll(QString());
    QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), lines.join(u'\n').toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")), this);
    return true;
}

void SlotTile::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &t = currentTokens();
    const Tone tone = toneOf(shapeOf(m_status.state));
    const bool running = m_status.state == SlotState::Running;
    const bool waiting = tone == Tone::Neutral;
    const TileLayout at(rect());
    const SlotWords words = wordsOf(m_status);
    paintBackground(painter, rect(), tone, !running && !waiting, underMouse(), t);
    paintTop(painter, at.top, m_status, tr("Slot %1").arg(m_status.number), t);
    paintState(painter, at, m_status, words.word, t);
    const QRect sentence = running ? at.sentence : at.sentence.adjusted(0, 0, 0, at.bar.height() + 8);
    paintSentence(painter, sentence, words.sentence, at.sentencePixels, waiting ? t.muted : t.text);
    painter.setFont(fontFor(TextRole::MonoSmall));
    painter.setPen(t.muted);
    const QRect foot = running ? at.foot : at.foot.translated(0, at.bar.height() + 8);
    if (foot.height() > 0)
        painter.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(identityOf(m_status), Qt::ElideMiddle, foot.width()));
    if (running)
        paintBar(painter, at.bar, m_status.fraction, t);
    if (hasFocus())
        parts::drawFocusRing(painter, rect(), t, size::cardRadius);
}

} // namespace fb::ui
