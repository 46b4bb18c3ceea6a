// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/demonstration.h"

#include "base/files.h"
#include "base/json_reader.h"
#include "image/app_image_builder.h"
#include "image/partition_table.h"

#include <QCoreApplication>

namespace fb::image {

namespace {

// The slots must lie where generate.py has them, otadata within the first 64 KiB.
constexpr const char *PartitionCsv = "nvs,data,nvs,0x9000,20K,\n"
                                     "otadata,data,ota,0xe000,8K,\n"
                                     "nvs_keys,data,nvs_keys,0x10000,4K,encrypted\n"
                                     "phy_init,data,phy,0x11000,4K,\n"
                                     "ota_0,app,ota_0,0x20000,1M,\n"
                                     "ota_1,app,ota_1,0x120000,1M,\n";

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::image", text);
}

Error damaged(const QString &where)
{
    return {fb::errors::Internal, tr("The built-in demonstration firmware is damaged."), tr("Install the program again."), where};
}

Bytes descriptor()
{
    AppDescriptor app;
    app.project = QStringLiteral("fuseboard-demonstration");
    app.version = QStringLiteral("1");
    app.idf = QStringLiteral("none");
    return makeAppDescriptor(app);
}

/** Rows are "hex | listing"; only the hexadecimal part counts. */
Result<Bytes> codeOf(const QJsonArray &rows, const QString &where)
{
    Bytes code;
    for (const QJsonValue &row : rows) {
        Bytes bytes;
        if (!fromHex(row.toString().section(QLatin1Char('|'), 0, 0).trimmed(), bytes))
            return damaged(where);
        code.insert(code.end(), bytes.begin(), bytes.end());
    }
    return code;
}

Result<ImagePlan> planOf(const QJsonObject &program, const chip::Chip &chip, const QString &where)
{
    JsonReader reader(program, where);
    ImagePlan plan;
    plan.chipId = chip.imageChipId;
    plan.entry = static_cast<std::uint32_t>(reader.integer("entry", 0, 0xFFFFFFFF));
    for (const QJsonValue &value : reader.array("segments")) {
        JsonReader segment(value.toObject(), where);
        const auto load = static_cast<std::uint32_t>(segment.integer("load", 0, 0xFFFFFFFF));
        FB_TRY(Bytes code, codeOf(segment.arrayOr("rows"), where));
        plan.segments.push_back({load, segment.boolOr("descriptor", false) ? descriptor() : std::move(code)});
        FB_CHECK(segment.finish());
    }
    FB_CHECK(reader.finish());
    return plan;
}

} // namespace

Result<DemonstrationFirmware> demonstrationFirmware(const chip::Chip &chip)
{
    const QString path = QStringLiteral(":/firmware/%1.json").arg(chip.id);
    const Result<Bytes> text = readFile(path);
    if (!text.ok())
        return Error(errors::NoDemonstration, tr("There is no demonstration firmware for %1.").arg(chip.name), tr("Give firmware of your own."));
    FB_TRY(const QJsonObject document, parseJsonObject(*text, path));
    FB_TRY(const ImagePlan bootloader, planOf(document.value(QLatin1String("bootloader")).toObject(), chip, path));
    FB_TRY(const ImagePlan app, planOf(document.value(QLatin1String("app")).toObject(), chip, path));
    FB_TRY(const PartitionTable table, partitionTableFromCsv(viewOf(PartitionCsv), {}));
    FB_TRY(Bytes binaryTable, partitionTableToBinary(table));
    return DemonstrationFirmware{buildImage(bootloader), std::move(binaryTable), buildImage(app)};
}

} // namespace fb::image
