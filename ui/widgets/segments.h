// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QButtonGroup>
#include <QWidget>

namespace fb::ui {

/** A few choices side by side, one of them on. */
class Segments : public QWidget
{
    Q_OBJECT
public:
    explicit Segments(int count, QWidget *parent = nullptr);
    void setTexts(const QStringList &texts, const QString &accessibleGroup);
    void setCurrent(int index);
    [[nodiscard]] int current() const { return m_group->checkedId(); }

Q_SIGNALS:
    void chosen(int index); ///< by the user

private:
    QButtonGroup *m_group;
};

} // namespace fb::ui
