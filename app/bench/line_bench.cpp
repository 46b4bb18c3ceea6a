// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/line_bench.h"

#include "base/files.h"
#include "base/threads.h"
#include "bench/boards_process.h"
#include "demo/firmware.h"
#include "store/database.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <ctime>

namespace fb::bench {

namespace {

struct Station
{
    QTemporaryDir folder;
    chip::Catalogue chips;
    std::unique_ptr<store::Database> database;
    std::map<QString, provision::PreparedProfile> profiles; ///< by chip id
};

Result<void> setUp(Station &station, const QString &imagesFolder)
{
    FB_TRY(station.chips, chip::Catalogue::load());
    FB_TRY(station.database, store::Database::open(station.folder.filePath(QStringLiteral("data"))));
    FB_TRY(const QStringList files, demo::writeProfiles(station.folder.path(), imagesFolder, station.chips));
    for (const QString &file : files) {
        FB_TRY(const Bytes text, readFile(file));
        FB_TRY(const auto profile, provision::parseProfile(text, file, station.chips));
        FB_TRY(auto prepared, provision::prepare(profile, station.folder.path(), station.chips));
        station.profiles.insert_or_assign(profile.chip, std::move(prepared));
    }
    return {};
}

provision::UnitJob jobFor(Station &station, const link::PortName &port, int baud)
{
    provision::UnitJob job;
    job.port = port;
    job.baud = baud;
    job.chips = &station.chips;
    job.journal = &station.database->journal();
    job.keys = &station.database->keys();
    job.profileFor = [&station](const chip::Chip &chip) -> Result<const provision::PreparedProfile *> { return &station.profiles.at(chip.id); };
    job.admit = [](const provision::UnitIdentity &unit) -> Result<QString> { return unit.mac; };
    return job;
}

Round runAll(Station &station, const std::vector<link::PortName> &ports, int baud)
{
    Round round;
    round.units.resize(ports.size());
    QElapsedTimer wall;
    wall.start();
    const std::clock_t cpu = std::clock();
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < ports.size(); ++i) {
            threads.push_back(startThread(QStringLiteral("fb-bench"), [&, i](const std::stop_token &stop) {
                round.units[i] = provision::provisionUnit(jobFor(station, ports[i], baud), Progress({}, stop));
            }));
        }
    }
    round.wallSeconds = double(wall.nsecsElapsed()) * 1e-9;
    round.cpuSeconds = double(std::clock() - cpu) / CLOCKS_PER_SEC;
    return round;
}

} // namespace

Result<Round> provisionBlankBoards(const std::vector<std::pair<QString, int>> &counts, const QString &imagesFolder, int baud)
{
    Station station;
    FB_CHECK(setUp(station, imagesFolder));
    std::vector<std::unique_ptr<BoardsProcess>> processes;
    std::vector<link::PortName> ports;
    for (const auto &[chip, count] : counts) {
        FB_TRY(auto boards, BoardsProcess::start(chip, count, {}));
        for (const QString &name : boards->ports()) {
            FB_TRY(const auto port, link::PortName::parse(name));
            ports.push_back(port);
        }
        processes.push_back(std::move(boards));
    }
    Round round = runAll(station, ports, baud);
    for (const provision::UnitResult &unit : round.units) {
        if (unit.error)
            return *unit.error;
    }
    return round;
}

} // namespace fb::bench
