// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakes.h"
#include "models/line_session.h"
#include "shell/languages.h"
#include "shell/main_window.h"
#include "shell/preferences.h"
#include "theme/theme_controller.h"
#include "widgets/overlay.h"

#include <QTemporaryDir>

namespace fb::test {

/** A whole window over fakes, as a test finds it. Members stand in the order in which they may go. */
class Station
{
public:
    explicit Station(qint64 deviceCount = 1000);
    ~Station();

    /** Opens the window at this size and waits until it has what it shows. */
    void show(int width = 1600, int height = 1000);
    /** Until the worker has nothing to do and the window is painted. */
    void settle();
    /** Ports, batch and slots as in busyStation(). */
    void makeBusy();
    [[nodiscard]] ui::Overlay *overlay() const;

    QTemporaryDir folder;
    ui::Preferences preferences{folder.path()};
    ui::ThemeController theme;
    ui::Languages languages;
    chip::Catalogue chips;
    FakeBatches batches;
    FakeDevices devices;
    ui::StartPreview preview = releasePreview();
    FakeEngine *engine = nullptr; ///< belongs to the session
    ui::Background background;
    ui::LineSession session;
    ui::MainWindow window;
};

} // namespace fb::test
