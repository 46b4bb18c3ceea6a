// SPDX-License-Identifier: GPL-3.0-or-later
// app/gui/: the desktop application: arguments, opening of the working folder, and the wiring of window and core.
#pragma once

#include <QString>
#include <QStringList>

class QCoreApplication;

namespace fb::gui {

struct Options
{
    QString dataFolder; ///< absolute
    bool demo = false;
    QStringList ports;  ///< empty: those of the last time
    QString batch;      ///< name; empty: that of the last time
    bool start = false; ///< with `batch`: naming it on the command line agrees to what it burns
    QString shotsFolder;
    QString language;
    QString outFolder;    ///< of a demonstration: boards, data, report, pictures
    QString imagesFolder; ///< of a demonstration: real firmware; empty: the built-in one
    bool resume = false;  ///< go on with an interrupted demonstration
    bool quitAfterFirstPaint = false;
};

/** Ends the program on --help, --version and on a fault in the arguments. */
[[nodiscard]] Options readOptions(const QCoreApplication &app);

} // namespace fb::gui
