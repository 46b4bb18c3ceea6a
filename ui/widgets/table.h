// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/tokens.h"

#include <QStyledItemDelegate>
#include <QTableView>

#include <functional>

namespace fb::ui {

/** How a cell is drawn beyond plain text; all parts optional. */
struct CellLook
{
    bool mono = false;
    bool strong = false;
    bool muted = false;
    std::optional<Tone> pill; ///< the text in a pill of this tone
    std::optional<double> bar; ///< a progress bar behind the text, 0 to 1
};

/** Rows of uniform height with a line under each; looks come from a function over the index. */
class TableDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using Looks = std::function<CellLook(const QModelIndex &)>;
    explicit TableDelegate(Looks looks, QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    Looks m_looks;
};

/** The one set-up of every table: whole rows, no grid, fixed row height, Enter and double click open the current row. */
class Table : public QTableView
{
    Q_OBJECT
public:
    explicit Table(QWidget *parent = nullptr);
    void setLooks(TableDelegate::Looks looks);
    /** Fixed widths in pixels by column; 0 shares what is left. The heaviest are hidden first in a narrow table: see setDroppable. */
    void setWidths(const QList<int> &widths);
    /** Columns that go, in this order, while the shared ones would get less than `least` pixels. */
    void setDroppable(const QList<int> &columns, int least = 160);

Q_SIGNALS:
    void opened(const QModelIndex &index);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
    QList<int> m_widths;
    QList<int> m_droppable;
    int m_least = 160;
};

} // namespace fb::ui
