// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/firmware.h"

#include "base/files.h"
#include "crypto/keys.h"
#include "image/app_image.h"

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

/** A complete ESP32 image that starts with its bootloader; smaller than the one of the set above. */
constexpr const char *completeEsp32 = "micropython/ESP32_GENERIC-20230426-v1.20.0.bin";

Result<void> makeSigningKey(const QString &path)
{
    if (QFileInfo::exists(path))
        return {};
    FB_TRY(const auto key, crypto::PrivateKey::generateRsa3072());
    return writeSecretFile(path, key.toPem());
}

/** With its signature sector a bootloader must end before the partition table. */
Result<bool> fitsWhenSigned(const QString &bootloader, const chip::Chip &chip)
{
    FB_TRY(const Bytes bytes, readFile(bootloader));
    FB_TRY(const auto image, image::parseFor(bytes, chip, bootloader));
    return image.signatureOffset() + 4096 <= chip.partitionTableOffset - chip.bootloaderOffset;
}

/** The set's bootloader, or where that grows into the partition table once signed, the one of the complete image. */
Result<QString> chooseBootloader(const QString &set, const QString &imagesFolder, const QString &folder, const chip::Chip &chip)
{
    const QString own = set + QStringLiteral("/bootloader.bin");
    FB_TRY(const bool fits, fitsWhenSigned(own, chip));
    if (fits)
        return own;
    const QString complete = imagesFolder + u'/' + QLatin1String(completeEsp32);
    FB_TRY(const Bytes bytes, readFile(complete));
    FB_TRY(const auto image, image::parseFor(bytes, chip, complete));
    const QString path = QStringLiteral("%1/bootloader-%2.bin").arg(folder, chip.id);
    FB_CHECK(writeFile(path, ByteView(bytes).first(image.length), Overwrite::Replace));
    return QFileInfo(path).absoluteFilePath();
}

std::vector<provision::ImageSource> imagesFrom(const QString &set, const QString &bootloader)
{
    return {{QStringLiteral("bootloader"), bootloader, {}, {}},
            {QStringLiteral("partition-table"), set + QStringLiteral("/partition-table.bin"), {}, {}},
            {QStringLiteral("app"), set + QStringLiteral("/hello_world.bin"), {}, {}}};
}

Result<QString> writeProfile(const QString &folder, const QString &imagesFolder, const Family &family, const chip::Chip &chip)
{
    provision::Profile profile = provision::presetProfile(chip, provision::Preset::Release);
    profile.name = QStringLiteral("demo release %1").arg(chip.name);
    profile.signingKeys = {QStringLiteral("signing-key.pem")};
    const QString set = QDir(imagesFolder).absoluteFilePath(QStringLiteral("sets/") + QLatin1String(family.set));
    if (!imagesFolder.isEmpty() && QFileInfo::exists(set)) {
        FB_TRY(const QString bootloader, chooseBootloader(set, imagesFolder, folder, chip));
        profile.images = imagesFrom(set, bootloader);
    }
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
