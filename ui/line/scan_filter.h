// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scan_reader.h"

#include <QElapsedTimer>
#include <QObject>

class QKeyEvent;
class QWidget;

namespace fb::ui {

/** Catches what a scanner types anywhere on a page, before a button under the focus takes its last Enter for a press. */
class ScanFilter : public QObject
{
    Q_OBJECT
public:
    /** Listens while `page` is shown and nothing covers it. */
    explicit ScanFilter(QWidget *page);

Q_SIGNALS:
    void scanned(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] bool listens(QObject *watched) const;
    bool takeKey(const QKeyEvent &key);
    QWidget *m_page;
    ScanReader m_reader;
    QElapsedTimer m_clock;
};

} // namespace fb::ui
