// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/connector.h"

#include "base/log.h"

#include <QCoreApplication>

namespace fb::link {

namespace {

using namespace std::chrono_literals;

constexpr int SyncsPerAttempt = 5;
constexpr auto SyncTimeout = 100ms;
constexpr auto SyncPause = 50ms;
constexpr std::size_t SecurityInfoSize = 20;
constexpr std::size_t ShortSecurityInfoSize = 12; ///< ESP32-S2: without chip id and version

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::link", text);
}

Result<bool> syncFiveTimes(RomSession &session, const Progress &progress)
{
    for (int i = 0; i < SyncsPerAttempt; ++i) {
        FB_CHECK(progress.check());
        FB_TRY(const bool answered, session.sync(SyncTimeout));
        if (answered)
            return true;
        FB_CHECK(session.drain(SyncPause));
    }
    return false;
}

bool saysDownloadDisabled(const QByteArray &text)
{
    return text.contains("Download boot modes disabled") || text.contains("Download mode is disabled");
}

Error noConnection(const RomSession &session)
{
    const QString where = session.transport().name();
    const QByteArray &text = session.noiseText();
    if (saysDownloadDisabled(text))
        return {errors::DownloadDisabled, tr("This unit's download mode is closed for ever by its eFuses."),
                tr("It can be met through its firmware only."), where};
    if (text.contains("boot:0x") || text.contains("ets ") || text.contains("ESP-ROM:"))
        return {errors::NoAnswer, tr("The board is running its firmware instead of download mode."),
                tr("Hold the BOOT button while you press RESET, then repeat."), where};
    if (session.heardAnything())
        return {errors::Garbage, tr("What the unit sends is not readable."),
                tr("Check that it is a board of the ESP32 family, switch it off and on in download mode, use a shorter cable."), where};
    return {errors::NoAnswer, tr("No board answers at this port."),
            tr("Check cable and power, hold the BOOT button while you press RESET, then repeat."), where};
}

/** A unit without reset lines may still run at the rate that an earlier run asked of it. */
int rateOfAttempt(const ConnectOptions &options, bool hasLines, int attempt)
{
    return !hasLines && attempt % 2 == 1 ? options.baud : RomBaud;
}

SecurityInfo parseSecurityInfo(const Bytes &data, bool full)
{
    SecurityInfo info;
    info.flags = readLe32(data, 0);
    info.flashCryptCount = data[4];
    std::copy_n(data.begin() + 5, info.keyPurposes.size(), info.keyPurposes.begin());
    if (full) {
        info.chipId = readLe32(data, 12);
        info.apiVersion = readLe32(data, 16);
    }
    return info;
}

Error unknownChip(const RomSession &session, const QString &what)
{
    return {errors::UnknownChip, tr("This chip is not known to this version (%1).").arg(what),
            tr("Check that the board carries a supported chip; see chip list."), session.transport().name()};
}

Result<std::optional<std::uint32_t>> readMagic(RomSession &session)
{
    const Exchange query{wordsRequest(Op::ReadReg, {MagicRegister}), 0, QueryTimeout, QueryAttempts};
    FB_TRY(const Answer answer, session.exchange(query));
    if (answer.op != static_cast<std::uint8_t>(Op::ReadReg) || answer.failed(0))
        return std::optional<std::uint32_t>(); // registers are closed: secure download mode
    return std::optional<std::uint32_t>(answer.value);
}

Result<Identity> identifyBySecurityInfo(RomSession &session, const chip::Catalogue &catalogue, const QString &otherwise)
{
    const auto info = requestSecurityInfo(session);
    if (!info && !info.error().is(errors::RomRefused))
        return info.error();
    const chip::Chip *chip = info && info->chipId ? catalogue.byImageChipId(static_cast<std::uint16_t>(*info->chipId)) : nullptr;
    if (!chip)
        return unknownChip(session, info && info->chipId ? tr("chip id %1").arg(*info->chipId) : otherwise);
    return Identity{chip, *info};
}

/** The ESP32's ROM measures its crystal against a drifting oscillator; asked for this rate it sets the one wanted. */
Result<std::uint32_t> rateToAskFor(RomSession &session, const Identity &identity, int baud)
{
    constexpr std::uint32_t RtcCalibration = 0x3FF5F06C; // TIMG_RTCCALICFG1: result at bits 7..31
    constexpr std::uint32_t Ck8mFrequency = 0x3FF5A010;  // eFuse BLOCK0 word 4, bits 0..7
    if (identity.chip->id != QLatin1String("esp32"))
        return static_cast<std::uint32_t>(baud);
    FB_TRY(const Answer calibration, session.checked({wordsRequest(Op::ReadReg, {RtcCalibration}), 0, QueryTimeout, QueryAttempts}));
    FB_TRY(const Answer word4, session.checked({wordsRequest(Op::ReadReg, {Ck8mFrequency}), 0, QueryTimeout, QueryAttempts}));
    const double measured = double((calibration.value >> 7) & 0x01FFFFFF) * 15625.0 * double(word4.value & 0xFF) / 40.0;
    const double nominal = measured > 33e6 ? 40e6 : 26e6;
    if (std::abs(measured / nominal - 1.0) > 0.2)
        return static_cast<std::uint32_t>(baud); // no usable measurement: the ROM falls back the same way
    return static_cast<std::uint32_t>(double(baud) * measured / nominal);
}

/** Not SYNC: registers, or the security summary where they are closed, answer at the new rate or not at all. */
Result<bool> stillAnswers(RomSession &session)
{
    for (int i = 0; i < QueryAttempts; ++i) {
        const auto answer = session.exchange({wordsRequest(Op::ReadReg, {MagicRegister}), 0, 200ms, 1});
        if (answer)
            return true;
        if (!answer.error().is(errors::NoAnswer) && !answer.error().is(errors::Garbage))
            return answer.error();
    }
    return false;
}

} // namespace

