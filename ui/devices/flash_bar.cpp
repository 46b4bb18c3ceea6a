// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/flash_bar.h"

#include "models/words.h"
#include "theme/fonts.h"
#include "theme/theme_style.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace fb::ui {

namespace {

Tone toneOf(const FlashPartFact &part)
{
    if (part.kind == QLatin1String("boot"))
        return Tone::Accent;
    if (part.kind == QLatin1String("table") || part.kind == QLatin1String("ota") || part.kind == QLatin1String("otadata"))
        return Tone::Attention;
    if (part.kind == QLatin1String("factory") || part.kind.startsWith(QLatin1String("ota_")))
        return Tone::Pass;
    return Tone::Aside;
}

QString hexAddress(std::uint32_t value)
{
    return QStringLiteral("0x%1").arg(value, 0, 16);
}

/** Between true size and equal size: a 4 KB sector in 4 MB stays visible, a large app still looks large. */
double weightOf(std::uint32_t size)
{
    return std::pow(std::max<double>(size, 4096), 0.3);
}

} // namespace

FlashBar::FlashBar(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FlashBar::setFacts(const DeviceFacts &facts)
{
    m_parts = facts.parts;
    std::vector<std::pair<int, double>> weights;
    std::uint32_t end = 0;
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        if (m_parts[i].address > end)
            weights.emplace_back(-1, weightOf(m_parts[i].address - end) / 2);
        weights.emplace_back(static_cast<int>(i), weightOf(m_parts[i].size));
        end = std::max(end, m_parts[i].address + m_parts[i].size);
    }
    if (facts.flashSize > end && !m_parts.empty())
        weights.emplace_back(-1, weightOf(facts.flashSize - end));
    double total = 0;
    for (const auto &[part, weight] : weights)
        total += weight;
    m_pieces.clear();
    double at = 0;
    for (const auto &[part, weight] : weights) {
        m_pieces.push_back({part, at / total, (at + weight) / total});
        at += weight;
    }
    update();
}

QRectF FlashBar::rectOf(const Piece &piece) const
{
    return {piece.from * width(), 0, (piece.to - piece.from) * width(), static_cast<double>(height())};
}

void FlashBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens &t = currentTokens();
    QPainterPath outline;
    outline.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), size::controlRadius, size::controlRadius);
    painter.save();
    painter.setClipPath(outline);
    painter.fillRect(rect(), t.background);
    QFont font = fontFor(TextRole::Small, 11);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    for (const Piece &piece : m_pieces) {
        if (piece.part < 0)
            continue;
        const FlashPartFact &part = m_parts[static_cast<std::size_t>(piece.part)];
        const QRectF box = rectOf(piece);
        painter.fillRect(box, t.soft(toneOf(part)));
        painter.fillRect(QRectF(box.right() - 0.5, 0, 1, height()), t.line);
        painter.setPen(t.text);
        for (const QString &label : {part.name, part.kind}) {
            if (painter.fontMetrics().horizontalAdvance(label) + 6 > box.width())
                continue;
            painter.drawText(box, Qt::AlignCenter, label);
            break;
        }
    }
    painter.restore();
    painter.setPen(t.line);
    painter.drawPath(outline);
}

bool FlashBar::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const auto under = std::find_if(m_pieces.begin(), m_pieces.end(), [&](const Piece &p) { return rectOf(p).contains(help->pos()); });
    if (under == m_pieces.end())
        return true;
    if (under->part < 0) {
        QToolTip::showText(help->globalPos(), tr("not used"), this);
        return true;
    }
    const FlashPartFact &part = m_parts[static_cast<std::size_t>(under->part)];
    QToolTip::showText(help->globalPos(), QStringLiteral("<b>%1</b><br>%2, %3").arg(part.name.toHtmlEscaped(), hexAddress(part.address), sizeWords(part.size)), this);
    return true;
}

} // namespace fb::ui
