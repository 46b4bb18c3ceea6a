// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace fb::ui {

/**
 * Tells a barcode scanner from a hand on the keyboard: a scanner types its whole text with hardly any time between
 * keys and ends with Enter. Knows no clock of its own; times are milliseconds of any steady clock.
 */
class ScanReader
{
public:
    /** More than this between two keys, and it is a hand. */
    static constexpr qint64 longestGapMs = 50;
    static constexpr qsizetype longestText = 200;

    /** A printable key. True where it belongs to a scan under way and should go nowhere else. */
    bool character(QChar letter, qint64 timeMs);
    /** The Enter key: the scanned text, or nothing where a hand pressed it. */
    [[nodiscard]] std::optional<QString> enter(qint64 timeMs);
    void reset() { m_text.clear(); }

private:
    QString m_text;
    qint64 m_last = 0;
};

/** What a scanned text asks of the line: a slot ("7", "SLOT-07") where it is one of `slotCount`, else nothing. */
[[nodiscard]] std::optional<int> slotIn(const QString &scanned, int slotCount);

} // namespace fb::ui
