// SPDX-License-Identifier: GPL-3.0-or-later
#include "emulator.h"

#include "base/files.h"
#include "efuse/register_file.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

namespace fb::test {

namespace {

bool isClassic(const chip::Chip &chip)
{
    return chip.controller == chip::EfuseController::Esp32;
}

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

/** Name and value of each field that a chip of this family leaves the factory with. */
std::vector<std::pair<QString, std::uint64_t>> factoryFields(const chip::Chip &chip)
{
    if (isClassic(chip)) {
        return {{QStringLiteral("CHIP_VER_REV1"), 1}, {QStringLiteral("CHIP_VER_REV2"), 1}, {QStringLiteral("CHIP_CPU_FREQ_RATED"), 1},
                {QStringLiteral("CLK8M_FREQ"), 0x34}, {QStringLiteral("ADC_VREF"), 8}};
    }
    return {{QStringLiteral("WAFER_VERSION_MINOR_LO"), 4}};
}

/** CRC-8 of the MAC as the factory burns it: reflected polynomial 0x8C, start 0. */
std::uint8_t crc8(ByteView bytes)
{
    unsigned crc = 0;
    for (const std::uint8_t byte : bytes) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = crc & 1 ? crc >> 1 ^ 0x8C : crc >> 1;
    }
    return static_cast<std::uint8_t>(crc);
}

} // namespace

QString Emulator::programFor(const chip::Chip &chip)
{
    const QString name = isClassic(chip) ? QStringLiteral("qemu-system-xtensa") : QStringLiteral("qemu-system-riscv32");
    const QString folder = qEnvironmentVariable("FUSEBOARD_QEMU_DIR");
    const QString program = folder.isEmpty() ? QStandardPaths::findExecutable(name) : QString(folder + u'/' + name);
    if (!QFileInfo(program).isExecutable())
        return {};
    QProcess machines;
    machines.start(program, {QStringLiteral("-M"), QStringLiteral("help")});
    machines.waitForFinished();
    const QByteArray list = QByteArray("\n") + machines.readAllStandardOutput();
    return list.contains(QByteArray('\n' + chip.id.toLatin1() + ' ')) ? program : QString();
}

Emulator::Emulator(const chip::Chip &chip) : m_chip(chip) {}

Emulator::~Emulator()
{
    stop();
}

bool Emulator::makeBlankUnit()
{
    efuse::State state(m_chip);
    for (const auto &[field, value] : factoryFields(m_chip))
        state.setValue(field, value);
    const Bytes mac{0x24, 0x0a, 0xc4, 0x00, 0x10, 0x01};
    if (const auto *field = m_chip.field(QStringView(u"MAC")))
        state.setBits(*field, Bytes(mac.rbegin(), mac.rend())); // stored last byte first
    if (const auto *field = m_chip.field(QStringView(u"MAC_CRC")))
        state.setBits(*field, Bytes{crc8(mac)});
    state.setRevisionRegisterBit(true);
    const Bytes eFuses = efuse::makeRegisterFile(state, efuse::FileLayout::Emulator);
    return writeFile(m_folder.filePath(QStringLiteral("efuse.bin")), eFuses, Overwrite::Replace).ok()
           && writeFile(m_folder.filePath(QStringLiteral("flash.bin")), Bytes(4 * 1024 * 1024, 0xFF), Overwrite::Replace).ok();
}

bool Emulator::start(Strap strap)
{
    const bool download = strap == Strap::Download;
    m_tcpPort = freePort();
    QStringList arguments{QStringLiteral("-M"), m_chip.id, QStringLiteral("-display"), QStringLiteral("none"), QStringLiteral("-monitor"), QStringLiteral("none")};
    if (const QString roms = qEnvironmentVariable("FUSEBOARD_QEMU_ROMS"); !roms.isEmpty())
        arguments << QStringLiteral("-L") << roms;
    if (download || !isClassic(m_chip)) // an application on two cores does not run under a counted clock
        arguments << QStringLiteral("-icount") << QStringLiteral("5");
    const QString strapValue = download ? (isClassic(m_chip) ? QStringLiteral("0x0f") : QStringLiteral("0x02"))
                                        : (isClassic(m_chip) ? QStringLiteral("0x12") : QStringLiteral("0x08"));
    arguments << QStringLiteral("-drive") << QStringLiteral("file=%1,if=mtd,format=raw").arg(m_folder.filePath(QStringLiteral("flash.bin")))
              << QStringLiteral("-drive") << QStringLiteral("file=%1,if=none,format=raw,id=efuse").arg(m_folder.filePath(QStringLiteral("efuse.bin")))
              << QStringLiteral("-global") << QStringLiteral("driver=nvram.%1.efuse,property=drive,value=efuse").arg(m_chip.id)
              << QStringLiteral("-global") << QStringLiteral("driver=%1.gpio,property=strap_mode,value=%2").arg(m_chip.id, strapValue)
              << QStringLiteral("-global") << QStringLiteral("driver=timer.%1.timg,property=wdt_disable,value=true").arg(m_chip.id)
              << QStringLiteral("-chardev") << QStringLiteral("socket,id=u0,host=127.0.0.1,port=%1,server=on,wait=off,nodelay=on,logfile=%2,logappend=on").arg(m_tcpPort).arg(m_folder.filePath(QStringLiteral("console.log")))
              << QStringLiteral("-serial") << QStringLiteral("chardev:u0");
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(programFor(m_chip), arguments);
    return m_process.waitForStarted() && QTest::qWaitFor([this] {
        QTcpSocket probe; // the port answers once the machine is up
        probe.connectToHost(QHostAddress::LocalHost, m_tcpPort);
        return probe.waitForConnected(200);
    }, 10000);
}

void Emulator::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(5000))
        m_process.kill();
    m_process.waitForFinished();
}

QString Emulator::port() const
{
    return QStringLiteral("socket://127.0.0.1:%1").arg(m_tcpPort);
}

QString Emulator::console() const
{
    return QString::fromLatin1(toQByteArray(readFile(m_folder.filePath(QStringLiteral("console.log"))).ok()
                                                ? *readFile(m_folder.filePath(QStringLiteral("console.log"))) : Bytes()));
}

} // namespace fb::test
