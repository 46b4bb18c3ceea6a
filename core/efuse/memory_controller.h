// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"
#include "efuse/coding.h"
#include "efuse/register_bus.h"
#include "efuse/state.h"

#include <chrono>
#include <functional>
#include <optional>
#include <set>
#include <utility>

namespace fb::efuse {

/** How long a command keeps the controller busy: rounded measurements of whole commands, the timing registers do not count. */
struct CommandTimes
{
    std::chrono::microseconds program{20'000};
    std::chrono::microseconds load{200};
};
/** ESP32 150 ms for programming (all four blocks in one command), later families 20 ms (one block); loading 0.2 ms. */
[[nodiscard]] CommandTimes commandTimes(chip::EfuseController controller);

/** A cell: block number, and bit of the block as stored (behind the data follow the check symbols of its coding). */
using CellId = std::pair<int, int>;

/**
 * The eFuses of one unit and the registers in front of them, as software on the chip sees them, for both designs of
 * controller (offsets, opcodes and commands: Chip::efuseRegisters and the register summaries of the families).
 *
 * - Cells only ever go from 0 to 1, and keep their contents without power. Registers are lost with it.
 * - The read registers, the error registers and the protections in force change at power-up and by the command READ
 *   (opcode 0x5AA5 in CONF, then 1 in CMD) only: a protection that was burned works from the next load on.
 * - Programming (opcode 0x5A5A, then CMD): ESP32 takes 2 and burns the write windows of all four blocks; later families
 *   take 2 | block << 2 and burn PGM_DATA0..7 with CHECK_VALUE0..2 behind them, block 0 without these. Bits under a
 *   write protection in force are left out one by one (block 0: by field). Software computes the coding: the cells take
 *   whatever the windows hold, so a second, different burn of a coded block spoils its check symbols.
 * - Loading decodes: ESP32 by the true CODING_SCHEME (wrong groups show in DEC_STATUS, four bits a block from BLOCK1
 *   on), later families by Reed-Solomon (3-bit count of mended bytes, 7 and the fail bit where more than six are
 *   wrong; positions as Chip::blocks says). What cannot be mended shows as stored. Read-protected blocks and fields
 *   then show zeros; the cells keep the truth.
 * - Any other opcode or command is ignored, as is every write to CMD while a command runs.
 *
 * Not modelled: interrupts, programming voltage and timing registers (kept, without effect). Deterministic; not for use
 * by two threads at once. Contents never leave but by the accessors below and the read registers.
 */
class ControllerModel
{
public:
    /** Time since any fixed moment. Without a clock every command is finished when write() returns. */
    using Clock = std::function<std::chrono::microseconds()>;

    /** All cells 0, powered and loaded. The description must outlive the model. */
    explicit ControllerModel(const chip::Chip &chip, Clock clock = {});

    [[nodiscard]] const chip::Chip &chip() const { return *m_chip; }

    /** True for the whole register area of the eFuse controller (absolute address). */
    [[nodiscard]] bool owns(std::uint32_t address) const;
    /** Of the word that holds `address`; 0 without power and for addresses that are not owned. */
    [[nodiscard]] std::uint32_t read(std::uint32_t address) const;
    /** Writes a whole word. Returns how long the command it started keeps CMD from reading 0; zero where it started none. */
    std::chrono::microseconds write(std::uint32_t address, std::uint32_t value);
    /** Registers to their reset values, then a load. Also after a power cut. */
    void powerUp();
    [[nodiscard]] bool hasPower() const { return m_powered; }
    /** By the injected clock. */
    [[nodiscard]] bool isBusy() const;
    [[nodiscard]] std::chrono::microseconds busyUntil() const { return m_busyUntil; }

    /** The register that tells the revision beside the eFuses (Chip::revisionRegister; ESP32: APB_CTL_DATE), as it reads. */
    [[nodiscard]] std::uint32_t revisionRegisterValue() const;
    void setRevisionRegisterBit(bool value) { m_revisionBit = value; }

