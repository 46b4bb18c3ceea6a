// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scan_reader.h"

#include <QRegularExpression>

namespace fb::ui {

bool ScanReader::character(QChar letter, qint64 timeMs)
{
    const bool follows = !m_text.isEmpty() && timeMs - m_last <= longestGapMs && m_text.size() < longestText;
    m_last = timeMs;
    if (!follows)
        m_text.clear();
    m_text += letter;
    return follows;
}

std::optional<QString> ScanReader::enter(qint64 timeMs)
{
    const QString text = std::exchange(m_text, {});
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty() || timeMs - m_last > longestGapMs)
        return std::nullopt;
    return trimmed;
}

std::optional<int> slotIn(const QString &scanned, int slotCount)
{
    static const QRegularExpression form(QStringLiteral("^(?:slot)?[\\s_:#-]*0*(\\d{1,3})$"), QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = form.match(scanned);
    const int number = match.hasMatch() ? match.captured(1).toInt() : 0;
    return number >= 1 && number <= slotCount ? std::optional(number) : std::nullopt;
}

} // namespace fb::ui
