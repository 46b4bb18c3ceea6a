// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/icons.h"

#include "theme/theme_style.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

namespace fb::ui {

namespace {

QByteArray coloured(const QString &name, const QColor &colour)
{
    QFile file(QStringLiteral(":/icons/") + name + QStringLiteral(".svg"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().replace("currentColor", colour.name().toLatin1());
}

QColor colourOf(const Tokens &tokens, QIcon::Mode mode, QIcon::State state)
{
    if (mode == QIcon::Disabled)
        return mixed(tokens.surface, tokens.muted, 0.6);
    return mode == QIcon::Selected || state == QIcon::On ? tokens.accent : tokens.text;
}

class ThemeIconEngine final : public QIconEngine
{
public:
    explicit ThemeIconEngine(QString name) : m_name(std::move(name)) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        paintIcon(*painter, rect, m_name, colourOf(currentTokens(), mode, state));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap picture(size);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return picture;
    }
    QIconEngine *clone() const override { return new ThemeIconEngine(m_name); }
    QString key() const override { return QStringLiteral("fuseboard"); }

private:
    QString m_name;
};

} // namespace

QIcon icon(const QString &name)
{
    return QIcon(new ThemeIconEngine(name));
}

void paintIcon(QPainter &painter, const QRectF &area, const QString &name, const QColor &colour)
{
    QSvgRenderer renderer(coloured(name, colour));
    if (renderer.isValid())
        renderer.render(&painter, area);
}

} // namespace fb::ui
