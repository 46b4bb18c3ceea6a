// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

namespace fb::ui {

/** A number that matters, with its name under it. */
struct Figure
{
    QString value;   ///< "412 / 500"
    QString caption; ///< "passed"
    int weight = 0;  ///< where room is short the lightest go first
};

/** The numbers of a page header, side by side; as many as there is room for. */
class FigureStrip : public QWidget
{
    Q_OBJECT
public:
    explicit FigureStrip(QWidget *parent = nullptr);
    void setFigures(const QList<Figure> &figures);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QList<Figure> fitting(int width) const;
    QList<Figure> m_figures;
};

} // namespace fb::ui
