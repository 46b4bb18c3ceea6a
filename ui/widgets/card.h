// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/labels.h"

#include <QVBoxLayout>

namespace fb::ui {

/** A surface with round corners and a one-pixel line; a heading with an optional remark and things at its right, then content. */
class Card : public QWidget
{
    Q_OBJECT
public:
    explicit Card(QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void setRemark(const QString &remark);
    /** Stands at the right of the heading. */
    void addToHeading(QWidget *widget);
    [[nodiscard]] QVBoxLayout *body() const { return m_body; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *m_heading;
    TextLabel *m_title;
    ElidedLabel *m_remark;
    QVBoxLayout *m_body;
};

} // namespace fb::ui
