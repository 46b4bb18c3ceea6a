// SPDX-License-Identifier: GPL-3.0-or-later
#include "provision/profile.h"
#include "store/identity.h"
#include "store/sql_batch_store.h"

#include <QCoreApplication>

namespace fb::store {

namespace {

constexpr int SerialDigits = 6;

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::store", text);
}

struct OpenBatch
{
    qint64 id = 0;
    QString name, prefix;
    qint64 ordered = 0;
};

Result<OpenBatch> releasedBatch(Connection &connection, qint64 id)
{
    FB_TRY(const auto row, connection.row(QStringLiteral("SELECT name, serial_prefix, ordered, state FROM batch WHERE id = ?"), {id}));
    if (!row)
        return noSuchBatch(QString::number(id));
    const OpenBatch batch{id, row->text(0), row->text(1), row->number(2)};
    if (row->text(3) != nameOf(line::BatchState::Released))
        return Error(line::errors::NotReleased, tr("The batch \"%1\" is not released.").arg(batch.name),
                     tr("Ask who leads the line to release it."), batch.name);
    return batch;
}

Result<void> refuseForeignChip(Connection &connection, const OpenBatch &batch, const QString &chip)
{
    FB_TRY(const Rows rows, connection.rows(QStringLiteral("SELECT chip FROM batch_profile WHERE batch_id = ? ORDER BY position"), {batch.id}));
    QStringList chips;
    for (const Row &row : rows)
        chips << row.text(0);
    if (chips.contains(chip))
        return {};
    return Error(provision::errors::WrongChip, tr("The unit has the chip %1; the batch \"%2\" is for %3.").arg(chip, batch.name, chips.join(QStringLiteral(", "))),
                 tr("Take it out and plug in a board of this batch."), batch.name);
}

/** A unit belongs to one batch at a time; a closed batch lets go of its units. */
Result<void> refuseUnitOfOtherBatch(Connection &connection, const OpenBatch &batch, qint64 unit, const QString &mac)
{
    FB_TRY(const auto other, connection.row(QStringLiteral("SELECT b.name FROM unit u JOIN batch b ON b.id = u.batch_id "
                                                           "WHERE u.id = ? AND b.id <> ? AND b.state <> 'closed'"),
                                            {unit, batch.id}));
    if (!other)
        return {};
    return Error(line::errors::OtherBatch, tr("The unit belongs to the batch \"%1\".").arg(other->text(0)),
                 tr("Put it back there, or close that batch first."), mac);
}

/** The condition stands in the UPDATE itself, so that two stations at once cannot both take the last place. */
Result<void> takePlace(Connection &connection, const OpenBatch &batch)
{
    FB_TRY(const qint64 taken, connection.run(QStringLiteral("UPDATE batch SET admitted = admitted + 1 WHERE id = ? AND state = 'released' AND admitted < ordered"),
                                              {batch.id}));
    if (taken == 1)
        return {};
    return Error(line::errors::BatchFull, tr("All %1 units of the batch \"%2\" have been made.").arg(batch.ordered).arg(batch.name),
                 tr("Stop here; more units need another order."), batch.name);
}

Result<qint64> nextNumber(Connection &connection, const QString &prefix)
{
    FB_CHECK(connection.run(QStringLiteral("INSERT INTO serial_counter (prefix, last_number) VALUES (?, 1) "
                                           "ON CONFLICT (prefix) DO UPDATE SET last_number = serial_counter.last_number + 1"),
                            {prefix}));
    FB_TRY(const Row row, connection.only(QStringLiteral("SELECT last_number FROM serial_counter WHERE prefix = ?"), {prefix}));
    return row.number(0);
}

/** Skips numbers that another prefix has made already ("A-1" + "000001" and "A-" + "1000001"). */
Result<QString> freeSerial(Connection &connection, const QString &prefix)
{
    for (;;) {
        FB_TRY(const qint64 number, nextNumber(connection, prefix));
        const QString serial = prefix + QStringLiteral("%1").arg(number, SerialDigits, 10, QLatin1Char('0'));
        FB_TRY(const auto taken, connection.row(QStringLiteral("SELECT 1 FROM admission WHERE serial = ?"), {serial}));
        if (!taken)
            return serial;
    }
}

Result<QString> admitNew(Connection &connection, const OpenBatch &batch, qint64 unit, const QString &mac, const QString &chip)
{
    FB_CHECK(takePlace(connection, batch));
    FB_TRY(const QString serial, freeSerial(connection, batch.prefix));
    FB_CHECK(connection.run(QStringLiteral("INSERT INTO admission (batch_id, unit_id, serial, admitted_ms) VALUES (?, ?, ?, ?)"),
                            {batch.id, unit, serial, stored(QDateTime::currentDateTimeUtc())}));
    FB_CHECK(connection.run(QStringLiteral("UPDATE unit SET batch_id = ?, serial = ?, state = 'admitted', search = ? WHERE id = ?"),
                            {batch.id, serial, searchText(mac, serial, chip), unit}));
    return serial;
}

} // namespace

Result<QString> admitUnit(Connection &connection, qint64 batchId, const QString &normalMac, const QString &chip)
{
    FB_TRY(const OpenBatch batch, releasedBatch(connection, batchId));
    FB_CHECK(refuseForeignChip(connection, batch, chip));
    FB_TRY(const qint64 unit, touchUnit(connection, normalMac, chip));
    FB_CHECK(refuseUnitOfOtherBatch(connection, batch, unit, normalMac));
    FB_TRY(const auto known, connection.row(QStringLiteral("SELECT serial FROM admission WHERE batch_id = ? AND unit_id = ?"), {batch.id, unit}));
    if (known)
        return known->text(0);
    return admitNew(connection, batch, unit, normalMac, chip);
}

} // namespace fb::store
