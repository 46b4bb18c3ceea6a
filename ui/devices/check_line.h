// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/labels.h"

namespace fb::ui {

/** A shape, a sentence, and in small monospace what an expert wants to see behind it. */
class CheckLine : public QWidget
{
    Q_OBJECT
public:
    CheckLine(Shape shape, const QString &text, const QString &detail, QWidget *parent = nullptr);
};

} // namespace fb::ui
