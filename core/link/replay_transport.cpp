// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/recording.h"

#include "base/files.h"
#include "base/json_reader.h"

#include <QCoreApplication>

namespace fb::link {

namespace {

/** One byte of a recording; none: it was blanked. */
using Token = std::optional<std::uint8_t>;
using Tokens = std::vector<Token>;

struct Event
{
    int line = 0; ///< of the file, from 1
    QString action;
    Tokens bytes;
    int baud = 0;
    QJsonValue dtr, rts;
    bool hasLines = false;
    QString error;
};

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::link", text);
}

Error badRecording(const QString &file, int line, const QString &reason)
{
    return {errors::BadRecording, tr("The recording cannot be used: %1.").arg(reason), tr("Record the session again."),
            QStringLiteral("%1:%2").arg(file).arg(line)};
}

std::optional<Tokens> parseTokens(const QString &hex)
{
    if (hex.size() % 2 != 0)
        return std::nullopt;
    Tokens out;
    for (qsizetype i = 0; i < hex.size(); i += 2) {
        const QString pair = hex.mid(i, 2);
        bool ok = true;
        const auto value = pair == QLatin1String("xx") ? 0 : pair.toUShort(&ok, 16);
        if (!ok)
            return std::nullopt;
        out.push_back(pair == QLatin1String("xx") ? Token() : Token(static_cast<std::uint8_t>(value)));
    }
    return out;
}

Result<Event> parseEvent(const QJsonObject &object, const QString &file, int line)
{
    Event event;
    event.line = line;
    event.action = object.value(QLatin1String("do")).toString();
    static const QStringList known{QStringLiteral("read"), QStringLiteral("write"), QStringLiteral("baud"), QStringLiteral("lines"),
                                   QStringLiteral("discard")};
    const auto bytes = parseTokens(object.value(QLatin1String("hex")).toString());
    if (!known.contains(event.action) || !bytes)
        return badRecording(file, line, tr("this line is no event"));
    event.bytes = *bytes;
    event.baud = object.value(QLatin1String("value")).toInt();
    event.dtr = object.value(QLatin1String("dtr"));
    event.rts = object.value(QLatin1String("rts"));
    event.hasLines = object.value(QLatin1String("has")).toBool();
    event.error = object.value(QLatin1String("error")).toString();
    return event;
}

/** Frames of a token stream: a blanked byte stands for itself, unescaped. */
std::vector<Tokens> framesOf(const Tokens &wire)
{
    std::vector<Tokens> frames(1);
    bool escaped = false;
    for (const Token &token : wire) {
        if (token == SlipEnd) {
            if (!frames.back().empty())
                frames.emplace_back();
        } else if (token == SlipEscape) {
            escaped = true;
        } else {
            frames.back().push_back(escaped && token ? Token(*token == SlipEscapedEnd ? SlipEnd : SlipEscape) : token);
            escaped = false;
        }
    }
    frames.pop_back();
    return frames;
}

bool matches(const Tokens &recorded, ByteView written)
{
    const auto left = framesOf(recorded);
    const auto right = framesOf(Tokens(written.begin(), written.end()));
    const auto sameByte = [](const Token &a, const Token &b) { return !a || a == b; };
    const auto sameFrame = [&](const Tokens &a, const Tokens &b) { return std::equal(a.begin(), a.end(), b.begin(), b.end(), sameByte); };
    return std::equal(left.begin(), left.end(), right.begin(), right.end(), sameFrame);
}

QJsonValue lineValue(std::optional<bool> line)
{
    return line ? QJsonValue(*line) : QJsonValue();
}

constexpr ErrorCode RecordableErrors[] = {errors::PortMissing, errors::PortBusy, errors::PortGone, errors::NoAnswer,
                                          errors::BadRate, fb::errors::Cancelled};

class ReplayTransport final : public Transport
{
public:
    explicit ReplayTransport(QString file) : m_file(std::move(file)) {}

    [[nodiscard]] Result<void> load();
    [[nodiscard]] QString name() const override { return m_file; }
    [[nodiscard]] Result<std::size_t> read(MutableByteView into, QDeadlineTimer deadline) override;
    [[nodiscard]] Result<void> write(ByteView bytes, QDeadlineTimer deadline) override;
    [[nodiscard]] Result<void> setBaud(int baud) override;
    [[nodiscard]] Result<bool> setModemLines(std::optional<bool> dtr, std::optional<bool> rts) override;
    [[nodiscard]] Result<void> discardInput() override;
    [[nodiscard]] std::pair<quint16, quint16> usbIds() const override { return m_usbIds; }

private:
    [[nodiscard]] Result<Event> take(const char *action);
    [[nodiscard]] Error differs(const QString &what) const;
    [[nodiscard]] Result<void> outcome(const Event &event) const;

