// SPDX-License-Identifier: GPL-3.0-or-later
// devices/: every unit ever met, and one unit in full.
#pragma once

#include "devices/device_view.h"
#include "models/device_model.h"
#include "models/line_session.h"
#include "shell/page.h"
#include "widgets/empty_state.h"
#include "widgets/table.h"

class QLineEdit;
class QStackedWidget;

namespace fb::ui {

/** A search field over a table of any length; a unit opens in place of it. */
class DevicesPage : public Page
{
    Q_OBJECT
public:
    explicit DevicesPage(LineSession &session, QWidget *parent = nullptr);

    void entered() override;
    [[nodiscard]] QWidget *firstFocus() override;
    bool escape() override; ///< back from a unit to the table
    /** By MAC or serial number. */
    void openDevice(const QString &macOrSerial);
    /** The unit at the top of the table, once it has been read. */
    void openFirst();
    [[nodiscard]] QLineEdit *searchField() const { return m_search; }
    [[nodiscard]] Table *table() const { return m_table; }
    [[nodiscard]] DeviceModel &model() { return m_model; }
    [[nodiscard]] DeviceView *deviceView() const { return m_device; }
    [[nodiscard]] QPushButton *backButton() const { return m_back; }

protected:
    void retranslate() override;

private:
    QWidget *listBoard();
    void showCount(qint64 count);
    void showList();
    void take(const Result<fleet::DeviceDetails> &details);
    void updateHeader();

    LineSession &m_session;
    DeviceModel m_model;
    QPushButton *m_back;
    QStackedWidget *m_stack;
    QLineEdit *m_search;
    Table *m_table;
    EmptyState *m_empty;
    QStackedWidget *m_listStack;
    DeviceView *m_device;
    QTimer m_typing;
    qint64 m_count = -1;
    QString m_open; ///< MAC or serial of the unit on show; empty: the table
};

} // namespace fb::ui
