// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/fuse_map.h"

#include "theme/fonts.h"
#include "theme/theme_style.h"
#include "widgets/labels.h"

#include <QCoreApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace fb::ui {

namespace {

constexpr int perRow = 64;
constexpr int labelHeight = 24;
constexpr int cellHeight = 9;
constexpr int rowPitch = 11;
constexpr int blockGap = 8;

/** An empty block has nothing to show: its heading says so. */
int rowsOf(const FuseBlockFact &block)
{
    return block.isEmpty() ? 0 : (block.bitCount + perRow - 1) / perRow;
}

struct BlockMark
{
    QString text;
    Tone tone;
};

BlockMark markOf(const FuseBlockFact &block)
{
    if (!block.readable)
        return {block.writable ? FuseMap::tr("hidden") : FuseMap::tr("hidden, protected"), Tone::Aside};
    if (!block.data)
        return {FuseMap::tr("not shown"), Tone::Attention};
    if (block.isEmpty())
        return {FuseMap::tr("empty"), Tone::Neutral};
    if (block.factory)
        return {FuseMap::tr("factory"), Tone::Accent};
    if (block.id == 0)
        return {FuseMap::tr("settings"), Tone::Accent};
    return {block.writable ? FuseMap::tr("readable, open") : FuseMap::tr("readable, protected"), Tone::Accent};
}

void paintHidden(QPainter &painter, const QRectF &row, const Tokens &t)
{
    painter.save();
    painter.setClipRect(row);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(row, t.asideSoft);
    painter.setPen(QPen(t.aside, 1.6));
    for (double x = row.left() - row.height(); x < row.right(); x += 5)
        painter.drawLine(QPointF(x, row.top()), QPointF(x + row.height(), row.bottom()));
    painter.restore();
}

} // namespace

FuseMap::FuseMap(QWidget *parent) : QWidget(parent)
{
    setMouseTracking(true);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setSizePolicy(policy);
}

void FuseMap::setFacts(const DeviceFacts &facts)
{
    m_facts = facts;
    m_hovered = nullptr;
    place();
    updateGeometry();
    update();
}

void FuseMap::place()
{
    m_tops.clear();
    int y = 0;
    for (const FuseBlockFact &block : m_facts.blocks) {
        m_tops.push_back(y);
        y += labelHeight + rowsOf(block) * rowPitch + blockGap;
    }
    m_height = std::max(0, y - blockGap);
}

QSize FuseMap::sizeHint() const
{
    return {600, m_height};
}

QRect FuseMap::cellOf(int blockIndex, int bit) const
{
    const double pitch = static_cast<double>(width()) / perRow;
    const int column = bit % perRow;
    const int left = static_cast<int>(column * pitch);
    const int right = static_cast<int>((column + 1) * pitch) - (pitch > 5 ? 2 : 1);
    const int top = m_tops[static_cast<std::size_t>(blockIndex)] + labelHeight + bit / perRow * rowPitch;
    return {left, top, std::max(1, right - left), cellHeight};
}

const FuseFieldFact *FuseMap::fieldUnder(const QPoint &point) const
{
    for (std::size_t i = 0; i < m_facts.blocks.size(); ++i) {
        const FuseBlockFact &block = m_facts.blocks[i];
        const int inside = point.y() - m_tops[i] - labelHeight;
        const int row = inside / rowPitch;
        if (inside < 0 || row >= rowsOf(block) || width() <= 0)
            continue;
        const int bit = row * perRow + point.x() * perRow / width();
        return bit < block.bitCount ? m_facts.fieldAt(block.id, bit) : nullptr;
    }
    return nullptr;
}

void FuseMap::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    for (std::size_t i = 0; i < m_facts.blocks.size(); ++i) {
        const FuseBlockFact &block = m_facts.blocks[i];
        const int top = m_tops[i];
        if (!event->rect().intersects(QRect(0, top, width(), labelHeight + rowsOf(block) * rowPitch)))
            continue;
        paintHeading(painter, i);
        paintCells(painter, i);
    }
}

void FuseMap::paintHeading(QPainter &painter, std::size_t index) const
{
    const Tokens &t = currentTokens();
    const FuseBlockFact &block = m_facts.blocks[index];
    const int top = m_tops[index];
    const BlockMark mark = markOf(block);
    const QSize pill = Pill::sizeOf(mark.text);
    Pill::paint(painter, QRect(width() - pill.width(), top - 1, pill.width(), pill.height()), mark.text, mark.tone, t);
    QString label = block.name;
    if (!block.purpose.isEmpty() && !block.isEmpty())
        label += QStringLiteral(" · ") + block.purpose;
    painter.setFont(fontFor(TextRole::MonoSmall));
    painter.setPen(t.text);
    painter.drawText(QRect(0, top, width() - pill.width() - 8, labelHeight - 4), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(label, Qt::ElideRight, width() - pill.width() - 8));
}

void FuseMap::paintCells(QPainter &painter, std::size_t index) const
{
    const Tokens &t = currentTokens();
    const FuseBlockFact &block = m_facts.blocks[index];
    if (rowsOf(block) == 0)
        return;
    if (!block.data) {
        for (int row = 0; row < rowsOf(block); ++row)
            paintHidden(painter, QRectF(0, m_tops[index] + labelHeight + row * rowPitch, width() - 1, cellHeight), t);
        return;
    }
    for (int bit = 0; bit < block.bitCount; ++bit) {
        const bool lit = m_hovered && m_hovered->block == block.id && bit >= m_hovered->bit && bit < m_hovered->bit + m_hovered->width;
        const QColor fill = block.isBurned(bit) ? (lit ? t.attention : t.accent) : (lit ? mixed(t.surface, t.attention, 0.45) : t.track);
        painter.fillRect(cellOf(static_cast<int>(index), bit), fill);
    }
}

void FuseMap::mouseMoveEvent(QMouseEvent *event)
{
    const FuseFieldFact *field = fieldUnder(event->pos());
    if (field == m_hovered)
        return;
    m_hovered = field;
    update();
}

void FuseMap::leaveEvent(QEvent *)
{
    m_hovered = nullptr;
    update();
}

bool FuseMap::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const FuseFieldFact *field = fieldUnder(help->pos());
    if (!field) {
        QToolTip::hideText();
        return true;
    }
    const QString value = field->readable ? field->value : tr("hidden by read protection");
    QString text = QStringLiteral("<b>%1</b> = %2<br>%3").arg(field->name.toHtmlEscaped(), value.toHtmlEscaped(), field->meaning.toHtmlEscaped());
    text += QStringLiteral("<br>") + tr("Block %1, bit %2, width %3").arg(field->block).arg(field->bit).arg(field->width);
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

} // namespace fb::ui
