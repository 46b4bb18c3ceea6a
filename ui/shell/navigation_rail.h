// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/labels.h"

#include <QButtonGroup>
#include <QVBoxLayout>

namespace fb::ui {

/** 88 px at the left: a button for each view, and at the bottom which station this is and who is at it. */
class NavigationRail : public QWidget
{
    Q_OBJECT
public:
    explicit NavigationRail(QWidget *parent = nullptr);

    int addItem(const QString &iconName); ///< returns its index
    void setText(int index, const QString &text, const QString &shortcut);
    void setCurrent(int index);
    void setStation(const QString &station, const QString &person);

Q_SIGNALS:
    void chosen(int index);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QButtonGroup *m_items;
    QVBoxLayout *m_column;
    ElidedLabel *m_station;
    ElidedLabel *m_person;
};

} // namespace fb::ui
