// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/start_preview.h"
#include "widgets/overlay.h"

class QLineEdit;

namespace fb::ui {

/** Before boards are changed for good: what changes, what becomes impossible, and the batch name to be typed. */
class StartQuestion : public Overlay
{
    Q_OBJECT
public:
    StartQuestion(QWidget *owner, const StartPreview &preview, const QString &batchName, int boards);
    [[nodiscard]] QLineEdit *field() const { return m_field; }
    void ask();

private:
    QWidget *changesColumn(const StartPreview &preview);
    QWidget *lossColumn(const StartPreview &preview);
    QWidget *typingRow();
    QString m_batchName;
    QLineEdit *m_field;
    QPushButton *m_burn = nullptr;
};

} // namespace fb::ui
