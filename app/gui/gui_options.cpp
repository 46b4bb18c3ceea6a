// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_options.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QGuiApplication>
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

/** A demonstration starts by itself; without a display it leaves pictures and ends. */
void fillDemo(Options &options)
{
    options.start = true;
    options.dataFolder = options.outFolder + QStringLiteral("/data");
    if (QGuiApplication::platformName() == QLatin1String("offscreen") && options.shotsFolder.isEmpty())
        options.shotsFolder = options.outFolder;
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
    const QCommandLineOption out(QStringLiteral("out"), say("Folder of a demonstration: boards, report, pictures."), QStringLiteral("DIR"), QStringLiteral("demo-out"));
    const QCommandLineOption images(QStringLiteral("images"), say("Real firmware for a demonstration."), QStringLiteral("DIR"));
    const QCommandLineOption resume(QStringLiteral("resume"), say("Go on with an interrupted demonstration."));
    const QCommandLineOption paint(QStringLiteral("quit-after-first-paint"), say("For measuring the start."));
    parser.addOptions({data, demo, ports, batch, start, shots, lang, out, images, resume, paint});
    parser.process(app);

    Options options;
    options.dataFolder = QDir(parser.isSet(data) ? parser.value(data) : QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)).absolutePath();
    options.demo = parser.isSet(demo);
    options.ports = parser.value(ports).split(u',', Qt::SkipEmptyParts);
    options.batch = parser.value(batch);
    options.start = parser.isSet(start);
    options.shotsFolder = parser.value(shots);
    options.language = parser.value(lang);
    options.outFolder = QDir(parser.value(out)).absolutePath();
    options.imagesFolder = parser.value(images);
    options.resume = parser.isSet(resume);
    options.quitAfterFirstPaint = parser.isSet(paint);
    if (options.demo)
        fillDemo(options);
    if (!parser.positionalArguments().isEmpty())
        refuse(say("There is an argument too many: %1. Add --help to see what is taken.").arg(parser.positionalArguments().first()));
    if (options.start && options.batch.isEmpty() && !options.demo)
        refuse(say("--start needs --batch: only a named batch is started without a question."));
    return options;
}

} // namespace fb::gui
