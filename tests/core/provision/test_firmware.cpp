// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_firmware.h"

#include "image/app_image_builder.h"
#include "image/partition_table.h"

namespace fb::test {

namespace {

/** Neither erased nor compressible to nothing, and the same on every run. */
Bytes filler(std::size_t size)
{
    Bytes bytes(size);
    std::uint32_t value = 2463534242;
    for (std::uint8_t &byte : bytes) {
        value ^= value << 13;
        value ^= value >> 17;
        value ^= value << 5;
        byte = static_cast<std::uint8_t>(value & 0x3F);
    }
    return bytes;
}

image::ImagePlan planFor(const chip::Chip &chip)
{
    image::ImagePlan plan;
    plan.chipId = chip.imageChipId;
    plan.entry = chip.id == QLatin1String("esp32") ? 0x40080400 : 0x403CC710;
    return plan;
}

Bytes appStart()
{
    image::AppDescriptor descriptor;
    descriptor.project = QStringLiteral("test");
    descriptor.version = QStringLiteral("1.0");
    Bytes start = image::makeAppDescriptor(descriptor);
    const QByteArray line("Fuseboard demonstration application for tests\n"); // so that its start is recognised on a console
    start.insert(start.end(), line.begin(), line.end());
    return start;
}

image::PartitionTable table()
{
    using image::Partition;
    image::PartitionTable table;
    table.entries = {Partition{QStringLiteral("nvs"), 1, 2, 0x9000, 0x4000, false, false},
                     Partition{QStringLiteral("otadata"), 1, 0, 0xD000, 0x2000, false, false},
                     Partition{QStringLiteral("phy_init"), 1, 1, 0xF000, 0x1000, false, false},
                     Partition{QStringLiteral("nvs_keys"), 1, 4, 0x10000, 0x1000, true, false},
                     Partition{QStringLiteral("ota_0"), 0, 0x10, 0x20000, 0x100000, false, false},
                     Partition{QStringLiteral("ota_1"), 0, 0x11, 0x120000, 0x100000, false, false}};
    return table;
}

} // namespace

TestFirmware makeTestFirmware(const chip::Chip &chip, std::size_t appSize)
{
    TestFirmware firmware;
    image::ImagePlan bootloader = planFor(chip);
    bootloader.segments.push_back({bootloader.entry, filler(3000)});
    firmware.bootloader = image::buildImage(bootloader);
    image::ImagePlan app = planFor(chip);
    Bytes first = appStart();
    const Bytes rest = filler(appSize);
    first.insert(first.end(), rest.begin(), rest.end());
    app.segments = {{chip.id == QLatin1String("esp32") ? 0x3F400020U : 0x3C000020U, first}, {app.entry, filler(500)}};
    firmware.app = image::buildImage(app);
    firmware.partitionTable = *image::partitionTableToBinary(table());
    return firmware;
}

} // namespace fb::test
