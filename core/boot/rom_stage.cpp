// SPDX-License-Identifier: GPL-3.0-or-later
#include "boot/walk.h"
#include "image/demonstration.h"

#include <QCoreApplication>

namespace fb::boot {

namespace {

// With secure boot v2 the bootloader is checked as a whole in a buffer of this size (ESP-IDF, bootloader guide).
constexpr std::uint32_t Esp32Staging = 48 * 1024;
constexpr std::uint32_t LaterStaging = 64 * 1024;
constexpr std::uint32_t SignatureSector = 4096;

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::boot", text);
}

void printBanner(Walk &walk)
{
    if (walk.isEsp32()) {
        walk.print(QStringLiteral("ets Jul 29 2019 12:21:46"));
        walk.print({});
        walk.print(QStringLiteral("rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)"));
    } else {
        walk.print(QStringLiteral("ESP-ROM:%1-api1-20210207").arg(walk.chip.id));
        walk.print(QStringLiteral("rst:0x1 (POWERON),boot:0xc (SPI_FAST_FLASH_BOOT)"));
    }
}

void printSegments(Walk &walk, const LoadedImage &loaded)
{
    const QString format = !walk.isEsp32() ? QStringLiteral("load:0x%1,len:0x%2") : walk.eFuses.secureBootV2On() ? QStringLiteral("load:0x%1 len:0x%2") : QStringLiteral("load:0x%1,len:%2");
    const int base = walk.isEsp32() && !walk.eFuses.secureBootV2On() ? 10 : 16;
    for (const image::Segment &segment : loaded.image.segments)
        walk.print(format.arg(segment.loadAddress, 8, 16, QLatin1Char('0')).arg(QString::number(segment.length, base)));
    walk.print(QStringLiteral("entry 0x%1").arg(loaded.image.entry, 8, 16, QLatin1Char('0')));
}

bool keyIsBurned(Walk &walk)
{
    if (walk.flash.keyMissing()) {
        walk.bad("rom", QStringLiteral("rom.flash_encryption.no_key"), tr("Flash encryption is on, but no flash key is burned: the unit decrypts with an empty key."),
                 tr("Burn the key with which the flash was encrypted."));
        return false;
    }
    const bool on = walk.flash.encryptionOn();
    walk.good("rom", on ? QStringLiteral("rom.flash_encryption.on") : QStringLiteral("rom.flash_encryption.off"), on ? tr("Flash encryption is on.") : tr("Flash encryption is off."));
    return true;
}

std::uint32_t roomForBootloader(const Walk &walk)
{
    const std::uint32_t table = walk.tableOffset();
    const std::uint32_t gap = table > walk.chip.bootloaderOffset ? table - walk.chip.bootloaderOffset : walk.flash.flashSize();
    const std::uint32_t staging = (walk.isEsp32() ? Esp32Staging : LaterStaging) + SignatureSector;
    return walk.eFuses.secureBootV2On() ? std::min(gap, staging) : gap;
}

} // namespace

void printSecondStage(Walk &walk, const LoadedImage &bootloader)
{
    if (const QString line = image::demonstrationLine(bootloader.bytes); !line.isEmpty())
        walk.print(line);
    else if (bootloader.image.bootloader)
        walk.print(QStringLiteral("I boot: ESP-IDF %1 2nd stage bootloader").arg(bootloader.image.bootloader->idf));
}

bool romStage(Walk &walk)
{
    printBanner(walk);
    if (!keyIsBurned(walk))
        return false;
    const ImageRole role{"rom", QStringLiteral("bootloader"), tr("The bootloader"), roomForBootloader(walk), true};
    const std::uint32_t address = walk.chip.bootloaderOffset;
    const std::optional<LoadedImage> loaded = loadImage(walk, role, address);
    if (!loaded || !signatureHolds(walk, role, *loaded))
        return false;
    walk.good("rom", QStringLiteral("bootloader.loaded"), tr("The bootloader is whole."), address);
    printSegments(walk, *loaded);
    const ImageRole itself{"bootloader", role.id, role.name, role.room, true};
    if (!fitsChip(walk, itself, *loaded))
        return false;
    printSecondStage(walk, *loaded);
    return true;
}

} // namespace fb::boot
