// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of the controller model share: both families, and the register sequences of a host.
#pragma once

#include "efuse/coding.h"
#include "efuse/memory_controller.h"

#include <QRandomGenerator>

#include <numeric>

namespace fb::test {

inline Bytes counting(std::size_t size)
{
    Bytes out(size);
    std::iota(out.begin(), out.end(), std::uint8_t{0});
    return out;
}

inline Bytes randomBytes(QRandomGenerator &random, std::size_t size)
{
    Bytes out(size);
    for (auto &byte : out)
        byte = static_cast<std::uint8_t>(random.bounded(256));
    return out;
}

/** Block 0 with one field set. */
inline Bytes block0With(const chip::Chip &chip, QStringView field, std::uint64_t value)
{
    efuse::State state(chip);
    state.setValue(field, value);
    return toBytes(state.block(0));
}

/** One unit, worked by registers only. */
struct Unit
{
    explicit Unit(const chip::Chip &description, efuse::ControllerModel::Clock clock = {}) :
        chip(&description), model(description, std::move(clock))
    {
    }

    [[nodiscard]] std::uint32_t at(const char *name) const { return chip->efuseBase + chip->efuseRegisters.value(QLatin1String(name)); }
    [[nodiscard]] bool isEsp32() const { return chip->controller == chip::EfuseController::Esp32; }

    /** Bytes as they are, into the window of the block. */
    void fillWindow(int block, ByteView words)
    {
        const std::uint32_t window = isEsp32() ? chip->efuseBase + chip->block(block)->writeOffset : at("PGM_DATA0");
        for (std::size_t i = 0; i + 4 <= words.size(); i += 4)
            model.write(window + static_cast<std::uint32_t>(i), readLe32(words, i));
    }
    void clearWindows()
    {
        for (const chip::EfuseBlock &block : chip->blocks)
            fillWindow(block.id, Bytes(isEsp32() ? static_cast<std::size_t>(block.words) * 4 : 44));
    }
    std::chrono::microseconds start(int block)
    {
        model.write(at("CONF"), 0x5A5A);
        return model.write(at("CMD"), isEsp32() ? 2U : 2U | static_cast<std::uint32_t>(block) << 2);
    }
    /** Without a load afterwards. */
    void burnWords(int block, ByteView words)
    {
        clearWindows();
        fillWindow(block, words);
        start(block);
    }
    /** Codes the data as the unit's scheme asks, burns and loads. */
    void burn(int block, ByteView data)
    {
        const efuse::State state = model.trueState();
        const chip::EfuseBlock &description = *chip->block(block);
        const efuse::Coding coding = state.coding(description);
        burnWords(block, efuse::encodeBlock(coding, data, state.dataSize(description)).view());
        load();
    }
    std::chrono::microseconds load()
    {
        model.write(at("CONF"), 0x5AA5);
        return model.write(at("CMD"), 1);
    }
    /** What the read registers of the block show. */
    [[nodiscard]] Bytes shown(int block) const
    {
        Bytes out;
        const chip::EfuseBlock &description = *chip->block(block);
        for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(description.words); ++i)
            appendLe32(out, model.read(chip->efuseBase + description.readOffset + 4 * i));
        return out;
    }
    [[nodiscard]] Bytes shown(int block, std::size_t firstBytes) const { return toBytes(ByteView(shown(block)).first(firstBytes)); }
    [[nodiscard]] Bytes truth(int block) const { return toBytes(model.trueBlock(block).view()); }
    [[nodiscard]] std::uint32_t offset(std::uint32_t registerOffset) const { return model.read(chip->efuseBase + registerOffset); }

    const chip::Chip *chip;
    efuse::ControllerModel model;
};

} // namespace fb::test
