// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sql_device_store.h"

#include "store/timeline.h"

#include <QCoreApplication>

namespace fb::store {

using fleet::BatchUnit;
using fleet::DeviceDetails;
using fleet::DeviceRow;

namespace {

constexpr qint64 LargestPage = 10000;

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::store", text);
}

/** The condition and its values; no condition at all without a filter, so that the index alone gives the page. */
struct Filter
{
    QString where;
    QVariantList values;
};

QString likePattern(const QString &text)
{
    QString escaped = text.trimmed().toLower();
    for (const QChar special : {u'!', u'%', u'_'})
        escaped.replace(special, QString(u'!') + special);
    return u'%' + escaped + u'%';
}

Filter filterFor(const QString &text)
{
    if (text.trimmed().isEmpty())
        return {};
    const QString pattern = likePattern(text);
    return {QStringLiteral(" WHERE u.search LIKE ? ESCAPE '!' OR u.batch_id IN (SELECT id FROM batch WHERE LOWER(name) LIKE ? ESCAPE '!')"), {pattern, pattern}};
}

QString rowColumns()
{
    return QStringLiteral("SELECT u.id, u.mac, u.serial, u.chip, b.name, u.state, u.last_seen_ms FROM unit u LEFT JOIN batch b ON b.id = u.batch_id");
}

DeviceRow deviceFrom(const Row &row)
{
    return {row.number(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.time(6)};
}

/** By MAC in any of its spellings, by its serial number, or by one it had in an earlier batch. */
Result<DeviceRow> findUnit(Connection &connection, const QString &macOrSerial)
{
    const QString text = macOrSerial.trimmed();
    QString mac = text.toLower().remove(u':').remove(u'-');
    if (mac.size() == 12) {
        for (int i = 10; i > 0; i -= 2)
            mac.insert(i, u':');
    }
    FB_TRY(const auto row, connection.row(rowColumns() + QStringLiteral(" WHERE u.id = COALESCE((SELECT id FROM unit WHERE mac = ?), "
                                                                         "(SELECT id FROM unit WHERE serial = ?), (SELECT unit_id FROM admission WHERE serial = ?))"),
                                          {mac, text, text}));
    if (!row)
        return Error(fleet::errors::NoSuchDevice, tr("There is no record of the unit \"%1\".").arg(macOrSerial),
                     tr("Give its MAC or its serial number; \"device list\" shows the units that there are."), macOrSerial);
    return deviceFrom(*row);
}

/** First and last snapshot and the last result, in one row; the unit may have no run yet. */
Result<void> readRuns(Connection &connection, DeviceDetails &details)
{
    FB_TRY(const auto row, connection.row(
        QStringLiteral("SELECT first.before_json, COALESCE(last.after_json, last.before_json), done.result_json, last.profile_hash "
                       "FROM run first JOIN run last ON last.unit_id = first.unit_id "
                       "LEFT JOIN run done ON done.id = (SELECT MAX(id) FROM run WHERE unit_id = first.unit_id AND ended_ms IS NOT NULL) "
                       "WHERE first.id = (SELECT MIN(id) FROM run WHERE unit_id = ?) AND last.id = (SELECT MAX(id) FROM run WHERE unit_id = ?)"),
        {details.row.id, details.row.id}));
    if (!row)
        return {};
    details.before = row->json(0);
    details.snapshot = row->json(1);
    details.result = row->json(2);
    details.profileHash = row->text(3);
    return {};
}

/** State and serial number as this batch knows them: the unit may have gone on to another. */
QString unitsOfBatchQuery()
{
    return QStringLiteral("SELECT u.id, u.mac, a.serial, u.chip, b.name, CASE WHEN a.last_verdict IN ('passed', 'failed', 'set-aside') THEN a.last_verdict "
                          "ELSE 'admitted' END, u.last_seen_ms, r.profile_hash, r.result_json, a.runs, k.fingerprint, k.discarded_ms "
                          "FROM admission a JOIN batch b ON b.id = a.batch_id JOIN unit u ON u.id = a.unit_id "
                          "LEFT JOIN (SELECT unit_id, MAX(id) AS id FROM run WHERE batch_id = ? GROUP BY unit_id) last ON last.unit_id = a.unit_id "
                          "LEFT JOIN run r ON r.id = last.id "
                          "LEFT JOIN unit_key k ON k.mac = u.mac AND k.purpose = 'flash' "
                          "WHERE a.batch_id = ? ORDER BY a.serial");
}

BatchUnit batchUnitFrom(const Row &row)
{
    return {deviceFrom(row), row.text(7), row.json(8), row.number(9), row.text(10), !row.isNull(10) && row.isNull(11)};
}

} // namespace

Result<std::vector<DeviceRow>> SqlDeviceStore::page(const QString &filter, qint64 offset, qint64 limit)
{
    const Filter chosen = filterFor(filter);
    // The inner query walks an index over (last_seen_ms, id) alone; only the rows of the page are then read in full.
    const QString sql = rowColumns() + QStringLiteral(" WHERE u.id IN (SELECT u.id FROM unit u") + chosen.where +
                        QStringLiteral(" ORDER BY u.last_seen_ms DESC, u.id DESC LIMIT ? OFFSET ?) ORDER BY u.last_seen_ms DESC, u.id DESC");
    const QVariantList values = chosen.values + QVariantList{std::clamp<qint64>(limit, 0, LargestPage), std::max<qint64>(offset, 0)};
    FB_TRY(const Rows rows, m_connections.read([&](Connection &connection) { return connection.rows(sql, values); }));
    std::vector<DeviceRow> page;
    page.reserve(rows.size());
    for (const Row &row : rows)
        page.push_back(deviceFrom(row));
    return page;
}

Result<qint64> SqlDeviceStore::count(const QString &filter)
{
    const Filter chosen = filterFor(filter);
    FB_TRY(const Row row, m_connections.read([&](Connection &connection) {
        return connection.only(QStringLiteral("SELECT COUNT(*) FROM unit u") + chosen.where, chosen.values);
    }));
    return row.number(0);
}

Result<std::vector<BatchUnit>> SqlDeviceStore::unitsOfBatch(qint64 batch)
{
    FB_TRY(const Rows rows, m_connections.read([&](Connection &connection) { return connection.rows(unitsOfBatchQuery(), {batch, batch}); }));
    std::vector<BatchUnit> units;
    units.reserve(rows.size());
    for (const Row &row : rows)
        units.push_back(batchUnitFrom(row));
    return units;
}

Result<DeviceDetails> SqlDeviceStore::details(const QString &macOrSerial)
{
    return m_connections.read([&](Connection &connection) -> Result<DeviceDetails> {
        DeviceDetails details;
        FB_TRY(details.row, findUnit(connection, macOrSerial));
        FB_CHECK(readRuns(connection, details));
        FB_TRY(details.timeline, timelineOf(connection, details.row));
        return details;
    });
}

} // namespace fb::store
