// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "line/slot_tile.h"
#include "models/slot_model.h"

#include <QScrollArea>

namespace fb::ui {

/** The tiles of all slots, four abreast at 1600 px; arrow keys walk among them. */
class SlotGrid : public QScrollArea
{
    Q_OBJECT
public:
    explicit SlotGrid(SlotModel &model, QWidget *parent = nullptr);
    [[nodiscard]] SlotTile *tile(int number) const { return m_tiles.value(number - 1); }
    [[nodiscard]] int columns() const { return m_columns; }

Q_SIGNALS:
    void activated(int number); ///< a tile was clicked, or Enter pressed upon it

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void rebuild();
    void refresh(const QModelIndex &from, const QModelIndex &to);
    void place();
    bool walk(int from, int key);
    SlotModel &m_model;
    QWidget *m_board;
    QList<SlotTile *> m_tiles;
    int m_columns = 1;
};

} // namespace fb::ui
