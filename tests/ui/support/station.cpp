// SPDX-License-Identifier: GPL-3.0-or-later
#include "station.h"

#include "widgets/overlay.h"

#include <QTest>

namespace fb::test {

namespace {

chip::Catalogue loadChips()
{
    auto chips = chip::Catalogue::load();
    return chips.ok() ? *std::move(chips) : chip::Catalogue();
}

} // namespace

Station::Station(qint64 deviceCount) :
    chips(loadChips()), devices(deviceCount), session(background,
                                                      [this](const line::LineRunner::Services &) {
                                                          auto made = std::make_unique<FakeEngine>();
                                                          engine = made.get();
                                                          return made;
                                                      }),
    window({preferences, theme, languages, session})
{
    theme.choose(ui::ThemeChoice::Light);
    if (const auto chip = chips.byId(u"esp32c3"); chip.ok())
        devices.single = lockedUnit(**chip);
    ui::Services services;
    services.owner = std::make_shared<int>();
    services.chips = &chips;
    services.batches = &batches;
    services.devices = &devices;
    services.preview = [this](const line::Batch &) { return Result<ui::StartPreview>(preview); };
    services.withProfiles = [](const line::Batch &draft) { return Result<line::Batch>(draft); };
    session.open(services);
}

Station::~Station() = default;

void Station::show(int width, int height)
{
    window.resize(width, height);
    static_cast<QWidget &>(window).show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    window.activateWindow();
    settle();
}

void Station::settle()
{
    // An answer may ask the next question, so calm has to last for a few turns of the event loop.
    int calm = 0;
    QVERIFY(QTest::qWaitFor([&] {
        calm = background.isIdle() ? calm + 1 : 0;
        return calm > 3;
    }));
    QTest::qWait(30); // timers that gather progress and rows
    QVERIFY(QTest::qWaitFor([&] { return background.isIdle(); }));
    QCoreApplication::processEvents();
}

void Station::makeBusy()
{
    line::BatchCounters counters;
    counters.passed = 412;
    counters.failed = 5;
    counters.setAside = 2;
    counters.firstPass = 412;
    counters.unitsPerHour = 148;
    counters.meanMilliseconds = 46'000;
    const line::Batch batch = batches.add(QStringLiteral("Water meter rev C"), QStringLiteral("2026-118"), line::BatchState::Released, 500, counters);
    QStringList ports;
    for (const line::SlotStatus &status : busyStation())
        ports << status.port;
    session.setPorts(ports);
    session.chooseBatch(batch);
    for (const line::SlotStatus &status : busyStation())
        engine->set(status.number, status);
}

ui::Overlay *Station::overlay() const
{
    return ui::Overlay::openOn(&window);
}

} // namespace fb::test
