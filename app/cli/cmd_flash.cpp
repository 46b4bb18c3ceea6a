// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.h"
#include "base/json_reader.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/unit_link.h"
#include "crypto/keys.h"
#include "link/rom_protocol.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace fb::cli {

namespace {

constexpr ErrorCode BadFlashArguments{"usage.flash_arguments", ErrorKind::Usage};
constexpr ErrorCode DoesNotFit{"flash.does_not_fit", ErrorKind::BadInput};
constexpr ErrorCode Overlap{"flash.files_overlap", ErrorKind::BadInput};

struct FlashOptions
{
    PortOptions port;
    std::vector<std::string> pairs; ///< address, file, address, file, …
    std::string address, size, out;
    bool uncompressed = false;
    bool all = false;
};

/** A piece of the flash, with what shall be there. */
struct Piece
{
    std::uint32_t address = 0;
    QString file;
    Bytes contents;
};

/** A unit with its flash attached. */
struct Unit
{
    std::unique_ptr<link::RomClient> rom;
    std::uint32_t flashSize = 0;
};

QString tr(const char *words)
{
    return QCoreApplication::translate("fb::cli", words);
}

QString hexAddress(std::uint32_t address)
{
    return QStringLiteral("0x%1").arg(address, 8, 16, QLatin1Char('0'));
}

Result<std::uint32_t> parseAddress(const std::string &words)
{
    const auto number = parseNumber(text(words));
    if (number && *number >= 0 && *number <= 0xFFFFFFFFLL)
        return static_cast<std::uint32_t>(*number);
    return Error(BadFlashArguments, tr("This is no address or size."), tr("Write it as 0x10000, 65536, 64K or 1M."), text(words));
}

/** Says every tenth of the way once. */
Progress progressOf(Context &context, const QString &activity)
{
    auto said = std::make_shared<int>(0);
    return Progress([&context, activity, said](const ProgressState &state) {
        const int tenth = static_cast<int>(state.fraction * 10);
        if (tenth > std::exchange(*said, std::max(*said, tenth)))
            context.remark(QStringLiteral("%1 %2 %").arg(activity).arg(tenth * 10));
    }, context.stop);
}

Result<std::vector<Piece>> readPieces(const FlashOptions &options)
{
    if (options.pairs.size() % 2 != 0)
        return Error(BadFlashArguments, tr("Each file needs an address before it."), tr("Write ADDRESS FILE, as often as you need."));
    std::vector<Piece> pieces;
    for (std::size_t i = 0; i < options.pairs.size(); i += 2) {
        FB_TRY(const std::uint32_t address, parseAddress(options.pairs[i]));
        FB_TRY(Bytes contents, readFile(text(options.pairs[i + 1])));
        pieces.push_back({address, text(options.pairs[i + 1]), std::move(contents)});
    }
    return pieces;
}

Result<void> checkRange(const Unit &unit, std::uint64_t address, std::uint64_t size, const QString &where)
{
    if (size > 0 && address + size <= unit.flashSize)
        return {};
    if (size == 0)
        return Error(DoesNotFit, tr("There is nothing to do: the length is 0."), tr("Check the file or the size."), where);
    return Error(DoesNotFit, tr("It ends at 0x%1, behind the end of the flash at 0x%2.").arg(address + size, 0, 16).arg(unit.flashSize, 0, 16),
                 tr("Check address and size; the flash of this unit is smaller."), where);
}

std::uint64_t lastSectorEnd(const Piece &piece)
{
    return alignUp(std::uint64_t(piece.address) + piece.contents.size(), link::FlashSectorSize);
}

/** Everything that can be wrong with the whole call, before the first sector is erased. */
Result<void> checkWrites(const Unit &unit, std::vector<Piece> pieces)
{
    std::sort(pieces.begin(), pieces.end(), [](const Piece &a, const Piece &b) { return a.address < b.address; });
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        FB_CHECK(checkRange(unit, pieces[i].address, pieces[i].contents.size(), pieces[i].file));
        if (pieces[i].address % link::FlashSectorSize != 0)
            return Error(link::errors::Unaligned, tr("%1 is not the start of a flash sector.").arg(hexAddress(pieces[i].address)),
                         tr("Choose a multiple of 0x1000: whole sectors are erased."), pieces[i].file);
        if (i > 0 && lastSectorEnd(pieces[i - 1]) > pieces[i].address)
            return Error(Overlap, tr("It shares a flash sector with %1.").arg(pieces[i - 1].file),
                         tr("Check the addresses: a sector of 4096 bytes is erased as a whole."), pieces[i].file);
    }
    return {};
}

