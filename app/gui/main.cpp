// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/locked_memory.h"
#include "base/log.h"
#include "gui/demo_wiring.h"
#include "interrupt/interrupt.h"

#include <QApplication>

#include <cstdio>

namespace {

fb::Result<fb::gui::Wiring> wiringFor(const fb::gui::Options &options)
{
    return options.demo ? fb::gui::demoWiring(options) : fb::gui::plainWiring();
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
    const fb::app::Interrupt interrupt([&gui] { QMetaObject::invokeMethod(&gui, &fb::gui::GuiApp::interrupt, Qt::QueuedConnection); });
    return QApplication::exec();
}
