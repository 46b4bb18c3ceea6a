// SPDX-License-Identifier: GPL-3.0-or-later
#include "line/scan_filter.h"

#include "widgets/overlay.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>

namespace fb::ui {

ScanFilter::ScanFilter(QWidget *page) : QObject(page), m_page(page)
{
    m_clock.start();
    qApp->installEventFilter(this);
}

bool ScanFilter::listens(QObject *watched) const
{
    // An unwanted key goes on from the focus to its parents; only its first stop counts.
    const QWidget *window = m_page->window();
    const QWidget *first = window->focusWidget() ? window->focusWidget() : window;
    return watched == first && m_page->isVisible() && !Overlay::openOn(window) && !qobject_cast<const QLineEdit *>(first);
}

bool ScanFilter::eventFilter(QObject *watched, QEvent *event)
{
    return event->type() == QEvent::KeyPress && listens(watched) && takeKey(*static_cast<QKeyEvent *>(event));
}

bool ScanFilter::takeKey(const QKeyEvent &key)
{
    // The system's own time where it gives one: a busy window must not make a scanner look slow.
    const qint64 now = key.timestamp() ? static_cast<qint64>(key.timestamp()) : m_clock.elapsed();
    if (key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter) {
        const std::optional<QString> text = m_reader.enter(now);
        if (text)
            Q_EMIT scanned(*text);
        return text.has_value();
    }
    const bool plain = !(key.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (!plain || key.text().size() != 1 || !key.text().front().isPrint())
        return false;
    return m_reader.character(key.text().front(), now);
}

} // namespace fb::ui
