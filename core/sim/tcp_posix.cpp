// SPDX-License-Identifier: GPL-3.0-or-later
// The unit's end of a TCP connection on the local machine: one host at a time, the next when the first has gone.
#include "sim/descriptors_posix.h"
#include "sim/host_port.h"

#include <QCoreApplication>

#include <array>
#include <cerrno>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace fb::sim {

namespace {

#ifdef POLLRDHUP
constexpr short PeerGone = POLLRDHUP | POLLHUP | POLLERR;
constexpr short AskPeerGone = POLLRDHUP;
#else
constexpr short PeerGone = POLLHUP | POLLERR;
constexpr short AskPeerGone = 0;
#endif

Error noServer()
{
    return Error(errors::NoPort, QCoreApplication::translate("fb::sim", "No TCP port can be opened (%1).").arg(systemErrorText()));
}

sockaddr *generic(sockaddr_in &address)
{
    return reinterpret_cast<sockaddr *>(&address);
}

/** Listens on 127.0.0.1; `port` 0 lets the system choose. */
Descriptor listenOn(std::uint16_t port)
{
    Descriptor server(::socket(AF_INET, SOCK_STREAM, 0));
    const int fd = server.get();
    const int on = 1;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0 || ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 || ::bind(fd, generic(address), sizeof address) != 0
        || ::listen(fd, 4) != 0 || ::fcntl(fd, F_SETFL, O_NONBLOCK) != 0 || ::fcntl(fd, F_SETFD, FD_CLOEXEC) != 0)
        server.reset();
    return server;
}

std::uint16_t portOf(const Descriptor &server)
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    return ::getsockname(server.get(), generic(address), &size) == 0 ? ntohs(address.sin_port) : std::uint16_t(0);
}

class TcpPort final : public HostPort
{
public:
    explicit TcpPort(Descriptor server) : m_server(std::move(server)), m_number(portOf(m_server)) {}

    QString name() const override { return QStringLiteral("socket://127.0.0.1:%1").arg(m_number); }
    void wait(Clock::time_point deadline, bool wantInput, bool wantRoom) override;
    void wake() noexcept override { m_wake.wake(); }
    bool hostPresent() const override { return m_host.isOpen(); }
    int openings() const override { return m_openings; }
    std::optional<int> hostRate() const override { return std::nullopt; }
    std::size_t read(MutableByteView into) override;
    std::size_t write(ByteView bytes) override;
    void unplug() override;
    Result<void> replug() override;

private:
    [[nodiscard]] bool hostHasGone() const;
    void takeNewHost();

    Descriptor m_server;
    const std::uint16_t m_number;
    Descriptor m_host;
    WakePipe m_wake;
    int m_openings = 0;
};

void TcpPort::wait(Clock::time_point deadline, bool wantInput, bool wantRoom)
{
    std::vector<pollfd> waiting{m_wake.waiting()};
    if (m_server.isOpen())
        waiting.push_back({m_server.get(), POLLIN, 0});
    if (m_host.isOpen() && (wantInput || wantRoom))
        waiting.push_back({m_host.get(), short((wantInput ? POLLIN : 0) | (wantRoom ? POLLOUT : 0)), 0});
    pollUntil(waiting, deadline);
    m_wake.drain();
    takeNewHost();
}

bool TcpPort::hostHasGone() const
{
    pollfd state{m_host.get(), AskPeerGone, 0};
    return !m_host.isOpen() || (::poll(&state, 1, 0) > 0 && (state.revents & PeerGone) != 0);
}

void TcpPort::takeNewHost()
{
    Descriptor host(m_server.isOpen() ? ::accept(m_server.get(), nullptr, nullptr) : -1);
    if (!host.isOpen() || !hostHasGone())
        return; // a second host is hung up at once
    const int on = 1;
    ::setsockopt(host.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::fcntl(host.get(), F_SETFL, O_NONBLOCK);
    ::fcntl(host.get(), F_SETFD, FD_CLOEXEC);
    m_host = std::move(host);
    ++m_openings;
}

std::size_t TcpPort::read(MutableByteView into)
{
    if (!m_host.isOpen())
        return 0;
    const auto size = ::recv(m_host.get(), into.data(), into.size(), 0);
    const bool nothingYet = size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
    if (size <= 0 && !nothingYet)
        m_host.reset();
    return size > 0 ? std::size_t(size) : 0;
}

std::size_t TcpPort::write(ByteView bytes)
{
#ifdef MSG_NOSIGNAL
    constexpr int flags = MSG_NOSIGNAL;
#else
    constexpr int flags = 0;
#endif
    const auto size = m_host.isOpen() ? ::send(m_host.get(), bytes.data(), bytes.size(), flags) : 0;
    return size > 0 ? std::size_t(size) : 0;
}

void TcpPort::unplug()
{
    m_host.reset();
    m_server.reset();
}

Result<void> TcpPort::replug()
{
    m_server = listenOn(m_number);
    return m_server.isOpen() ? Result<void>() : noServer();
}

} // namespace

Result<std::unique_ptr<HostPort>> openTcpServer()
{
    Descriptor server = listenOn(0);
    if (!server.isOpen())
        return noServer();
    return std::unique_ptr<HostPort>(std::make_unique<TcpPort>(std::move(server)));
}

} // namespace fb::sim
