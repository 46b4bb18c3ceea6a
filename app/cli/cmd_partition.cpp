// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.h"
#include "cli/commands.h"
#include "cli/key_files.h"
#include "cli/options.h"
#include "image/partition_table.h"

#include <QCoreApplication>

namespace fb::cli {

namespace {

QString tr(const char *words)
{
    return QCoreApplication::translate("fb::cli", words);
}

struct TableOptions
{
    std::string in, out, tableOffset = "0x8000", flashSize, bootloaderOffset, recoveryOffset;
    int secureBootVersion = 0;
    bool noMd5 = false;
};

constexpr qint64 LastAddress = 0xFFFFFFFF;

Result<std::optional<std::uint32_t>> optionalAddress(const std::string &value, const char *option)
{
    if (value.empty())
        return std::optional<std::uint32_t>();
    FB_TRY(const qint64 number, numberOption(value, option, 0, LastAddress));
    return std::optional(static_cast<std::uint32_t>(number));
}

Result<image::PartitionOptions> readOptions(const TableOptions &given)
{
    image::PartitionOptions options;
    options.md5 = !given.noMd5;
    options.secureBootVersion = given.secureBootVersion;
    FB_TRY(const qint64 offset, numberOption(given.tableOffset, "--table-offset", 0x1000, LastAddress));
    options.tableOffset = static_cast<std::uint32_t>(offset);
    FB_TRY(options.primaryBootloaderOffset, optionalAddress(given.bootloaderOffset, "--bootloader-offset"));
    FB_TRY(options.recoveryBootloaderOffset, optionalAddress(given.recoveryOffset, "--recovery-bootloader-offset"));
    if (!given.flashSize.empty()) {
        FB_TRY(const qint64 size, numberOption(given.flashSize, "--flash-size", 1, LastAddress + 1));
        options.flashSize = static_cast<std::uint64_t>(size);
    }
    return options;
}

QString describe(const image::PartitionTable &table)
{
    QString lines = QString::fromUtf8(image::partitionTableToCsv(table));
    if (!table.hasMd5)
        lines += tr("# without MD5 row");
    return lines.trimmed();
}

Result<int> make(Context &context, const TableOptions &options)
{
    FB_CHECK(checkDifferent(options.in, options.out));
    FB_TRY(const image::PartitionOptions wishes, readOptions(options));
    FB_TRY(const Bytes csv, readFile(text(options.in), 1024 * 1024));
    const Result<image::PartitionTable> table = image::partitionTableFromCsv(csv, wishes);
    if (!table.ok())
        return table.error().at(text(options.in));
    FB_TRY(const Bytes binary, image::partitionTableToBinary(*table));
    FB_CHECK(writeFile(text(options.out), binary, Overwrite::Replace));
    context.answer(table->toJson(), describe(*table));
    return 0;
}

Result<int> show(Context &context, const TableOptions &options)
{
    FB_TRY(const Bytes binary, readFile(text(options.in)));
    const Result<image::PartitionTable> table = image::parsePartitionTable(binary);
    if (!table.ok())
        return table.error().at(text(options.in));
    context.answer(table->toJson(), describe(*table));
    return 0;
}

} // namespace

void addPartitionCommands(CLI::App &root, Context &context)
{
    CLI::App &group = verbGroup(root, "partition", "Partition tables");
    auto options = std::make_shared<TableOptions>();
    CLI::App *making = addVerb(group, "make", "Makes the binary table from its CSV", "fuseboard-cli partition make --flash-size 4M partitions.csv partition-table.bin",
                               [&context, options] { return make(context, *options); });
    making->add_option("--table-offset", options->tableOffset, "Flash address of the table itself, 0x8000 where not given");
    making->add_option("--flash-size", options->flashSize, "Size of the flash, to check that everything fits");
    making->add_option("--bootloader-offset", options->bootloaderOffset, "For rows of type bootloader");
    making->add_option("--recovery-bootloader-offset", options->recoveryOffset, "For a recovery bootloader");
    making->add_option("--secure-boot-version", options->secureBootVersion, "1: application sizes are multiples of 64 KiB")->check(CLI::Range(0, 2));
    making->add_flag("--no-md5", options->noMd5, "Without the MD5 row; bootloaders since ESP-IDF 3.1 demand it");
    making->add_option("CSV", options->in, "Table as text")->required();
    making->add_option("OUT", options->out, "File for the binary table")->required();
    CLI::App *showing = addVerb(group, "show", "Shows a binary table as CSV", "fuseboard-cli partition show partition-table.bin", [&context, options] { return show(context, *options); });
    showing->add_option("FILE", options->in, "Binary table, or a flash dump from its address on")->required();
}

} // namespace fb::cli
