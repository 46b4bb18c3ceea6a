// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/open_store.h"
#include "cli/options.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace fb::cli {

namespace {

QString tr(const char *words)
{
    return QCoreApplication::translate("fb::cli", words);
}

struct FleetOptions
{
    std::string filter, unit;
    qint64 offset = 0, limit = 100;
};

QString stamp(const QDateTime &utc)
{
    return utc.isValid() ? utc.toUTC().toString(Qt::ISODateWithMs) : QString();
}

QJsonObject toJson(const fleet::DeviceRow &row)
{
    return {{QStringLiteral("mac"), row.mac},
            {QStringLiteral("serial"), row.serial},
            {QStringLiteral("chip"), row.chip},
            {QStringLiteral("batch"), row.batchName},
            {QStringLiteral("state"), row.state},
            {QStringLiteral("lastSeenUtc"), stamp(row.lastSeenUtc)}};
}

QString lineOf(const fleet::DeviceRow &row)
{
    return QStringLiteral("%1  %2  %3  %4  %5  %6")
        .arg(row.serial, -16)
        .arg(row.mac, -17)
        .arg(row.chip, -8)
        .arg(row.state, -9)
        .arg(row.lastSeenUtc.toLocalTime().toString(QStringLiteral("yyyy-MM-dd hh:mm")), row.batchName);
}

QJsonArray timelineJson(const fleet::DeviceDetails &details)
{
    QJsonArray list;
    for (const fleet::TimelineEntry &entry : details.timeline) {
        list << QJsonObject{{QStringLiteral("utc"), stamp(entry.utc)},
                            {QStringLiteral("title"), entry.title},
                            {QStringLiteral("origin"), entry.origin},
                            {QStringLiteral("good"), entry.good},
                            {QStringLiteral("details"), entry.details}};
    }
    return list;
}

QJsonObject toJson(const fleet::DeviceDetails &details)
{
    QJsonObject json = toJson(details.row);
    json.insert(QStringLiteral("profileHash"), details.profileHash);
    json.insert(QStringLiteral("before"), details.before);
    json.insert(QStringLiteral("snapshot"), details.snapshot);
    json.insert(QStringLiteral("result"), details.result);
    json.insert(QStringLiteral("timeline"), timelineJson(details));
    return json;
}

QString textOf(const fleet::DeviceDetails &details)
{
    QStringList lines{lineOf(details.row), QString()};
    for (const fleet::TimelineEntry &entry : details.timeline) {
        lines << QStringLiteral("%1  %2 %3  %4")
                     .arg(entry.utc.toLocalTime().toString(QStringLiteral("yyyy-MM-dd hh:mm:ss")), entry.good ? QStringLiteral(" ") : QStringLiteral("!"))
                     .arg(entry.origin, -5)
                     .arg(entry.title);
    }
    return lines.join(u'\n');
}

Result<int> listUnits(Context &context, const FleetOptions &options)
{
    FB_TRY(const auto database, openStore(context));
    FB_TRY(const qint64 total, database->devices().count(text(options.filter)));
    FB_TRY(const auto rows, database->devices().page(text(options.filter), options.offset, options.limit));
    QJsonArray list;
    QStringList lines;
    for (const fleet::DeviceRow &row : rows) {
        list << toJson(row);
        lines << lineOf(row);
    }
    context.remark(tr("%1 of %2 units").arg(rows.size()).arg(total));
    context.answer({{QStringLiteral("total"), total}, {QStringLiteral("offset"), options.offset}, {QStringLiteral("devices"), list}},
                   lines.isEmpty() ? tr("No units found.") : lines.join(u'\n'));
    return 0;
}

Result<int> showUnit(Context &context, const FleetOptions &options)
{
    FB_TRY(const auto database, openStore(context));
    FB_TRY(const auto details, database->devices().details(text(options.unit)));
    context.answer(toJson(details), textOf(details));
    return 0;
}

} // namespace

void addFleetCommands(CLI::App &root, Context &context)
{
    CLI::App &group = verbGroup(root, "device", "Units: detect, snapshot, boot verdict, records");
    auto options = std::make_shared<FleetOptions>();
    CLI::App *list = addVerb(group, "list", "Units on record, newest first", "fuseboard-cli device list --filter WM-0041 --limit 20",
                             [&context, options] { return listUnits(context, *options); });
    list->add_option("--filter", options->filter, "Part of a serial number, MAC, batch name or chip");
    list->add_option("--limit", options->limit, "At most so many")->check(CLI::Range(1, 10000));
    list->add_option("--offset", options->offset, "Leave out so many first")->check(CLI::NonNegativeNumber);
    CLI::App *show = addVerb(group, "show", "One unit on record: snapshots, last result, what happened when", "fuseboard-cli device show WM-004112",
                             [&context, options] { return showUnit(context, *options); });
    show->add_option("UNIT", options->unit, "MAC or serial number")->required();
}

} // namespace fb::cli
