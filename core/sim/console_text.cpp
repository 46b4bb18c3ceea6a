// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/console_text.h"

namespace fb::sim {

namespace {

bool isEsp32(const chip::Chip &chip)
{
    return chip.controller == chip::EfuseController::Esp32;
}

/** Name and date of the ROM where they are known. */
QStringList romLines(const chip::Chip &chip)
{
    if (isEsp32(chip))
        return {QStringLiteral("ets Jul 29 2019 12:21:46"), QString()};
    if (chip.id == QLatin1String("esp32c3"))
        return {QStringLiteral("ESP-ROM:esp32c3-api1-20210207"), QStringLiteral("Build:Feb  7 2021")};
    return {QStringLiteral("ESP-ROM:") + chip.id};
}

QString cause(const chip::Chip &chip, bool softwareReset)
{
    if (isEsp32(chip))
        return softwareReset ? QStringLiteral("0x3 (SW_RESET)") : QStringLiteral("0x1 (POWERON_RESET)");
    return softwareReset ? QStringLiteral("0x3 (RTC_SW_SYS_RST)") : QStringLiteral("0x1 (POWERON)");
}

QString strap(const chip::Chip &chip, bool download)
{
    if (isEsp32(chip))
        return download ? QStringLiteral("0x3 (DOWNLOAD_BOOT(UART0/UART1/SDIO_REI_REO_V2))") : QStringLiteral("0x13 (SPI_FAST_FLASH_BOOT)");
    return download ? QStringLiteral("0x5 (DOWNLOAD(USB/UART0/1))") : QStringLiteral("0xd (SPI_FAST_FLASH_BOOT)");
}

} // namespace

QStringList resetLines(const chip::Chip &chip, bool softwareReset, bool download)
{
    return romLines(chip) << QStringLiteral("rst:%1,boot:%2").arg(cause(chip, softwareReset), strap(chip, download));
}

QString waitingForDownload()
{
    return QStringLiteral("waiting for download");
}

bool isDownloadDisabled(const efuse::State &eFuses)
{
    for (const QStringView name : {u"DIS_DOWNLOAD_MODE", u"UART_DOWNLOAD_DIS"}) {
        if (const auto *field = eFuses.chip().field(name); field && eFuses.value(*field) != 0)
            return true;
    }
    return false;
}

DownloadRefusal downloadRefusal(const chip::Chip &chip)
{
    if (isEsp32(chip))
        return {QStringLiteral("Download mode is disabled. Restart with GPIO0 high."), false};
    return {QStringLiteral("Download boot modes disabled"), true};
}

} // namespace fb::sim