    /** What the registers show since the last load: a host's view. */
    [[nodiscard]] State toState() const;
    /** What the hardware itself sees: decoded cells of every block, hidden or not; error registers of the last load. */
    [[nodiscard]] State trueState() const;
    /** Replaces all cells by the coded contents of `state`, takes its revision bit, and loads. For setting a unit up. */
    void setTrueState(const State &state);
    /** Decoded cells: words * 4 bytes, under 3/4 coding the last quarter zero. For an unknown block: empty. */
    [[nodiscard]] SecretBytes trueBlock(int id) const;
    /** Replaces one block (coded by the CODING_SCHEME in the cells, so set block 0 before the others) without loading. */
    void setTrueBlock(int id, ByteView data);
    /** The cells themselves, with check symbols: 44 bytes under Reed-Solomon, else words * 4; for keeping a damaged unit. */
    [[nodiscard]] SecretBytes cells(int id) const;
    void setCells(int id, ByteView cells); ///< padded with zeros or cut; without loading

    /**
     * Power goes at the moment when `bits` cells have been burned from now on (ascending block, then ascending bit; cells
     * that were 1 already do not count), over as many commands as that takes; 0: when the next programming command
     * comes. From then on the model has no power until powerUp(). `onCut` is called from write(), once.
     */
    void setPowerCutAfterBits(std::optional<int> bits, std::function<void()> onCut = {});
    /** Cells that refuse to burn. Those that are 1 already stay so. */
    void setStuckBits(std::set<CellId> cells) { m_stuck = std::move(cells); }
    /** Cells of block 0 of which one copy of several refuses: they read as burned and show in the REPEAT_ERR registers. */
    void setWeakBits(std::set<CellId> cells) { m_weak = std::move(cells); }

private:
    struct Place
    {
        std::size_t offset = 0; ///< into m_cells
        std::size_t size = 0;   ///< bytes
    };

    [[nodiscard]] Place placeOf(int id) const;
    [[nodiscard]] bool cell(const Place &place, int bit) const;
    [[nodiscard]] std::uint32_t registerOffset(const char *name) const;
    [[nodiscard]] bool isReadOnly(std::uint32_t offset) const;
    std::chrono::microseconds command(std::uint32_t value);
    std::chrono::microseconds begin(std::chrono::microseconds duration, std::uint32_t commandValue);

    /** Block 0 as the cells hold it, the others blank: what decides on coding and protections. */
    [[nodiscard]] State controlFields() const;
    [[nodiscard]] DecodedBlock decoded(const chip::EfuseBlock &block, Coding coding) const;
    [[nodiscard]] std::vector<std::uint32_t> errorWords() const;
    void load();
    void showBlock(const chip::EfuseBlock &block, const DecodedBlock &contents);
    void showCodingError(const chip::EfuseBlock &block, const DecodedBlock &contents);
    void showRepeatErrors();
    void setRegister(std::uint32_t offset, std::uint32_t value);
    void orRegister(std::uint32_t offset, std::uint32_t bits);

    bool program(std::optional<int> onlyBlock);
    bool burnBlock(const chip::EfuseBlock &block);
    [[nodiscard]] SecretBytes stagedFor(const chip::EfuseBlock &block) const;
    [[nodiscard]] Bytes protectedCells(const chip::EfuseBlock &block) const;
    void cutPower();

    const chip::Chip *m_chip;
    Clock m_clock;
    SecretBytes m_cells;     ///< all blocks, one behind the other
    SecretBytes m_registers; ///< words of the register area, little endian; read windows as loaded
    State m_inForce;         ///< control fields as of the last load
    bool m_revisionBit = false;
    bool m_powered = true;
    std::uint32_t m_runningCommand = 0;
    std::chrono::microseconds m_busyUntil{0};
    std::optional<int> m_bitsUntilCut;
    std::function<void()> m_onCut;
    std::set<CellId> m_stuck;
    std::set<CellId> m_weak;
};

/** A model as a register bus without link and without time; also answers Chip::revisionRegister. */
class ModelBus : public RegisterBus
{
public:
    explicit ModelBus(ControllerModel &model) : m_model(&model) {}

    [[nodiscard]] Result<std::uint32_t> readRegister(std::uint32_t address) override;
    [[nodiscard]] Result<void> writeRegisters(std::span<const RegisterWrite> writes) override;

private:
    ControllerModel *m_model;
};

namespace errors {
inline constexpr ErrorCode NoSuchRegister{"efuse.no_such_register", ErrorKind::Device};
inline constexpr ErrorCode UnitWithoutPower{"efuse.no_power", ErrorKind::Device};
} // namespace errors

} // namespace fb::efuse
