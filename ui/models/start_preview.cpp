// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/start_preview.h"

#include "base/files.h"
#include "provision/desired.h"

#include <QCoreApplication>

#include <algorithm>

namespace fb::ui {

namespace {

struct Preview
{
    Q_DECLARE_TR_FUNCTIONS(fb::ui::Preview)
};

using Setting = provision::DesiredFuses::Setting;

void addSettings(StartPreview &preview, const std::vector<Setting> &settings)
{
    for (const Setting &setting : settings)
        preview.changes.push_back({setting.field, QStringLiteral("0 → %1").arg(setting.value)});
}

void addKeys(StartPreview &preview, const provision::Profile &profile, const chip::Chip &chip)
{
    if (profile.flashEncryption && !chip.flashKeyBlocks.isEmpty())
        preview.changes.push_back({chip.flashKeyBlocks.first(), Preview::tr("a new key for each board")});
    if (profile.secureBoot && !chip.digestBlocks.isEmpty())
        preview.changes.push_back({chip.digestBlocks.first(), Preview::tr("digest of the signing key")});
}

void addLosses(StartPreview &preview, const provision::Profile &profile, const provision::DesiredFuses &fuses)
{
    if (profile.secureBoot)
        preview.impossible << Preview::tr("Running firmware that this key has not signed");
    if (profile.flashEncryption)
        preview.impossible << Preview::tr("Reading the flash in plain text");
    const bool jtag = std::any_of(fuses.settings.begin(), fuses.settings.end(), [](const Setting &s) { return s.field.contains(QLatin1String("JTAG")); });
    if (jtag)
        preview.impossible << Preview::tr("Debugging by JTAG");
    if (fuses.lockReadProtection)
        preview.impossible << Preview::tr("Adding another hidden key later");
    if (fuses.downloadLock)
        preview.impossible << Preview::tr("Reading eFuses and flash over the cable");
}

} // namespace

StartPreview previewOf(const provision::Profile &profile, const chip::Chip &chip)
{
    StartPreview preview;
    preview.irreversible = profile.flashEncryption || profile.secureBoot || !profile.eFuses.empty();
    if (!preview.irreversible)
        return preview;
    const auto digests = static_cast<std::size_t>(std::max(profile.signingKeys.size(), profile.publicKeys.size()));
    const provision::DesiredFuses fuses = provision::desiredFuses(profile, chip, std::max<std::size_t>(digests, profile.secureBoot ? 1 : 0));
    addKeys(preview, profile, chip);
    addSettings(preview, fuses.enables);
    addSettings(preview, fuses.settings);
    if (fuses.downloadLock)
        addSettings(preview, {*fuses.downloadLock});
    for (const QString &field : fuses.writeProtect)
        preview.changes.push_back({field, Preview::tr("no longer writable")});
    addLosses(preview, profile, fuses);
    return preview;
}

Result<StartPreview> previewOf(const line::Batch &batch, const chip::Catalogue &chips)
{
    StartPreview all;
    for (const QString &file : batch.profileFiles) {
        FB_TRY(const Bytes json, readFile(file));
        FB_TRY(const provision::Profile profile, provision::parseProfile(json, file, chips));
        FB_TRY(const chip::Chip *chip, chips.byId(profile.chip));
        const StartPreview one = previewOf(profile, *chip);
        all.irreversible = all.irreversible || one.irreversible;
        for (const FuseChange &change : one.changes) {
            const auto same = [&change](const FuseChange &c) { return c.fuse == change.fuse && c.becomes == change.becomes; };
            if (std::none_of(all.changes.begin(), all.changes.end(), same))
                all.changes.push_back(change);
        }
        all.impossible << one.impossible;
    }
    all.impossible.removeDuplicates();
    return all;
}

} // namespace fb::ui
