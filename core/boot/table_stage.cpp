// SPDX-License-Identifier: GPL-3.0-or-later
#include "boot/walk.h"

#include <QCoreApplication>

#include <algorithm>

namespace fb::boot {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::boot", text);
}

bool looksLikeTable(ByteView head)
{
    return head.size() >= 2 && head[0] == 0xAA && head[1] == 0x50;
}

void bad(Walk &walk, const char *what, const QString &text, const QString &advice)
{
    walk.print(QStringLiteral("E boot: Failed to verify partition table"));
    walk.bad("partition-table", QStringLiteral("partition_table.") + QLatin1String(what), text, advice, walk.tableOffset());
}

void explainUnreadable(Walk &walk, const QString &reason)
{
    const QString write = tr("Write the partition table at 0x%1.").arg(walk.tableOffset(), 0, 16);
    switch (walk.flash.looksAt(walk.tableOffset(), looksLikeTable)) {
    case Looks::Erased: return bad(walk, "erased", tr("The partition table is missing: the flash is erased there."), write);
    case Looks::Plaintext: return bad(walk, "plaintext", tr("The partition table lies unencrypted in the flash of a unit that decrypts its flash."),
                                      tr("Encrypt it with the key of this unit and write it."));
    case Looks::Ciphertext: return bad(walk, "ciphertext", tr("The partition table is encrypted, but flash encryption is off."), tr("Write the unencrypted table."));
    case Looks::OtherConfig: return bad(walk, "crypt_config", tr("The partition table was encrypted for another FLASH_CRYPT_CONFIG."),
                                        tr("Encrypt it with the burned FLASH_CRYPT_CONFIG and write it."));
    case Looks::Undecryptable: return bad(walk, "undecryptable", tr("The partition table does not decrypt."), tr("Encrypt it with the key of this unit and write it."));
    case Looks::Foreign: break;
    }
    bad(walk, "malformed", tr("The partition table is damaged. %1").arg(reason), write);
}

bool hasApp(const image::PartitionTable &table)
{
    return std::any_of(table.entries.begin(), table.entries.end(), [](const image::Partition &entry) { return entry.isApp(); });
}

bool holds(Walk &walk, const image::PartitionTable &table)
{
    if (!table.hasMd5) {
        bad(walk, "no_md5", tr("The partition table has no MD5 row, which bootloaders demand."), tr("Make the table again with its MD5 row."));
        return false;
    }
    for (const image::Partition &entry : table.entries) {
        if (entry.end() > walk.flash.flashSize()) {
            bad(walk, "beyond_flash", tr("The partition %1 ends behind the end of the flash.").arg(entry.label), tr("Use a table for this flash size."));
            return false;
        }
    }
    if (!hasApp(table)) {
        bad(walk, "no_app", tr("The partition table has no application partition."), tr("Add factory or OTA partitions."));
        return false;
    }
    return true;
}

} // namespace

std::optional<image::PartitionTable> tableStage(Walk &walk)
{
    const Result<image::PartitionTable> table = image::parsePartitionTable(walk.flash.plain(walk.tableOffset(), image::PartitionTableSize));
    if (!table.ok()) {
        // A wrong MD5 or a damaged later row is told from a table that cannot be read at all.
        if (table.error().is(image::errors::TableBadMd5))
            bad(walk, "md5", tr("The partition table is damaged: its MD5 is wrong."), tr("Write the partition table again."));
        else if (looksLikeTable(walk.flash.plain(walk.tableOffset(), 2)))
            bad(walk, "malformed", tr("The partition table is damaged. %1").arg(table.error().message()), tr("Write the partition table again."));
        else
            explainUnreadable(walk, table.error().message());
        return std::nullopt;
    }
    if (table->entries.empty()) { // erased flash reads as a table that ends at once
        explainUnreadable(walk, tr("It has no entries."));
        return std::nullopt;
    }
    if (!holds(walk, *table))
        return std::nullopt;
    walk.good("partition-table", QStringLiteral("partition_table.ok"), tr("The partition table is good."), walk.tableOffset());
    return *table;
}

} // namespace fb::boot
