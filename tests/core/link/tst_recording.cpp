// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.h"
#include "link/recording.h"
#include "testdata.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <deque>

using namespace fb;
using namespace fb::link;

namespace {

constexpr std::uint32_t KeyWindow = 0x6000889C; // ESP32-C3, BLOCK_KEY0
constexpr std::uint32_t ProgramWindow = 0x60008800;
constexpr std::uint32_t Block0Window = 0x6000882C;

Bytes wireOf(const Request &request)
{
    return slipEncode(encode(request));
}

Bytes answerWire(Op op, std::uint32_t value, Bytes data = {0, 0, 0, 0})
{
    Bytes frame{1, static_cast<std::uint8_t>(op)};
    appendLe16(frame, static_cast<std::uint16_t>(data.size()));
    appendLe32(frame, value);
    frame.insert(frame.end(), data.begin(), data.end());
    return slipEncode(frame);
}

/** Serves prepared chunks; what is written is dropped. */
class PreparedTransport final : public Transport
{
public:
    explicit PreparedTransport(std::deque<Bytes> chunks) : m_chunks(std::move(chunks)) {}
    [[nodiscard]] QString name() const override { return QStringLiteral("prepared"); }
    [[nodiscard]] Result<std::size_t> read(MutableByteView into, QDeadlineTimer) override
    {
        if (m_chunks.empty())
            return Error(link::errors::PortGone, QStringLiteral("gone"));
        const Bytes chunk = std::move(m_chunks.front());
        m_chunks.pop_front();
        std::copy(chunk.begin(), chunk.end(), into.begin());
        return chunk.size();
    }
    [[nodiscard]] Result<void> write(ByteView, QDeadlineTimer) override { return {}; }
    [[nodiscard]] Result<void> setBaud(int) override { return {}; }
    [[nodiscard]] Result<bool> setModemLines(std::optional<bool>, std::optional<bool>) override { return true; }
    [[nodiscard]] Result<void> discardInput() override { return {}; }
    [[nodiscard]] std::pair<quint16, quint16> usbIds() const override { return {0x303A, 0x1001}; }

private:
    std::deque<Bytes> m_chunks;
};

Redactor redactor(bool flashData = true)
{
    const auto catalogue = chip::Catalogue::load();
    return Redactor(redactionRulesFor(*catalogue, flashData));
}

/** The longest run of `secret` that stands in `text` as hexadecimal digits, in bytes. */
std::size_t longestRun(const QString &text, const Bytes &secret)
{
    for (std::size_t length = secret.size(); length > 1; --length) {
        for (std::size_t at = 0; at + length <= secret.size(); ++at) {
            if (text.contains(toHex(ByteView(secret).subspan(at, length))))
                return length;
        }
    }
    return 0;
}

} // namespace

class TestRecording : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keyWritesAreBlanked();
    void keyWritesOfTheEsp32AreBlanked();
    void keyReadsAreBlankedToTheirLastEcho();
    void keyAnswersInPiecesAreBlanked();
    void escapesOfKeyBytesDoNotShow();
    void brokenFramesAreBlankedWhileAKeyMayShow();
    void otherRegistersStay();
    void flashContentsAreBlankedUnlessWanted();
    void writesThatAreNoFramesAreBlanked();
    void replayServesWhatWasRecorded();
    void replayRefusesAnotherSession();
    void replayTakesAnyBytesForBlankedOnes();
    void badRecordings_data();
    void badRecordings();
    void unwritableRecording();
};

void TestRecording::keyWritesAreBlanked()
{
    Request request{Op::WriteReg, {}, 0};
    Bytes key;
    for (std::uint32_t i = 0; i < 8; ++i) {
        const std::uint32_t word = 0xA1B2C300 + i;
        for (const std::uint32_t part : {ProgramWindow + 4 * i, word, 0xFFFFFFFFU, 0U})
            appendLe32(request.data, part);
        appendLe32(key, word);
    }
    const QString text = redactor().written(wireOf(request));
    QCOMPARE(text.count(QLatin1Char('x')), 2 * 32);
    QVERIFY(!text.contains(QLatin1String("b2a1")));
    QVERIFY(text.contains(QLatin1String("00880060xxxxxxxxffffffff")));
}

void TestRecording::keyWritesOfTheEsp32AreBlanked()
{
    const QString text = redactor().written(wireOf(wordsRequest(Op::WriteReg, {0x3FF5A098, 0x11223344, 0xFFFFFFFF, 0})));
    QVERIFY(text.contains(QLatin1String("98a0f53fxxxxxxxxffffffff")));
}

