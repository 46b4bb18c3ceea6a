// SPDX-License-Identifier: GPL-3.0-or-later
#include "boot/walk.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace fb::boot {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::boot", text);
}

QString outcomeName(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Boots: return QStringLiteral("boots");
    case Outcome::DoesNotBoot: return QStringLiteral("does-not-boot");
    case Outcome::Unknown: break;
    }
    return QStringLiteral("unknown");
}

QJsonObject findingToJson(const Finding &finding)
{
    return {{QStringLiteral("stage"), finding.stage}, {QStringLiteral("good"), finding.good},     {QStringLiteral("id"), finding.id},
            {QStringLiteral("text"), finding.text},   {QStringLiteral("advice"), finding.advice}, {QStringLiteral("address"), qint64(finding.address)}};
}

/** Without the key only such faults can be told that no key could mend. */
bool couldDecrypt(const Walk &walk)
{
    const Looks looks = walk.flash.looksAt(walk.chip.bootloaderOffset, [](ByteView head) { return head.size() > 1 && head[0] == image::ImageMagic && head[1] <= image::MaximumSegments; });
    return looks != Looks::Erased && looks != Looks::Plaintext;
}

} // namespace

void Walk::good(const char *stage, const QString &id, const QString &text, std::uint32_t address)
{
    verdict.findings.push_back({QString::fromLatin1(stage), true, id, text, {}, address});
}

void Walk::bad(const char *stage, const QString &id, const QString &text, const QString &advice, std::uint32_t address)
{
    verdict.findings.push_back({QString::fromLatin1(stage), false, id, text, advice, address});
}

Verdict boot(const Input &input)
{
    Walk walk(input);
    if (walk.flash.keyUnknown() && !walk.flash.keyMissing() && couldDecrypt(walk)) {
        walk.good("rom", QStringLiteral("rom.flash_encryption.key_unknown"), tr("Flash encryption is on and the key is not at hand, so the contents of the flash cannot be judged."));
        return walk.verdict;
    }
    walk.verdict.outcome = Outcome::DoesNotBoot;
    if (!romStage(walk))
        return walk.verdict;
    if (const std::optional<image::PartitionTable> table = tableStage(walk))
        appStage(walk, *table);
    return walk.verdict;
}

QString Verdict::sentence() const
{
    if (outcome == Outcome::Boots)
        return tr("Starts the application in %1 at 0x%2.").arg(path).arg(appAddress, 0, 16);
    const auto cause = std::find_if(findings.rbegin(), findings.rend(), [&](const Finding &finding) { return !finding.good || outcome == Outcome::Unknown; });
    return cause == findings.rend() ? tr("Nothing can be said.") : cause->text;
}

QJsonObject Verdict::toJson() const
{
    QJsonArray list;
    for (const Finding &finding : findings)
        list << findingToJson(finding);
    return {{QStringLiteral("outcome"), outcomeName(outcome)}, {QStringLiteral("path"), path},
            {QStringLiteral("app_address"), qint64(appAddress)}, {QStringLiteral("sentence"), sentence()},
            {QStringLiteral("findings"), list},              {QStringLiteral("console"), QJsonArray::fromStringList(consoleLog)}};
}

} // namespace fb::boot
