// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/serial_transport.h"

#include "link/waiting.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFileInfo>
#include <QSerialPort>
#include <QSerialPortInfo>

namespace fb::link {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::link", text);
}

Error missing(const QString &name)
{
    return {errors::PortMissing, tr("There is no such port."), tr("Plug the board in, or check the name of the port."), name};
}

Error openError(const QSerialPort &port, const QString &name)
{
    if (port.error() == QSerialPort::DeviceNotFoundError)
        return missing(name);
    if (port.error() == QSerialPort::PermissionError)
        return {errors::PortBusy, tr("The port cannot be opened: it is in use, or you may not use it."),
                tr("Close the other program that has the port open; on Linux your user needs the group dialout."), name};
    return {errors::PortBusy, tr("The port cannot be opened: %1.").arg(port.errorString()),
            tr("Close other programs that use the port, then plug the board in again."), name};
}

class SerialTransport final : public Transport
{
public:
    SerialTransport(QString name, std::stop_token stop) : m_name(std::move(name)), m_stop(std::move(stop)) {}

    [[nodiscard]] Result<void> open(int baud);
    [[nodiscard]] QString name() const override { return m_name; }
    [[nodiscard]] Result<std::size_t> read(MutableByteView into, QDeadlineTimer deadline) override;
    [[nodiscard]] Result<void> write(ByteView bytes, QDeadlineTimer deadline) override;
    [[nodiscard]] Result<void> setBaud(int baud) override;
    [[nodiscard]] Result<bool> setModemLines(std::optional<bool> dtr, std::optional<bool> rts) override;
    [[nodiscard]] Result<void> discardInput() override;
    void ignoreCancel(bool ignore) override { m_ignoreCancel = ignore; }
    [[nodiscard]] std::pair<quint16, quint16> usbIds() const override { return m_usbIds; }

private:
    [[nodiscard]] std::stop_token activeStop() const { return m_ignoreCancel ? std::stop_token() : m_stop; }
    [[nodiscard]] Error gone() const;
    /** A wait that ended without its event: time, or a port that is no longer there. */
    [[nodiscard]] Result<bool> endedWait() const;
    [[nodiscard]] bool failed() const;
    void readUsbIds();

    QString m_name;
    std::stop_token m_stop;
    bool m_ignoreCancel = false;
    // A thread that was not made by QThread gets Qt's event dispatcher from the first event loop object; QSerialPort's
    // notifiers need one. The loop itself never runs.
    QEventLoop m_dispatcher;
    QSerialPort m_port;
    std::pair<quint16, quint16> m_usbIds{0, 0};
};

Result<void> SerialTransport::open(int baud)
{
    if (m_name.startsWith(QLatin1Char('/')) && !QFileInfo::exists(m_name))
        return missing(m_name);
    m_port.setPortName(m_name);
    m_port.setBaudRate(baud);
    if (!m_port.open(QIODevice::ReadWrite))
        return openError(m_port, m_name);
    readUsbIds();
    return {};
}

void SerialTransport::readUsbIds()
{
    const QSerialPortInfo info(m_port);
    m_usbIds = {info.vendorIdentifier(), info.productIdentifier()};
}

Error SerialTransport::gone() const
{
    return {errors::PortGone, tr("The port vanished while it was in use."),
            tr("Plug the board in again, use another cable or USB socket, then repeat."), m_name};
}

bool SerialTransport::failed() const
{
    switch (m_port.error()) {
    case QSerialPort::NoError:
    case QSerialPort::TimeoutError:
    case QSerialPort::UnsupportedOperationError: return false;
    default: return true;
    }
}

Result<bool> SerialTransport::endedWait() const
{
    if (failed() || !m_port.isOpen())
        return gone();
    return false;
}

Result<std::size_t> SerialTransport::read(MutableByteView into, QDeadlineTimer deadline)
{
    if (m_port.bytesAvailable() == 0) {
        FB_TRY(const bool came, waitInSlices(deadline, activeStop(), [this](int ms) -> Result<bool> {
                   m_port.clearError();
                   return m_port.waitForReadyRead(ms) ? Result<bool>(true) : endedWait();
               }));
        if (!came)
            return std::size_t{0};
    }
    const qint64 got = m_port.read(reinterpret_cast<char *>(into.data()), static_cast<qint64>(into.size()));
    if (got < 0)
        return gone();
    return static_cast<std::size_t>(got);
}

Result<void> SerialTransport::write(ByteView bytes, QDeadlineTimer deadline)
{
    if (m_port.write(reinterpret_cast<const char *>(bytes.data()), static_cast<qint64>(bytes.size())) < 0)
        return gone();
    while (m_port.bytesToWrite() > 0) {
        FB_TRY(const bool went, waitInSlices(deadline, activeStop(), [this](int ms) -> Result<bool> {
                   m_port.clearError();
                   return m_port.waitForBytesWritten(ms) ? Result<bool>(true) : endedWait();
               }));
        if (!went)
            return Error(errors::NoAnswer, tr("The port takes no more bytes."), tr("Plug the board in again."), m_name);
    }
    return {};
}

Result<void> SerialTransport::setBaud(int baud)
{
    if (m_port.baudRate() == baud || m_port.setBaudRate(baud))
        return {};
    return Error(errors::BadRate, tr("The port cannot run at %1 baud.").arg(baud), tr("Choose a lower rate."), m_name);
}

Result<bool> SerialTransport::setModemLines(std::optional<bool> dtr, std::optional<bool> rts)
{
    const bool done = (!dtr || m_port.setDataTerminalReady(*dtr)) && (!rts || m_port.setRequestToSend(*rts));
    if (done)
        return true;
    // A pseudo-terminal says "inappropriate ioctl"; adapters without lines say it in other words.
    if (m_port.error() == QSerialPort::ResourceError)
        return gone();
    m_port.clearError();
    return false;
}

Result<void> SerialTransport::discardInput()
{
    // First what the driver holds, then what Qt has read already.
    m_port.clear(QSerialPort::Input);
    m_port.readAll();
    if (m_port.error() == QSerialPort::ResourceError)
        return gone();
    m_port.clearError();
    return {};
}

} // namespace

Result<std::unique_ptr<Transport>> openSerialTransport(const PortName &port, int baud, std::stop_token stop)
{
    auto transport = std::make_unique<SerialTransport>(port.path, std::move(stop));
    FB_CHECK(transport->open(baud));
    return std::unique_ptr<Transport>(std::move(transport));
}

} // namespace fb::link
