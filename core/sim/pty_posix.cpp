// SPDX-License-Identifier: GPL-3.0-or-later
// The unit's end of a pseudo-terminal. The host opens and closes the other end as it likes; on Linux inotify tells of
// it, elsewhere the hang-up state of our end is looked at from time to time.
#include "sim/descriptors_posix.h"
#include "sim/host_port.h"

#include <QCoreApplication>

#include <mutex>
#include <vector>

#include <cstdlib>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#ifdef Q_OS_LINUX
#    include <sys/inotify.h>
#endif

namespace fb::sim {

namespace {

using namespace std::chrono_literals;

constexpr auto PresenceInterval = 50ms; ///< only where the system cannot tell
constexpr int MaxReplugTries = 32;

Error noPty()
{
    return Error(errors::NoPort, QCoreApplication::translate("fb::sim", "No pseudo-terminal can be opened (%1).").arg(systemErrorText()),
                 QCoreApplication::translate("fb::sim", "Use the TCP transport instead."));
}

/** Raw bytes: no echo, no line editing, no translation, so that both ends see what was sent. */
bool makeRaw(const QByteArray &path)
{
    const Descriptor slave(::open(path.constData(), O_RDWR | O_NOCTTY | O_CLOEXEC));
    termios settings{};
    if (!slave.isOpen() || ::tcgetattr(slave.get(), &settings) != 0)
        return false;
    ::cfmakeraw(&settings);
    return ::tcsetattr(slave.get(), TCSANOW, &settings) == 0;
}

struct Pair
{
    Descriptor master;
    QByteArray path; ///< what the host opens
};

std::optional<Pair> openPair()
{
    Pair pair{Descriptor(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)), {}};
    const int fd = pair.master.get();
    if (fd < 0 || ::grantpt(fd) != 0 || ::unlockpt(fd) != 0 || ::fcntl(fd, F_SETFL, O_NONBLOCK) != 0)
        return std::nullopt;
    pair.path = ::ptsname(fd);
    return makeRaw(pair.path) ? std::optional(std::move(pair)) : std::nullopt;
}

/** The numeric rate of the terminal; 0 where it cannot be read. */
int rateOf(int fd)
{
#ifdef Q_OS_LINUX
    // The kernel's own structure with numeric rates; <asm/termbits.h> has it, but clashes with <termios.h>.
    struct KernelTermios
    {
        tcflag_t input, output, control, local;
        cc_t line, characters[19];
        speed_t inputRate, outputRate;
    } settings{};
    return ::ioctl(fd, _IOR('T', 0x2A, KernelTermios), &settings) == 0 ? int(settings.outputRate) : 0;
#else
    termios settings{};
    return ::tcgetattr(fd, &settings) == 0 ? int(::cfgetospeed(&settings)) : 0;
#endif
}

/** Counts opens and closes of a path; without inotify it never has news. */
class OpenWatch
{
public:
    void start([[maybe_unused]] const QByteArray &path)
    {
#ifdef Q_OS_LINUX
        m_fd.reset(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
        if (m_fd.isOpen() && ::inotify_add_watch(m_fd.get(), path.constData(), IN_OPEN | IN_CLOSE) < 0)
            m_fd.reset();
#endif
    }
    void stop() { m_fd.reset(); }
    [[nodiscard]] bool works() const { return m_fd.isOpen(); }
    [[nodiscard]] int descriptor() const { return m_fd.get(); }

    /** Calls `seen(true)` for each opening and `seen(false)` for each closing, in order. */
    template<typename Seen>
    void drain([[maybe_unused]] Seen seen)
    {
#ifdef Q_OS_LINUX
        alignas(inotify_event) char buffer[4096];
        for (ssize_t size = 0; (size = ::read(m_fd.get(), buffer, sizeof buffer)) > 0;) {
            for (ssize_t at = 0; at + ssize_t(sizeof(inotify_event)) <= size;) {
                const auto *event = reinterpret_cast<const inotify_event *>(buffer + at);
                seen((event->mask & IN_OPEN) != 0);
                at += ssize_t(sizeof(inotify_event)) + event->len;
            }
        }
#endif
    }

private:
    Descriptor m_fd;
};

class PtyPort final : public HostPort
{
public:
    explicit PtyPort(Pair pair) { adopt(std::move(pair)); }

