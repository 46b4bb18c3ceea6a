// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/tcp_transport.h"

#include "link/waiting.h"

#include <QCoreApplication>
#include <QNetworkProxy>
#include <QTcpSocket>

namespace fb::link {

namespace {

constexpr auto ConnectTime = std::chrono::seconds(5);

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::link", text);
}

class TcpTransport final : public Transport
{
public:
    TcpTransport(const PortName &port, std::stop_token stop) : m_name(port.toString()), m_stop(std::move(stop)) {}

    [[nodiscard]] Result<void> open(const PortName &port);
    [[nodiscard]] QString name() const override { return m_name; }
    [[nodiscard]] Result<std::size_t> read(MutableByteView into, QDeadlineTimer deadline) override;
    [[nodiscard]] Result<void> write(ByteView bytes, QDeadlineTimer deadline) override;
    /** The other end of a TCP link sets its own rate. */
    [[nodiscard]] Result<void> setBaud(int) override { return {}; }
    [[nodiscard]] Result<bool> setModemLines(std::optional<bool>, std::optional<bool>) override { return false; }
    [[nodiscard]] Result<void> discardInput() override;
    void ignoreCancel(bool ignore) override { m_ignoreCancel = ignore; }

private:
    [[nodiscard]] std::stop_token activeStop() const { return m_ignoreCancel ? std::stop_token() : m_stop; }
    [[nodiscard]] Result<bool> endedWait() const;
    [[nodiscard]] Error gone() const;

    QString m_name;
    std::stop_token m_stop;
    bool m_ignoreCancel = false;
    QTcpSocket m_socket;
};

Result<void> TcpTransport::open(const PortName &port)
{
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_socket.connectToHost(port.host, port.tcpPort);
    FB_TRY(const bool came, waitInSlices(QDeadlineTimer(ConnectTime), m_stop, [this](int ms) -> Result<bool> {
               const bool connected = m_socket.state() == QAbstractSocket::ConnectedState || m_socket.waitForConnected(ms);
               const bool refused = m_socket.state() == QAbstractSocket::UnconnectedState;
               return connected || refused;
           }));
    if (!came || m_socket.state() != QAbstractSocket::ConnectedState)
        return Error(errors::PortMissing, tr("Nobody answers at this address: %1.").arg(m_socket.errorString()),
                     tr("Check host and port, and that the fixture or virtual board is running."), m_name);
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    return {};
}

Error TcpTransport::gone() const
{
    return {errors::PortGone, tr("The other end closed the connection."), tr("Check the fixture and its network, then repeat."), m_name};
}

Result<bool> TcpTransport::endedWait() const
{
    if (m_socket.state() != QAbstractSocket::ConnectedState)
        return gone();
    return false;
}

Result<std::size_t> TcpTransport::read(MutableByteView into, QDeadlineTimer deadline)
{
    if (m_socket.bytesAvailable() == 0) {
        FB_TRY(const bool came, waitInSlices(deadline, activeStop(), [this](int ms) -> Result<bool> {
                   return m_socket.waitForReadyRead(ms) ? Result<bool>(true) : endedWait();
               }));
        if (!came)
            return std::size_t{0};
    }
    const qint64 got = m_socket.read(reinterpret_cast<char *>(into.data()), static_cast<qint64>(into.size()));
    if (got < 0)
        return gone();
    return static_cast<std::size_t>(got);
}

Result<void> TcpTransport::write(ByteView bytes, QDeadlineTimer deadline)
{
    if (m_socket.write(reinterpret_cast<const char *>(bytes.data()), static_cast<qint64>(bytes.size())) < 0)
        return gone();
    while (m_socket.bytesToWrite() > 0) {
        FB_TRY(const bool went, waitInSlices(deadline, activeStop(), [this](int ms) -> Result<bool> {
                   return m_socket.waitForBytesWritten(ms) ? Result<bool>(true) : endedWait();
               }));
        if (!went)
            return Error(errors::NoAnswer, tr("The connection takes no more bytes."), tr("Check the fixture, then repeat."), m_name);
    }
    return {};
}

Result<void> TcpTransport::discardInput()
{
    m_socket.readAll();
    while (m_socket.waitForReadyRead(0))
        m_socket.readAll();
    FB_CHECK(endedWait());
    return {};
}

} // namespace

Result<std::unique_ptr<Transport>> openTcpTransport(const PortName &port, std::stop_token stop)
{
    auto transport = std::make_unique<TcpTransport>(port, std::move(stop));
    FB_CHECK(transport->open(port));
    return std::unique_ptr<Transport>(std::move(transport));
}

} // namespace fb::link
