// SPDX-License-Identifier: GPL-3.0-or-later
#include "line/profile_set.h"

#include "base/files.h"

#include <QFileInfo>

namespace fb::line {

namespace {

QString tr(const char *words)
{
    return QCoreApplication::translate("fb::line", words);
}

} // namespace

Result<void> ProfileSet::add(provision::PreparedProfile profile)
{
    const QString chip = profile.chip->id;
    if (m_byChip.contains(chip))
        return Error(errors::TwoProfilesForChip, tr("Two profiles are for %1.").arg(profile.chip->name), tr("Name one profile a family."), profile.profile.name);
    m_byChip.emplace(chip, std::move(profile));
    return {};
}

Result<const provision::PreparedProfile *> ProfileSet::forChip(const chip::Chip &chip) const
{
    if (const auto found = m_byChip.find(chip.id); found != m_byChip.end())
        return &found->second;
    QStringList wanted;
    for (const auto &[id, profile] : m_byChip)
        wanted << profile.chip->name;
    return Error(provision::errors::WrongChip, tr("This board is an %1; the order is for %2.").arg(chip.name, wanted.join(QStringLiteral(", "))),
                 tr("Put it back and take a board of this order."));
}

bool ProfileSet::isIrreversible() const
{
    return std::any_of(m_byChip.begin(), m_byChip.end(), [](const auto &entry) {
        const provision::Profile &profile = entry.second.profile;
        return profile.flashEncryption || profile.secureBoot || !profile.eFuses.empty();
    });
}

Result<provision::PreparedProfile> loadPrepared(const QString &file, const chip::Catalogue &chips)
{
    FB_TRY(const Bytes json, readFile(file));
    FB_TRY(const provision::Profile profile, provision::parseProfile(json, file, chips));
    return provision::prepare(profile, QFileInfo(file).absolutePath(), chips);
}

Result<ProfileSet> loadProfiles(const QStringList &files, const chip::Catalogue &chips)
{
    ProfileSet set;
    for (const QString &file : files) {
        FB_TRY(auto prepared, loadPrepared(file, chips));
        FB_CHECK(set.add(std::move(prepared)));
    }
    return set;
}

Result<ProfileSet> loadProfiles(const Batch &batch, const chip::Catalogue &chips)
{
    ProfileSet set;
    for (qsizetype i = 0; i < batch.profileFiles.size(); ++i) {
        FB_TRY(auto prepared, loadPrepared(batch.profileFiles[i], chips));
        if (i < batch.profileHashes.size() && batch.profileHashes[i] != prepared.hash)
            return Error(errors::ProfileChanged, tr("The profile or a file it names has changed since the batch was made."),
                         tr("Bring back the files as they were, or make a new batch."), batch.profileFiles[i]);
        FB_CHECK(set.add(std::move(prepared)));
    }
    return set;
}

Result<Batch> withProfiles(Batch draft, const chip::Catalogue &chips)
{
    draft.chips.clear();
    draft.profileHashes.clear();
    ProfileSet set;
    for (const QString &file : std::as_const(draft.profileFiles)) {
        FB_TRY(auto prepared, loadPrepared(file, chips));
        draft.chips << prepared.chip->id;
        draft.profileHashes << prepared.hash;
        FB_CHECK(set.add(std::move(prepared)));
    }
    return draft;
}

} // namespace fb::line
