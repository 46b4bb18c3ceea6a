// SPDX-License-Identifier: GPL-3.0-or-later
// The release preset on a blank emulated chip that runs the real mask ROM: afterwards the ROM itself has to say that
// secure boot verification succeeded, and the application has to run from encrypted flash.
#include "demo/firmware.h"
#include "emulator.h"
#include "line/profile_set.h"
#include "provision/unit_job.h"
#include "store/database.h"
#include "testdata.h"

#include <QJsonDocument>
#include <QTest>

using namespace fb;

class TestEmulatedChip : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void releaseBootsOnTheRealRom_data();
    void releaseBootsOnTheRealRom();

private:
    chip::Catalogue m_chips;
};

namespace {

provision::UnitJob jobFor(store::Database &database, const chip::Catalogue &chips, const line::ProfileSet &profiles, const QString &port)
{
    provision::UnitJob job;
    job.port = *link::PortName::parse(port);
    job.baud = 460800;
    job.chips = &chips;
    job.journal = &database.journal();
    job.keys = &database.keys();
    job.profileFor = [&profiles](const chip::Chip &chip) { return profiles.forChip(chip); };
    job.admit = [](const provision::UnitIdentity &) -> Result<QString> { return QStringLiteral("E2E-1"); };
    return job;
}

} // namespace

void TestEmulatedChip::initTestCase()
{
    auto loaded = chip::Catalogue::load();
    FB_VERIFY_OK(loaded);
    m_chips = std::move(*loaded);
}

void TestEmulatedChip::releaseBootsOnTheRealRom_data()
{
    QTest::addColumn<QString>("chipId");
    QTest::newRow("ESP32") << QStringLiteral("esp32");
    QTest::newRow("ESP32-C3") << QStringLiteral("esp32c3");
}

void TestEmulatedChip::releaseBootsOnTheRealRom()
{
    QFETCH(QString, chipId);
    FB_NEED_SHARED("images/sets/hello-world");
    const chip::Chip &chip = **m_chips.byId(chipId);
    if (test::Emulator::programFor(chip).isEmpty())
        QSKIP("no emulator of this family on this machine");

    QTemporaryDir folder;
    const auto files = demo::writeProfiles(folder.path(), test::sharedPath(QStringLiteral("images")), m_chips);
    FB_VERIFY_OK(files);
    const auto profiles = line::loadProfiles(*files, m_chips);
    FB_VERIFY_OK(profiles);
    const auto database = store::Database::open(folder.filePath(QStringLiteral("data")));
    FB_VERIFY_OK(database);

    test::Emulator unit(chip);
    QVERIFY(unit.makeBlankUnit());
    QVERIFY(unit.start(test::Emulator::Strap::Download));
    const provision::UnitResult result = provision::provisionUnit(jobFor(**database, m_chips, *profiles, unit.port()), {});
    unit.stop();
    QVERIFY2(result.verdict == provision::UnitVerdict::Passed, QJsonDocument(result.toJson()).toJson().constData());

    QVERIFY(unit.start(test::Emulator::Strap::Boot));
    const bool running = QTest::qWaitFor([&unit] { return unit.console().contains(QLatin1String("Hello world")); }, 90000);
    unit.stop();
    const QByteArray console = unit.console().toUtf8();
    QVERIFY2(running, console.constData());
    QVERIFY2(console.contains("secure boot verification succeeded"), console.constData());
}

QTEST_GUILESS_MAIN(TestEmulatedChip)
#include "tst_emulated_chip.moc"
