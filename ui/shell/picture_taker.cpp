// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/picture_taker.h"

#include "devices/devices_page.h"

#include <QDir>

namespace fb::ui {

namespace {

/** The worker may answer one question with another: only when it has been idle for this many beats is a view complete. */
constexpr int calmBeats = 4;

} // namespace

PictureTaker::PictureTaker(MainWindow &window, ThemeController &theme, Background &background, QString folder, QObject *parent) :
    QObject(parent), m_window(window), m_theme(theme), m_background(background), m_folder(std::move(folder))
{
    m_beat.setInterval(40);
    connect(&m_beat, &QTimer::timeout, this, &PictureTaker::takeWhenCalm);
}

void PictureTaker::start()
{
    if (!QDir().mkpath(m_folder)) {
        finish(Error(errors::FileUnwritable, tr("The folder for the pictures cannot be made."), tr("Choose another folder."), m_folder));
        return;
    }
    planShots();
    next();
}

void PictureTaker::addShot(const QString &name, bool dark, std::function<void()> prepare)
{
    m_shots.push_back({name, dark, std::move(prepare)});
}

void PictureTaker::planShots()
{
    using View = MainWindow::View;
    const std::pair<const char *, View> views[] = {
        {"line", View::Line}, {"batches", View::Batches}, {"devices", View::Devices}, {"settings", View::Settings}};
    for (const bool dark : {false, true}) {
        for (const auto &[name, view] : views)
            addShot(QString::fromLatin1(name), dark, [this, target = view] { m_window.show(target); });
        addShot(QStringLiteral("device"), dark, [this] {
            m_window.show(View::Devices);
            auto *devices = qobject_cast<DevicesPage *>(m_window.page(View::Devices));
            if (devices)
                devices->openFirst();
        });
        addShot(QStringLiteral("device-fields"), dark, [this] {
            if (auto *devices = qobject_cast<DevicesPage *>(m_window.page(View::Devices)))
                devices->deviceView()->showFields(true);
        });
        addShot(QString(), dark, [this] { // back to where the next round begins
            auto *devices = qobject_cast<DevicesPage *>(m_window.page(View::Devices));
            if (!devices)
                return;
            devices->deviceView()->showFields(false);
            devices->escape();
        });
    }
}

void PictureTaker::next()
{
    if (m_at >= m_shots.size()) {
        finish({});
        return;
    }
    m_theme.choose(m_shots[m_at].dark ? ThemeChoice::Dark : ThemeChoice::Light);
    m_shots[m_at].prepare();
    m_calm = 0;
    m_beat.start();
}

void PictureTaker::takeWhenCalm()
{
    m_calm = m_background.isIdle() ? m_calm + 1 : 0;
    if (m_calm < calmBeats)
        return;
    m_beat.stop();
    const Shot &shot = m_shots[m_at++];
    const QString path = QStringLiteral("%1/%2-%3.png").arg(m_folder, shot.name, shot.dark ? QStringLiteral("dark") : QStringLiteral("light"));
    if (!shot.name.isEmpty() && !m_window.grab().save(path)) {
        finish(Error(errors::FileUnwritable, tr("The picture cannot be written."), tr("Check the folder, its rights and the free space."), path));
        return;
    }
    next();
}

void PictureTaker::finish(const Result<void> &outcome)
{
    m_beat.stop();
    Q_EMIT done(outcome);
}

} // namespace fb::ui
