// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/gui_options.h"
#include "models/line_session.h"
#include "shell/languages.h"
#include "shell/main_window.h"
#include "shell/picture_taker.h"
#include "shell/preferences.h"
#include "theme/theme_controller.h"

#include <memory>

namespace fb::gui {

/** What stands behind the window: the working folder, or a demonstration that brings its own. */
struct Wiring
{
    ui::ServicesLoader loader;
    ui::LineEngineMaker makeEngine;
    QStringList ports;           ///< in place of the options' where not empty
    QString batch;
    std::shared_ptr<void> owner; ///< virtual boards and whatever else has to live as long as the window
    /** Done when the line has ended, before pictures are taken; calls its argument at the end. Null: nothing. */
    std::function<void(const std::function<void()> &)> conclude;
    std::function<int()> exitCode; ///< of a program that ends by itself; null: 0
};

[[nodiscard]] Wiring plainWiring();

/** The window and everything below it. Members stand in the order in which they may go. */
class GuiApp : public QObject
{
    Q_OBJECT
public:
    GuiApp(const Options &options, Wiring wiring);
    ~GuiApp() override;

    void show();
    /** Ctrl-C: stops between steps, then quits. */
    void interrupt();
    /** For measuring the start: ends the program once the window has been painted. */
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void open();
    void takeServices(const Result<ui::Services> &services);
    void begin();
    void conclude();
    void takePictures();

    Options m_options;
    Wiring m_wiring;
    ui::Preferences m_preferences;
    ui::ThemeController m_theme;
    ui::Languages m_languages;
    ui::Background m_background;
    ui::LineSession m_session;
    ui::MainWindow m_window;
    std::unique_ptr<ui::PictureTaker> m_pictures;
    bool m_interrupted = false;
};

} // namespace fb::gui
