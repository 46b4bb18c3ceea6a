// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/security_rules.h"

#include "models/words.h"
#include "provision/desired.h"
#include "provision/snapshot.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace fb::ui {

namespace {

struct Security
{
    Q_DECLARE_TR_FUNCTIONS(fb::ui::Security)
};

using Answer = RuleLine::Answer;

Answer answer(bool yes)
{
    return yes ? Answer::Yes : Answer::No;
}

/** What a unit locked in every respect would have; core knows what that means for each family. */
provision::DesiredFuses fullRelease(const chip::Chip &chip, std::size_t digests)
{
    provision::Profile profile = provision::presetProfile(chip, provision::Preset::Release);
    profile.flashEncryption = true;
    profile.secureBoot = true;
    profile.lockDownload = true;
    profile.eFuses.clear();
    return provision::desiredFuses(profile, chip, digests);
}

std::size_t digestsIn(const efuse::State &state)
{
    std::size_t count = 0;
    for (const chip::EfuseBlock &block : state.chip().blocks) {
        const chip::KeyPurpose *purpose = state.chip().purpose(QStringView(state.purposeOf(block)));
        count += purpose && purpose->isDigest;
    }
    return std::max<std::size_t>(count, 1);
}

RuleLine settingLine(const provision::DesiredFuses::Setting &setting, const efuse::State &state)
{
    const std::uint64_t found = state.value(QStringView(setting.field));
    const chip::EfuseField *field = state.chip().field(setting.field);
    return {answer(found == setting.value), field && field->type == chip::FieldType::Bool ? field->meaning : setting.reason,
            QStringLiteral("%1 = %2").arg(setting.field).arg(found)};
}

RuleLine protectionLine(const QString &field, const efuse::State &state)
{
    return {answer(provision::isWriteProtected(state, field)), Security::tr("%1 cannot be changed any more.").arg(field), {}};
}

std::vector<RuleLine> linesOf(const efuse::State &state, bool lockedNow)
{
    const provision::DesiredFuses release = fullRelease(state.chip(), digestsIn(state));
    std::vector<RuleLine> lines;
    for (const auto &setting : release.enables)
        lines.push_back(settingLine(setting, state));
    for (const auto &setting : release.settings)
        lines.push_back(settingLine(setting, state));
    for (const QString &field : release.writeProtect)
        lines.push_back(protectionLine(field, state));
    if (release.lockReadProtection)
        lines.push_back(protectionLine(QStringLiteral("RD_DIS"), state));
    if (release.downloadLock) {
        RuleLine line = settingLine(*release.downloadLock, state);
        if (lockedNow) // met locked after the snapshot that shows the eFuses was taken
            line = {Answer::Yes, release.downloadLock->reason, QStringLiteral("%1 = 1").arg(release.downloadLock->field)};
        lines.push_back(line);
    }
    return lines;
}

QString sentenceFor(const efuse::State &state, qsizetype met, qsizetype all)
{
    if (met == all)
        return Security::tr("Locked for release: only your signed firmware runs, and nothing can be read out.");
    if (!state.flashEncryptionOn() && !state.secureBootV2On())
        return Security::tr("Open: anybody can read and change the firmware.");
    if (!state.secureBootV2On())
        return Security::tr("Partly locked: the flash is encrypted, but firmware is not checked.");
    if (!state.flashEncryptionOn())
        return Security::tr("Partly locked: firmware is checked, but the flash can be read.");
    return Security::tr("Almost locked: %n rule(s) of release mode are not met.", nullptr, static_cast<int>(all - met));
}

bool showsFuses(const QJsonObject &snapshot)
{
    return !snapshot.value(QLatin1String("secureDownload")).toBool() &&
           !snapshot.value(QLatin1String("eFuses")).toObject().value(QLatin1String("blocks")).toArray().isEmpty();
}

} // namespace

QJsonObject tellingSnapshot(const fleet::DeviceDetails &details)
{
    for (const QJsonObject &snapshot : {details.snapshot, details.result.value(QLatin1String("after")).toObject(), details.before}) {
        if (showsFuses(snapshot))
            return snapshot;
    }
    return details.snapshot;
}

SecurityStory securityStory(const fleet::DeviceDetails &details, const chip::Catalogue *chips)
{
    SecurityStory story;
    const bool lockedNow = details.snapshot.value(QLatin1String("secureDownload")).toBool();
    const QJsonObject json = tellingSnapshot(details);
    const auto snapshot = chips && showsFuses(json) ? provision::Snapshot::fromJson(json, {}, *chips) : Result<provision::Snapshot>(Error(provision::errors::BadSnapshot, {}));
    if (!snapshot.ok()) {
        story.sentence = lockedNow ? Security::tr("Locked: the unit shows nothing over the cable, and no earlier reading is on record.")
                                   : Security::tr("Nothing has been read from this unit yet.");
        return story;
    }
    story.known = true;
    story.rules = linesOf(snapshot->eFuses, lockedNow);
    const auto met = std::count_if(story.rules.begin(), story.rules.end(), [](const RuleLine &line) { return line.answer == Answer::Yes; });
    const auto all = static_cast<qsizetype>(story.rules.size());
    story.locked = met == all;
    story.sentence = sentenceFor(snapshot->eFuses, met, all);
    story.source = lockedNow ? Security::tr("Read on %1, before download mode was secured. %2 of %3 rules.")
                             : Security::tr("Read on %1. %2 of %3 rules.");
    story.source = story.source.arg(momentWords(snapshot->takenUtc)).arg(met).arg(all);
    return story;
}

} // namespace fb::ui