void TestRecording::keyReadsAreBlankedToTheirLastEcho()
{
    Redactor tested = redactor();
    (void)tested.written(wireOf(wordsRequest(Op::ReadReg, {KeyWindow})));
    QCOMPARE(tested.received(answerWire(Op::ReadReg, 0x11223344)), QStringLiteral("c0010a0400xxxxxxxx00000000c0"));
    // ROMs leave the last word read in every later answer.
    (void)tested.written(wireOf(wordsRequest(Op::WriteReg, {Block0Window, 0, 0, 0})));
    QCOMPARE(tested.received(answerWire(Op::WriteReg, 0x11223344)), QStringLiteral("c001090400xxxxxxxx00000000c0"));
    (void)tested.written(wireOf(wordsRequest(Op::ReadReg, {Block0Window})));
    QCOMPARE(tested.received(answerWire(Op::ReadReg, 7)), QStringLiteral("c0010a04000700000000000000c0"));
    (void)tested.written(wireOf(wordsRequest(Op::SpiAttach, {0, 0})));
    QCOMPARE(tested.received(answerWire(Op::SpiAttach, 7)), QStringLiteral("c0010d04000700000000000000c0"));
}

void TestRecording::keyAnswersInPiecesAreBlanked()
{
    Redactor tested = redactor();
    (void)tested.written(wireOf(wordsRequest(Op::ReadReg, {KeyWindow})));
    QString text;
    for (const std::uint8_t byte : answerWire(Op::ReadReg, 0x11223344))
        text += tested.received(ByteView(&byte, 1));
    QCOMPARE(text, QStringLiteral("c0010a0400xxxxxxxx00000000c0"));
    // A frame that never ends is not shown either.
    const Bytes wire = answerWire(Op::ReadReg, 0x55667788);
    QCOMPARE(tested.received(ByteView(wire).first(9)), QString());
    QCOMPARE(tested.flushHeld(), QStringLiteral("xx").repeated(9));
}

void TestRecording::escapesOfKeyBytesDoNotShow()
{
    const QString plain = redactor().written(wireOf(wordsRequest(Op::WriteReg, {ProgramWindow, 0x11223344, 0, 0})));
    const QString escaped = redactor().written(wireOf(wordsRequest(Op::WriteReg, {ProgramWindow, 0xC0DBC0DB, 0, 0})));
    QCOMPARE(escaped, plain);
}

void TestRecording::brokenFramesAreBlankedWhileAKeyMayShow()
{
    Redactor tested = redactor();
    (void)tested.written(wireOf(wordsRequest(Op::ReadReg, {KeyWindow})));
    Bytes wire = answerWire(Op::ReadReg, 0x11223344);
    wire[3] ^= 0x40; // the size no longer fits
    QVERIFY(!tested.received(wire).contains(QLatin1String("44332211")));
    Bytes withoutStart = answerWire(Op::ReadReg, 0x11223344);
    withoutStart.erase(withoutStart.begin());
    QString text = tested.received(withoutStart);
    text += tested.flushHeld();
    QVERIFY(!text.contains(QLatin1String("44332211")));
}

void TestRecording::otherRegistersStay()
{
    Redactor tested = redactor();
    const Bytes request = wireOf(wordsRequest(Op::ReadReg, {MagicRegister}));
    QCOMPARE(tested.written(request), toHex(request));
    const Bytes answer = answerWire(Op::ReadReg, 0x00F01D83);
    QCOMPARE(tested.received(answer), toHex(answer));
}

void TestRecording::flashContentsAreBlankedUnlessWanted()
{
    const Bytes contents{0xDE, 0xAD, 0xBE, 0xEF, 0xC0, 0xDB};
    const Bytes wire = wireOf(blockRequest(Op::FlashData, contents, 3));
    QCOMPARE(longestRun(redactor(true).written(wire), contents), std::size_t{0});
    QCOMPARE(redactor(false).written(wire), toHex(wire));
    Redactor reading = redactor(true);
    (void)reading.written(wireOf(wordsRequest(Op::ReadFlashSlow, {0x1000, 64})));
    Bytes data(64, 0x5A);
    data.insert(data.end(), 4, 0);
    QCOMPARE(reading.received(answerWire(Op::ReadFlashSlow, 0, data)).count(QLatin1Char('x')), 2 * 64);
}

void TestRecording::writesThatAreNoFramesAreBlanked()
{
    QCOMPARE(redactor().written(Bytes{1, 2, 3}), QStringLiteral("xxxxxx"));
    QCOMPARE(redactor().written(Bytes{0xC0, 2, 3}), QStringLiteral("xxxxxx"));
}

