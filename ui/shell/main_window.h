// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/line_session.h"
#include "shell/languages.h"
#include "shell/navigation_rail.h"
#include "shell/preferences.h"
#include "theme/theme_controller.h"
#include "widgets/empty_state.h"

#include <QStackedWidget>

namespace fb::ui {

class Page;

/** The rail and the pages. A page is made when it is first shown. */
class MainWindow : public QWidget
{
    Q_OBJECT
public:
    enum class View { Line, Batches, Devices, Settings };

    struct Parts
    {
        Preferences &preferences;
        ThemeController &theme;
        Languages &languages;
        LineSession &session;
    };

    explicit MainWindow(const Parts &parts, QWidget *parent = nullptr);
    ~MainWindow() override;

    void show(View view);
    using QWidget::show;
    [[nodiscard]] View current() const { return m_current; }
    /** Made where it was not yet. */
    [[nodiscard]] Page *page(View view);
    /** The working folder could not be opened: says why and offers to try again. */
    void showOpeningFault(const Error &error);

Q_SIGNALS:
    void retryAsked();

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void addShortcuts();
    void retranslate();
    Page *makePage(View view);
    void askBeforeClosing();

    Parts m_parts;
    NavigationRail *m_rail;
    QStackedWidget *m_stack;
    EmptyState *m_fault;
    std::map<View, Page *> m_pages;
    View m_current = View::Line;
    bool m_opened = false;
    bool m_closeAgreed = false;
};

} // namespace fb::ui
