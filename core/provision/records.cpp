// SPDX-License-Identifier: GPL-3.0-or-later
#include "provision/records.h"

#include <QJsonArray>

#include <array>

namespace fb::provision {

namespace {

constexpr std::array<std::pair<StepOutcome, const char *>, 6> outcomeNames{{{StepOutcome::Planned, "planned"},
                                                                             {StepOutcome::Intended, "intended"},
                                                                             {StepOutcome::Done, "done"},
                                                                             {StepOutcome::AlreadyTrue, "already-true"},
                                                                             {StepOutcome::NotPossible, "not-possible"},
                                                                             {StepOutcome::Failed, "failed"}}};

QString stamp(const QDateTime &utc)
{
    return utc.isValid() ? utc.toUTC().toString(Qt::ISODateWithMs) : QString();
}

QJsonArray stepsJson(const std::vector<StepRecord> &steps)
{
    QJsonArray list;
    for (const StepRecord &step : steps)
        list.append(step.toJson());
    return list;
}

} // namespace

QString nameOf(StepOutcome outcome)
{
    for (const auto &[value, name] : outcomeNames) {
        if (value == outcome)
            return QLatin1String(name);
    }
    return {};
}

std::optional<StepOutcome> stepOutcomeNamed(QStringView name)
{
    for (const auto &[value, text] : outcomeNames) {
        if (name == QLatin1String(text))
            return value;
    }
    return std::nullopt;
}

QString nameOf(UnitVerdict verdict)
{
    switch (verdict) {
    case UnitVerdict::Passed: return QStringLiteral("passed");
    case UnitVerdict::Failed: return QStringLiteral("failed");
    case UnitVerdict::SetAside: return QStringLiteral("set-aside");
    case UnitVerdict::Cancelled: return QStringLiteral("cancelled");
    }
    return {};
}

QJsonObject StepRecord::toJson() const
{
    return {{QStringLiteral("index"), index},
            {QStringLiteral("id"), id},
            {QStringLiteral("title"), title},
            {QStringLiteral("reason"), reason},
            {QStringLiteral("irreversible"), irreversible},
            {QStringLiteral("outcome"), nameOf(outcome)},
            {QStringLiteral("readBack"), readBack},
            {QStringLiteral("startedUtc"), stamp(startedUtc)},
            {QStringLiteral("endedUtc"), stamp(endedUtc)}};
}

StepRecord StepRecord::fromJson(const QJsonObject &json)
{
    StepRecord step;
    step.index = json.value(QLatin1String("index")).toInt();
    step.id = json.value(QLatin1String("id")).toString();
    step.title = json.value(QLatin1String("title")).toString();
    step.reason = json.value(QLatin1String("reason")).toString();
    step.irreversible = json.value(QLatin1String("irreversible")).toBool();
    step.outcome = stepOutcomeNamed(json.value(QLatin1String("outcome")).toString()).value_or(StepOutcome::Planned);
    step.readBack = json.value(QLatin1String("readBack")).toObject();
    step.startedUtc = QDateTime::fromString(json.value(QLatin1String("startedUtc")).toString(), Qt::ISODateWithMs);
    step.endedUtc = QDateTime::fromString(json.value(QLatin1String("endedUtc")).toString(), Qt::ISODateWithMs);
    return step;
}

QJsonObject UnitResult::toJson() const
{
    QJsonObject json{{QStringLiteral("verdict"), nameOf(verdict)},
                     {QStringLiteral("port"), port},
                     {QStringLiteral("chip"), chip},
                     {QStringLiteral("mac"), mac},
                     {QStringLiteral("serial"), serial},
                     {QStringLiteral("sentence"), sentence},
                     {QStringLiteral("mend"), mend},
                     {QStringLiteral("steps"), stepsJson(steps)},
                     {QStringLiteral("before"), before},
                     {QStringLiteral("after"), after},
                     {QStringLiteral("bootCheck"), bootCheck},
                     {QStringLiteral("consoleLog"), consoleLog},
                     {QStringLiteral("bytesSent"), static_cast<qint64>(bytesSent)},
                     {QStringLiteral("bytesReceived"), static_cast<qint64>(bytesReceived)},
                     {QStringLiteral("milliseconds"), milliseconds}};
    if (error)
        json.insert(QStringLiteral("error"), error->toJson());
    return json;
}

} // namespace fb::provision
