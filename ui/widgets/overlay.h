// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/card.h"

#include <QPointer>

class QPushButton;

namespace fb::ui {

/**
 * A question laid over the window: the window dims, keys and clicks stay inside until it is answered. Escape and
 * "reject" are the harmless answer. Never blocks: listen to accepted() and rejected(). Deletes itself when closed.
 */
class Overlay : public QWidget
{
    Q_OBJECT
public:
    /** Covers the window of `owner`. */
    explicit Overlay(QWidget *owner, int cardWidth = 560);
    ~Overlay() override;

    /** The overlay that covers this window, or null. */
    [[nodiscard]] static Overlay *openOn(const QWidget *window);

    void setTitle(const QString &title);
    void setSentence(const QString &sentence);
    [[nodiscard]] QVBoxLayout *body() const { return m_body; }
    QPushButton *addRejectButton(const QString &text);
    /** Enter answers with it where it is enabled. */
    QPushButton *addAcceptButton(const QString &text, ButtonKind kind);
    /** At the left of the buttons. */
    void addNote(QWidget *widget);

    /** Shows it and puts the keyboard focus on `first`. */
    void open(QWidget *first);
    /** Overridden by questions whose answer may still be refused. */
    virtual void accept();
    void reject();

Q_SIGNALS:
    void accepted();
    void rejected();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void answerWithEnter();
    void place();
    void finish();
    Card *m_card;
    TextLabel *m_title;
    TextLabel *m_sentence;
    QVBoxLayout *m_body;
    QHBoxLayout *m_buttons;
    QPushButton *m_accept = nullptr;
    QPointer<QWidget> m_focusBefore;
    int m_cardWidth;
    bool m_done = false;
};

} // namespace fb::ui
