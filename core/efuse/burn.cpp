// SPDX-License-Identifier: GPL-3.0-or-later
#include "efuse/burn.h"
#include "efuse/coding.h"
#include "efuse/stage_rules.h"

#include <QCoreApplication>
#include <QDeadlineTimer>

#include <algorithm>

namespace fb::efuse {

using chip::Chip;
using chip::EfuseBlock;
using chip::EfuseController;

namespace {

constexpr std::uint32_t ProgramOpcode = 0x5A5A;
constexpr std::uint32_t LoadOpcode = 0x5AA5;
constexpr std::uint32_t ProgramCommand = 2;
constexpr std::uint32_t LoadCommand = 1;
constexpr std::uint32_t CommandMask = 3;
constexpr int BlockShift = 2;         ///< of the block number in CMD
constexpr std::uint32_t LoadDelayUs = 1000;
constexpr int Tries = 3;
constexpr int BusyLimitMs = 2000;     ///< the longest command of any family takes a tenth of it

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::efuse", text);
}

/** One unit's controller, its registers by name. */
class Controller
{
public:
    Controller(RegisterBus &bus, const Chip &chip) : m_bus(bus), m_chip(chip) {}

    Result<void> program(const EfuseBlock &block, const SecretBytes &coded)
    {
        FB_CHECK(setTiming());
        return m_chip.controller == EfuseController::Esp32 ? programWindow(block, coded) : programCommon(block, coded);
    }

    /** The read registers take over what is burned. */
    Result<void> load(bool waitForEnd)
    {
        // One call, so that a link can send both in one packet: after it a locked chip answers no register command.
        const RegisterWrite writes[] = {{at("CONF"), LoadOpcode}, {at("CMD"), LoadCommand, 0xFFFFFFFF, LoadDelayUs}};
        const auto sent = m_bus.writeRegisters(writes);
        return waitForEnd && sent.ok() ? waitIdle() : sent;
    }

    Result<void> readBlock(State &state, const EfuseBlock &block)
    {
        Bytes data(static_cast<std::size_t>(block.words) * 4);
        const std::size_t shown = state.dataSize(block);
        for (std::size_t offset = 0; offset < shown; offset += 4) {
            FB_TRY(const std::uint32_t value, m_bus.readRegister(m_chip.efuseBase + block.readOffset + static_cast<std::uint32_t>(offset)));
            writeLe32(data, offset, value);
        }
        state.setBlock(block.id, data);
        wipe(data);
        return {};
    }

    Result<void> readErrors(State &state)
    {
        std::vector<std::uint32_t> values;
        for (const std::uint32_t offset : m_chip.errorRegisters) {
            FB_TRY(const std::uint32_t value, m_bus.readRegister(m_chip.efuseBase + offset));
            values.push_back(value);
        }
        state.setErrorRegisters(std::move(values));
        return {};
    }

    Result<void> readRevision(State &state)
    {
        if (!m_chip.revisionRegister)
            return {};
        FB_TRY(const std::uint32_t value, m_bus.readRegister(*m_chip.revisionRegister));
        state.setRevisionRegisterBit(value >> m_chip.revisionRegisterBit & 1);
        return {};
    }

private:
    [[nodiscard]] std::uint32_t at(const char *name) const
    {
        return m_chip.efuseBase + m_chip.efuseRegisters.value(QLatin1String(name));
    }

    Result<void> setTiming()
    {
        const int crystal = m_bus.crystalMhz().value_or(m_chip.crystalMhz);
        const chip::EfuseTiming *timing = m_chip.timing(crystal);
        if (!timing)
            return Error(errors::NoTiming, tr("Programming times for a crystal of %1 MHz are not known.").arg(crystal),
                         tr("Nothing was burned. Use a board with the usual crystal."));
        std::vector<RegisterWrite> writes;
        for (const chip::EfuseTimingWrite &write : timing->writes)
            writes.push_back({m_chip.efuseBase + write.registerOffset, write.value, write.mask});
        return m_bus.writeRegisters(writes);
    }

