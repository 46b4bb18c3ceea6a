// SPDX-License-Identifier: GPL-3.0-or-later
// An image in words: names of header values, and the document of "image info".
#include "image/app_image.h"

#include <QJsonArray>

namespace fb::image {

namespace {

constexpr std::uint16_t Esp32C2 = 12, Esp32C6 = 13, Esp32H2 = 16;

QString byteName(unsigned value)
{
    return QStringLiteral("0x%1").arg(value, 2, 16, QLatin1Char('0'));
}

/** Frequencies in MHz by the low nibble; families with another flash clock number them differently. */
QString frequencyName(std::uint16_t chipId, int nibble)
{
    const auto named = [nibble](int at0, int at1, int at2, int atF) {
        const int megahertz = nibble == 0 ? at0 : nibble == 1 ? at1 : nibble == 2 ? at2 : nibble == 15 ? atF : 0;
        return megahertz != 0 ? QStringLiteral("%1m").arg(megahertz) : byteName(static_cast<unsigned>(nibble));
    };
    switch (chipId) {
    case Esp32C2: return named(30, 20, 15, 60);
    case Esp32C6: return named(80, 0, 20, 80);
    case Esp32H2: return named(24, 16, 12, 48);
    default: return named(40, 26, 20, 80);
    }
}

QJsonObject appToJson(const AppDescriptor &app)
{
    return {{QStringLiteral("secure_version"), qint64(app.secureVersion)},
            {QStringLiteral("version"), app.version},
            {QStringLiteral("project"), app.project},
            {QStringLiteral("time"), app.time},
            {QStringLiteral("date"), app.date},
            {QStringLiteral("idf"), app.idf},
            {QStringLiteral("elf_sha256"), toHex(app.elfSha256)},
            {QStringLiteral("min_efuse_blk_rev"), app.minEfuseBlockRevision},
            {QStringLiteral("max_efuse_blk_rev"), app.maxEfuseBlockRevision},
            {QStringLiteral("mmu_page_log2"), app.mmuPageLog2}};
}

QJsonObject bootloaderToJson(const BootloaderDescriptor &bootloader)
{
    return {{QStringLiteral("secure_version"), bootloader.secureVersion},
            {QStringLiteral("version"), qint64(bootloader.version)},
            {QStringLiteral("idf"), bootloader.idf},
            {QStringLiteral("date_time"), bootloader.dateTime}};
}

QJsonArray segmentsToJson(const std::vector<Segment> &segments)
{
    QJsonArray array;
    for (const Segment &segment : segments)
        array << QJsonObject{{QStringLiteral("load_address"), qint64(segment.loadAddress)},
                             {QStringLiteral("length"), qint64(segment.length)},
                             {QStringLiteral("header_offset"), qint64(segment.headerOffset)},
                             {QStringLiteral("data_offset"), qint64(segment.dataOffset)}};
    return array;
}

} // namespace

QString AppImage::flashMode() const
{
    static constexpr const char *Names[] = {"qio", "qout", "dio", "dout"};
    return flashModeByte < std::size(Names) ? QString::fromLatin1(Names[flashModeByte]) : byteName(flashModeByte);
}

QString AppImage::flashSize() const
{
    const int exponent = flashSizeFreqByte >> 4;
    return exponent <= 7 ? QStringLiteral("%1MB").arg(1 << exponent) : byteName(static_cast<unsigned>(exponent));
}

QString AppImage::flashFrequency() const
{
    return frequencyName(chipId, flashSizeFreqByte & 0x0F);
}

QJsonObject AppImage::toJson(const chip::Chip *chip) const
{
    QJsonObject json{{QStringLiteral("chip_id"), chipId},
                     {QStringLiteral("entry"), qint64(entry)},
                     {QStringLiteral("segment_count"), qint64(segments.size())},
                     {QStringLiteral("flash_mode"), flashMode()},
                     {QStringLiteral("flash_size_freq_byte"), flashSizeFreqByte},
                     {QStringLiteral("flash_size"), flashSize()},
                     {QStringLiteral("flash_freq"), flashFrequency()},
                     {QStringLiteral("wp_pin"), wpPin},
                     {QStringLiteral("min_rev_full"), minRevision},
                     {QStringLiteral("max_rev_full"), maxRevision},
                     {QStringLiteral("hash_appended"), hashAppended},
                     {QStringLiteral("checksum"), checksumStored},
                     {QStringLiteral("checksum_valid"), checksumValid()},
                     {QStringLiteral("image_length"), qint64(length)},
                     {QStringLiteral("segments"), segmentsToJson(segments)}};
    if (chip != nullptr)
        json.insert(QStringLiteral("chip"), chip->id);
    if (hashAppended) {
        json.insert(QStringLiteral("sha256"), toHex(hashStored));
        json.insert(QStringLiteral("sha256_valid"), hashValid());
    }
    if (app)
        json.insert(QStringLiteral("app_desc"), appToJson(*app));
    if (bootloader)
        json.insert(QStringLiteral("bootloader_desc"), bootloaderToJson(*bootloader));
    return json;
}

} // namespace fb::image
