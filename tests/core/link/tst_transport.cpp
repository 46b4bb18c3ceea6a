// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/threads.h"
#include "link/transport.h"
#include "testdata.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <cstdlib>
#include <fcntl.h>
#include <future>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

using namespace fb;
using namespace fb::link;
using namespace std::chrono_literals;

namespace {

/** The other end of a serial port: a bare pseudo-terminal master. */
class Pty
{
public:
    Pty() : m_master(posix_openpt(O_RDWR | O_NOCTTY))
    {
        grantpt(m_master);
        unlockpt(m_master);
        termios raw{};
        tcgetattr(m_master, &raw);
        cfmakeraw(&raw);
        tcsetattr(m_master, TCSANOW, &raw);
    }
    ~Pty() { close(); }
    Pty(const Pty &) = delete;
    Pty &operator=(const Pty &) = delete;
    [[nodiscard]] PortName port() const { return {PortName::Kind::Serial, QString::fromLocal8Bit(ptsname(m_master)), {}, 0}; }
    void put(ByteView bytes) const { QCOMPARE(::write(m_master, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size())); }
    [[nodiscard]] Bytes take(std::size_t count) const
    {
        Bytes out;
        pollfd wait{m_master, POLLIN, 0};
        while (out.size() < count && poll(&wait, 1, 3000) > 0) {
            std::uint8_t chunk[4096];
            const ssize_t got = ::read(m_master, chunk, sizeof chunk);
            if (got <= 0)
                break;
            out.insert(out.end(), chunk, chunk + got);
        }
        return out;
    }
    [[nodiscard]] speed_t speed() const
    {
        termios now{};
        tcgetattr(m_master, &now);
        return cfgetospeed(&now);
    }
    void close()
    {
        if (m_master >= 0)
            ::close(m_master);
        m_master = -1;
    }

private:
    int m_master;
};

/** Runs in a thread that Qt did not make, as the line runner does. */
template<typename Body>
auto elsewhere(Body body)
{
    std::promise<decltype(body())> promise;
    auto future = promise.get_future();
    const auto thread = startThread(QStringLiteral("test-link"), [&](const std::stop_token &) { promise.set_value(body()); });
    return future.get();
}

Result<Bytes> readBytes(Transport &transport, std::size_t count)
{
    Bytes out;
    const QDeadlineTimer deadline(3000);
    while (out.size() < count && !deadline.hasExpired()) {
        Bytes chunk(256);
        FB_TRY(const std::size_t got, transport.read(chunk, deadline));
        out.insert(out.end(), chunk.begin(), chunk.begin() + static_cast<std::ptrdiff_t>(got));
    }
    return out;
}

} // namespace

class TestTransport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void ptyCarriesEveryByteBothWays();
    void ptyWorksInForeignThreadWithoutWarnings();
    void ptyHasNoModemLinesAndThatIsNoError();
    void ptyTakesTheRate();
    void ptyThatGoesIsGone();
    void missingPort();
    void silenceEndsAtTheDeadline();
    void cancelEndsAWait();
    void discardForgetsWhatCameBefore();
    void tcpCarriesEveryByteBothWays();
    void tcpThatClosesIsGone();
    void tcpNobodyThere();
};

void TestTransport::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
}

void TestTransport::ptyCarriesEveryByteBothWays()
{
    const Pty pty;
    auto transport = openTransport(pty.port(), 115200, {});
    FB_VERIFY_OK(transport);
    Bytes all(256);
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = static_cast<std::uint8_t>(i);
    FB_VERIFY_OK((*transport)->write(all, QDeadlineTimer(3000)));
    QCOMPARE(toHex(pty.take(all.size())), toHex(all));
    pty.put(all);
    const auto back = readBytes(**transport, all.size());
    FB_VERIFY_OK(back);
    QCOMPARE(toHex(*back), toHex(all));
}

void TestTransport::ptyWorksInForeignThreadWithoutWarnings()
{
    const Pty pty;
    const Result<Bytes> got = elsewhere([&]() -> Result<Bytes> {
        FB_TRY(auto transport, openTransport(pty.port(), 115200, {}));
        FB_CHECK(transport->write(Bytes{1, 2, 3}, QDeadlineTimer(3000)));
        pty.put(pty.take(3));
        return readBytes(*transport, 3);
    });
    FB_VERIFY_OK(got);
    QCOMPARE(*got, (Bytes{1, 2, 3}));
}

void TestTransport::ptyHasNoModemLinesAndThatIsNoError()
{
    const Pty pty;
    auto transport = openTransport(pty.port(), 115200, {});
    FB_VERIFY_OK(transport);
    const auto lines = (*transport)->setModemLines(false, true);
    FB_VERIFY_OK(lines);
    QCOMPARE(*lines, false);
    FB_VERIFY_OK((*transport)->write(Bytes{7}, QDeadlineTimer(3000)));
    QCOMPARE(pty.take(1), Bytes{7});
}

void TestTransport::ptyTakesTheRate()
{
    const Pty pty;
    auto transport = openTransport(pty.port(), 115200, {});
    FB_VERIFY_OK(transport);
    QCOMPARE(pty.speed(), speed_t{B115200});
    FB_VERIFY_OK((*transport)->setBaud(921600));
    QCOMPARE(pty.speed(), speed_t{B921600});
    FB_VERIFY_OK((*transport)->setBaud(1234567)); // not a standard rate
}