Result<Unit> openUnit(Context &context, const FlashOptions &options)
{
    Unit unit;
    FB_TRY(unit.rom, connectUnit(context, options.port));
    FB_TRY(const auto info, unit.rom->attachFlash());
    unit.flashSize = info.size;
    return unit;
}

Result<bool> matches(Unit &unit, const Piece &piece)
{
    FB_TRY(const Bytes there, unit.rom->flashMd5(piece.address, static_cast<std::uint32_t>(piece.contents.size())));
    return there == crypto::md5(piece.contents);
}

QJsonObject pieceJson(const Piece &piece, const char *result, const QJsonValue &value)
{
    return {{QStringLiteral("address"), qint64(piece.address)},
            {QStringLiteral("file"), piece.file},
            {QStringLiteral("size"), qint64(piece.contents.size())},
            {QStringLiteral("md5"), toHex(crypto::md5(piece.contents))},
            {QLatin1String(result), value}};
}

/** In secure download mode nothing can be verified, and the answer says so. */
Result<bool> writePiece(Context &context, Unit &unit, const Piece &piece, bool uncompressed)
{
    const auto compression = uncompressed ? link::RomClient::Compression::None : link::RomClient::Compression::Deflate;
    FB_CHECK(unit.rom->writeFlash(piece.address, piece.contents, compression, progressOf(context, tr("Writing %1").arg(piece.file))));
    if (unit.rom->inSecureDownloadMode())
        return false;
    FB_TRY(const bool same, matches(unit, piece));
    if (same)
        return true;
    return Error(link::errors::ContentsDiffer, tr("What was written is not what the flash now holds."),
                 tr("Repeat with a lower --baud; if it stays, the flash or its supply is bad."), piece.file);
}

Result<int> writeFlash(Context &context, const FlashOptions &options)
{
    FB_TRY(const std::vector<Piece> pieces, readPieces(options));
    FB_TRY(Unit unit, openUnit(context, options));
    FB_CHECK(checkWrites(unit, pieces));
    QJsonArray list;
    QStringList lines;
    for (const Piece &piece : pieces) {
        FB_TRY(const bool verified, writePiece(context, unit, piece, options.uncompressed));
        list.append(pieceJson(piece, "verified", verified));
        lines << tr("%1: %2 bytes from %3, %4").arg(hexAddress(piece.address)).arg(piece.contents.size())
                     .arg(piece.file, verified ? tr("verified") : tr("not verified: secure download mode"));
    }
    context.answer({{QStringLiteral("written"), list}}, lines.join(u'\n'));
    return 0;
}

Result<int> verifyFlash(Context &context, const FlashOptions &options)
{
    FB_TRY(const std::vector<Piece> pieces, readPieces(options));
    FB_TRY(Unit unit, openUnit(context, options));
    QJsonArray list;
    QStringList lines;
    bool allSame = true;
    for (const Piece &piece : pieces) {
        FB_CHECK(checkRange(unit, piece.address, piece.contents.size(), piece.file));
        FB_TRY(const bool same, matches(unit, piece));
        allSame = allSame && same;
        list.append(pieceJson(piece, "same", same));
        lines << tr("%1: %2 %3").arg(hexAddress(piece.address), piece.file, same ? tr("is there") : tr("differs"));
    }
    context.answer({{QStringLiteral("same"), allSame}, {QStringLiteral("pieces"), list}}, lines.join(u'\n'));
    return allSame ? 0 : 1;
}

struct Range
{
    std::uint32_t address = 0;
    std::uint32_t size = 0;
};

Result<Range> rangeOf(const Unit &unit, const FlashOptions &options)
{
    Range range{0, unit.flashSize};
    if (!options.all) {
        FB_TRY(range.address, parseAddress(options.address));
        FB_TRY(range.size, parseAddress(options.size));
    }
    FB_CHECK(checkRange(unit, range.address, range.size, {}));
    return range;
}

