// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/main_window.h"

#include "batches/batches_page.h"
#include "devices/devices_page.h"
#include "line/line_page.h"
#include "models/words.h"
#include "shell/settings_page.h"
#include "widgets/overlay.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QShortcut>

namespace fb::ui {

namespace {

constexpr std::array views{MainWindow::View::Line, MainWindow::View::Batches, MainWindow::View::Devices, MainWindow::View::Settings};

QString shortcutText(int index)
{
    return QKeySequence(static_cast<int>(Qt::CTRL) | static_cast<int>(Qt::Key_1 + index)).toString(QKeySequence::NativeText);
}

} // namespace

MainWindow::MainWindow(const Parts &parts, QWidget *parent) :
    QWidget(parent), m_parts(parts), m_rail(new NavigationRail), m_stack(new QStackedWidget), m_fault(new EmptyState(QStringLiteral("warning")))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addWidget(m_stack, 1);
    setMinimumSize(900, 600);
    for (const char *name : {"line", "batches", "devices", "settings"})
        m_rail->addItem(QLatin1String(name));
    m_stack->addWidget(m_fault);
    connect(m_rail, &NavigationRail::chosen, this, [this](int index) { show(views[static_cast<std::size_t>(index)]); });
    connect(m_fault->button(), &QPushButton::clicked, this, &MainWindow::retryAsked);
    connect(&m_parts.session, &LineSession::opened, this, [this] { show(m_current); });
    addShortcuts();
    retranslate();
    show(View::Line);
}

MainWindow::~MainWindow() = default;

void MainWindow::addShortcuts()
{
    for (int i = 0; i < static_cast<int>(views.size()); ++i) {
        auto *shortcut = new QShortcut(QKeySequence(static_cast<int>(Qt::CTRL) | static_cast<int>(Qt::Key_1 + i)), this);
        connect(shortcut, &QShortcut::activated, this, [this, i] {
            if (!Overlay::openOn(this))
                show(views[static_cast<std::size_t>(i)]);
        });
    }
    auto *act = new QShortcut(QKeySequence(Qt::Key_F5), this);
    connect(act, &QShortcut::activated, this, [this] {
        if (!Overlay::openOn(this))
            page(m_current)->act();
    });
}

void MainWindow::show(View view)
{
    m_current = view;
    m_rail->setCurrent(static_cast<int>(view));
    Page *wanted = page(view);
    m_stack->setCurrentWidget(wanted);
    wanted->entered();
    if (!m_rail->isAncestorOf(focusWidget())) // whoever walks the rail with the keyboard stays there
        wanted->firstFocus()->setFocus(Qt::OtherFocusReason);
}

Page *MainWindow::page(View view)
{
    Page *&known = m_pages[view];
    if (!known) {
        known = makePage(view);
        m_stack->addWidget(known);
    }
    return known;
}

Page *MainWindow::makePage(View view)
{
    switch (view) {
    case View::Line: return new LinePage(m_parts.session);
    case View::Batches: {
        auto *page = new BatchesPage(m_parts.session);
        connect(page, &BatchesPage::workAsked, this, [this] { show(View::Line); });
        return page;
    }
    case View::Devices: return new DevicesPage(m_parts.session);
    case View::Settings: break;
    }
    auto *settings = new SettingsPage(m_parts.preferences, m_parts.theme, m_parts.languages);
    connect(settings, &SettingsPage::stationNamed, this, &MainWindow::retranslate);
    return settings;
}

void MainWindow::showOpeningFault(const Error &error)
{
    m_fault->setTexts(tr("The working folder cannot be opened"), errorSentence(error), tr("Try again"));
    m_stack->setCurrentWidget(m_fault);
}

void MainWindow::retranslate()
{
    const QStringList names{tr("Line"), tr("Batches"), tr("Devices"), tr("Settings")};
    for (int i = 0; i < names.size(); ++i)
        m_rail->setText(i, names[i], shortcutText(i));
    m_rail->setStation(m_parts.preferences.stationName(), operatorName());
    setWindowTitle(tr("Fuseboard"));
}

void MainWindow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !Overlay::openOn(this) && page(m_current)->escape())
        return;
    QWidget::keyPressEvent(event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_parts.session.isRunning() || m_closeAgreed) {
        m_parts.preferences.setWindowGeometry(saveGeometry());
        return QWidget::closeEvent(event);
    }
    event->ignore();
    if (!Overlay::openOn(this))
        askBeforeClosing();
}

void MainWindow::askBeforeClosing()
{
    auto *question = new Overlay(this);
    question->setTitle(tr("Stop the boards and close?"));
    question->setSentence(tr("Boards that are being made stop where they are; a burn that has begun is finished first. Started again, they go on from there."));
    QPushButton *stay = question->addRejectButton(tr("Go on working"));
    question->addAcceptButton(tr("Stop and close"), ButtonKind::Danger);
    connect(question, &Overlay::accepted, this, [this] {
        m_closeAgreed = true;
        m_parts.session.cancel();
        close();
    });
    question->open(stay);
}

} // namespace fb::ui
