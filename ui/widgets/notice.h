// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace fb::ui {

/** Says in the window of `owner` that something did not work, and what to do; one at a time, closed with any answer. */
void showNotice(QWidget *owner, const QString &sentence);

} // namespace fb::ui
