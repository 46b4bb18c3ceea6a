// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/redaction.h"

namespace fb::link {

namespace {

constexpr std::size_t RegisterEntrySize = 16;
constexpr std::size_t ValueOffset = 4;
constexpr std::size_t WordSize = 4;
constexpr std::size_t HeldLimit = 32 * 1024;

bool anyContains(const std::vector<AddressRange> &ranges, std::uint32_t address)
{
    return std::any_of(ranges.begin(), ranges.end(), [address](const AddressRange &range) { return range.contains(address); });
}

QString blank(std::size_t bytes)
{
    return QStringLiteral("xx").repeated(static_cast<qsizetype>(bytes));
}

bool isOp(ByteView frame, Op op)
{
    return frame.size() >= FrameHeaderSize && frame[1] == static_cast<std::uint8_t>(op);
}

/** SLIP again, but a blanked byte stands as one "xx", so that not even an escape tells what it was. */
QString frameText(ByteView frame, const std::vector<bool> &blanked)
{
    QString text = QStringLiteral("c0");
    for (std::size_t i = 0; i < frame.size(); ++i) {
        if (blanked[i]) {
            text += QLatin1String("xx");
            continue;
        }
        const Bytes escaped = slipEncode(frame.subspan(i, 1));
        text += toHex(ByteView(escaped).subspan(1, escaped.size() - 2));
    }
    return text + QLatin1String("c0");
}

void mark(std::vector<bool> &blanked, std::size_t at, std::size_t count)
{
    for (std::size_t i = at; i < std::min(at + count, blanked.size()); ++i)
        blanked[i] = true;
}

/** None where the bytes are not whole frames and nothing else. */
std::optional<std::vector<Bytes>> wholeFrames(ByteView wire)
{
    if (wire.empty() || wire.front() != SlipEnd || wire.back() != SlipEnd)
        return std::nullopt;
    SlipDecoder decoder(1024 * 1024);
    decoder.feed(wire);
    std::vector<Bytes> frames;
    while (auto frame = decoder.next())
        frames.push_back(*std::move(frame));
    if (frames.empty() || decoder.noiseBytes() > 0 || decoder.insideFrame())
        return std::nullopt;
    return frames;
}

} // namespace

RedactionRules redactionRulesFor(const chip::Catalogue &catalogue, bool flashData)
{
    RedactionRules rules;
    rules.flashData = flashData;
    for (const auto &chip : catalogue.all()) {
        const std::uint32_t base = chip->efuseBase;
        rules.secretWrites.push_back({base, base + chip->efuseFileSize});
        for (const chip::EfuseBlock &block : chip->blocks) {
            const std::uint32_t size = static_cast<std::uint32_t>(block.words) * WordSize;
            if (block.isKey)
                rules.secretReads.push_back({base + block.readOffset, base + block.readOffset + size});
            if (chip->controller == chip::EfuseController::Esp32 && block.isKey)
                rules.secretReads.push_back({base + block.writeOffset, base + block.writeOffset + size});
        }
        if (chip->controller == chip::EfuseController::Common) {
            constexpr std::uint32_t ProgramWindow = 44; // 8 data words and 3 check words
            const std::uint32_t window = base + chip->efuseRegisters.value(QStringLiteral("PGM_DATA0"));
            rules.secretReads.push_back({window, window + ProgramWindow});
        }
    }
    return rules;
}

QString Redactor::written(ByteView wire)
{
    const auto frames = wholeFrames(wire);
    if (!frames)
        return blank(wire.size());
    QString text;
    for (const Bytes &frame : *frames) {
        noteRequest(frame);
        text += requestText(frame);
    }
    return text;
}

void Redactor::noteRequest(ByteView frame)
{
    m_flashIsOpen = isOp(frame, Op::ReadFlashSlow);
    if (!isOp(frame, Op::ReadReg) || frame.size() < FrameHeaderSize + WordSize)
        return;
    const bool secret = anyContains(m_rules.secretReads, readLe32(frame, FrameHeaderSize));
    if (!m_valueIsSecret)
        m_openReads.clear(); // only what follows a secret read matters
    m_valueIsSecret = m_valueIsSecret || secret;
    if (m_valueIsSecret)
        m_openReads.push_back(secret);
}

QString Redactor::requestText(ByteView frame) const
{
    std::vector<bool> blanked(frame.size());
    if (isOp(frame, Op::WriteReg)) {
        for (std::size_t at = FrameHeaderSize; at + 2 * WordSize <= frame.size(); at += RegisterEntrySize) {
            if (anyContains(m_rules.secretWrites, readLe32(frame, at)))
                mark(blanked, at + WordSize, WordSize);
        }
    }
    const bool block = isOp(frame, Op::FlashData) || isOp(frame, Op::FlashDeflData) || isOp(frame, Op::MemData);
    if (block && m_rules.flashData) {
        mark(blanked, ValueOffset, WordSize); // the checksum is the XOR of what is blanked
        mark(blanked, FrameHeaderSize + BlockHeaderSize, frame.size());
    }
    return frameText(frame, blanked);
}

bool Redactor::mustHold() const
{
    return m_valueIsSecret || (m_flashIsOpen && m_rules.flashData) || !m_held.empty();
}

QString Redactor::received(ByteView wire)
{
    if (!mustHold())
        return toHex(wire);
    QString text;
    for (const std::uint8_t byte : wire) {
        m_held.push_back(byte);
        const bool endsFrame = byte == SlipEnd && m_held.size() > 1;
        if (endsFrame || m_held.size() > HeldLimit)
            text += heldFrame();
    }
    return text;
}

QString Redactor::heldFrame()
{
    const Bytes held = std::exchange(m_held, {});
    const auto frames = wholeFrames(held);
    if (frames && frames->size() == 1)
        return answerText(frames->front());
    if (held.size() == 2 && held.front() == SlipEnd) { // the end of one frame and the start of the next
        m_held = {SlipEnd};
        return QStringLiteral("c0");
    }
    return blank(held.size());
}

QString Redactor::answerText(ByteView frame)
{
    const auto answer = decodeAnswer(frame);
    if (!answer)
        return blank(frame.size() + 2);
    noteAnswer(*answer);
    std::vector<bool> blanked(frame.size());
    if (m_valueIsSecret)
        mark(blanked, ValueOffset, WordSize);
    if (isOp(frame, Op::ReadFlashSlow) && m_rules.flashData && frame.size() > FrameHeaderSize + StatusSize)
        mark(blanked, FrameHeaderSize, frame.size() - FrameHeaderSize - StatusSize);
    return frameText(frame, blanked);
}

void Redactor::noteAnswer(const Answer &answer)
{
    if (answer.op == static_cast<std::uint8_t>(Op::Sync)) {
        m_openReads.clear(); // everything asked before has been answered or lost
        m_valueIsSecret = false;
    } else if (answer.op == static_cast<std::uint8_t>(Op::ReadReg) && !m_openReads.empty()) {
        // Where answers got lost this stays secret for longer than needed, never for less.
        m_valueIsSecret = m_openReads.front() || (m_valueIsSecret && m_openReads.size() > 1);
        m_openReads.pop_front();
    }
}

QString Redactor::flushHeld()
{
    return blank(std::exchange(m_held, {}).size());
}

} // namespace fb::link
