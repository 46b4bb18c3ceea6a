// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_options.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

#include <cstdio>
#include <cstdlib>

namespace fb::gui {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("fb::gui", text);
}

[[noreturn]] void refuse(const QString &sentence)
{
    std::fprintf(stderr, "fuseboard: %s\n", qPrintable(sentence));
    std::exit(2); // as every program of ours answers a wrong command line
}

} // namespace

Options readOptions(const QCoreApplication &app)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(say("Turns blank ESP32-family boards into locked, identified, documented devices."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption data(QStringLiteral("data"), say("Working folder: database, records, keys."), QStringLiteral("DIR"));
    const QCommandLineOption demo(QStringLiteral("demo"), say("Start with virtual boards; nothing is needed but this program."));
    const QCommandLineOption ports(QStringLiteral("ports"), say("Ports of the slots, with commas between."), QStringLiteral("P1,P2"));
    const QCommandLineOption batch(QStringLiteral("batch"), say("Batch to work on."), QStringLiteral("NAME"));
    const QCommandLineOption start(QStringLiteral("start"), say("Start at once; agrees to what the named batch burns."));
    const QCommandLineOption shots(QStringLiteral("shots"), say("Take pictures of all views into this folder, then quit."), QStringLiteral("DIR"));
    const QCommandLineOption lang(QStringLiteral("lang"), say("Language, for example de."), QStringLiteral("CODE"));
    parser.addOptions({data, demo, ports, batch, start, shots, lang});
    parser.process(app);

    Options options;
    options.dataFolder = QDir(parser.isSet(data) ? parser.value(data) : QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)).absolutePath();
    options.demo = parser.isSet(demo);
    options.ports = parser.value(ports).split(u',', Qt::SkipEmptyParts);
    options.batch = parser.value(batch);
    options.start = parser.isSet(start);
    options.shotsFolder = parser.value(shots);
    options.language = parser.value(lang);
    if (!parser.positionalArguments().isEmpty())
        refuse(say("There is an argument too many: %1. Add --help to see what is taken.").arg(parser.positionalArguments().first()));
    if (options.start && options.batch.isEmpty() && !options.demo)
        refuse(say("--start needs --batch: only a named batch is started without a question."));
    return options;
}

} // namespace fb::gui
