// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/locked_memory.h"
#include "base/log.h"
#include "gui/gui_app.h"

#include <QApplication>

#include <cstdio>

namespace {

/** The one place to plug a demonstration in; see Wiring. */
const fb::gui::DemoHook demoHook = nullptr;

fb::Result<fb::gui::Wiring> wiringFor(const fb::gui::Options &options)
{
    if (!options.demo)
        return fb::gui::plainWiring();
    if (demoHook)
        return demoHook(options);
    return fb::Error({"gui.no_demo", fb::ErrorKind::Usage}, QStringLiteral("This build has no demonstration in the window."),
                     QStringLiteral("Use ./run demo."));
}

} // namespace

int main(int argc, char **argv)
{
    fb::disableCoreDumps();
    fb::installLogHandler(fb::LogLevel::Warnings);
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("fuseboard"));
    QApplication::setApplicationVersion(QStringLiteral(FUSEBOARD_VERSION));
    const fb::gui::Options options = fb::gui::readOptions(app);
    fb::Result<fb::gui::Wiring> wiring = wiringFor(options);
    if (!wiring.ok()) {
        std::fprintf(stderr, "fuseboard: %s\n", qPrintable(wiring.error().toLine()));
        return fb::exitCodeOf(wiring.error().kind());
    }
    fb::gui::GuiApp gui(options, *std::move(wiring));
    gui.show();
    return QApplication::exec();
}
