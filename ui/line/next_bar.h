// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/labels.h"

#include <QTimer>

class QHBoxLayout;
class QPushButton;

namespace fb::ui {

/** The bar at the bottom of the line: what to do next, for a moment instead what was refused and why. */
class NextBar : public QWidget
{
    Q_OBJECT
public:
    explicit NextBar(QWidget *parent = nullptr);
    void setNext(const QString &sentence);
    /** Stands for some seconds, or until the next one. */
    void setRemark(const QString &sentence);
    void addButton(QPushButton *button);
    [[nodiscard]] QString shownText() const { return m_text->text(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showText();
    QHBoxLayout *m_row;
    ElidedLabel *m_text;
    QString m_next;
    QString m_remark;
    QTimer m_remarkTimer;
};

} // namespace fb::ui
