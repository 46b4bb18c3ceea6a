// SPDX-License-Identifier: GPL-3.0-or-later
#include "efuse/register_file.h"

#include "efuse/coding.h"

#include <QCoreApplication>

#include <algorithm>

namespace fb::efuse {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::efuse", text);
}

/** In the emulator's file the blocks follow one another, in the order of their numbers. */
std::size_t jointOffset(const chip::Chip &chip, int id)
{
    std::size_t offset = 0;
    for (const chip::EfuseBlock &block : chip.blocks) {
        if (block.id < id)
            offset += static_cast<std::size_t>(block.words) * 4;
    }
    return offset;
}

std::size_t offsetOf(const chip::Chip &chip, const chip::EfuseBlock &block, FileLayout layout)
{
    return layout == FileLayout::Vendor ? block.readOffset : jointOffset(chip, block.id);
}

std::size_t sizeOf(const chip::Chip &chip, FileLayout layout)
{
    return layout == FileLayout::Vendor ? chip.efuseFileSize : chip.emulatorFileSize;
}

/** The emulator knows nothing of the codings of the ESP32: its file holds the words that were programmed. */
bool isStoredCoded(const State &state, const chip::EfuseBlock &block, FileLayout layout)
{
    const Coding coding = state.coding(block);
    return layout == FileLayout::Emulator && (coding == Coding::ThreeQuarters || coding == Coding::Repeat);
}

/** Blocks in ascending order: CODING_SCHEME is in block 0. */
void takeBlock(State &state, const chip::EfuseBlock &block, FileLayout layout, ByteView stored)
{
    if (!isStoredCoded(state, block, layout)) {
        state.setBlock(block.id, stored);
        return;
    }
    const DecodedBlock decoded = decodeBlock(state.coding(block), stored);
    state.setBlock(block.id, decoded.data.view());
    if (state.chip().controller != chip::EfuseController::Esp32 || state.errorRegisters().empty())
        return;
    auto errorWords = state.errorRegisters();
    errorWords.front() |= wrongGroupBits(block.id, decoded.wrongGroups);
    state.setErrorRegisters(std::move(errorWords));
}

} // namespace

std::optional<FileLayout> layoutOf(const chip::Chip &chip, std::size_t fileSize)
{
    for (const FileLayout layout : {FileLayout::Vendor, FileLayout::Emulator}) {
        if (fileSize == sizeOf(chip, layout))
            return layout;
    }
    return std::nullopt;
}

Result<State> parseRegisterFile(const chip::Chip &chip, ByteView file, const QString &where)
{
    State state(chip);
    // Neither layout has room for the revision register; the vendor's virtual ESP32 has its bit set, and so has every
    // ESP32 that can be locked.
    state.setRevisionRegisterBit(chip.revisionRegister.has_value());
    if (file.empty())
        return state;
    const auto layout = layoutOf(chip, file.size());
    if (!layout)
        return Error(errors::BadFile, tr("A file with eFuses of this chip cannot have %1 bytes.").arg(file.size()),
                     tr("Give a file of %1 or %2 bytes.").arg(chip.efuseFileSize).arg(chip.emulatorFileSize), where);
    Bytes image = toBytes(file);
    if (*layout == FileLayout::Vendor)
        std::reverse(image.begin(), image.end());
    for (const chip::EfuseBlock &block : chip.blocks)
        takeBlock(state, block, *layout, ByteView(image).subspan(offsetOf(chip, block, *layout), static_cast<std::size_t>(block.words) * 4));
    if (*layout == FileLayout::Vendor) {
        std::vector<std::uint32_t> errorWords;
        for (const std::uint32_t offset : chip.errorRegisters)
            errorWords.push_back(readLe32(image, offset));
        state.setErrorRegisters(std::move(errorWords));
    }
    return state;
}

Bytes makeRegisterFile(const State &state, FileLayout layout)
{
    const chip::Chip &chip = state.chip();
    Bytes image(sizeOf(chip, layout));
    for (const chip::EfuseBlock &block : chip.blocks) {
        ByteView data = state.block(block.id);
        SecretBytes coded;
        if (isStoredCoded(state, block, layout)) {
            coded = encodeBlock(state.coding(block), data.first(state.dataSize(block)), state.dataSize(block));
            data = coded.view();
        }
        std::copy(data.begin(), data.end(), image.begin() + static_cast<std::ptrdiff_t>(offsetOf(chip, block, layout)));
    }
    if (layout == FileLayout::Emulator)
        return image;
    for (std::size_t i = 0; i < chip.errorRegisters.size(); ++i)
        writeLe32(image, chip.errorRegisters[i], state.errorRegisters()[i]);
    std::reverse(image.begin(), image.end());
    return image;
}

} // namespace fb::efuse
