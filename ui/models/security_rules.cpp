// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/security_rules.h"

#include "efuse/release_verdict.h"
#include "models/words.h"
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

/** Each condition once. A unit met locked after the snapshot that shows its eFuses was taken has its lock since. */
std::vector<efuse::ReleaseFinding> findingsOf(const efuse::State &state, bool lockedSince)
{
    std::vector<efuse::ReleaseFinding> findings;
    for (efuse::ReleaseFinding finding : efuse::releaseVerdict(state)) {
        const auto same = [&finding](const efuse::ReleaseFinding &f) { return f.field == finding.field && f.sentence == finding.sentence; };
        if (std::any_of(findings.begin(), findings.end(), same))
            continue;
        if (lockedSince && finding.rule.endsWith(QLatin1String("download_lock")) && !finding.satisfied) {
            finding.satisfied = true;
            finding.sentence = Security::tr("The serial download mode is restricted.");
            finding.field.clear(); // its value is not known from this snapshot
        }
        findings.push_back(finding);
    }
    return findings;
}

RuleLine lineOf(const efuse::ReleaseFinding &finding, const efuse::State &state)
{
    const chip::EfuseField *field = state.chip().field(finding.field);
    const bool valued = field && field->width <= 32 && state.isReadable(*field);
    return {finding.satisfied, finding.sentence, valued ? QStringLiteral("%1 = %2").arg(finding.field).arg(state.value(*field)) : finding.field};
}

QString sentenceFor(const efuse::State &state, const std::vector<efuse::ReleaseFinding> &findings)
{
    const bool encryption = efuse::isReleased(findings, efuse::ReleasePart::FlashEncryption);
    const bool boot = efuse::isReleased(findings, efuse::ReleasePart::SecureBoot);
    if (encryption && boot)
        return Security::tr("Locked for release: only your signed firmware runs, and nothing can be read out.");
    if (!state.flashEncryptionOn() && !state.secureBootV2On())
        return Security::tr("Open: anybody can read and change the firmware.");
    if (!state.secureBootV2On())
        return Security::tr("Partly locked: the flash is encrypted, but firmware is not checked.");
    if (!state.flashEncryptionOn())
        return Security::tr("Partly locked: firmware is checked, but the flash can be read.");
    const auto open = std::count_if(findings.begin(), findings.end(), [](const efuse::ReleaseFinding &f) { return !f.satisfied; });
    return Security::tr("Almost locked: %n rule(s) of release mode are not met.", nullptr, static_cast<int>(open));
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
    const std::vector<efuse::ReleaseFinding> findings = findingsOf(snapshot->eFuses, lockedNow);
    for (const efuse::ReleaseFinding &finding : findings)
        story.rules.push_back(lineOf(finding, snapshot->eFuses));
    const auto met = std::count_if(findings.begin(), findings.end(), [](const efuse::ReleaseFinding &f) { return f.satisfied; });
    const auto all = static_cast<qsizetype>(findings.size());
    story.locked = met == all;
    story.sentence = sentenceFor(snapshot->eFuses, findings);
    story.source = lockedNow ? Security::tr("Read on %1, before download mode was secured. %2 of %3 rules.")
                             : Security::tr("Read on %1. %2 of %3 rules.");
    story.source = story.source.arg(momentWords(snapshot->takenUtc)).arg(met).arg(all);
    return story;
}

} // namespace fb::ui
