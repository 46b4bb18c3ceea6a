// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/rom_client.h"

#include "link/flash_reader.h"
#include "link/flash_writer.h"
#include "link/rom_client_impl.h"
#include "link/spi_flash_command.h"

#include <QCoreApplication>

namespace fb::link {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t WritesPerPacket = 60; ///< 16 bytes each; ROMs were seen to take 100

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::link", text);
}

Request registerPacket(std::span<const efuse::RegisterWrite> writes)
{
    Request request{Op::WriteReg, {}, 0};
    request.data.reserve(writes.size() * 16);
    for (const efuse::RegisterWrite &write : writes) {
        for (const std::uint32_t word : {write.address, write.value, write.mask, write.delayAfterUs})
            appendLe32(request.data, word);
    }
    return request;
}

milliseconds delaysOf(std::span<const efuse::RegisterWrite> writes)
{
    std::uint64_t sum = 0;
    for (const efuse::RegisterWrite &write : writes)
        sum += write.delayAfterUs;
    return milliseconds(static_cast<qint64>(sum / 1000 + 1));
}

/** Console text: control characters other than line ends and tabs become question marks, so that no terminal obeys them. */
QString consoleText(const Bytes &raw)
{
    QString text = QString::fromUtf8(toQByteArray(raw));
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control && c != QLatin1Char('\n') && c != QLatin1Char('\r') && c != QLatin1Char('\t'))
            c = QLatin1Char('?');
    }
    return text;
}

} // namespace

Result<void> RomClient::Impl::needOpenRegisters() const
{
    if (!secureDownload())
        return {};
    return Error(errors::SecureDownload, tr("The unit is in secure download mode: registers and flash cannot be read."),
                 tr("Ask its firmware, or look at the records of its provisioning."), session.transport().name());
}

void RomClient::Impl::restoreBaud()
{
    if (!connected || hasResetLines || session.baud() == RomBaud || !session.inStep())
        return;
    session.transport().ignoreCancel(true);
    (void)session.exchange({wordsRequest(Op::ChangeBaudrate, {RomBaud, 0}), 0, 200ms, 1});
}

RomClient::RomClient(std::unique_ptr<Transport> transport, const chip::Catalogue &catalogue) :
    m_impl(std::make_unique<Impl>(std::move(transport), catalogue))
{
}

RomClient::~RomClient()
{
    m_impl->restoreBaud();
}

Result<void> RomClient::connect(const ConnectOptions &options, const Progress &progress)
{
    m_impl->connected = false;
    m_impl->identity = {};
    RomSession &session = m_impl->session;
    FB_CHECK(synchronise(session, options, progress));
    FB_TRY(m_impl->identity, identify(session, m_impl->catalogue));
    FB_TRY(m_impl->hasResetLines, session.transport().setModemLines({}, false));
    m_impl->connected = true;
    return changeBaud(session, m_impl->identity, options.baud);
}

const chip::Chip &RomClient::chip() const
{
    Q_ASSERT(m_impl->identity.chip);
    return *m_impl->identity.chip;
}

bool RomClient::inSecureDownloadMode() const
{
    return m_impl->secureDownload();
}

const std::optional<SecurityInfo> &RomClient::securityInfo() const
{
    return m_impl->identity.security;
}

Result<std::uint32_t> RomClient::readRegister(std::uint32_t address)
{
    FB_CHECK(m_impl->needOpenRegisters());
    FB_TRY(const Answer answer, m_impl->session.checked({wordsRequest(Op::ReadReg, {address}), 0, QueryTimeout, QueryAttempts}));
    return answer.value;
}

Result<void> RomClient::writeRegisters(std::span<const efuse::RegisterWrite> writes)
{
    FB_CHECK(m_impl->needOpenRegisters());
    while (!writes.empty()) {
        const auto packet = writes.first(std::min(writes.size(), WritesPerPacket));
        FB_CHECK(m_impl->session.checked({registerPacket(packet), 0, DefaultTimeout + 2 * delaysOf(packet), 1}));
        writes = writes.subspan(packet.size());
    }
    return {};
}

