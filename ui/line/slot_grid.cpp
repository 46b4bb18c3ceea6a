// SPDX-License-Identifier: GPL-3.0-or-later
#include "line/slot_grid.h"

#include "theme/tokens.h"

#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>

namespace fb::ui {

namespace {

constexpr int gap = 12;
constexpr int wantedWidth = 356; ///< four abreast at 1600
constexpr int leastWidth = 240;
constexpr int wantedHeight = 184;
constexpr int leastHeight = 128;
constexpr int mostHeight = 320;

int rowsFor(int count, int columns)
{
    return std::max(1, (count + columns - 1) / columns);
}

int heightFor(int room, int rows)
{
    return (room - (rows - 1) * gap) / rows;
}

/** Large tiles where all slots are seen at once; narrower ones before any slot is out of sight. */
int columnsFor(int count, const QSize &room)
{
    const int most = std::max(1, (room.width() + gap) / (leastWidth + gap));
    const int first = std::clamp((room.width() + gap) / (wantedWidth + gap), 1, most);
    for (const int height : {wantedHeight, leastHeight}) {
        for (int columns = first; columns <= most; ++columns) {
            if (heightFor(room.height(), rowsFor(count, columns)) >= height)
                return columns;
        }
    }
    return most;
}

} // namespace

SlotGrid::SlotGrid(SlotModel &model, QWidget *parent) : QScrollArea(parent), m_model(model), m_board(new QWidget)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidget(m_board);
    setWidgetResizable(false);
    connect(&model, &QAbstractItemModel::modelReset, this, &SlotGrid::rebuild);
    connect(&model, &QAbstractItemModel::dataChanged, this, &SlotGrid::refresh);
    rebuild();
}

void SlotGrid::rebuild()
{
    const int count = m_model.rowCount();
    while (m_tiles.size() > count)
        delete m_tiles.takeLast();
    while (m_tiles.size() < count) {
        auto *tile = new SlotTile(m_board);
        tile->installEventFilter(this);
        const auto number = static_cast<int>(m_tiles.size()) + 1;
        connect(tile, &QAbstractButton::clicked, this, [this, number] { Q_EMIT activated(number); });
        m_tiles << tile;
        tile->show();
    }
    if (count)
        refresh(m_model.index(0), m_model.index(count - 1));
    place();
}

void SlotGrid::refresh(const QModelIndex &from, const QModelIndex &to)
{
    for (int row = from.row(); row <= to.row(); ++row)
        m_tiles[row]->setStatus(m_model.status(row));
}

void SlotGrid::place()
{
    const int count = static_cast<int>(m_tiles.size());
    const int margin = size::pageMargin;
    const QSize room = viewport()->size();
    const int inner = room.width() - 2 * margin;
    const int tall = room.height() - 2 * size::gap;
    m_columns = columnsFor(count, {inner, tall});
    const int rows = rowsFor(count, m_columns);
    const int wide = (inner - (m_columns - 1) * gap) / m_columns;
    const int high = std::clamp(heightFor(tall, rows), leastHeight, mostHeight);
    for (int i = 0; i < count; ++i)
        m_tiles[i]->setGeometry(margin + (i % m_columns) * (wide + gap), size::gap + (i / m_columns) * (high + gap), wide, high);
    m_board->resize(room.width(), rows * high + (rows - 1) * gap + 2 * size::gap);
}

void SlotGrid::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    place();
}

bool SlotGrid::eventFilter(QObject *watched, QEvent *event)
{
    auto *tile = qobject_cast<SlotTile *>(watched);
    if (!tile)
        return QScrollArea::eventFilter(watched, event);
    if (event->type() == QEvent::FocusIn)
        ensureWidgetVisible(tile);
    if (event->type() != QEvent::KeyPress)
        return false;
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        tile->click();
        return true;
    }
    return walk(static_cast<int>(m_tiles.indexOf(tile)), key);
}

bool SlotGrid::walk(int from, int key)
{
    const int step = key == Qt::Key_Left ? -1 : key == Qt::Key_Right ? 1 : key == Qt::Key_Up ? -m_columns : key == Qt::Key_Down ? m_columns : 0;
    const int to = from + step;
    if (step == 0)
        return false;
    if (to >= 0 && to < m_tiles.size())
        m_tiles[to]->setFocus(Qt::TabFocusReason);
    return true;
}

} // namespace fb::ui
