// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "line/batch.h"
#include "provision/prepared_profile.h"

#include <map>

namespace fb::line {

namespace errors {
inline constexpr ErrorCode ProfileChanged{"batch.profile_changed", ErrorKind::SafetyRule};
inline constexpr ErrorCode TwoProfilesForChip{"batch.two_profiles_for_chip", ErrorKind::BadInput};
} // namespace errors

/** The prepared profiles of a batch, one a family. */
class ProfileSet
{
public:
    [[nodiscard]] Result<void> add(provision::PreparedProfile profile);
    /** The profile for this family; an error that names both sides where there is none. */
    [[nodiscard]] Result<const provision::PreparedProfile *> forChip(const chip::Chip &chip) const;
    [[nodiscard]] const std::map<QString, provision::PreparedProfile> &all() const { return m_byChip; }
    /** True where a unit can be changed in a way that cannot be undone. */
    [[nodiscard]] bool isIrreversible() const;

private:
    std::map<QString, provision::PreparedProfile> m_byChip;
};

/** Reads one profile and everything that it names; the files are relative to the profile's folder. */
[[nodiscard]] Result<provision::PreparedProfile> loadPrepared(const QString &file, const chip::Catalogue &chips);
[[nodiscard]] Result<ProfileSet> loadProfiles(const QStringList &files, const chip::Catalogue &chips);
/** The batch's profiles; refused where one is no longer what it was when the batch was made. */
[[nodiscard]] Result<ProfileSet> loadProfiles(const Batch &batch, const chip::Catalogue &chips);
/** Fills `chips` and `profileHashes` of a draft from its `profileFiles`. */
[[nodiscard]] Result<Batch> withProfiles(Batch draft, const chip::Catalogue &chips);

} // namespace fb::line
