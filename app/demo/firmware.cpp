// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/firmware.h"

#include "base/files.h"
#include "crypto/keys.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>

namespace fb::demo {

namespace {

struct Family
{
    const char *chip;
    const char *set; ///< below images/sets
};

constexpr Family families[] = {{"esp32", "hello-world/ESP32"}, {"esp32c3", "hello-world/ESP32_C3"}};

Result<void> makeSigningKey(const QString &path)
{
    if (QFileInfo::exists(path))
        return {};
    FB_TRY(const auto key, crypto::PrivateKey::generateRsa3072());
    return writeSecretFile(path, key.toPem());
}

std::vector<provision::ImageSource> imagesFrom(const QString &set)
{
    return {{QStringLiteral("bootloader"), set + QStringLiteral("/bootloader.bin"), {}, {}},
            {QStringLiteral("partition-table"), set + QStringLiteral("/partition-table.bin"), {}, {}},
            {QStringLiteral("app"), set + QStringLiteral("/hello_world.bin"), {}, {}}};
}

Result<QString> writeProfile(const QString &folder, const QString &imagesFolder, const Family &family, const chip::Chip &chip)
{
    provision::Profile profile = provision::presetProfile(chip, provision::Preset::Release);
    profile.name = QStringLiteral("demo release %1").arg(chip.name);
    profile.signingKeys = {QStringLiteral("signing-key.pem")};
    const QString set = QDir(imagesFolder).absoluteFilePath(QStringLiteral("sets/") + QLatin1String(family.set));
    if (!imagesFolder.isEmpty() && QFileInfo::exists(set))
        profile.images = imagesFrom(set);
    const QString path = QStringLiteral("%1/release-%2.json").arg(folder, chip.id);
    FB_CHECK(writeFile(path, viewOf(QJsonDocument(profile.toJson()).toJson()), Overwrite::Replace));
    return QFileInfo(path).absoluteFilePath();
}

} // namespace

Result<QStringList> writeProfiles(const QString &folder, const QString &imagesFolder, const chip::Catalogue &chips)
{
    QDir().mkpath(folder);
    FB_CHECK(makeSigningKey(folder + QStringLiteral("/signing-key.pem")));
    QStringList paths;
    for (const Family &family : families) {
        FB_TRY(const chip::Chip *chip, chips.byId(QString::fromLatin1(family.chip)));
        FB_TRY(const QString path, writeProfile(folder, imagesFolder, family, *chip));
        paths << path;
    }
    return paths;
}

} // namespace fb::demo