void RomClient::holdCancel(bool hold)
{
    m_impl->cancelHolds += hold ? 1 : -1;
    m_impl->session.transport().ignoreCancel(m_impl->cancelHolds > 0);
}

Result<SecurityInfo> RomClient::readSecurityInfo()
{
    FB_TRY(const SecurityInfo info, requestSecurityInfo(m_impl->session));
    m_impl->identity.security = info;
    return info;
}

Result<RomClient::FlashInfo> RomClient::attachFlash(std::uint32_t sizeIfUnknown)
{
    FB_CHECK(m_impl->session.checked({wordsRequest(Op::SpiAttach, {0, 0}), 0, QueryTimeout, QueryAttempts}));
    FlashInfo info{0, sizeIfUnknown};
    if (!inSecureDownloadMode()) {
        FB_TRY(info.jedecId, readJedecId(*this, chip().spi));
        if (info.jedecId == 0 || info.jedecId == 0xFFFFFF)
            return Error(errors::NoFlash, tr("The flash chip does not answer."),
                         tr("Check the module, its flash wiring and its supply voltage."), m_impl->session.transport().name());
        info.size = flashSizeOf(info.jedecId).value_or(sizeIfUnknown);
    }
    const Request parameters = wordsRequest(Op::SpiSetParams, {0, info.size, FlashEraseBlockSize, FlashSectorSize, 256, 0xFFFF});
    FB_CHECK(m_impl->session.checked({parameters, 0, QueryTimeout, QueryAttempts}));
    return info;
}

Result<void> RomClient::writeFlash(std::uint32_t address, ByteView contents, Compression compression, const Progress &progress)
{
    const bool deflate = compression == Compression::Deflate && !inSecureDownloadMode();
    return FlashWriter(m_impl->session, chip().hasEncryptedFlashWrite).write(address, contents, deflate, progress);
}

Result<Bytes> RomClient::flashMd5(std::uint32_t address, std::uint32_t length)
{
    FB_CHECK(m_impl->needOpenRegisters());
    return requestFlashMd5(m_impl->session, address, length);
}

Result<Bytes> RomClient::readFlash(std::uint32_t address, std::uint32_t length, const Progress &progress)
{
    FB_CHECK(m_impl->needOpenRegisters());
    return readFlashChecked(m_impl->session, address, length, progress);
}

Result<void> RomClient::eraseFlash(std::uint32_t address, std::uint32_t length, const Progress &progress)
{
    return FlashWriter(m_impl->session, chip().hasEncryptedFlashWrite).erase(address, length, progress);
}

Result<bool> RomClient::resetIntoFirmware()
{
    RomSession &session = m_impl->session;
    FB_CHECK(session.setBaud(RomBaud));
    FB_TRY(const bool done, runResetSteps(session, resetIntoFirmwareSteps(isUsbJtagSerial(session.transport().usbIds()))));
    m_impl->connected = m_impl->connected && !done;
    return done;
}

Result<QString> RomClient::captureConsole(QDeadlineTimer deadline, const std::function<bool(const QString &)> &done)
{
    constexpr std::size_t TextLimit = 256 * 1024; // a unit that prints without end cannot fill the memory
    FB_CHECK(m_impl->session.setBaud(RomBaud));
    m_impl->connected = false;
    Bytes raw;
    QString text;
    while (!deadline.hasExpired() && raw.size() < TextLimit && !done(text)) {
        std::array<std::uint8_t, 1024> chunk; // NOLINT(cppcoreguidelines-pro-type-member-init): filled by the read
        FB_TRY(const std::size_t got, m_impl->session.transport().read(chunk, deadline));
        raw.insert(raw.end(), chunk.begin(), chunk.begin() + static_cast<std::ptrdiff_t>(got));
        text = consoleText(raw);
    }
    return text;
}

Transport &RomClient::transport()
{
    return m_impl->session.transport();
}

std::pair<quint64, quint64> RomClient::bytesOnWire() const
{
    return m_impl->session.bytesOnWire();
}

} // namespace fb::link