void TestRecording::replayServesWhatWasRecorded()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("session.jsonl"));
    const auto catalogue = chip::Catalogue::load();
    const Bytes request = wireOf(wordsRequest(Op::ReadReg, {MagicRegister}));
    const Bytes answer = answerWire(Op::ReadReg, 0x00F01D83);
    Bytes into(64);
    {
        auto recorder = recordTo(file, redactionRulesFor(*catalogue), std::make_unique<PreparedTransport>(std::deque<Bytes>{answer, {}}));
        FB_VERIFY_OK(recorder);
        FB_VERIFY_OK((*recorder)->setBaud(460800));
        FB_VERIFY_OK((*recorder)->setModemLines(true, std::nullopt));
        FB_VERIFY_OK((*recorder)->discardInput());
        FB_VERIFY_OK((*recorder)->write(request, QDeadlineTimer(1000)));
        FB_VERIFY_OK((*recorder)->read(into, QDeadlineTimer(1000)));
        FB_VERIFY_OK((*recorder)->read(into, QDeadlineTimer(1000)));
        QVERIFY(!(*recorder)->read(into, QDeadlineTimer(1000)));
    }
    auto replay = replayFrom(file);
    FB_VERIFY_OK(replay);
    QCOMPARE((*replay)->usbIds(), (std::pair<quint16, quint16>{0x303A, 0x1001}));
    FB_VERIFY_OK((*replay)->setBaud(460800));
    const auto lines = (*replay)->setModemLines(true, std::nullopt);
    QVERIFY(lines && *lines);
    FB_VERIFY_OK((*replay)->discardInput());
    FB_VERIFY_OK((*replay)->write(request, QDeadlineTimer(1000)));
    const auto got = (*replay)->read(into, QDeadlineTimer(1000));
    FB_VERIFY_OK(got);
    QCOMPARE(toHex(ByteView(into).first(*got)), toHex(answer));
    QCOMPARE(*(*replay)->read(into, QDeadlineTimer(1000)), std::size_t{0});
    QCOMPARE((*replay)->read(into, QDeadlineTimer(1000)).error().id(), QStringLiteral("link.port_gone"));
}

namespace {

Result<std::unique_ptr<Transport>> replayOf(const QTemporaryDir &folder, const QByteArray &lines)
{
    const QString file = folder.filePath(QStringLiteral("made.jsonl"));
    FB_CHECK(writeFile(file, viewOf(lines), Overwrite::Replace));
    return replayFrom(file);
}

const QByteArray Header = QByteArrayLiteral("{\"format\":\"fuseboard-link\",\"version\":1,\"usb\":[0,0]}\n");

} // namespace

void TestRecording::replayRefusesAnotherSession()
{
    const QTemporaryDir folder;
    auto replay = replayOf(folder, Header + "{\"t\":1,\"do\":\"write\",\"hex\":\"c00001c0\"}\n");
    FB_VERIFY_OK(replay);
    QCOMPARE((*replay)->setBaud(9600).error().id(), QStringLiteral("link.replay_differs"));
    const auto other = (*replay)->write(Bytes{0xC0, 0x00, 0x02, 0xC0}, QDeadlineTimer(10));
    QVERIFY(!other);
    QCOMPARE(other.error().id(), QStringLiteral("link.replay_differs"));
    QVERIFY(other.error().where().endsWith(QLatin1String("made.jsonl:2")));
    FB_VERIFY_OK((*replay)->write(Bytes{0xC0, 0x00, 0x01, 0xC0}, QDeadlineTimer(10)));
    QVERIFY(!(*replay)->write(Bytes{0xC0, 0x00, 0x01, 0xC0}, QDeadlineTimer(10)));
}

void TestRecording::replayTakesAnyBytesForBlankedOnes()
{
    const QTemporaryDir folder;
    auto replay = replayOf(folder, Header + "{\"t\":1,\"do\":\"write\",\"hex\":\"c000xxxx09c0\"}\n{\"t\":2,\"do\":\"read\",\"hex\":\"c0xxc0\"}\n");
    FB_VERIFY_OK(replay);
    FB_VERIFY_OK((*replay)->write(slipEncode(Bytes{0x00, SlipEnd, SlipEscape, 0x09}), QDeadlineTimer(10)));
    Bytes into(8);
    QCOMPARE(*(*replay)->read(into, QDeadlineTimer(10)), std::size_t{3});
    QCOMPARE(into[1], std::uint8_t{0});
}

void TestRecording::badRecordings_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::newRow("other format") << QByteArrayLiteral("{\"format\":\"x\",\"version\":1}\n");
    QTest::newRow("other version") << QByteArrayLiteral("{\"format\":\"fuseboard-link\",\"version\":2}\n");
    QTest::newRow("no json") << QByteArray(Header + "hello\n");
    QTest::newRow("unknown action") << QByteArray(Header + "{\"do\":\"dance\"}\n");
    QTest::newRow("odd digits") << QByteArray(Header + "{\"do\":\"read\",\"hex\":\"c\"}\n");
    QTest::newRow("no digits") << QByteArray(Header + "{\"do\":\"read\",\"hex\":\"zz\"}\n");
}

void TestRecording::badRecordings()
{
    QFETCH(QByteArray, lines);
    const QTemporaryDir folder;
    const auto replay = replayOf(folder, lines);
    QVERIFY(!replay);
    QCOMPARE(replay.error().kind(), ErrorKind::BadInput);
    QVERIFY(replay.error().where().contains(QLatin1String("made.jsonl:")));
}

void TestRecording::unwritableRecording()
{
    const auto catalogue = chip::Catalogue::load();
    const auto recorder = recordTo(QStringLiteral("/there/is/no/such/folder/x"), redactionRulesFor(*catalogue),
                                   std::make_unique<PreparedTransport>(std::deque<Bytes>{}));
    QVERIFY(!recorder);
    QCOMPARE(recorder.error().id(), QStringLiteral("file.unwritable"));
}

QTEST_GUILESS_MAIN(TestRecording)
#include "tst_recording.moc"
