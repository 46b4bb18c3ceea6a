// SPDX-License-Identifier: GPL-3.0-or-later
// Names of partition types and subtypes, as in ESP-IDF's partition table guide.
#include "image/partition_table.h"

#include <array>

namespace fb::image::partition {

namespace {

struct Name
{
    std::uint8_t type;
    std::uint8_t subtype;
    const char *name;
};

constexpr std::array TypeNames{"app", "data", "bootloader", "partition_table"};

constexpr Name SubtypeNames[] = {
    {App, 0x00, "factory"},      {App, 0x20, "test"},          {App, 0x30, "tee_0"},        {App, 0x31, "tee_1"},
    {Data, 0x00, "ota"},         {Data, 0x01, "phy"},          {Data, 0x02, "nvs"},         {Data, 0x03, "coredump"},
    {Data, 0x04, "nvs_keys"},    {Data, 0x05, "efuse"},        {Data, 0x06, "undefined"},   {Data, 0x80, "esphttpd"},
    {Data, 0x81, "fat"},         {Data, 0x82, "spiffs"},       {Data, 0x83, "littlefs"},    {Data, 0x90, "tee_ota"},
    {Bootloader, 0x00, "primary"}, {Bootloader, 0x01, "ota"},  {Bootloader, 0x02, "recovery"},
    {Table, 0x00, "primary"},    {Table, 0x01, "ota"},
};

constexpr int OtaSlots = OtaLast - Ota0 + 1;

QString otaName(int slot)
{
    return QStringLiteral("ota_%1").arg(slot);
}

} // namespace

QString typeName(std::uint8_t type)
{
    return type < TypeNames.size() ? QString::fromLatin1(TypeNames[type]) : QString();
}

QString subtypeName(std::uint8_t type, std::uint8_t subtype)
{
    if (type == App && subtype >= Ota0 && subtype <= OtaLast)
        return otaName(subtype - Ota0);
    for (const Name &known : SubtypeNames) {
        if (known.type == type && known.subtype == subtype)
            return QString::fromLatin1(known.name);
    }
    return {};
}

std::optional<std::uint8_t> typeByName(const QString &name)
{
    for (std::uint8_t type = 0; type < TypeNames.size(); ++type) {
        if (name.compare(QLatin1String(TypeNames[type]), Qt::CaseInsensitive) == 0)
            return type;
    }
    return std::nullopt;
}

std::optional<std::uint8_t> subtypeByName(std::uint8_t type, const QString &name)
{
    for (int slot = 0; type == App && slot < OtaSlots; ++slot) {
        if (name.compare(otaName(slot), Qt::CaseInsensitive) == 0)
            return static_cast<std::uint8_t>(Ota0 + slot);
    }
    for (const Name &known : SubtypeNames) {
        if (known.type == type && name.compare(QLatin1String(known.name), Qt::CaseInsensitive) == 0)
            return known.subtype;
    }
    return std::nullopt;
}

} // namespace fb::image::partition
