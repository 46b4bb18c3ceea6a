// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/labels.h"

class QPushButton;

namespace fb::ui {

/** What a view shows while it has nothing: an icon, what is missing, what to do, and a button that does it. */
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(const QString &iconName, QWidget *parent = nullptr);
    void setTexts(const QString &title, const QString &sentence, const QString &action = {});
    [[nodiscard]] QPushButton *button() const { return m_button; }

private:
    TextLabel *m_title;
    TextLabel *m_sentence;
    QPushButton *m_button;
};

} // namespace fb::ui