Result<bool> runResetSteps(RomSession &session, const ResetSteps &steps)
{
    for (const ResetStep &step : steps) {
        FB_TRY(const bool hasLines, session.transport().setModemLines(step.dtr, step.rts));
        if (!hasLines)
            return false;
        if (step.pause > 0ms)
            FB_CHECK(session.drain(step.pause));
    }
    return !steps.empty();
}

Result<void> synchronise(RomSession &session, const ConnectOptions &options, const Progress &progress)
{
    session.forgetNoise();
    FB_CHECK(session.drain(10ms)); // what it said before anybody asked may be the reason why it does not answer
    bool hasLines = options.reset != ResetMode::None;
    for (int attempt = 0; attempt < std::max(options.attempts, 1); ++attempt) {
        FB_CHECK(progress.check());
        FB_CHECK(session.setBaud(rateOfAttempt(options, hasLines, attempt)));
        if (hasLines) {
            FB_TRY(hasLines, runResetSteps(session, downloadResetSteps(options.reset, session.transport().usbIds(), attempt)));
        }
        FB_TRY(const bool answered, syncFiveTimes(session, progress));
        if (answered)
            return {};
        if (saysDownloadDisabled(session.noiseText()))
            break;
    }
    return noConnection(session);
}

Result<SecurityInfo> requestSecurityInfo(RomSession &session)
{
    const Exchange query{Request{Op::GetSecurityInfo, {}, 0}, ShortSecurityInfoSize, QueryTimeout, QueryAttempts};
    FB_TRY(const Answer answer, session.exchange(query));
    const bool full = answer.data.size() >= SecurityInfoSize + 2;
    const Exchange asAnswered{query.request, full ? SecurityInfoSize : ShortSecurityInfoSize, query.timeout, 1};
    const bool foreign = answer.op != static_cast<std::uint8_t>(Op::GetSecurityInfo);
    if (foreign || answer.data.size() < ShortSecurityInfoSize + 2 || answer.failed(asAnswered.dataLength))
        return session.refusal(asAnswered, answer);
    return parseSecurityInfo(answer.data, full);
}

Result<Identity> identify(RomSession &session, const chip::Catalogue &catalogue)
{
    std::optional<std::uint32_t> magic;
    const chip::Chip *byMagic = nullptr;
    for (int i = 0; i < QueryAttempts && !byMagic && (i == 0 || magic); ++i) { // answers carry no checksum: a strange value is read again
        FB_TRY(magic, readMagic(session));
        byMagic = magic ? catalogue.byMagic(*magic) : nullptr;
    }
    if (byMagic && !byMagic->hasSecurityInfo)
        return Identity{byMagic, std::nullopt};
    const QString otherwise = magic ? tr("magic value 0x%1").arg(*magic, 8, 16, QLatin1Char('0')) : tr("closed registers, no security summary");
    FB_TRY(const Identity identity, identifyBySecurityInfo(session, catalogue, otherwise));
    if (byMagic && byMagic != identity.chip)
        return Error(errors::Garbage, tr("The unit calls itself %1 and %2 at once.").arg(byMagic->name, identity.chip->name),
                     tr("Use a shorter cable or a lower rate, then repeat."), session.transport().name());
    return identity;
}

Result<void> changeBaud(RomSession &session, const Identity &identity, int baud)
{
    const int before = session.baud();
    if (baud == before)
        return {};
    FB_TRY(const std::uint32_t asked, rateToAskFor(session, identity, baud));
    FB_CHECK(session.checked({wordsRequest(Op::ChangeBaudrate, {asked, 0}), 0, DefaultTimeout, 1}));
    FB_CHECK(session.setBaud(baud));
    FB_CHECK(session.drain(20ms)); // bytes sent while the rate changed are garbage
    FB_TRY(const bool good, stillAnswers(session));
    if (good)
        return {};
    qCWarning(logLink) << "no answer at" << baud << "baud, going on at" << before;
    FB_CHECK(session.setBaud(before));
    FB_TRY(const bool back, session.sync(DefaultTimeout));
    if (back)
        return {};
    return Error(errors::BadRate, tr("The unit does not answer at %1 baud any more.").arg(baud),
                 tr("Choose a lower rate and bring the unit into download mode again."), session.transport().name());
}

} // namespace fb::link
