// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/page_header.h"

#include <QVBoxLayout>
#include <QWidget>

namespace fb::ui {

/** One view of the window: a header and its content. Subclasses call retranslate() at the end of their constructor. */
class Page : public QWidget
{
    Q_OBJECT
public:
    explicit Page(QWidget *parent = nullptr);

    [[nodiscard]] PageHeader *header() const { return m_header; }
    /** The user has turned to this page: data may have changed meanwhile. */
    virtual void entered() {}
    /** Where the keyboard goes when the user turns to this page. */
    [[nodiscard]] virtual QWidget *firstFocus() { return this; }
    /** F5: does the page's first thing, or looks again. */
    virtual void act() { entered(); }
    /** Escape, when nothing closer wanted it; true where it did something. */
    virtual bool escape() { return false; }

protected:
    /** Below the header. */
    [[nodiscard]] QVBoxLayout *content() const { return m_content; }
    virtual void retranslate() = 0;
    void changeEvent(QEvent *event) override;

private:
    PageHeader *m_header;
    QVBoxLayout *m_content;
};

} // namespace fb::ui
