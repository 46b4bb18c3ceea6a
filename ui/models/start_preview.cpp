// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/start_preview.h"

#include "base/files.h"

#include <QCoreApplication>

#include <algorithm>

namespace fb::ui {

namespace {

struct Preview
{
    Q_DECLARE_TR_FUNCTIONS(fb::ui::Preview)
};

QString arrow(std::uint64_t to)
{
    return QStringLiteral("0 → %1").arg(to);
}

void addEncryption(StartPreview &preview, const chip::Chip &chip)
{
    if (!chip.flashKeyBlocks.isEmpty())
        preview.changes.push_back({chip.flashKeyBlocks.first(), Preview::tr("a new key for each board")});
    preview.changes.push_back({chip.release.flashCryptCount, arrow(chip.release.flashCryptCountValue)});
    preview.impossible << Preview::tr("Reading the flash in plain text") << Preview::tr("Adding another hidden key later");
}

void addSecureBoot(StartPreview &preview, const chip::Chip &chip)
{
    if (!chip.digestBlocks.isEmpty())
        preview.changes.push_back({chip.digestBlocks.first(), Preview::tr("digest of the signing key")});
    preview.changes.push_back({chip.release.secureBootEnable, arrow(1)});
    preview.impossible << Preview::tr("Running firmware that this key has not signed");
}

void addSettings(StartPreview &preview, const provision::Profile &profile, const chip::Chip &chip)
{
    for (const chip::ReleaseSetting &setting : chip.release.settings) {
        const bool general = !setting.secureBoot && !setting.flashEncryption;
        const bool wanted = (setting.secureBoot && profile.secureBoot) || (setting.flashEncryption && profile.flashEncryption);
        if (wanted || (general && (profile.secureBoot || profile.flashEncryption)))
            preview.changes.push_back({setting.field, arrow(setting.value)});
    }
    for (const auto &[field, value] : profile.eFuses)
        preview.changes.push_back({field, arrow(value)});
    const auto touches = [&preview](const char *part) {
        return std::any_of(preview.changes.begin(), preview.changes.end(),
                           [part](const FuseChange &change) { return change.fuse.contains(QLatin1String(part)); });
    };
    if (touches("JTAG"))
        preview.impossible << Preview::tr("Debugging by JTAG");
}

} // namespace

StartPreview previewOf(const provision::Profile &profile, const chip::Chip &chip)
{
    StartPreview preview;
    const bool locks = profile.flashEncryption || profile.secureBoot;
    preview.irreversible = locks || !profile.eFuses.empty();
    if (profile.flashEncryption)
        addEncryption(preview, chip);
    if (profile.secureBoot)
        addSecureBoot(preview, chip);
    addSettings(preview, profile, chip);
    if (locks && profile.lockDownload) {
        preview.changes.push_back({chip.release.downloadLock, arrow(1)});
        preview.impossible << Preview::tr("Writing the flash over the cable as before");
    }
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
