// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/figure_strip.h"
#include "widgets/labels.h"

#include <QHBoxLayout>

class QPushButton;

namespace fb::ui {

/** 64 px at the top of a page: its title and what it belongs to, the numbers that matter, and at most one primary action. */
class PageHeader : public QWidget
{
    Q_OBJECT
public:
    explicit PageHeader(QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void setSubtitle(const QString &subtitle);
    void setFigures(const QList<Figure> &figures);
    void setPill(const QString &text, Tone tone); ///< empty: none
    void addAction(QPushButton *button);
    /** Shown at the left where the page is one level down; the page names it. */
    QPushButton *addBackButton();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QHBoxLayout *m_row;
    ElidedLabel *m_title;
    ElidedLabel *m_subtitle;
    FigureStrip *m_figures;
    Pill *m_pill;
};

} // namespace fb::ui
