// SPDX-License-Identifier: GPL-3.0-or-later
// What a recording may not hold. Key bytes pass the link when they are written to the eFuse controller, when they are read
// back before their read protection, and again in the value field of every later answer, where ROMs leave the last
// word read. Each such byte becomes "xx" in the recording.
#pragma once

#include "chip/chip.h"
#include "link/rom_protocol.h"
#include "link/slip.h"

#include <deque>

namespace fb::link {

/** First and one-past-last absolute address. */
struct AddressRange
{
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    [[nodiscard]] bool contains(std::uint32_t address) const { return address >= begin && address < end; }
};

struct RedactionRules
{
    std::vector<AddressRange> secretWrites; ///< values written here are blanked
    std::vector<AddressRange> secretReads;  ///< values read from here are blanked
    bool flashData = true;                  ///< contents of flash and RAM blocks, written or read
};

/** eFuse areas of every family known, since a recording starts before the chip is. */
[[nodiscard]] RedactionRules redactionRulesFor(const chip::Catalogue &catalogue, bool flashData = true);

/** One transport's traffic in, text for a recording out: two characters a byte, "xx" for a blanked one. */
class Redactor
{
public:
    explicit Redactor(RedactionRules rules) : m_rules(std::move(rules)) {}

    /** One write. What is not a run of whole frames is blanked altogether. */
    [[nodiscard]] QString written(ByteView wire);
    /** One read; empty where the bytes are held until their frame is complete. */
    [[nodiscard]] QString received(ByteView wire);
    /** What is still held, blanked: call before any event but a read. */
    [[nodiscard]] QString flushHeld();

private:
    void noteRequest(ByteView frame);
    void noteAnswer(const Answer &answer);
    [[nodiscard]] QString requestText(ByteView frame) const;
    [[nodiscard]] QString answerText(ByteView frame);
    [[nodiscard]] QString heldFrame();
    [[nodiscard]] bool mustHold() const;

    RedactionRules m_rules;
    std::deque<bool> m_openReads;  ///< READ_REG requests without answer so far: secret or not
    bool m_valueIsSecret = false;  ///< the value field of answers may show a key
    bool m_flashIsOpen = false;    ///< a flash read is under way
    Bytes m_held;
};

} // namespace fb::link
