// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/device_facts.h"

#include <QWidget>

namespace fb::ui {

/** The flash from its first byte to its last as a bar; small parts are drawn wide enough to be seen. */
class FlashBar : public QWidget
{
    Q_OBJECT
public:
    explicit FlashBar(QWidget *parent = nullptr);
    void setFacts(const DeviceFacts &facts);
    [[nodiscard]] QSize sizeHint() const override { return {400, 36}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 36}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Piece
    {
        int part = -1; ///< index; -1: a gap
        double from = 0, to = 0; ///< shares of the width
    };
    [[nodiscard]] QRectF rectOf(const Piece &piece) const;
    std::vector<FlashPartFact> m_parts;
    std::vector<Piece> m_pieces;
};

} // namespace fb::ui
