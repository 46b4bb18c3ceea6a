// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/live_table.h"

#include <QCoreApplication>

#include <cstdio>
#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace fb::demo {

namespace {

QString wordOf(const line::SlotStatus &slot)
{
    switch (slot.state) {
    case line::SlotState::NoPort: return QStringLiteral("no port");
    case line::SlotState::Empty: return QStringLiteral("waiting");
    case line::SlotState::Running: return QStringLiteral("%1 %").arg(int(slot.fraction * 100), 3);
    case line::SlotState::Passed: return QStringLiteral("PASS");
    case line::SlotState::Failed: return QStringLiteral("FAIL");
    case line::SlotState::SetAside: return QStringLiteral("SET ASIDE");
    case line::SlotState::Cancelled: return QStringLiteral("stopped");
    }
    return {};
}

QString barOf(double fraction)
{
    constexpr int width = 24;
    const int full = int(fraction * width + 0.5);
    return QString(full, u'█') + QString(width - full, u'·');
}

void put(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    std::fwrite(utf8.constData(), 1, std::size_t(utf8.size()), stdout);
    std::fflush(stdout);
}

} // namespace

QString rowOf(const line::SlotStatus &slot)
{
    const bool running = slot.state == line::SlotState::Running;
    return QStringLiteral("%1  %2  %3  %4  %5  %6 %7")
        .arg(slot.number, 2)
        .arg(slot.chipName, -9)
        .arg(slot.mac, -17)
        .arg(slot.serial, -12)
        .arg(barOf(slot.state == line::SlotState::Passed ? 1.0 : slot.fraction))
        .arg(wordOf(slot), -9)
        .arg(running ? slot.activity : slot.sentence);
}

LiveTable::LiveTable()
{
#ifdef Q_OS_UNIX
    m_terminal = isatty(STDOUT_FILENO);
#endif
}

void LiveTable::show(const std::vector<line::SlotStatus> &slotStatuses)
{
    if (!m_terminal)
        return append(slotStatuses);
    QStringList rows;
    for (const line::SlotStatus &slot : slotStatuses)
        rows << rowOf(slot).left(150);
    redraw(rows);
}

void LiveTable::redraw(const QStringList &rows)
{
    QString out;
    if (m_drawnRows > 0)
        out += QStringLiteral("\033[%1A").arg(m_drawnRows);
    for (const QString &row : rows)
        out += QStringLiteral("\033[2K") + row + u'\n';
    m_drawnRows = int(rows.size());
    put(out);
}

void LiveTable::append(const std::vector<line::SlotStatus> &slotStatuses)
{
    m_lastWords.resize(qsizetype(slotStatuses.size()));
    for (std::size_t i = 0; i < slotStatuses.size(); ++i) {
        const line::SlotStatus &slot = slotStatuses[i];
        const QString words = slot.state == line::SlotState::Running ? slot.activity : wordOf(slot) + slot.sentence;
        if (words != m_lastWords[qsizetype(i)] && slot.state != line::SlotState::Empty)
            put(rowOf(slot) + u'\n');
        m_lastWords[qsizetype(i)] = words;
    }
}

} // namespace fb::demo
