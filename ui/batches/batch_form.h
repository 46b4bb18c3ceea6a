// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/line_session.h"
#include "widgets/overlay.h"

class QLineEdit;
class QSpinBox;

namespace fb::ui {

/** Asks for a new batch. Stays open with the reason where it cannot be created. */
class BatchForm : public Overlay
{
    Q_OBJECT
public:
    BatchForm(QWidget *owner, LineSession &session);
    void ask();
    void accept() override; ///< closes only when the database has said yes

    [[nodiscard]] QLineEdit *nameField() const { return m_name; }
    [[nodiscard]] QLineEdit *workOrderField() const { return m_workOrder; }
    [[nodiscard]] QSpinBox *quantityField() const { return m_quantity; }
    [[nodiscard]] QLineEdit *prefixField() const { return m_prefix; }
    [[nodiscard]] QPushButton *createButton() const { return m_create; }
    void addProfile(const QString &file);

Q_SIGNALS:
    void created(qint64 id);

private:
    QWidget *fields();
    QWidget *profileRow();
    void chooseProfiles();
    void showProfiles();
    void check();
    void take(const Result<line::Batch> &batch);

    LineSession &m_session;
    QStringList m_profiles;
    QLineEdit *m_name, *m_workOrder, *m_prefix;
    QSpinBox *m_quantity;
    TextLabel *m_profileList, *m_fault;
    QPushButton *m_pick, *m_clear;
    QPushButton *m_create = nullptr;
    bool m_busy = false;
};

} // namespace fb::ui