    QString name() const override
    {
        const std::lock_guard lock(m_nameGuard);
        return m_name;
    }
    void wait(Clock::time_point deadline, bool wantInput, bool wantRoom) override;
    void wake() noexcept override { m_wake.wake(); }
    bool hostPresent() const override { return m_hosts > 0; }
    int openings() const override { return m_openings; }
    std::optional<int> hostRate() const override;
    std::size_t read(MutableByteView into) override;
    std::size_t write(ByteView bytes) override;
    void unplug() override;
    Result<void> replug() override;

private:
    void adopt(Pair pair);
    void noteHost(bool came);
    void lookForHangUp();

    mutable std::mutex m_nameGuard;
    QString m_name;
    Descriptor m_master;
    OpenWatch m_watch;
    WakePipe m_wake;
    int m_untouchedRate = 0; ///< what the terminal had before any host
    int m_hosts = 0;         ///< open descriptors of the other end
    int m_openings = 0;
    bool m_leftovers = false; ///< a host went; what it wrote last may still be unread
};

void PtyPort::adopt(Pair pair)
{
    const std::lock_guard lock(m_nameGuard);
    m_name = QString::fromLocal8Bit(pair.path);
    m_master = std::move(pair.master);
    m_untouchedRate = rateOf(m_master.get());
    m_watch.start(pair.path);
    m_hosts = 0;
    m_leftovers = false;
}

void PtyPort::noteHost(bool came)
{
    if (came && m_hosts++ == 0)
        ++m_openings;
    if (!came && m_hosts > 0 && --m_hosts == 0)
        m_leftovers = true;
}

void PtyPort::lookForHangUp()
{
    if (m_watch.works() || !m_master.isOpen())
        return;
    pollfd state{m_master.get(), 0, 0};
    const bool present = ::poll(&state, 1, 0) >= 0 && (state.revents & POLLHUP) == 0;
    if (present != hostPresent())
        noteHost(present);
}

void PtyPort::wait(Clock::time_point deadline, bool wantInput, bool wantRoom)
{
    // A master without a host is always "ready" (hung up): it is polled only while there is one.
    std::vector<pollfd> waiting{m_wake.waiting()};
    if (m_watch.works())
        waiting.push_back({m_watch.descriptor(), POLLIN, 0});
    else if (m_master.isOpen())
        deadline = std::min(deadline, Clock::now() + PresenceInterval);
    if (m_master.isOpen() && hostPresent() && (wantInput || wantRoom))
        waiting.push_back({m_master.get(), short((wantInput ? POLLIN : 0) | (wantRoom ? POLLOUT : 0)), 0});
    if (!(m_leftovers && wantInput))
        pollUntil(waiting, deadline);
    m_wake.drain();
    m_watch.drain([this](bool came) { noteHost(came); });
    lookForHangUp();
}

std::optional<int> PtyPort::hostRate() const
{
    const int rate = m_master.isOpen() ? rateOf(m_master.get()) : 0;
    return rate > 0 && rate != m_untouchedRate ? std::optional(rate) : std::nullopt;
}

std::size_t PtyPort::read(MutableByteView into)
{
    if (!m_master.isOpen() || (!hostPresent() && !m_leftovers))
        return 0;
    const auto size = ::read(m_master.get(), into.data(), into.size());
    if (size <= 0)
        m_leftovers = false;
    return size > 0 ? std::size_t(size) : 0;
}

std::size_t PtyPort::write(ByteView bytes)
{
    const auto size = m_master.isOpen() && hostPresent() ? ::write(m_master.get(), bytes.data(), bytes.size()) : 0;
    return size > 0 ? std::size_t(size) : 0;
}

void PtyPort::unplug()
{
    m_watch.stop();
    m_master.reset();
    m_hosts = 0;
    m_leftovers = false;
}

Result<void> PtyPort::replug()
{
    // The system hands out the lowest free number: others are held until the old one comes up, if it is free at all.
    std::vector<Pair> others;
    const QByteArray wanted = name().toLocal8Bit();
    for (int i = 0; i < MaxReplugTries; ++i) {
        auto pair = openPair();
        if (!pair)
            break;
        others.push_back(std::move(*pair));
        if (others.back().path == wanted)
            std::swap(others.front(), others.back());
        if (others.front().path == wanted)
            break;
    }
    if (others.empty())
        return noPty();
    adopt(std::move(others.front()));
    return {};
}

} // namespace

Result<std::unique_ptr<HostPort>> openPty()
{
    auto pair = openPair();
    if (!pair)
        return noPty();
    return std::unique_ptr<HostPort>(std::make_unique<PtyPort>(std::move(*pair)));
}

} // namespace fb::sim
