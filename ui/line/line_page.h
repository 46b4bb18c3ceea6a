// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "line/next_bar.h"
#include "line/slot_grid.h"
#include "models/line_session.h"
#include "shell/page.h"
#include "widgets/empty_state.h"

class QStackedWidget;

namespace fb::ui {

/** The view of a station at work. */
class LinePage : public Page
{
    Q_OBJECT
public:
    explicit LinePage(LineSession &session, QWidget *parent = nullptr);

    void entered() override;
    void act() override; ///< starts
    bool escape() override; ///< cancels

    void chooseBatch();
    void editPorts();
    [[nodiscard]] SlotGrid *grid() const { return m_grid; }
    [[nodiscard]] NextBar *nextBar() const { return m_next; }
    [[nodiscard]] QPushButton *startButton() const { return m_start; }

protected:
    void retranslate() override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    void connectSession();
    void updateHeader();
    void updateNext();
    void updateState();
    void ask(const StartPreview &preview);
    void takeScan(const QString &text);
    void tileActivated(int number);
    LineSession &m_session;
    QPushButton *m_start;
    QPushButton *m_batchButton;
    QPushButton *m_portsButton;
    QStackedWidget *m_stack;
    EmptyState *m_noBatch;
    EmptyState *m_noPorts;
    SlotGrid *m_grid;
    NextBar *m_next;
};

} // namespace fb::ui
