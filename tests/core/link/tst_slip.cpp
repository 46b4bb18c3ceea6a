// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/slip.h"
#include "link/transport.h"

#include <QTest>

#include <random>

using namespace fb;
using namespace fb::link;

class TestSlip : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void encodesAsTheRomExpects();
    void decodesByteByByte();
    void twoDelimitersBetweenFrames();
    void dropsBootTextBeforeTheFirstFrame();
    void dropsWrongEscapeAndReadsOn();
    void boundsTheFrame();
    void randomStreamsNeverBreakIt();
    void framesSurviveNoiseBetweenThem();
    void portNames_data();
    void portNames();
    void badPortNames_data();
    void badPortNames();
};

void TestSlip::encodesAsTheRomExpects()
{
    const Bytes payload{0x00, 0xC0, 0x0A, 0xDB, 0xDC};
    QCOMPARE(toHex(slipEncode(payload)), QStringLiteral("c000dbdc0adbdddcc0"));
    QCOMPARE(toHex(slipEncode({})), QStringLiteral("c0c0"));
}

void TestSlip::decodesByteByByte()
{
    // A register answer as captured from a ROM.
    const Bytes wire{0xC0, 0x01, 0x0A, 0x04, 0x00, 0x83, 0x1D, 0xF0, 0x00, 0x00, 0x00, 0x00, 0x00, 0xC0};
    SlipDecoder decoder;
    for (const std::uint8_t byte : wire)
        decoder.feed(ByteView(&byte, 1));
    const auto frame = decoder.next();
    QVERIFY(frame);
    QCOMPARE(toHex(*frame), QStringLiteral("010a0400831df00000000000"));
    QVERIFY(!decoder.next());
    QCOMPARE(decoder.noiseBytes(), std::size_t{0});
}

void TestSlip::twoDelimitersBetweenFrames()
{
    SlipDecoder decoder;
    decoder.feed(Bytes{0xC0, 0x11, 0xC0, 0xC0, 0xDB, 0xDC, 0xDB, 0xDD, 0xC0});
    QCOMPARE(*decoder.next(), Bytes{0x11});
    QCOMPARE(*decoder.next(), (Bytes{0xC0, 0xDB}));
    QVERIFY(!decoder.next());
}

void TestSlip::dropsBootTextBeforeTheFirstFrame()
{
    SlipDecoder decoder;
    decoder.feed(toBytes(viewOf(QByteArrayLiteral("waiting for download\r\n"))));
    decoder.feed(Bytes{0xC0, 0x01, 0xC0});
    QCOMPARE(*decoder.next(), Bytes{0x01});
    QCOMPARE(decoder.noiseBytes(), std::size_t{22});
    QVERIFY(decoder.noiseText().contains("waiting for download"));
}

void TestSlip::dropsWrongEscapeAndReadsOn()
{
    SlipDecoder decoder;
    decoder.feed(Bytes{0xC0, 0x01, 0xDB, 0x01, 0x02, 0xC0, 0xC0, 0x33, 0xC0});
    QCOMPARE(*decoder.next(), Bytes{0x33});
    QVERIFY(!decoder.next());
    QVERIFY(decoder.noiseBytes() > 0);
    decoder.feed(Bytes{0x44, 0xDB, 0xC0, 0x55, 0xC0});
    QCOMPARE(*decoder.next(), Bytes{0x55});
}

void TestSlip::boundsTheFrame()
{
    SlipDecoder decoder(64);
    decoder.feed(Bytes{SlipEnd});
    decoder.feed(Bytes(100000, 0x41));
    QVERIFY(!decoder.insideFrame());
    decoder.feed(Bytes{SlipEnd, 0x42, SlipEnd});
    QCOMPARE(*decoder.next(), Bytes{0x42});
    QVERIFY(decoder.noiseText().size() <= 2048);
    decoder.reset();
    decoder.feed(Bytes{SlipEnd});
    decoder.feed(Bytes(64, 0x41));
    decoder.feed(Bytes{SlipEnd});
    QCOMPARE(decoder.next()->size(), std::size_t{64});
}

void TestSlip::randomStreamsNeverBreakIt()
{
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        SlipDecoder decoder(256);
        Bytes stream(1 + random() % 4096);
        for (std::uint8_t &byte : stream)
            byte = (random() % 5 == 0) ? (random() % 2 ? SlipEnd : SlipEscape) : static_cast<std::uint8_t>(random());
        decoder.feed(stream);
        while (const auto frame = decoder.next())
            QVERIFY(!frame->empty() && frame->size() <= 256);
    }
}

void TestSlip::framesSurviveNoiseBetweenThem()
{
    std::mt19937 random(11);
    SlipDecoder decoder;
    int seen = 0;
    for (int i = 0; i < 100; ++i) {
        Bytes noise(random() % 40);
        for (std::uint8_t &byte : noise)
            byte = static_cast<std::uint8_t>(random() % 0xC0); // no delimiter, no escape
        const Bytes payload{0x01, static_cast<std::uint8_t>(i), SlipEnd, SlipEscape};
        decoder.feed(noise);
        decoder.feed(slipEncode(payload));
        while (const auto frame = decoder.next())
            seen += *frame == payload;
    }
    QCOMPARE(seen, 100);
}

void TestSlip::portNames_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("tcp");
    QTest::addColumn<QString>("again");
    QTest::newRow("usb") << "/dev/ttyUSB0" << false << "/dev/ttyUSB0";
    QTest::newRow("windows") << " COM3 " << false << "COM3";
    QTest::newRow("pty") << "/dev/pts/4" << false << "/dev/pts/4";
    QTest::newRow("tcp") << "socket://fixture-7:4711" << true << "socket://fixture-7:4711";
    QTest::newRow("v6") << "socket://[::1]:80" << true << "socket://[::1]:80";
}

void TestSlip::portNames()
{
    QFETCH(QString, text);
    const auto port = PortName::parse(text);
    QVERIFY(port);
    QTEST(port->kind == PortName::Kind::Tcp, "tcp");
    QTEST(port->toString(), "again");
}

void TestSlip::badPortNames_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "  ", "socket://", "socket://host", "socket://host:0", "socket://host:70000", "socket://host:1/x",
                             "http://host:80", "socket://u@host:80", "/dev/tty\nUSB0"})
        QTest::newRow(*text ? text : "empty") << QString::fromLatin1(text);
}

void TestSlip::badPortNames()
{
    QFETCH(QString, text);
    const auto port = PortName::parse(text);
    QVERIFY(!port);
    QVERIFY(port.error().is(link::errors::BadPortName));
}

QTEST_GUILESS_MAIN(TestSlip)
#include "tst_slip.moc"
