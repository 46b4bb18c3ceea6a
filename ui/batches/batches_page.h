// SPDX-License-Identifier: GPL-3.0-or-later
// batches/: orders of units: create, release, hold, close, and how far each has come.
#pragma once

#include "batches/batch_panel.h"
#include "models/batch_model.h"
#include "models/line_session.h"
#include "shell/page.h"
#include "widgets/empty_state.h"
#include "widgets/table.h"

class QStackedWidget;

namespace fb::ui {

class BatchesPage : public Page
{
    Q_OBJECT
public:
    explicit BatchesPage(LineSession &session, QWidget *parent = nullptr);

    void entered() override;
    [[nodiscard]] QWidget *firstFocus() override { return m_table; }
    void createBatch();
    [[nodiscard]] Table *table() const { return m_table; }
    [[nodiscard]] BatchPanel *panel() const { return m_panel; }
    [[nodiscard]] BatchModel &model() { return m_model; }
    [[nodiscard]] QPushButton *createButton() const { return m_create; }

Q_SIGNALS:
    void reportWritten(const QString &file);
    void workAsked(); ///< the line shall take the batch up

protected:
    void retranslate() override;

private:
    void build();
    void showLoaded();
    void showCurrent();
    void askState(const line::Batch &batch, line::BatchState wanted);
    void setState(qint64 id, line::BatchState wanted);
    void openReport(const line::Batch &batch);
    void select(qint64 id);
    [[nodiscard]] std::optional<line::Batch> currentBatch() const;

    LineSession &m_session;
    BatchModel m_model;
    QPushButton *m_create;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    Table *m_table;
    BatchPanel *m_panel;
    qint64 m_current = 0;
};

} // namespace fb::ui
