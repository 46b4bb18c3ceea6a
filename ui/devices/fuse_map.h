// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/device_facts.h"

#include <QWidget>

namespace fb::ui {

/** The eFuse blocks as a picture, a cell each bit, 64 to a row; under the pointer the field that a bit belongs to lights up. */
class FuseMap : public QWidget
{
    Q_OBJECT
public:
    explicit FuseMap(QWidget *parent = nullptr);
    void setFacts(const DeviceFacts &facts);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {320, sizeHint().height()}; }
    /** The field under a point, or null. */
    [[nodiscard]] const FuseFieldFact *fieldUnder(const QPoint &point) const;
    /** The rectangle of a bit; for tests. */
    [[nodiscard]] QRect cellOf(int blockIndex, int bit) const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    void place();
    void paintHeading(QPainter &painter, std::size_t index) const;
    void paintCells(QPainter &painter, std::size_t index) const;
    DeviceFacts m_facts;
    std::vector<int> m_tops; ///< of each block
    int m_height = 0;
    const FuseFieldFact *m_hovered = nullptr;
};

} // namespace fb::ui
