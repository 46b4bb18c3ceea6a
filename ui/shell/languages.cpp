// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/languages.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace fb::ui {

namespace {

/**
 * Messages of core carry contexts of their folders, which the extraction tool cannot see through the helper that they
 * go through; their file therefore has one context, and this translator looks there whatever it is asked for.
 */
class CoreTranslator final : public QTranslator
{
public:
    QString translate(const char *, const char *text, const char *remark, int count) const override
    {
        return QTranslator::translate("core", text, remark, count);
    }
};

} // namespace

Languages::Languages(QObject *parent) : QObject(parent)
{
    load(codes().first());
}

Languages::~Languages()
{
    for (const auto &translator : m_installed)
        QCoreApplication::removeTranslator(translator.get());
}

QStringList Languages::codes()
{
    return {QStringLiteral("en"), QStringLiteral("de"), QStringLiteral("zh_CN")};
}

QString Languages::ownName(const QString &code)
{
    if (code == QLatin1String("de"))
        return QStringLiteral("Deutsch");
    if (code == QLatin1String("zh_CN"))
        return QStringLiteral("简体中文");
    return QStringLiteral("English");
}

QString Languages::nearest(const QString &wanted)
{
    const QString name = wanted.isEmpty() ? QLocale::system().name() : QString(wanted).replace(u'-', u'_');
    for (const QString &code : codes()) {
        if (name.compare(code, Qt::CaseInsensitive) == 0)
            return code;
    }
    for (const QString &code : codes()) {
        if (name.section(u'_', 0, 0).compare(code.section(u'_', 0, 0), Qt::CaseInsensitive) == 0)
            return code;
    }
    return codes().first();
}

void Languages::use(const QString &wanted)
{
    const QString code = nearest(wanted);
    if (code == m_current)
        return;
    load(code);
    Q_EMIT changed();
}

void Languages::load(const QString &code)
{
    m_current = code;
    for (const auto &translator : m_installed)
        QCoreApplication::removeTranslator(translator.get());
    m_installed.clear();
    QLocale::setDefault(code == QLatin1String("en") ? QLocale(QLocale::English) : QLocale(code));
    auto qt = std::make_unique<QTranslator>();
    if (qt->load(QStringLiteral("qtbase_") + code, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        install(std::move(qt));
    auto core = std::make_unique<CoreTranslator>();
    if (core->load(QStringLiteral(":/i18n/core_") + code))
        install(std::move(core));
    auto own = std::make_unique<QTranslator>(); // for English it holds the plurals
    if (own->load(QStringLiteral(":/i18n/fuseboard_") + code))
        install(std::move(own));
}

void Languages::install(std::unique_ptr<QTranslator> translator)
{
    QCoreApplication::installTranslator(translator.get());
    m_installed.push_back(std::move(translator));
}

} // namespace fb::ui