    QString m_file;
    std::vector<Event> m_events;
    std::size_t m_next = 0;
    std::pair<quint16, quint16> m_usbIds{0, 0};
};

Result<void> ReplayTransport::load()
{
    FB_TRY(const Bytes contents, readFile(m_file));
    const QList<QByteArray> lines = toQByteArray(contents).split('\n');
    for (int i = 0; i < lines.size(); ++i) {
        if (lines[i].trimmed().isEmpty())
            continue;
        FB_TRY(const QJsonObject object, parseJsonObject(viewOf(lines[i]), QStringLiteral("%1:%2").arg(m_file).arg(i + 1)));
        if (i > 0) {
            FB_TRY(Event event, parseEvent(object, m_file, i + 1));
            m_events.push_back(std::move(event));
            continue;
        }
        if (object.value(QLatin1String("format")) != QLatin1String("fuseboard-link") || object.value(QLatin1String("version")) != 1)
            return badRecording(m_file, 1, tr("it is not a recording of this version"));
        const QJsonArray usb = object.value(QLatin1String("usb")).toArray();
        m_usbIds = {static_cast<quint16>(usb.at(0).toInt()), static_cast<quint16>(usb.at(1).toInt())};
    }
    return {};
}

Error ReplayTransport::differs(const QString &what) const
{
    const int line = m_next < m_events.size() ? m_events[m_next].line : -1;
    return {errors::ReplayDiffers, tr("The recorded session goes another way: %1.").arg(what), tr("Record the session again."),
            line < 0 ? tr("%1: end").arg(m_file) : QStringLiteral("%1:%2").arg(m_file).arg(line)};
}

Result<Event> ReplayTransport::take(const char *action)
{
    if (m_next >= m_events.size() || m_events[m_next].action != QLatin1String(action))
        return differs(QLatin1String(action));
    return m_events[m_next++];
}

Result<void> ReplayTransport::outcome(const Event &event) const
{
    if (event.error.isEmpty())
        return {};
    const auto known = std::find_if(std::begin(RecordableErrors), std::end(RecordableErrors),
                                    [&](const ErrorCode &code) { return event.error == QLatin1String(code.id); });
    return Error(known == std::end(RecordableErrors) ? errors::PortGone : *known, tr("The recorded session failed here."), {},
                 QStringLiteral("%1:%2").arg(m_file).arg(event.line));
}

Result<std::size_t> ReplayTransport::read(MutableByteView into, QDeadlineTimer)
{
    if (m_next >= m_events.size())
        return differs(QStringLiteral("read"));
    if (m_events[m_next].action != QLatin1String("read"))
        return std::size_t{0}; // the recorded session had run out of time by now
    Event &event = m_events[m_next];
    FB_CHECK(outcome(event));
    const std::size_t count = std::min(into.size(), event.bytes.size());
    for (std::size_t i = 0; i < count; ++i)
        into[i] = event.bytes[i].value_or(0);
    event.bytes.erase(event.bytes.begin(), event.bytes.begin() + static_cast<std::ptrdiff_t>(count));
    if (event.bytes.empty())
        ++m_next;
    return count;
}

Result<void> ReplayTransport::write(ByteView bytes, QDeadlineTimer)
{
    if (m_next < m_events.size() && m_events[m_next].action == QLatin1String("write") && !matches(m_events[m_next].bytes, bytes))
        return differs(tr("other bytes are written"));
    FB_TRY(const Event event, take("write"));
    return outcome(event);
}

Result<void> ReplayTransport::setBaud(int baud)
{
    FB_TRY(const Event event, take("baud"));
    if (event.baud != baud)
        return differs(tr("another rate is set"));
    return outcome(event);
}

Result<bool> ReplayTransport::setModemLines(std::optional<bool> dtr, std::optional<bool> rts)
{
    FB_TRY(const Event event, take("lines"));
    if (event.dtr != lineValue(dtr) || event.rts != lineValue(rts))
        return differs(tr("other lines are set"));
    FB_CHECK(outcome(event));
    return event.hasLines;
}

Result<void> ReplayTransport::discardInput()
{
    FB_TRY(const Event event, take("discard"));
    return outcome(event);
}

} // namespace

Result<std::unique_ptr<Transport>> replayFrom(const QString &file)
{
    auto transport = std::make_unique<ReplayTransport>(file);
    FB_CHECK(transport->load());
    return std::unique_ptr<Transport>(std::move(transport));
}

} // namespace fb::link
