// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/empty_state.h"

#include "theme/icons.h"

#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace fb::ui {

namespace {

/** A large icon in a soft disc. */
class IconDisc : public QWidget
{
public:
    explicit IconDisc(QString name) : m_name(std::move(name)) { setFixedSize(72, 72); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const Tokens &t = currentTokens();
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.accentSoft);
        painter.drawEllipse(rect());
        paintIcon(painter, QRectF(rect()).adjusted(20, 20, -20, -20), m_name, t.accent);
    }

private:
    QString m_name;
};

} // namespace

EmptyState::EmptyState(const QString &iconName, QWidget *parent) :
    QWidget(parent), m_title(new TextLabel(TextRole::Title)), m_sentence(new TextLabel(TextRole::Large, palette::muted)),
    m_button(new QPushButton)
{
    auto *column = new QVBoxLayout(this);
    column->setSpacing(12);
    column->addStretch(2);
    column->addWidget(new IconDisc(iconName), 0, Qt::AlignHCenter);
    column->addSpacing(4);
    for (TextLabel *label : {m_title, m_sentence}) {
        label->setAlignment(Qt::AlignHCenter);
        label->wrapped();
        column->addWidget(label);
    }
    column->addSpacing(4);
    setButtonKind(*m_button, ButtonKind::Primary);
    m_button->hide();
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addStretch(3);
}

void EmptyState::setTexts(const QString &title, const QString &sentence, const QString &action)
{
    m_title->setText(title);
    m_sentence->setText(sentence);
    m_button->setText(action);
    m_button->setAccessibleName(action);
    m_button->setVisible(!action.isEmpty());
}

} // namespace fb::ui
