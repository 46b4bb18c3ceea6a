// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/main_window.h"

#include <QTimer>

#include <functional>

namespace fb::ui {

/** Takes a picture of each view in both themes: <view>-light.png, <view>-dark.png. For documentation and reports. */
class PictureTaker : public QObject
{
    Q_OBJECT
public:
    PictureTaker(MainWindow &window, ThemeController &theme, Background &background, QString folder, QObject *parent = nullptr);

    /** Begins once the window shows its data; done() comes when all are written. */
    void start();

Q_SIGNALS:
    void done(const fb::Result<void> &outcome);

private:
    struct Shot
    {
        QString name;
        bool dark;
        std::function<void()> prepare;
    };
    void planShots();
    void addShot(const QString &name, bool dark, std::function<void()> prepare);
    void next();
    void takeWhenCalm();
    void finish(const Result<void> &outcome);

    MainWindow &m_window;
    ThemeController &m_theme;
    Background &m_background;
    QString m_folder;
    std::vector<Shot> m_shots;
    std::size_t m_at = 0;
    int m_calm = 0;
    QTimer m_beat;
};

} // namespace fb::ui
