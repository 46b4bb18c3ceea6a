// SPDX-License-Identifier: GPL-3.0-or-later
#include "fleet/batch_report.h"

#include <QJsonArray>

namespace fb::fleet {

namespace {

QString tr(const char *words)
{
    return QCoreApplication::translate("fb::fleet", words);
}

QString cell(const QString &text, const char *element = "td")
{
    return QStringLiteral("<%1>%2</%1>").arg(QLatin1String(element), text.toHtmlEscaped());
}

QString seconds(const QJsonObject &result)
{
    const double ms = result.value(QLatin1String("milliseconds")).toDouble(-1);
    return ms < 0 ? QString() : QString::number(ms / 1000, 'f', 1) + QStringLiteral(" s");
}

/** Word and sign together, so that the page reads the same without colour. */
QString stateCell(const QString &state)
{
    const QString sign = state == QLatin1String("passed") ? QStringLiteral("✔") : state == QLatin1String("failed") ? QStringLiteral("✖") : QStringLiteral("◆");
    return QStringLiteral("<td class=\"%1\">%2 %3</td>").arg(state.toHtmlEscaped(), sign, state.toHtmlEscaped());
}

QString unitRow(const BatchUnit &unit)
{
    const QJsonObject &result = unit.result;
    const auto steps = result.value(QLatin1String("steps")).toArray().size();
    return QStringLiteral("<tr>") + cell(unit.row.serial) + cell(unit.row.mac) + cell(unit.row.chip) + stateCell(unit.row.state) +
           cell(result.value(QLatin1String("sentence")).toString()) + cell(result.value(QLatin1String("bootCheck")).toString()) +
           cell(QString::number(steps)) + cell(seconds(result)) + cell(unit.profileHash.left(12)) + QStringLiteral("</tr>\n");
}

QString figure(int value, const QString &name)
{
    return QStringLiteral("<div><b>%1</b><span>%2</span></div>").arg(value).arg(name.toHtmlEscaped());
}

QString style()
{
    return QStringLiteral("<style>body{font:14px Inter,sans-serif;color:#16202b;background:#f4f6f8;margin:32px}"
                          "h1{font-size:22px;margin:0}p{color:#5a6776;margin:4px 0 24px}"
                          ".figures{display:flex;gap:32px;margin:0 0 24px}.figures b{display:block;font-size:22px}.figures span{color:#5a6776}"
                          "table{border-collapse:collapse;background:#fff;border:1px solid #dfe4ea;width:100%}"
                          "td,th{padding:6px 10px;border-bottom:1px solid #dfe4ea;text-align:left}"
                          ".passed{color:#137a48}.failed{color:#b3261e}.set-aside{color:#6b3fa0}</style>\n");
}

QString headRow()
{
    QString row = QStringLiteral("<tr>");
    for (const QString &name : {tr("Serial number"), tr("MAC"), tr("Chip"), tr("State"), tr("Result"), tr("Boot check"), tr("Steps"), tr("Time"), tr("Profile")})
        row += cell(name, "th");
    return row + QStringLiteral("</tr>\n");
}

} // namespace

QJsonObject toJson(const line::Batch &batch)
{
    return {{QStringLiteral("name"), batch.name},
            {QStringLiteral("workOrder"), batch.workOrder},
            {QStringLiteral("state"), line::nameOf(batch.state)},
            {QStringLiteral("ordered"), batch.ordered},
            {QStringLiteral("serialPrefix"), batch.serialPrefix},
            {QStringLiteral("chips"), QJsonArray::fromStringList(batch.chips)},
            {QStringLiteral("profiles"), QJsonArray::fromStringList(batch.profileFiles)},
            {QStringLiteral("profileHashes"), QJsonArray::fromStringList(batch.profileHashes)},
            {QStringLiteral("createdUtc"), batch.createdUtc.toUTC().toString(Qt::ISODate)}};
}

QJsonObject toJson(const line::BatchCounters &counters)
{
    return {{QStringLiteral("ordered"), counters.ordered},
            {QStringLiteral("admitted"), counters.admitted},
            {QStringLiteral("passed"), counters.passed},
            {QStringLiteral("failed"), counters.failed},
            {QStringLiteral("setAside"), counters.setAside},
            {QStringLiteral("firstPass"), counters.firstPass},
            {QStringLiteral("unitsPerHour"), counters.unitsPerHour},
            {QStringLiteral("meanMilliseconds"), counters.meanMilliseconds}};
}

QJsonObject BatchReport::toJson() const
{
    QJsonArray list;
    for (const BatchUnit &unit : units) {
        list << QJsonObject{{QStringLiteral("serial"), unit.row.serial}, {QStringLiteral("mac"), unit.row.mac},
                            {QStringLiteral("chip"), unit.row.chip},     {QStringLiteral("state"), unit.row.state},
                            {QStringLiteral("profileHash"), unit.profileHash}, {QStringLiteral("result"), unit.result}};
    }
    return {{QStringLiteral("format"), QStringLiteral("fuseboard-batch-report/1")},
            {QStringLiteral("madeUtc"), madeUtc.toString(Qt::ISODate)},
            {QStringLiteral("batch"), fleet::toJson(batch)},
            {QStringLiteral("counters"), fleet::toJson(counters)},
            {QStringLiteral("units"), list}};
}

QString BatchReport::toHtml() const
{
    QString rows;
    for (const BatchUnit &unit : units)
        rows += unitRow(unit);
    return QStringLiteral("<!doctype html>\n<html><head><meta charset=\"utf-8\"><title>") + batch.name.toHtmlEscaped() + QStringLiteral("</title>\n") +
           style() + QStringLiteral("</head><body>\n<h1>") + batch.name.toHtmlEscaped() + QStringLiteral("</h1>\n<p>") +
           tr("Work order %1, made %2 UTC").arg(batch.workOrder, madeUtc.toString(QStringLiteral("yyyy-MM-dd hh:mm"))).toHtmlEscaped() +
           QStringLiteral("</p>\n<div class=\"figures\">") + figure(counters.passed, tr("passed")) + figure(counters.ordered, tr("ordered")) +
           figure(counters.failed, tr("failed")) + figure(counters.setAside, tr("set aside")) + figure(counters.firstPass, tr("passed first time")) +
           QStringLiteral("</div>\n<table>\n") + headRow() + rows + QStringLiteral("</table>\n</body></html>\n");
}

Result<BatchReport> makeReport(const line::Batch &batch, line::BatchStore &batches, DeviceStore &devices)
{
    BatchReport report;
    report.batch = batch;
    report.madeUtc = QDateTime::currentDateTimeUtc();
    FB_TRY(report.counters, batches.counters(batch.id));
    FB_TRY(report.units, devices.unitsOfBatch(batch.id));
    return report;
}

} // namespace fb::fleet
