// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table.h"

#include "theme/fonts.h"
#include "theme/style_parts.h"
#include "widgets/labels.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

namespace fb::ui {

namespace {

void drawProgressCell(QPainter &painter, const QRect &area, const QString &text, double fraction, const Tokens &t)
{
    painter.setFont(fontFor(TextRole::Body));
    painter.setPen(t.text);
    drawTabular(painter, QRectF(area.left(), area.top() + 4, area.width(), area.height() / 2.0), text);
    const QRectF bar(area.left(), area.bottom() - 11, area.width(), 5);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.track);
    painter.drawRoundedRect(bar, 2, 2);
    painter.setBrush(fraction >= 1 ? t.pass : t.accent);
    painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * std::clamp(fraction, 0.0, 1.0), bar.height()), 2, 2);
    painter.restore();
}

} // namespace

TableDelegate::TableDelegate(Looks looks, QObject *parent) : QStyledItemDelegate(parent), m_looks(std::move(looks)) {}

void TableDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &t = currentTokens();
    painter->save();
    parts::drawItemBackground(*painter, option, t);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), t.line);
    const CellLook look = m_looks ? m_looks(index) : CellLook();
    const QRect area = option.rect.adjusted(size::grid, 0, -size::grid, -1);
    const QString text = index.data().toString();
    if (look.bar) {
        drawProgressCell(*painter, area, text, *look.bar, t);
    } else if (look.pill && !text.isEmpty()) {
        Pill::paint(*painter, area, text, *look.pill, t);
    } else {
        QFont font = fontFor(look.mono ? TextRole::Mono : TextRole::Body);
        if (look.strong)
            font.setWeight(QFont::DemiBold);
        painter->setFont(font);
        painter->setPen(look.muted ? t.muted : t.text);
        const QVariant alignment = index.data(Qt::TextAlignmentRole);
        const int flags = alignment.isValid() ? alignment.toInt() : static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
        const QRect cell = flags & Qt::AlignRight ? area.adjusted(0, 0, -size::gap, 0) : area;
        painter->drawText(cell, flags, painter->fontMetrics().elidedText(text, Qt::ElideRight, cell.width()));
    }
    painter->restore();
}

QSize TableDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {80, size::row};
}

Table::Table(QWidget *parent) : QTableView(parent)
{
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setMouseTracking(true);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(size::row);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(this, &QAbstractItemView::doubleClicked, this, &Table::opened);
}

void Table::setLooks(TableDelegate::Looks looks)
{
    setItemDelegate(new TableDelegate(std::move(looks), this));
}

void Table::setWidths(const QList<int> &widths)
{
    m_widths = widths;
    fit();
}

void Table::setDroppable(const QList<int> &columns, int least)
{
    m_droppable = columns;
    m_least = least;
    fit();
}

void Table::fit()
{
    if (!model() || m_widths.size() != model()->columnCount())
        return;
    QList<int> shown;
    for (int i = 0; i < m_widths.size(); ++i)
        shown << i;
    const auto shared = [&] {
        int fixed = 0;
        qsizetype sharing = 0;
        for (const int column : std::as_const(shown)) {
            fixed += m_widths[column];
            sharing += m_widths[column] == 0;
        }
        return (viewport()->width() - fixed) / static_cast<int>(std::max<qsizetype>(1, sharing));
    };
    for (const int column : std::as_const(m_droppable)) {
        if (shared() >= m_least)
            break;
        shown.removeAll(column);
    }
    const int rest = shared();
    for (int i = 0; i < m_widths.size(); ++i) {
        setColumnHidden(i, !shown.contains(i));
        if (shown.contains(i))
            setColumnWidth(i, m_widths[i] ? m_widths[i] : rest);
    }
}

void Table::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && currentIndex().isValid())
        Q_EMIT opened(currentIndex());
    else
        QTableView::keyPressEvent(event);
}

void Table::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fit();
}

} // namespace fb::ui
