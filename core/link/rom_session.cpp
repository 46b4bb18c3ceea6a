// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/rom_session.h"

#include <QCoreApplication>

namespace fb::link {

namespace {

using namespace std::chrono_literals;

/** A ROM that does not know a command answers under the name of the command before; the right answer may still follow. */
constexpr milliseconds ForeignGrace = 100ms;
constexpr milliseconds SyncTimeout = 100ms;
constexpr int RegainAttempts = 5;
constexpr qsizetype NoiseTextLimit = 4096;

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::link", text);
}

bool isForeignRefusal(const Answer &answer)
{
    return answer.failed(0) && answer.code(0) == romcode::BadFormat;
}

} // namespace

milliseconds RomSession::wireTime(std::size_t bytes) const
{
    return milliseconds(static_cast<qint64>(bytes) * 10 * 1000 / std::max(m_baud, 300));
}

void RomSession::keepNoise()
{
    if (m_decoder.noiseText().isEmpty())
        return;
    m_noiseText += m_decoder.noiseText();
    m_noiseText = m_noiseText.right(NoiseTextLimit);
}

void RomSession::forgetNoise()
{
    m_noiseText.clear();
    m_heard = false;
}

Result<void> RomSession::clearInput()
{
    FB_CHECK(m_transport->discardInput());
    keepNoise();
    m_decoder.reset();
    return {};
}

Result<void> RomSession::send(const Request &request)
{
    const Bytes wire = slipEncode(encode(request));
    m_sent += wire.size();
    return m_transport->write(wire, QDeadlineTimer(DefaultTimeout + 2 * wireTime(wire.size())));
}

Result<std::size_t> RomSession::receive(QDeadlineTimer deadline)
{
    std::array<std::uint8_t, 4096> chunk; // NOLINT(cppcoreguidelines-pro-type-member-init): filled by the read
    FB_TRY(const std::size_t got, m_transport->read(chunk, deadline));
    m_decoder.feed(ByteView(chunk).first(got));
    m_received += got;
    m_heard = m_heard || got > 0;
    return got;
}

Result<void> RomSession::drain(milliseconds time)
{
    const QDeadlineTimer deadline(time);
    for (bool more = true; more && !deadline.hasExpired();) {
        FB_TRY(const std::size_t got, receive(deadline));
        more = got > 0;
    }
    keepNoise();
    m_decoder.reset();
    return {};
}

Result<void> RomSession::setBaud(int baud)
{
    FB_CHECK(m_transport->setBaud(baud));
    m_baud = baud;
    return {};
}

Result<bool> RomSession::sync(milliseconds timeout)
{
    FB_CHECK(clearInput());
    FB_CHECK(send(syncRequest()));
    int answers = 0;
    const QDeadlineTimer deadline(timeout + wireTime(SyncAnswers * 14 + 48));
    for (bool more = true; more && answers < SyncAnswers && !deadline.hasExpired();) {
        FB_TRY(const std::size_t got, receive(deadline));
        more = got > 0;
        while (const auto frame = m_decoder.next()) {
            const auto answer = decodeAnswer(*frame);
            answers += answer && answer->op == static_cast<std::uint8_t>(Op::Sync);
        }
    }
    m_inStep = answers > 0;
    return answers > 0;
}

Result<void> RomSession::regainStep()
{
    for (int i = 0; i < RegainAttempts && !m_inStep; ++i) {
        FB_CHECK(drain(SyncTimeout / 2));
        FB_CHECK(sync(SyncTimeout));
    }
    return {};
}

Result<std::optional<Answer>> RomSession::waitForAnswer(const Exchange &exchange, QDeadlineTimer deadline)
{
    std::optional<Answer> foreign;
    for (;;) {
        while (const auto frame = m_decoder.next()) {
            auto answer = decodeAnswer(*frame);
            if (answer && answer->op == static_cast<std::uint8_t>(exchange.request.op))
                return answer;
            if (answer && !foreign && isForeignRefusal(*answer)) {
                foreign = std::move(answer);
                deadline = std::min(deadline, QDeadlineTimer(ForeignGrace));
            }
        }
        // Also where bytes keep coming: a line that never stops talking is no answer.
        if (deadline.hasExpired())
            return foreign;
        FB_TRY(const std::size_t got, receive(deadline));
        if (got == 0)
            return foreign;
    }
}

Result<std::optional<Answer>> RomSession::attempt(const Exchange &exchange)
{
    if (!m_inStep)
        FB_CHECK(regainStep());
    if (!m_inStep)
        return std::optional<Answer>();
    FB_CHECK(clearInput());
    FB_CHECK(send(exchange.request));
    const std::size_t onWire = exchange.request.data.size() + exchange.dataLength + 64;
    const QDeadlineTimer deadline(exchange.timeout + 2 * wireTime(onWire));
    FB_TRY(auto answer, waitForAnswer(exchange, deadline));
    // An answer that is too short is a damaged one, unless it is short because the command failed.
    const bool damaged = answer && answer->data.size() < exchange.dataLength + 2 && !answer->failed(exchange.dataLength);
    if (!answer || damaged) {
        m_inStep = false;
        return std::optional<Answer>();
    }
    return answer;
}

Result<Answer> RomSession::exchange(const Exchange &exchange)
{
    for (int i = 0; i < exchange.attempts; ++i) {
        FB_TRY(auto answer, attempt(exchange));
        if (answer)
            return *std::move(answer);
    }
    keepNoise();
    return silence(exchange);
}

Result<Answer> RomSession::checked(const Exchange &exchange)
{
    FB_TRY(auto answer, this->exchange(exchange));
    const bool foreign = answer.op != static_cast<std::uint8_t>(exchange.request.op);
    if (foreign || answer.failed(exchange.dataLength))
        return refusal(exchange, answer);
    return answer;
}

Error RomSession::refusal(const Exchange &exchange, const Answer &answer) const
{
    const std::uint8_t code = answer.code(answer.op == static_cast<std::uint8_t>(exchange.request.op) ? exchange.dataLength : 0);
    return {errors::RomRefused,
            tr("The chip refused %1: %2 (code 0x%3).")
                .arg(opName(static_cast<std::uint8_t>(exchange.request.op)), romErrorText(code))
                .arg(code, 2, 16, QLatin1Char('0')),
            tr("Repeat; if it stays, check cable, power supply and the state of the unit's security settings."), m_transport->name()};
}

Error RomSession::silence(const Exchange &exchange) const
{
    const QString name = opName(static_cast<std::uint8_t>(exchange.request.op));
    if (m_decoder.noiseBytes() > 0 || !m_noiseText.isEmpty())
        return {errors::Garbage, tr("The unit's answer to %1 is not readable.").arg(name),
                tr("Use a shorter cable or a lower rate, and check that nothing else uses the port."), m_transport->name()};
    return {errors::NoAnswer, tr("The unit gave no answer to %1.").arg(name),
            tr("Check cable and power, bring the unit into download mode, then repeat."), m_transport->name()};
}

} // namespace fb::link