Result<int> readFlash(Context &context, const FlashOptions &options)
{
    FB_TRY(Unit unit, openUnit(context, options));
    FB_TRY(const Range range, rangeOf(unit, options));
    FB_TRY(const Bytes contents, unit.rom->readFlash(range.address, range.size, progressOf(context, tr("Reading"))));
    FB_CHECK(writeFile(text(options.out), contents, Overwrite::Refuse));
    const Piece piece{range.address, text(options.out), contents};
    context.answer(pieceJson(piece, "verified", true), tr("%1: %2 bytes read into %3").arg(hexAddress(range.address)).arg(range.size).arg(piece.file));
    return 0;
}

Result<int> eraseFlash(Context &context, const FlashOptions &options)
{
    if (options.all == !options.address.empty() || options.address.empty() != options.size.empty())
        return Error(BadFlashArguments, tr("What shall be erased?"), tr("Give ADDRESS and SIZE, or --all."));
    FB_TRY(Unit unit, openUnit(context, options));
    FB_TRY(const Range range, rangeOf(unit, options));
    FB_CHECK(unit.rom->eraseFlash(range.address, range.size, progressOf(context, tr("Erasing"))));
    context.answer({{QStringLiteral("address"), qint64(range.address)}, {QStringLiteral("size"), qint64(range.size)}},
                   tr("%1: %2 bytes erased").arg(hexAddress(range.address)).arg(range.size));
    return 0;
}

Result<int> md5Flash(Context &context, const FlashOptions &options)
{
    FB_TRY(Unit unit, openUnit(context, options));
    FB_TRY(const Range range, rangeOf(unit, options));
    FB_TRY(const Bytes digest, unit.rom->flashMd5(range.address, range.size));
    context.answer({{QStringLiteral("address"), qint64(range.address)}, {QStringLiteral("size"), qint64(range.size)}, {QStringLiteral("md5"), toHex(digest)}},
                   toHex(digest));
    return 0;
}

void addPairs(CLI::App &verb, FlashOptions &options)
{
    addPortOptions(verb, options.port);
    verb.add_option("PAIRS", options.pairs, "ADDRESS FILE, as often as needed")->required()->expected(2, 64);
}

void addRange(CLI::App &verb, FlashOptions &options, bool required)
{
    addPortOptions(verb, options.port);
    verb.add_option("ADDRESS", options.address, "First byte")->required(required);
    verb.add_option("SIZE", options.size, "Number of bytes")->required(required);
}

} // namespace

void addFlashCommands(CLI::App &root, Context &context)
{
    CLI::App &group = verbGroup(root, "flash", "The flash of one unit: write, read, erase, compare");
    const auto options = std::make_shared<FlashOptions>();
    const auto verb = [&](const char *name, const char *what, const char *example, Result<int> (*action)(Context &, const FlashOptions &)) {
        return addVerb(group, name, what, example, [&context, options, action] { return action(context, *options); });
    };
    CLI::App *write = verb("write", "Erases, writes compressed, and verifies by MD5",
                           "fuseboard-cli flash write --port /dev/ttyUSB0 0x0 bootloader.bin 0x10000 app.bin", writeFlash);
    addPairs(*write, *options);
    write->add_flag("--no-compress", options->uncompressed, "Send the bytes as they are");
    CLI::App *read = verb("read", "Reads flash into a new file", "fuseboard-cli flash read --port /dev/ttyUSB0 0x8000 0x1000 table.bin", readFlash);
    addRange(*read, *options, true);
    read->add_option("OUT", options->out, "New file")->required();
    CLI::App *erase = verb("erase", "Erases whole sectors", "fuseboard-cli flash erase --port /dev/ttyUSB0 0x9000 24K", eraseFlash);
    addRange(*erase, *options, false);
    erase->add_flag("--all", options->all, "The whole flash");
    CLI::App *md5 = verb("md5", "MD5 of a range, computed by the unit", "fuseboard-cli flash md5 --port /dev/ttyUSB0 0x10000 1M", md5Flash);
    addRange(*md5, *options, true);
    CLI::App *verify = verb("verify", "Are these files in the flash? Exit code 1 where not",
                            "fuseboard-cli flash verify --port /dev/ttyUSB0 0x10000 app.bin", verifyFlash);
    addPairs(*verify, *options);
}

} // namespace fb::cli
