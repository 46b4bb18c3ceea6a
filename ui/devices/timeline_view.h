// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/timeline_model.h"

#include <QListView>

namespace fb::ui {

/** A line down the left with an entry beside each knot; long titles break into lines. */
class TimelineView : public QListView
{
    Q_OBJECT
public:
    explicit TimelineView(TimelineModel &model, QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;
};

} // namespace fb::ui
