// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/navigation_rail.h"

#include "theme/icons.h"
#include "theme/style_parts.h"

#include <QAbstractButton>
#include <QPainter>

namespace fb::ui {

namespace {

class RailButton final : public QAbstractButton
{
public:
    explicit RailButton(QString iconName) : m_icon(std::move(iconName))
    {
        setCheckable(true);
        setFixedSize(size::rail - 1, 60);
        setAttribute(Qt::WA_Hover);
        setFocusPolicy(Qt::TabFocus);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Tokens &t = currentTokens();
        const QColor ink = isChecked() ? t.accent : t.muted;
        if (isChecked())
            painter.fillRect(rect(), t.accentSoft);
        else if (underMouse())
            painter.fillRect(rect(), mixed(t.surface, t.line, 0.35));
        if (isChecked())
            painter.fillRect(QRect(0, 0, 3, height()), t.accent);
        paintIcon(painter, QRectF((width() - 22) / 2.0, 9, 22, 22), m_icon, ink);
        QFont font = fontFor(TextRole::Small);
        font.setWeight(isChecked() ? QFont::DemiBold : QFont::Normal);
        painter.setFont(font);
        painter.setPen(ink);
        painter.drawText(QRect(2, 34, width() - 4, 20), Qt::AlignCenter, painter.fontMetrics().elidedText(text(), Qt::ElideRight, width() - 4));
        if (hasFocus())
            parts::drawFocusRing(painter, rect().adjusted(4, 2, -2, -2), t, size::controlRadius);
    }

private:
    QString m_icon;
};

} // namespace

NavigationRail::NavigationRail(QWidget *parent) :
    QWidget(parent), m_items(new QButtonGroup(this)), m_column(new QVBoxLayout(this)), m_station(new ElidedLabel(TextRole::Small)),
    m_person(new ElidedLabel(TextRole::Small, palette::muted))
{
    setFixedWidth(size::rail);
    m_column->setContentsMargins(0, 12, 1, 16);
    m_column->setSpacing(3);
    m_column->addStretch(1);
    QFont bold = m_station->font();
    bold.setWeight(QFont::DemiBold);
    m_station->setFont(bold);
    for (ElidedLabel *label : {m_station, m_person}) {
        label->setMaximumWidth(size::rail - 12);
        m_column->addWidget(label, 0, Qt::AlignHCenter);
    }
    connect(m_items, &QButtonGroup::idClicked, this, &NavigationRail::chosen);
}

int NavigationRail::addItem(const QString &iconName)
{
    const auto index = static_cast<int>(m_items->buttons().size());
    auto *button = new RailButton(iconName);
    m_items->addButton(button, index);
    m_column->insertWidget(index, button);
    return index;
}

void NavigationRail::setText(int index, const QString &text, const QString &shortcut)
{
    QAbstractButton *button = m_items->button(index);
    button->setText(text);
    button->setAccessibleName(text);
    button->setToolTip(QStringLiteral("%1 (%2)").arg(text, shortcut).toHtmlEscaped());
}

void NavigationRail::setCurrent(int index)
{
    if (QAbstractButton *button = m_items->button(index))
        button->setChecked(true);
}

void NavigationRail::setStation(const QString &station, const QString &person)
{
    m_station->setText(station);
    m_person->setText(person);
}

void NavigationRail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &t = currentTokens();
    painter.fillRect(rect(), t.surface);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), t.line);
}

} // namespace fb::ui
