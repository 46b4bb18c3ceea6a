// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/timeline_view.h"

#include "theme/fonts.h"
#include "theme/state_shape.h"
#include "theme/theme_style.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace fb::ui {

namespace {

constexpr int indent = 26;
constexpr int dayHeight = 26;

class TimelineDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &t = currentTokens();
        painter->save();
        QRect area = option.rect;
        if (const QString day = index.data(TimelineModel::NewDayRole).toString(); !day.isEmpty()) {
            QFont bold = fontFor(TextRole::Small);
            bold.setWeight(QFont::DemiBold);
            painter->setFont(bold);
            painter->setPen(t.muted);
            painter->drawText(QRect(area.left(), area.top(), area.width(), dayHeight - 6), Qt::AlignLeft | Qt::AlignVCenter, day);
            area.setTop(area.top() + dayHeight);
        }
        painter->fillRect(QRect(area.left() + 7, area.top(), 2, area.height()), t.line);
        paintKnot(*painter, QRectF(area.left(), area.top() + 2, 16, 16), index.data(TimelineModel::GoodRole).toBool(), t);
        const QRect words = area.adjusted(indent, 0, 0, 0);
        painter->setFont(fontFor(TextRole::Large));
        painter->setPen(t.text);
        QRect used;
        painter->drawText(words, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, index.data().toString(), &used);
        painter->setFont(fontFor(TextRole::Small));
        painter->setPen(t.muted);
        painter->drawText(QRect(words.left(), used.bottom() + 2, words.width(), 18), Qt::AlignLeft | Qt::AlignVCenter,
                          index.data(TimelineModel::WhenRole).toString());
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto *view = qobject_cast<const QListView *>(option.widget);
        const int width = (view ? view->viewport()->width() : 280) - indent;
        const QFontMetrics metrics(fontFor(TextRole::Large));
        const int text = metrics.boundingRect(QRect(0, 0, width, 10000), Qt::TextWordWrap, index.data().toString()).height();
        const int day = index.data(TimelineModel::NewDayRole).toString().isEmpty() ? 0 : dayHeight;
        return {width, day + text + 2 + 18 + 10};
    }

private:
    static void paintKnot(QPainter &painter, const QRectF &box, bool good, const Tokens &t)
    {
        if (!good)
            return paintShape(painter, box, Shape::FailOctagon, t);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(t.surface, 2));
        painter.setBrush(t.muted);
        painter.drawEllipse(box.center(), 5, 5);
    }
};

} // namespace

TimelineView::TimelineView(TimelineModel &model, QWidget *parent) : QListView(parent)
{
    setModel(&model);
    setItemDelegate(new TimelineDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::NoSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumHeight(160);
}

void TimelineView::resizeEvent(QResizeEvent *event)
{
    QListView::resizeEvent(event);
    scheduleDelayedItemsLayout(); // lines break anew
}

} // namespace fb::ui