    static void appendWords(std::vector<RegisterWrite> &writes, std::uint32_t address, ByteView data)
    {
        for (std::size_t offset = 0; offset < data.size(); offset += 4)
            writes.push_back({address + static_cast<std::uint32_t>(offset), readLe32(data, offset)});
    }

    static void wipeWrites(std::vector<RegisterWrite> &writes)
    {
        for (RegisterWrite &write : writes)
            wipe({reinterpret_cast<std::uint8_t *>(&write.value), sizeof write.value});
    }

    /** ESP32: each block has its own window, and the command burns all of them; the others read as zero. */
    Result<void> programWindow(const EfuseBlock &block, const SecretBytes &coded)
    {
        std::vector<RegisterWrite> writes;
        for (const EfuseBlock &other : m_chip.blocks) {
            const Bytes empty(static_cast<std::size_t>(other.words) * 4);
            appendWords(writes, m_chip.efuseBase + other.writeOffset, other.id == block.id ? coded.view() : ByteView(empty));
        }
        writes.push_back({at("CONF"), ProgramOpcode});
        writes.push_back({at("CMD"), ProgramCommand});
        FB_CHECK(waitIdle());
        const auto sent = m_bus.writeRegisters(writes);
        wipeWrites(writes);
        FB_CHECK(sent);
        FB_CHECK(waitIdle());
        return clearWindow(m_chip.efuseBase + block.writeOffset, static_cast<std::size_t>(block.words) * 4);
    }

    /** Later families: one window for all blocks, the check symbols right behind the data. */
    Result<void> programCommon(const EfuseBlock &block, const SecretBytes &coded)
    {
        std::vector<RegisterWrite> writes;
        appendWords(writes, at("PGM_DATA0"), Bytes(ReedSolomonData + ReedSolomonParity));
        appendWords(writes, at("PGM_DATA0"), coded.view());
        writes.push_back({at("CONF"), ProgramOpcode});
        writes.push_back({at("CMD"), ProgramCommand | static_cast<std::uint32_t>(block.id) << BlockShift});
        FB_CHECK(waitIdle());
        const auto sent = m_bus.writeRegisters(writes);
        wipeWrites(writes);
        FB_CHECK(sent);
        FB_CHECK(waitIdle());
        return clearWindow(at("PGM_DATA0"), ReedSolomonData + ReedSolomonParity);
    }

    Result<void> clearWindow(std::uint32_t address, std::size_t size)
    {
        std::vector<RegisterWrite> writes;
        appendWords(writes, address, Bytes(size));
        return m_bus.writeRegisters(writes);
    }

    /** Twice in a row: on some families the command register reads idle once too early. */
    Result<void> waitIdle()
    {
        QDeadlineTimer deadline(BusyLimitMs);
        for (int idle = 0; idle < 2;) {
            FB_TRY(const std::uint32_t command, m_bus.readRegister(at("CMD")));
            idle = command & CommandMask ? 0 : idle + 1;
            if (idle == 0 && deadline.hasExpired())
                return Error(errors::ControllerBusy, tr("The eFuse controller does not come to an end."), tr("Power the unit off and on, then try again."));
        }
        return {};
    }