void TestTransport::ptyThatGoesIsGone()
{
    Pty pty;
    auto transport = openTransport(pty.port(), 115200, {});
    FB_VERIFY_OK(transport);
    pty.close();
    Bytes chunk(16);
    const auto got = (*transport)->read(chunk, QDeadlineTimer(3000));
    QVERIFY(!got);
    QCOMPARE(got.error().id(), QStringLiteral("link.port_gone"));
    const auto written = (*transport)->write(Bytes{1}, QDeadlineTimer(3000));
    QVERIFY(!written);
    QCOMPARE(written.error().id(), QStringLiteral("link.port_gone"));
}

void TestTransport::missingPort()
{
    const auto transport = openTransport({PortName::Kind::Serial, QStringLiteral("/dev/there-is-no-such-port"), {}, 0}, 115200, {});
    QVERIFY(!transport);
    QCOMPARE(transport.error().id(), QStringLiteral("link.port_missing"));
    QVERIFY(!transport.error().advice().isEmpty());
}

void TestTransport::silenceEndsAtTheDeadline()
{
    const Pty pty;
    auto transport = openTransport(pty.port(), 115200, {});
    FB_VERIFY_OK(transport);
    Bytes chunk(16);
    const auto got = (*transport)->read(chunk, QDeadlineTimer(120));
    FB_VERIFY_OK(got);
    QCOMPARE(*got, std::size_t{0});
}

void TestTransport::cancelEndsAWait()
{
    const Pty pty;
    std::stop_source source;
    auto transport = openTransport(pty.port(), 115200, source.get_token());
    FB_VERIFY_OK(transport);
    const auto canceller = startThread(QStringLiteral("test-cancel"), [&](const std::stop_token &) { source.request_stop(); });
    Bytes chunk(16);
    const auto got = (*transport)->read(chunk, QDeadlineTimer(QDeadlineTimer::Forever));
    QVERIFY(!got);
    QVERIFY(got.error().is(fb::errors::Cancelled));
}

void TestTransport::discardForgetsWhatCameBefore()
{
    const Pty pty;
    auto transport = openTransport(pty.port(), 115200, {});
    FB_VERIFY_OK(transport);
    pty.put(Bytes(100, 0x55));
    FB_VERIFY_OK(readBytes(**transport, 1));
    pty.put(Bytes(100, 0x55));
    FB_VERIFY_OK((*transport)->discardInput());
    pty.put(Bytes{0x77});
    const auto got = readBytes(**transport, 1);
    FB_VERIFY_OK(got);
    QCOMPARE(*got, Bytes{0x77});
}

namespace {

struct TcpPair
{
    QTcpServer server;
    Result<std::unique_ptr<Transport>> transport = std::unique_ptr<Transport>();
    QTcpSocket *peer = nullptr;

    TcpPair()
    {
        server.listen(QHostAddress::LocalHost);
        transport = openTransport({PortName::Kind::Tcp, {}, QStringLiteral("127.0.0.1"), server.serverPort()}, 115200, {});
        server.waitForNewConnection(3000);
        peer = server.nextPendingConnection();
    }
};

} // namespace

void TestTransport::tcpCarriesEveryByteBothWays()
{
    TcpPair pair;
    FB_VERIFY_OK(pair.transport);
    FB_VERIFY_OK((*pair.transport)->write(Bytes{0, 0xC0, 0xFF}, QDeadlineTimer(3000)));
    QVERIFY(pair.peer->waitForReadyRead(3000));
    QCOMPARE(pair.peer->readAll().toHex(), QByteArrayLiteral("00c0ff"));
    pair.peer->write("\x00\x11\xdb", 3);
    QVERIFY(pair.peer->waitForBytesWritten(3000));
    const auto got = readBytes(**pair.transport, 3);
    FB_VERIFY_OK(got);
    QCOMPARE(toHex(*got), QStringLiteral("0011db"));
    const auto lines = (*pair.transport)->setModemLines(true, true);
    QVERIFY(lines && !*lines);
    FB_VERIFY_OK((*pair.transport)->discardInput());
}

void TestTransport::tcpThatClosesIsGone()
{
    TcpPair pair;
    FB_VERIFY_OK(pair.transport);
    pair.peer->disconnectFromHost();
    Bytes chunk(16);
    const auto got = (*pair.transport)->read(chunk, QDeadlineTimer(3000));
    QVERIFY(!got);
    QCOMPARE(got.error().id(), QStringLiteral("link.port_gone"));
}

void TestTransport::tcpNobodyThere()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const quint16 freePort = server.serverPort();
    server.close();
    const auto transport = openTransport({PortName::Kind::Tcp, {}, QStringLiteral("127.0.0.1"), freePort}, 115200, {});
    QVERIFY(!transport);
    QCOMPARE(transport.error().id(), QStringLiteral("link.port_missing"));
}

QTEST_GUILESS_MAIN(TestTransport)
#include "tst_transport.moc"
