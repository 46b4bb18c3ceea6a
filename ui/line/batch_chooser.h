// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/line_session.h"
#include "widgets/overlay.h"

class QListView;
class QStandardItemModel;

namespace fb::ui {

/** The released batches, to pick one for the line. */
class BatchChooser : public Overlay
{
    Q_OBJECT
public:
    BatchChooser(QWidget *owner, LineSession &session);
    void ask();
    [[nodiscard]] QListView *list() const { return m_list; }

private:
    void take(const Result<std::vector<line::Batch>> &all);
    LineSession &m_session;
    std::vector<line::Batch> m_batches;
    QStandardItemModel *m_model;
    QListView *m_list;
    TextLabel *m_none;
    QPushButton *m_choose = nullptr;
};

} // namespace fb::ui