    RegisterBus &m_bus;
    const Chip &m_chip;
};

/** Coded blocks need their whole contents for the check symbols; plain ones take the new bits alone. */
SecretBytes codedData(const State &before, const EfuseBlock &block, const BlockBurn &cycle)
{
    const Coding coding = before.coding(block);
    SecretBytes data = cycle.bits.clone();
    if (coding != Coding::None) {
        const ByteView there = before.block(block.id);
        for (std::size_t i = 0; i < std::min(data.size(), there.size()); ++i)
            data.mutableView()[i] |= there[i];
    }
    return encodeBlock(coding, data.view(), before.dataSize(block));
}

/** What the registers show now: the block, the error registers, and what block 0 has hidden. */
Result<State> readBack(Controller &controller, const State &before, const EfuseBlock &block)
{
    State after = before;
    FB_CHECK(controller.readBlock(after, block));
    for (const EfuseBlock *hidden : newlyHidden(before, after))
        FB_CHECK(controller.readBlock(after, *hidden));
    FB_CHECK(controller.readErrors(after));
    return after;
}

bool holdsBits(const State &state, const BlockBurn &cycle)
{
    const ByteView data = state.block(cycle.block);
    const ByteView bits = cycle.bits.view();
    for (std::size_t i = 0; i < std::min(data.size(), bits.size()); ++i) {
        if (bits[i] & ~data[i])
            return false;
    }
    return true;
}

/** A block that the cycle hid must show zeros, or the protection does not work. */
const EfuseBlock *blockThatIsNotHidden(const State &before, const State &after)
{
    for (const EfuseBlock *block : newlyHidden(before, after)) {
        if (!isFilledWith(after.block(block->id), 0))
            return block;
    }
    return nullptr;
}

BurnPlan planOf(const BlockBurn &cycle)
{
    BurnPlan plan;
    BlockBurn copy;
    copy.block = cycle.block;
    copy.bits = cycle.bits.clone();
    plan.cycles.push_back(std::move(copy));
    return plan;
}

/** Fields of block 0 under read protection show zeros although they are set. */
bool isRight(const State &before, const State &after, const EfuseBlock &block, const BlockBurn &cycle)
{
    if (!after.isReadable(block) || after.hasCodingError(block))
        return false;
    if (holdsBits(after, cycle))
        return true;
    const State predicted = predict(before, planOf(cycle));
    const ByteView expected = predicted.block(block.id);
    const ByteView found = after.block(block.id);
    return block.id == 0 && std::equal(expected.begin(), expected.end(), found.begin(), found.end());
}

/** The bits go with the chip's next load; nobody can look afterwards. */
State burnBlindly(Controller &controller, const State &before, const BlockBurn &cycle)
{
    // The answer to the load is lost where the lock works, so its failure says nothing.
    (void)controller.load(false);
    return predict(before, planOf(cycle));
}

} // namespace

Result<State> readState(RegisterBus &bus, const Chip &chip)
{
    Controller controller(bus, chip);
    State state(chip);
    FB_CHECK(controller.readRevision(state));
    for (const EfuseBlock &block : chip.blocks) // block 0 first: it tells the coding of the others
        FB_CHECK(controller.readBlock(state, block));
    FB_CHECK(controller.readErrors(state));
    return state;
}

Result<State> burnCycle(RegisterBus &bus, const State &before, const BlockBurn &cycle)
{
    const Chip &chip = before.chip();
    const EfuseBlock *block = chip.block(cycle.block);
    if (!block)
        return Error(errors::UnknownName, tr("The chip has no block %1.").arg(cycle.block));
    const CancelHold hold(bus);
    Controller controller(bus, chip);
    const SecretBytes coded = codedData(before, *block, cycle);
    for (int attempt = 0; attempt < Tries; ++attempt) {
        FB_CHECK(controller.program(*block, coded));
        if (closesRegisterAccess(chip, cycle))
            return burnBlindly(controller, before, cycle);
        FB_CHECK(controller.load(true));
        FB_TRY(State after, readBack(controller, before, *block));
        if (const EfuseBlock *open = blockThatIsNotHidden(before, after))
            return Error(errors::ReadBackDiffers, tr("%1 is read-protected but can still be read.").arg(open->name), tr("Set the unit aside."), open->name);
        if (isRight(before, after, *block, cycle))
            return after;
    }
    return Error(errors::ReadBackDiffers, tr("%1 does not hold what was burned.").arg(block->name), tr("Set the unit aside; bits of it may be worn out."), block->name);
}

} // namespace fb::efuse
