// SPDX-License-Identifier: GPL-3.0-or-later
// line/: the view at the station: a tile per slot, readable from two metres away, and the questions before a start.
#pragma once

#include "line/line_runner.h"

#include <QAbstractButton>

namespace fb::ui {

/** One slot, painted as a card: its state as colour, shape and word; below it the sentence that says what to do. */
class SlotTile : public QAbstractButton
{
    Q_OBJECT
public:
    explicit SlotTile(QWidget *parent = nullptr);
    void setStatus(const line::SlotStatus &status);
    [[nodiscard]] const line::SlotStatus &status() const { return m_status; }
    [[nodiscard]] QSize sizeHint() const override { return {340, 200}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 128}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void describe();
    line::SlotStatus m_status;
};

} // namespace fb::ui
