// SPDX-License-Identifier: GPL-3.0-or-later
// The boot model with firmware that other people built, plain and fully secured.
#include "boot_unit.h"
#include "testdata.h"

#include <QTest>

using namespace fb;
using boot::Outcome;
using test::BootUnit;

namespace {

/** What to write where; the whole-flash files of MicroPython are cut at their known places. */
struct FirmwareSet
{
    QString chip;
    Bytes bootloader;
    Bytes table;
    Bytes app;
};

Bytes file(const QString &name)
{
    return test::readAll(test::sharedPath(QStringLiteral("images/") + name));
}

Bytes imageIn(const Bytes &whole, std::size_t offset)
{
    const ByteView rest = ByteView(whole).subspan(offset);
    const auto image = image::parse(rest);
    return image.ok() ? toBytes(rest.first(image->length)) : Bytes();
}

FirmwareSet helloWorld(const QString &chip, const QString &folder)
{
    const QString set = QStringLiteral("sets/hello-world/%1/").arg(folder);
    return {chip, file(set + QStringLiteral("bootloader.bin")), file(set + QStringLiteral("partition-table.bin")), file(set + QStringLiteral("hello_world.bin"))};
}

FirmwareSet microPython(const QString &chip, const QString &name, std::size_t start)
{
    const Bytes whole = file(QStringLiteral("micropython/") + name);
    return {chip, imageIn(whole, 0), toBytes(ByteView(whole).subspan(0x8000 - start, 0xC00)), imageIn(whole, 0x10000 - start)};
}

} // namespace

class TestBootRealImages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void boots_data();
    void boots();
    void esp32HelloWorldBootloaderHasNoRoomForASignature();

private:
    BootUnit unitOf(const FirmwareSet &set);
    std::optional<chip::Catalogue> m_catalogue;
};

Q_DECLARE_METATYPE(FirmwareSet)

void TestBootRealImages::initTestCase()
{
    auto loaded = chip::Catalogue::load();
    FB_VERIFY_OK(loaded);
    m_catalogue.emplace(*std::move(loaded));
}

BootUnit TestBootRealImages::unitOf(const FirmwareSet &set)
{
    BootUnit unit(**m_catalogue->byId(set.chip));
    unit.put(unit.bootloaderAt, set.bootloader, true);
    unit.put(unit.tableAt, set.table);
    unit.put(0x10000, set.app, true);
    return unit;
}

void TestBootRealImages::boots_data()
{
    FB_NEED_SHARED("images/sets/hello-world");
    QTest::addColumn<FirmwareSet>("set");
    QTest::addColumn<bool>("secured");
    const FirmwareSet esp32 = microPython(QStringLiteral("esp32"), QStringLiteral("ESP32_GENERIC-20230426-v1.20.0.bin"), 0x1000);
    const FirmwareSet c3 = microPython(QStringLiteral("esp32c3"), QStringLiteral("st7789_mpy-GENERIC_C3-v1.20.0.bin"), 0);
    for (const bool secured : {false, true}) {
        QTest::addRow("esp32 MicroPython %d", secured) << esp32 << secured;
        QTest::addRow("esp32c3 MicroPython %d", secured) << c3 << secured;
        QTest::addRow("esp32c3 hello-world %d", secured) << helloWorld(QStringLiteral("esp32c3"), QStringLiteral("ESP32_C3")) << secured;
    }
    QTest::newRow("esp32 hello-world") << helloWorld(QStringLiteral("esp32"), QStringLiteral("ESP32")) << false;
}

void TestBootRealImages::boots()
{
    QFETCH(FirmwareSet, set);
    QFETCH(bool, secured);
    QVERIFY(!set.bootloader.empty() && !set.table.empty() && !set.app.empty());
    BootUnit unit = unitOf(set);
    if (secured) {
        unit.burnFlashEncryption();
        unit.burnSecureBoot();
    }
    unit.write();
    const boot::Verdict verdict = unit.boot();
    QVERIFY2(verdict.outcome == Outcome::Boots, qPrintable(verdict.sentence()));
    QCOMPARE(verdict.path, QStringLiteral("factory"));
    QCOMPARE(verdict.appAddress, 0x10000u);

    unit.flash[0x10000 + set.app.size() / 2] ^= 0x10;
    const boot::Verdict damaged = unit.boot();
    QVERIFY(damaged.outcome == Outcome::DoesNotBoot);
    QCOMPARE(damaged.findings.back().stage, QStringLiteral("app"));
}

// 24864 bytes at 0x1000: padded, its signature sector would be the partition table's.
void TestBootRealImages::esp32HelloWorldBootloaderHasNoRoomForASignature()
{
    FB_NEED_SHARED("images/sets/hello-world");
    BootUnit unit = unitOf(helloWorld(QStringLiteral("esp32"), QStringLiteral("ESP32")));
    unit.burnSecureBoot();
    unit.write();
    const boot::Verdict verdict = unit.boot();
    QVERIFY(verdict.outcome == Outcome::DoesNotBoot);
    QCOMPARE(verdict.findings.back().id, QStringLiteral("bootloader.too_large"));
}

QTEST_GUILESS_MAIN(TestBootRealImages)
#include "tst_boot_real_images.moc"
