// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/boards.h"

#include "link/rom_client.h"

#include <QCoreApplication>
#include <QDir>

namespace fb::demo {

namespace {

using namespace std::chrono_literals;

constexpr const char *families[] = {"esp32", "esp32c3"};

/** Locally administered range of the examples; the last two bytes tell the boards apart. */
Bytes macOf(int index)
{
    return {0x7c, 0xdf, 0xa1, 0x0e, 0x44, static_cast<std::uint8_t>(0x10 + index)};
}

QString textOf(const Bytes &mac)
{
    return QString::fromLatin1(toQByteArray(mac).toHex(':'));
}

sim::DeviceOptions optionsFor(const QString &folder, int index)
{
    sim::DeviceOptions options;
    options.eFuseFile = QStringLiteral("%1/board-%2.efuse").arg(folder).arg(index + 1);
    options.flashFile = QStringLiteral("%1/board-%2.flash").arg(folder).arg(index + 1);
    options.mac = macOf(index);
    return options;
}

bool startedApplication(const QString &console)
{
    return console.contains(QLatin1String("Loaded app from partition"));
}

} // namespace

Result<std::vector<Board>> startBoards(const QString &folder, const chip::Catalogue &chips, int perFamily)
{
    QDir().mkpath(folder);
    std::vector<Board> boards;
    for (int i = 0; i < perFamily * int(std::size(families)); ++i) {
        FB_TRY(const chip::Chip *chip, chips.byId(QString::fromLatin1(families[std::size_t(i) % std::size(families)])));
        FB_TRY(auto device, sim::VirtualDevice::start(*chip, optionsFor(folder, i)));
        boards.push_back({chip, textOf(macOf(i)), std::move(device)});
    }
    return boards;
}

QStringList portsOf(const std::vector<Board> &boards)
{
    QStringList ports;
    for (const Board &board : boards)
        ports << board.device->port();
    return ports;
}

Result<QString> proveBoot(Board &board, const chip::Catalogue &chips, bool secureBoot)
{
    FB_TRY(const link::PortName port, link::PortName::parse(board.device->port()));
    FB_TRY(auto transport, link::openTransport(port, 115200, {}));
    link::RomClient console(std::move(transport), chips);
    board.device->powerCycle(false);
    FB_TRY(QString log, console.captureConsole(QDeadlineTimer(5s), startedApplication));
    board.device->powerCycle(true);
    const bool verified = log.contains(QLatin1String("secure boot verification succeeded"));
    if (!startedApplication(log) || (secureBoot && !verified))
        return Error(errors::BoardDoesNotBoot, QCoreApplication::translate("fb::demo", "The board does not start its application."),
                     QCoreApplication::translate("fb::demo", "Read its console log in the report."), port.toString());
    return log;
}

} // namespace fb::demo
