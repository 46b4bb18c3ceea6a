// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/inflater.h"
#include "sim/registers.h"

#include <array>

namespace fb::sim {

/** What the ROM can make happen around itself. */
class RomSurroundings
{
public:
    virtual ~RomSurroundings() = default;
    /** Frames and sends one answer. */
    virtual void answer(ByteView payload) = 0;
    /** Waits until everything sent is out, then changes the UART's rate. */
    virtual void changeRate(int baud) = 0;
    virtual void restart() = 0;          ///< software reset; goes where the strap pin says
    virtual void startFromFlash() = 0;   ///< as if the strap pin said so
    virtual void startFromMemory() = 0;  ///< at an address of RAM
};

/** The hardware that the ROM works on. */
struct Board
{
    const chip::Chip &chip;
    const efuse::ControllerModel &eFuses;
    FlashChip &flash;
    Registers &registers;
    Timing &timing;
};

/**
 * The serial loader of the mask ROM: commands as the vendor's serial protocol page lists them, answers as the ROMs of
 * ESP32 and ESP32-C3 were seen to give them, with what is left over from earlier answers in the bytes that mean nothing.
 */
class Rom
{
public:
    Rom(const Board &board, RomSurroundings &around) : m_board(board), m_around(around) {}

    void reset();
    /** One frame from the host, unescaped. May throw PowerLost. */
    void handle(ByteView frame);
    /** Nothing was understood since the reset: the rate is still open. */
    [[nodiscard]] bool isSynced() const { return m_synced; }
    void forgetSync() { m_synced = false; }

private:
    struct Outcome
    {
        std::uint8_t error = 0;        ///< 0: good
        std::size_t dataSize = 0;      ///< bytes before the status, in m_reply from offset 8 on
        bool clearsError = true;       ///< good answers of some commands still show the last error byte
        bool known = true;             ///< false: not a command of this ROM
    };
    /** Which kind of transfer is going on. */
    enum class Transfer { None, Memory, Flash, Deflated };
    struct Session
    {
        Transfer kind = Transfer::None;
        std::uint32_t next = 0;    ///< sequence number expected
        std::uint32_t address = 0; ///< where the next byte goes
        bool encrypts = false;
        Inflater inflater;
    };

    [[nodiscard]] Outcome run(std::uint8_t op, ByteView data, std::uint32_t checksum);
    [[nodiscard]] Outcome runFlash(std::uint8_t op, ByteView data, std::uint32_t checksum);
    void reply(std::uint8_t op, const Outcome &outcome);
    void afterwards(std::uint8_t op, ByteView data);
    [[nodiscard]] bool allows(std::uint8_t op) const;

    [[nodiscard]] Outcome sync(ByteView data);
    [[nodiscard]] Outcome readRegister(ByteView data);
    [[nodiscard]] Outcome writeRegisters(ByteView data);
    [[nodiscard]] Outcome securityInfo();
    [[nodiscard]] Outcome setFlashParameters(ByteView data);
    [[nodiscard]] Outcome begin(Transfer kind, ByteView data);
    [[nodiscard]] std::uint8_t eraseFor(std::uint32_t size);
    [[nodiscard]] Outcome take(Transfer kind, ByteView data, std::uint32_t checksum);
    [[nodiscard]] std::uint8_t store(ByteView bytes);
    [[nodiscard]] std::uint8_t storeInFlash(ByteView bytes);
    [[nodiscard]] std::uint8_t storeEncrypted(ByteView bytes);
    [[nodiscard]] Outcome finish(Transfer kind);
    [[nodiscard]] Outcome digest(ByteView data);
    [[nodiscard]] Outcome readFlash(ByteView data);

    [[nodiscard]] bool flashHolds(std::uint32_t address, std::uint64_t length) const;
    [[nodiscard]] bool shows(QStringView eFuseField) const;

    Board m_board;
    RomSurroundings &m_around;
    Session m_session;
    std::uint32_t m_flashSize = 0; ///< as told by SPI_SET_PARAMS; 0: not told
    bool m_synced = false;
    std::uint8_t m_op = 0;     ///< of the last command that this ROM knows
    std::uint8_t m_error = 0;  ///< of the last failure
    std::uint32_t m_value = 0; ///< the value field keeps what the last command put there
    std::array<std::uint8_t, 80> m_reply{}; ///< payload from offset 8 on, never cleared between answers
};

} // namespace fb::sim
