// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_app.h"

#include "base/log.h"
#include "gui/open_folder.h"

#include <QApplication>
#include <QDir>
#include <QScreen>

namespace fb::gui {

namespace {

constexpr QSize pictureSize(1600, 1000);

} // namespace

Wiring plainWiring()
{
    Wiring wiring;
    wiring.loader = openFolder;
    wiring.makeEngine = [](const line::LineRunner::Services &services) { return ui::makeRunnerEngine(services); };
    return wiring;
}

GuiApp::GuiApp(const Options &options, Wiring wiring) :
    m_options(options), m_wiring(std::move(wiring)), m_preferences(options.dataFolder), m_session(m_background, m_wiring.makeEngine),
    m_window({m_preferences, m_theme, m_languages, m_session})
{
    m_theme.choose(ui::themeChoiceNamed(m_preferences.theme()));
    m_languages.use(options.language.isEmpty() ? m_preferences.language() : options.language);
    QStringList ports = m_wiring.ports.isEmpty() ? options.ports : m_wiring.ports;
    m_session.setPorts(ports.isEmpty() ? m_preferences.ports() : ports);
    connect(&m_window, &ui::MainWindow::retryAsked, this, &GuiApp::open);
    connect(&m_session, &ui::LineSession::opened, this, &GuiApp::begin);
}

GuiApp::~GuiApp() = default;

void GuiApp::show()
{
    m_window.resize(pictureSize.boundedTo(m_window.screen()->availableSize()));
    if (m_options.shotsFolder.isEmpty())
        m_window.restoreGeometry(m_preferences.windowGeometry());
    else
        m_window.resize(pictureSize);
    if (m_options.quitAfterFirstPaint)
        m_window.installEventFilter(this);
    static_cast<QWidget &>(m_window).show();
    open();
}

bool GuiApp::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_window && event->type() == QEvent::Paint)
        QMetaObject::invokeMethod(qApp, [] { QApplication::exit(0); }, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

void GuiApp::open()
{
    m_background.run(
        this, [loader = m_wiring.loader, folder = m_options.dataFolder] { return loader(folder); },
        [this](const Result<ui::Services> &services) { takeServices(services); });
}

void GuiApp::takeServices(const Result<ui::Services> &services)
{
    if (services.ok()) {
        m_session.open(*services);
        return;
    }
    m_window.showOpeningFault(services.error());
    if (m_options.shotsFolder.isEmpty())
        return;
    qCWarning(logUi).noquote() << services.error().toLine();
    QApplication::exit(exitCodeOf(services.error().kind()));
}

void GuiApp::begin()
{
    // What a demonstration or the command line brings is for this time only; what the user chooses is remembered.
    const bool passing = !m_wiring.ports.isEmpty() || !m_options.ports.isEmpty();
    if (!passing)
        connect(&m_session, &ui::LineSession::portsChanged, this, [this] { m_preferences.setPorts(m_session.ports()); });
    connect(&m_session, &ui::LineSession::batchChanged, this, [this] { m_preferences.setBatchName(m_session.batch()->name); });
    const QString named = m_wiring.batch.isEmpty() ? m_options.batch : m_wiring.batch;
    const QString batch = named.isEmpty() ? m_preferences.batchName() : named;
    if (!batch.isEmpty())
        m_session.chooseBatchNamed(batch);
    connect(&m_session, &ui::LineSession::allFinished, this, &GuiApp::conclude);
    if (m_options.start)
        m_session.startAgreed();
    else if (!m_options.shotsFolder.isEmpty())
        takePictures();
}

void GuiApp::interrupt()
{
    m_interrupted = true;
    if (m_session.isRunning())
        m_session.cancel();
    else
        QApplication::exit(exitCodeOf(ErrorKind::Cancelled));
}

void GuiApp::conclude()
{
    if (m_interrupted) {
        QApplication::exit(exitCodeOf(ErrorKind::Cancelled));
        return;
    }
    const auto then = [this] {
        if (m_options.start && !m_options.shotsFolder.isEmpty())
            takePictures();
    };
    if (m_wiring.conclude)
        m_wiring.conclude(then);
    else
        then();
}

void GuiApp::takePictures()
{
    if (m_pictures)
        return;
    m_pictures = std::make_unique<ui::PictureTaker>(m_window, m_theme, m_background, m_options.shotsFolder);
    connect(m_pictures.get(), &ui::PictureTaker::done, this, [this](const Result<void> &outcome) {
        if (!outcome.ok())
            qCWarning(logUi).noquote() << outcome.error().toLine();
        const int code = m_wiring.exitCode ? m_wiring.exitCode() : 0;
        QApplication::exit(outcome.ok() ? code : exitCodeOf(outcome.error().kind()));
    });
    m_pictures->start();
}

} // namespace fb::gui
