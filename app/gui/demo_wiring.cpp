// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/demo_wiring.h"

#include "demo/demo_run.h"
#include "demo/live_table.h"
#include "gui/open_folder.h"

#include <QCoreApplication>

#include <cstdio>

namespace fb::gui {

namespace {

/** The demonstration as the window sees it; lives as long as the window. */
struct Show
{
    std::unique_ptr<demo::DemoRun> run;
    demo::LiveTable table;
    ui::LineEngine *engine = nullptr;
};

void say(const QString &line)
{
    std::fprintf(stdout, "%s\n", qPrintable(line));
    std::fflush(stdout);
}

std::unique_ptr<ui::LineEngine> engineFor(const std::shared_ptr<Show> &show, line::LineRunner::Services services)
{
    services.provision = [show = show.get()](const provision::UnitJob &job, const Progress &progress) { return show->run->provisionOrRecall(job, progress); };
    auto engine = ui::makeRunnerEngine(services);
    show->engine = engine.get();
    QObject::connect(engine.get(), &ui::LineEngine::slotChanged, show->run.get(), [show = show.get()] { show->table.show(show->engine->slotStatuses()); });
    QObject::connect(engine.get(), &ui::LineEngine::prepared, show->run.get(), [](const Result<void> &outcome) {
        if (!outcome.ok())
            say(outcome.error().toLine());
    });
    return engine;
}

void conclude(const std::shared_ptr<Show> &show, const std::function<void()> &then)
{
    QObject::connect(show->run.get(), &demo::DemoRun::bootProven, show->run.get(),
                     [](int slot, const QString &sentence, bool good) { say(QStringLiteral("%1 %2  %3").arg(good ? QStringLiteral("✔") : QStringLiteral("✖")).arg(slot).arg(sentence)); });
    QObject::connect(show->run.get(), &demo::DemoRun::failed, show->run.get(), [](const QString &sentence) { say(sentence); });
    QObject::connect(show->run.get(), &demo::DemoRun::done, show->run.get(), [show = show.get(), then] {
        say(show->run->allProven() ? QCoreApplication::translate("fb::demo", "Every board is locked, and boots.")
                                   : QCoreApplication::translate("fb::demo", "Not every board passed; go on with ./run demo --resume."));
        then();
    });
    show->run->conclude(show->engine->slotStatuses());
}

} // namespace

Result<Wiring> demoWiring(const Options &options)
{
    auto show = std::make_shared<Show>();
    FB_TRY(show->run, demo::DemoRun::create({options.outFolder, options.imagesFolder, options.resume}));
    Wiring wiring;
    wiring.owner = show;
    wiring.ports = show->run->ports();
    wiring.batch = show->run->batch().name;
    wiring.loader = [show, options](const QString &) -> Result<ui::Services> {
        return servicesOver(show->run->database(), show->run->chips(), options.dataFolder, show);
    };
    wiring.makeEngine = [show](const line::LineRunner::Services &services) { return engineFor(show, services); };
    wiring.conclude = [show](const std::function<void()> &then) { conclude(show, then); };
    wiring.exitCode = [show] { return show->run->allProven() ? 0 : exitCodeOf(ErrorKind::Device); };
    return wiring;
}

} // namespace fb::gui
