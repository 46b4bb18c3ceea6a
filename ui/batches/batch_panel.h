// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "line/batch.h"
#include "widgets/card.h"

class QFormLayout;
class QPushButton;

namespace fb::ui {

/** One batch in full, with what can be done to it. */
class BatchPanel : public Card
{
    Q_OBJECT
public:
    explicit BatchPanel(QWidget *parent = nullptr);
    void setBatch(const line::Batch &batch, const line::BatchCounters &counters);
    [[nodiscard]] QPushButton *releaseButton() const { return m_release; }
    [[nodiscard]] QPushButton *holdButton() const { return m_hold; }
    [[nodiscard]] QPushButton *closeButton() const { return m_close; }
    [[nodiscard]] QPushButton *reportButton() const { return m_report; }
    [[nodiscard]] QPushButton *workButton() const { return m_work; }

Q_SIGNALS:
    void stateAsked(fb::line::BatchState wanted);
    void workAsked();
    void reportAsked();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void fill();
    line::Batch m_batch;
    line::BatchCounters m_counters;
    Pill *m_state;
    QFormLayout *m_rows;
    QList<TextLabel *> m_captions;
    QList<TextLabel *> m_values;
    QPushButton *m_work, *m_release, *m_hold, *m_close, *m_report;
};

[[nodiscard]] Tone toneOf(line::BatchState state);

} // namespace fb::ui
