// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/overlay.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QPointer>
#include <QPushButton>

#include <algorithm>

namespace fb::ui {

Overlay::Overlay(QWidget *owner, int cardWidth) :
    QWidget(owner->window()), m_card(new Card(this)), m_title(new TextLabel(TextRole::Title)),
    m_sentence(new TextLabel(TextRole::Large, palette::muted)), m_body(new QVBoxLayout), m_buttons(new QHBoxLayout), m_cardWidth(cardWidth)
{
    hide();
    setFocusPolicy(Qt::ClickFocus);
    m_card->layout()->setContentsMargins(24, 24, 24, 24);
    m_card->body()->setSpacing(12);
    m_card->body()->addWidget(m_title->wrapped());
    m_card->body()->addWidget(m_sentence->wrapped());
    m_sentence->hide();
    m_body->setSpacing(12);
    m_card->body()->addLayout(m_body, 1);
    m_buttons->setSpacing(12);
    m_buttons->addStretch(1);
    m_card->body()->addSpacing(4);
    m_card->body()->addLayout(m_buttons);
    parentWidget()->installEventFilter(this);
}

Overlay::~Overlay() = default;

Overlay *Overlay::openOn(const QWidget *window)
{
    const QList<Overlay *> all = window->window()->findChildren<Overlay *>(QString(), Qt::FindDirectChildrenOnly);
    const auto open = std::find_if(all.rbegin(), all.rend(), [](const Overlay *o) { return !o->isHidden() && !o->m_done; });
    return open == all.rend() ? nullptr : *open;
}

void Overlay::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void Overlay::setSentence(const QString &sentence)
{
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
    setAccessibleDescription(sentence);
}

QPushButton *Overlay::addRejectButton(const QString &text)
{
    auto *button = new QPushButton(text);
    button->setAccessibleName(text);
    m_buttons->addWidget(button);
    connect(button, &QPushButton::clicked, this, &Overlay::reject);
    return button;
}

QPushButton *Overlay::addAcceptButton(const QString &text, ButtonKind kind)
{
    m_accept = new QPushButton(text);
    m_accept->setAccessibleName(text);
    setButtonKind(*m_accept, kind);
    m_buttons->addWidget(m_accept);
    connect(m_accept, &QPushButton::clicked, this, &Overlay::accept);
    return m_accept;
}

void Overlay::addNote(QWidget *widget)
{
    m_buttons->insertWidget(0, widget);
}

void Overlay::open(QWidget *first)
{
    m_focusBefore = QApplication::focusWidget();
    setGeometry(parentWidget()->rect());
    show();
    raise();
    place();
    first->setFocus(Qt::TabFocusReason);
}

void Overlay::accept()
{
    if (m_done || (m_accept && !m_accept->isEnabled()))
        return;
    finish();
    Q_EMIT accepted();
}

void Overlay::reject()
{
    if (m_done)
        return;
    finish();
    Q_EMIT rejected();
}

void Overlay::finish()
{
    m_done = true;
    hide();
    if (m_focusBefore)
        m_focusBefore->setFocus(Qt::OtherFocusReason);
    deleteLater();
}

bool Overlay::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

bool Overlay::focusNextPrevChild(bool next)
{
    QList<QWidget *> stops;
    const QWidget *end = this;
    for (QWidget *w = nextInFocusChain(); w && w != end; w = w->nextInFocusChain()) {
        if (isAncestorOf(w) && w->isVisible() && w->isEnabled() && (w->focusPolicy() & Qt::TabFocus))
            stops << w;
    }
    if (stops.isEmpty())
        return false;
    const qsizetype at = stops.indexOf(QApplication::focusWidget());
    const qsizetype to = (at + (next ? 1 : -1) + stops.size()) % stops.size();
    stops[to]->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

void Overlay::keyPressEvent(QKeyEvent *event)
{
    event->accept(); // nothing reaches the page below
    if (event->key() == Qt::Key_Escape)
        reject();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        answerWithEnter();
}

void Overlay::answerWithEnter()
{
    // Upon a button, Enter means that button: never the other answer.
    if (auto *button = qobject_cast<QPushButton *>(QApplication::focusWidget()))
        button->click();
    else
        accept();
}

bool Overlay::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        place();
    return QWidget::event(event);
}

void Overlay::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), currentTokens().scrim);
}

void Overlay::resizeEvent(QResizeEvent *)
{
    place();
}

void Overlay::place()
{
    const int wide = std::min(m_cardWidth, width() - 2 * size::pageMargin);
    const int asked = m_card->layout()->hasHeightForWidth() ? m_card->layout()->totalHeightForWidth(wide) : m_card->sizeHint().height();
    const int high = std::min(asked, height() - 2 * size::pageMargin);
    m_card->setGeometry((width() - wide) / 2, (height() - high) / 2, wide, high);
}

} // namespace fb::ui
