// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/recording.h"

#include "base/log.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>

namespace fb::link {

namespace {

QJsonValue lineValue(std::optional<bool> line)
{
    return line ? QJsonValue(*line) : QJsonValue();
}

class RecordingTransport final : public Transport
{
public:
    RecordingTransport(RedactionRules rules, std::unique_ptr<Transport> inner) :
        m_inner(std::move(inner)), m_redactor(std::move(rules))
    {
        m_clock.start();
    }
    ~RecordingTransport() override { flushRead(); }

    [[nodiscard]] Result<void> open(const QString &file);
    [[nodiscard]] QString name() const override { return m_inner->name(); }
    [[nodiscard]] Result<std::size_t> read(MutableByteView into, QDeadlineTimer deadline) override;
    [[nodiscard]] Result<void> write(ByteView bytes, QDeadlineTimer deadline) override;
    [[nodiscard]] Result<void> setBaud(int baud) override;
    [[nodiscard]] Result<bool> setModemLines(std::optional<bool> dtr, std::optional<bool> rts) override;
    [[nodiscard]] Result<void> discardInput() override;
    [[nodiscard]] std::pair<quint16, quint16> usbIds() const override { return m_inner->usbIds(); }
    void ignoreCancel(bool ignore) override { m_inner->ignoreCancel(ignore); }

private:
    void put(const QJsonObject &line);
    void note(const char *action, QJsonObject details, const Error *error);
    void flushRead();

    std::unique_ptr<Transport> m_inner;
    Redactor m_redactor;
    QFile m_file;
    QElapsedTimer m_clock;
};

template<typename T>
const Error *errorOf(const Result<T> &result)
{
    return result.ok() ? nullptr : &result.error();
}

Result<void> RecordingTransport::open(const QString &file)
{
    m_file.setFileName(file);
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return Error(fb::errors::FileUnwritable,
                     QCoreApplication::translate("fb::link", "The recording cannot be written: %1.").arg(m_file.errorString()),
                     QCoreApplication::translate("fb::link", "Choose a folder you may write to."), file);
    m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const auto [vendor, product] = m_inner->usbIds();
    put({{QStringLiteral("format"), QStringLiteral("fuseboard-link")},
         {QStringLiteral("version"), 1},
         {QStringLiteral("usb"), QJsonArray{int(vendor), int(product)}}});
    return {};
}

void RecordingTransport::put(const QJsonObject &line)
{
    if (!m_file.isOpen())
        return;
    const QByteArray text = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    if (m_file.write(text) == text.size() && m_file.flush())
        return;
    qCWarning(logLink) << "the recording ends here:" << m_file.errorString();
    m_file.close();
}

void RecordingTransport::note(const char *action, QJsonObject details, const Error *error)
{
    details.insert(QStringLiteral("t"), m_clock.nsecsElapsed() / 1000);
    details.insert(QStringLiteral("do"), QLatin1String(action));
    if (error)
        details.insert(QStringLiteral("error"), error->id());
    put(details);
}

void RecordingTransport::flushRead()
{
    if (const QString held = m_redactor.flushHeld(); !held.isEmpty())
        note("read", {{QStringLiteral("hex"), held}}, nullptr);
}

Result<std::size_t> RecordingTransport::read(MutableByteView into, QDeadlineTimer deadline)
{
    auto got = m_inner->read(into, deadline);
    if (!got || *got == 0) {
        flushRead();
        note("read", {{QStringLiteral("hex"), QString()}}, errorOf(got));
        return got;
    }
    const QString text = m_redactor.received(into.first(*got));
    if (!text.isEmpty())
        note("read", {{QStringLiteral("hex"), text}}, nullptr);
    return got;
}

Result<void> RecordingTransport::write(ByteView bytes, QDeadlineTimer deadline)
{
    flushRead();
    const QString text = m_redactor.written(bytes);
    auto done = m_inner->write(bytes, deadline);
    note("write", {{QStringLiteral("hex"), text}}, errorOf(done));
    return done;
}

Result<void> RecordingTransport::setBaud(int baud)
{
    flushRead();
    auto done = m_inner->setBaud(baud);
    note("baud", {{QStringLiteral("value"), baud}}, errorOf(done));
    return done;
}

Result<bool> RecordingTransport::setModemLines(std::optional<bool> dtr, std::optional<bool> rts)
{
    flushRead();
    auto done = m_inner->setModemLines(dtr, rts);
    note("lines", {{QStringLiteral("dtr"), lineValue(dtr)}, {QStringLiteral("rts"), lineValue(rts)}, {QStringLiteral("has"), done && *done}},
         errorOf(done));
    return done;
}

Result<void> RecordingTransport::discardInput()
{
    flushRead();
    auto done = m_inner->discardInput();
    note("discard", {}, errorOf(done));
    return done;
}

} // namespace

Result<std::unique_ptr<Transport>> recordTo(const QString &file, RedactionRules rules, std::unique_ptr<Transport> inner)
{
    auto transport = std::make_unique<RecordingTransport>(std::move(rules), std::move(inner));
    FB_CHECK(transport->open(file));
    return std::unique_ptr<Transport>(std::move(transport));
}

} // namespace fb::link
